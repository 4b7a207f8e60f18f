extension Shape {
  /// The positions that a walk through this shape reads in an array, in row-major order.
  ///
  /// With its own strides a walk reads 0, 1, 2, …; other strides express movement: permuted ones
  /// transpose, a negative one flips, a zero repeats.
  ///
  /// - Parameters:
  ///   - strides: How far apart neighbours along each axis lie in the array.
  ///   - base: The position of the first element.
  func offsets(strides: [Int], from base: Int = 0) -> [Int] {
    var offsets = [base]
    for (length, stride) in zip(dimensions, strides) {
      var next: [Int] = []
      next.reserveCapacity(offsets.count * length)
      for offset in offsets {
        for index in 0..<length { next.append(offset + index * stride) }
      }
      offsets = next
    }
    return offsets
  }

  /// The positions in an operand of this shape that each element of a broadcast result reads.
  func offsets(broadcastTo result: Shape) -> [Int] {
    result.offsets(strides: strides(broadcastTo: result))
  }

  /// The axes around one axis, folded: an element's position is
  /// `(outer · length + index) · inner + rest`.
  public func split(at axis: Int) -> (outer: Int, length: Int, inner: Int) {
    (
      dimensions[..<axis].reduce(1, *), dimensions[axis],
      dimensions[(axis + 1)...].reduce(1, *)
    )
  }
}
