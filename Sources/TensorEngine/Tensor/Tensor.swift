import RealModule

/// The number types that tensors hold: `Float` for training and the tutor, `Double` for the
/// reference and for gradient checks.
public protocol TensorScalar: Real, BinaryFloatingPoint, Sendable {}

extension Float: TensorScalar {}
extension Double: TensorScalar {}

/// A dense array of numbers with a shape, in row-major order.
///
///     let image = Tensor<Float>([1, 1, 2, 2], [1, 2, 3, 4])
///     image[[0, 0, 1, 0]]  // 3
public struct Tensor<Scalar: TensorScalar>: Equatable, Sendable {
  /// The lengths of the axes.
  public let shape: Shape

  /// The elements in row-major order; `shape.count` of them.
  public var elements: [Scalar]

  /// Creates a tensor from its elements in row-major order.
  ///
  /// - Precondition: `elements.count == shape.count`.
  public init(_ shape: Shape, _ elements: [Scalar]) {
    precondition(
      elements.count == shape.count,
      "\(elements.count) elements do not fill shape \(shape), which has \(shape.count)")
    self.shape = shape
    self.elements = elements
  }

  /// Creates a tensor that holds the same number everywhere.
  public init(_ shape: Shape, repeating value: Scalar) {
    self.init(shape, [Scalar](repeating: value, count: shape.count))
  }

  /// Creates a tensor by converting another one's elements, rounding to the nearest number.
  public init<Other>(converting other: Tensor<Other>) {
    self.init(other.shape, other.elements.map { Scalar($0) })
  }

  /// The element at a multi-dimensional index.
  ///
  /// - Precondition: `index` has one entry per axis, each inside its axis.
  public subscript(index: [Int]) -> Scalar {
    get { elements[shape.offset(of: index)] }
    set { elements[shape.offset(of: index)] = newValue }
  }

  /// For each row of [rows, columns] the position of its largest number, the first of equal ones.
  public var positionsOfLargest: [Int] {
    let columns = shape[1]
    return (0..<shape[0]).map { row in
      elements.withUnsafeBufferPointer {
        UnsafeBufferPointer(rebasing: $0[row * columns..<(row + 1) * columns]).positionOfLargest
      }
    }
  }

  /// The same elements under another shape.
  ///
  /// - Precondition: Both shapes hold the same number of elements.
  public func reshaped(to shape: Shape) -> Tensor {
    Tensor(shape, elements)
  }
}
