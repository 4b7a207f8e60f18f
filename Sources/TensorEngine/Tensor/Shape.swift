/// The lengths of a tensor's axes, outermost first.
///
/// The last axis varies fastest (row-major order). Image tensors are `[N, C, H, W]`, sequences
/// `[N, C, L]`, feature rows `[N, F]`; a scalar has no axes.
///
///     let image: Shape = [1, 3, 32, 32]
///     image.count    // 3072
///     image.strides  // [3072, 1024, 32, 1]
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The length of each axis, outermost first.
  public let dimensions: [Int]

  /// The shape with no axes, holding one element.
  public static let scalar: Shape = []

  /// Creates a shape from the lengths of its axes.
  ///
  /// - Precondition: No length is negative.
  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "negative axis length in \(dimensions)")
    self.dimensions = dimensions
  }

  /// Creates a shape from the lengths of its axes.
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  /// The number of axes.
  public var rank: Int { dimensions.count }

  /// The number of elements: the product of the lengths, 1 for a scalar.
  public var count: Int { dimensions.reduce(1, *) }

  /// The length of one axis.
  public subscript(axis: Int) -> Int { dimensions[axis] }

  /// The lengths after batch and channels: [H, W] of [N, C, H, W].
  public var spatialSize: [Int] { Array(dimensions.dropFirst(2)) }

  /// How many elements apart neighbours along each axis lie.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }

  /// The shape as PyTorch prints it, such as `[1, 3, 32, 32]`.
  public var description: String { dimensions.description }

  /// The position of a multi-dimensional index in row-major order.
  ///
  /// - Precondition: `index` has one entry per axis, each inside its axis.
  public func offset(of index: [Int]) -> Int {
    precondition(index.count == rank, "index \(index) does not fit shape \(self)")
    var offset = 0
    for (axis, position) in index.enumerated() {
      precondition(position >= 0 && position < dimensions[axis], "\(index) is outside \(self)")
      offset = offset * dimensions[axis] + position
    }
    return offset
  }

  /// The multi-dimensional index at a position in row-major order.
  ///
  /// - Precondition: `offset` is in `0..<count`.
  public func index(at offset: Int) -> [Int] {
    precondition(offset >= 0 && offset < count, "offset \(offset) is outside \(self)")
    var rest = offset
    var index = [Int](repeating: 0, count: rank)
    for axis in stride(from: rank - 1, through: 0, by: -1) {
      (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: dimensions[axis])
    }
    return index
  }

  /// The shape two operands share after broadcasting, or `nil` when they cannot be broadcast.
  ///
  /// Axes are aligned at the end; two lengths agree when they are equal or one of them is 1.
  /// - SeeAlso: PyTorch, *Broadcasting semantics*.
  public func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for back in 1..<(rank + 1) {
      let mine = back <= self.rank ? dimensions[self.rank - back] : 1
      let theirs = back <= other.rank ? other.dimensions[other.rank - back] : 1
      guard mine == theirs || mine == 1 || theirs == 1 else { return nil }
      result[rank - back] = mine == 1 ? theirs : mine
    }
    return Shape(result)
  }

  /// The strides with which an operand of this shape is walked for a broadcast result: 0 along axes
  /// that repeat.
  ///
  /// - Precondition: Broadcasting this shape gives `result`.
  public func strides(broadcastTo result: Shape) -> [Int] {
    let missing = result.rank - rank
    let own = strides
    return (0..<result.rank).map { axis in
      axis < missing || dimensions[axis - missing] == 1 ? 0 : own[axis - missing]
    }
  }

  /// The number of elements, or `nil` when it does not fit an `Int`.
  public static func checkedCount(_ dimensions: [Int]) -> Int? {
    var product = 1
    for length in dimensions {
      let (next, overflow) = product.multipliedReportingOverflow(by: length)
      if overflow { return nil }
      product = next
    }
    return product
  }
}
