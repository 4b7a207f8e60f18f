import TensorEngine

/// A walk through a shape that reads an array with strides of its own: permuted, reversed, or 0
/// where an axis repeats.
struct StridedWalk: Sendable {
  let shape: Shape
  private(set) var strides: [Int]
  private(set) var start: Int

  init(shape: Shape, strides: [Int], start: Int = 0) {
    self.shape = shape
    self.strides = strides
    self.start = start
  }

  /// The walk that repeats axes of length 1 and missing leading axes.
  init(broadcasting operand: Shape, to shape: Shape) {
    self.init(shape: shape, strides: operand.strides(broadcastTo: shape))
  }

  /// Walks an axis from its end.
  mutating func reverse(_ axis: Int) {
    start += (shape[axis] - 1) * strides[axis]
    strides[axis] = -strides[axis]
  }

  /// The array position that an element of the walk reads.
  func source(of offset: Int) -> Int {
    // Without an index array: a mean over a photograph asks this once for each of its numbers.
    var (rest, source) = (offset, start)
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
      source += rest % shape[axis] * strides[axis]
      rest /= shape[axis]
    }
    return source
  }
}
