extension UnsafeMutablePointer<Float> {
  /// Sets numbers to one value.
  @inline(__always)
  func fill(_ value: Float, count: Int) {
    for index in 0..<count { self[index] = value }
  }

  /// Copies numbers from memory that does not overlap.
  ///
  /// Runs of a few numbers, such as the rows of a small image, are too short for a call.
  @inline(__always)
  func copy(from source: UnsafePointer<Float>, count: Int) {
    if count >= 64 {
      update(from: source, count: count)
    } else {
      for index in 0..<count { self[index] = source[index] }
    }
  }
}
