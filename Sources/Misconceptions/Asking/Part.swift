import TensorEngine

/// Which part of a value somebody is asked for.
public enum Part: Hashable, Sendable {
  /// The lengths of its spatial axes, of a row's or a vector's all axes.
  case size
  /// The length of one axis.
  case length(axis: Int)
  /// How many numbers it holds.
  case count
  /// What is left when the first axes have these indices: one number, a row, a plane.
  case at([Int])

  /// The part of a value, as an answer; `nil` where the value has no such part.
  func of(_ value: Tensor<Double>) -> Answer? {
    let dimensions = value.shape.dimensions
    switch self {
    case .size:
      let lengths = dimensions.count >= 3 ? Array(dimensions.dropFirst(2)) : dimensions
      return .size(lengths.map(Double.init))
    case .length(let axis):
      return dimensions.indices.contains(axis) ? .number(Double(dimensions[axis])) : nil
    case .count: return .number(Double(value.shape.count))
    case .at(let leading):
      guard leading.count <= dimensions.count,
        zip(leading, dimensions).allSatisfy({ $0 >= 0 && $0 < $1 })
      else { return nil }
      let rest = Array(dimensions.dropFirst(leading.count))
      let plane = Array(rest.suffix(2))
      guard rest.dropLast(2).allSatisfy({ $0 == 1 }) else { return nil }
      let start = value.shape.offset(of: leading + [Int](repeating: 0, count: rest.count))
      let values = Array(value.elements[start..<(start + rest.reduce(1, *))])
      switch plane.count {
      case 0: return .number(values[0])
      case 1: return .grid(rows: 1, columns: plane[0], values: values)
      default: return .grid(rows: plane[0], columns: plane[1], values: values)
      }
    }
  }

  /// The full index, where it is one of a value with so many axes.
  func index(rank: Int) -> [Int]? {
    if case .at(let index) = self, index.count == rank { index } else { nil }
  }
}
