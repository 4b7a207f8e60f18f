// The compiler turns simple loops into vector instructions, but guards them so that short ones, such
// as the rows of a small image, go through number by number. These spell the vectors out.

extension UnsafeMutablePointer<Float> {
  /// Sets numbers to one value.
  @inline(__always)
  func fill(_ value: Float, count: Int) {
    for index in 0..<count { self[index] = value }
  }

  /// Copies numbers from memory that does not overlap.
  @inline(__always)
  func copy(from source: UnsafePointer<Float>, count: Int) {
    guard count < 64 else {
      update(from: source, count: count)
      return
    }
    var index = 0
    while index + 8 <= count {
      (self + index).store((source + index).load8())
      index += 8
    }
    while index < count {
      self[index] = source[index]
      index += 1
    }
  }

  /// Adds numbers from memory that does not overlap.
  @inline(__always)
  func add(_ source: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
      (self + index).store(UnsafePointer(self + index).load8() + (source + index).load8())
      index += 8
    }
    while index < count {
      self[index] += source[index]
      index += 1
    }
  }

  /// Copies every second number, the first one included, from memory that does not overlap.
  @inline(__always)
  func copyEverySecond(from source: UnsafePointer<Float>, count: Int) {
    var index = 0
    // The number before the ones wanted is read with them, and not the one after: that may lie
    // beyond the end of the memory.
    if count > 0 {
      self[0] = source[0]
      index = 1
    }
    while index + 4 <= count {
      (self + index).store((source + 2 * index - 1).load8().oddHalf)
      index += 4
    }
    while index < count {
      self[index] = source[2 * index]
      index += 1
    }
  }

  /// Puts the numbers of two arrays in turn.
  @inline(__always)
  func copyInTurn(
    _ even: UnsafePointer<Float>, _ odd: UnsafePointer<Float>, count: Int
  ) {
    var index = 0
    while index + 4 <= count {
      var pairs = SIMD8<Float>()
      pairs.evenHalf = (even + index).load4()
      pairs.oddHalf = (odd + index).load4()
      (self + 2 * index).store(pairs)
      index += 4
    }
    while index < count {
      self[2 * index] = even[index]
      self[2 * index + 1] = odd[index]
      index += 1
    }
  }

  /// Stores a vector at any address.
  @inline(__always)
  func store<Vector: SIMD>(_ vector: Vector) where Vector.Scalar == Float {
    UnsafeMutableRawPointer(self).storeBytes(of: vector, as: Vector.self)
  }
}

extension UnsafePointer<Float> {
  /// Loads four numbers from any address.
  @inline(__always)
  func load4() -> SIMD4<Float> {
    UnsafeRawPointer(self).loadUnaligned(as: SIMD4<Float>.self)
  }

  /// Loads eight numbers from any address.
  @inline(__always)
  func load8() -> SIMD8<Float> {
    UnsafeRawPointer(self).loadUnaligned(as: SIMD8<Float>.self)
  }

  /// Loads sixteen numbers from any address.
  @inline(__always)
  func load16() -> SIMD16<Float> {
    UnsafeRawPointer(self).loadUnaligned(as: SIMD16<Float>.self)
  }
}
