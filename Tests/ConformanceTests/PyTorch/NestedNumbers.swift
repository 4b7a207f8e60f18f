import Foundation
import TensorEngine

/// Nested lists of numbers, as fixtures write tensors.
enum NestedNumbers {
  /// The tensor that nested lists stand for; a bare number is a scalar.
  ///
  /// - Returns: `nil` when the lists are ragged or hold something else.
  static func tensor(_ value: Any) -> Tensor<Double>? {
    if let number = value as? NSNumber { return Tensor(.scalar, [number.doubleValue]) }
    guard let list = value as? [Any] else { return nil }
    let parts = list.map(tensor)
    guard let first = parts.first ?? nil else { return nil }
    guard parts.allSatisfy({ $0?.shape == first.shape }) else { return nil }
    let shape = Shape([list.count] + first.shape.dimensions)
    return Tensor(shape, parts.flatMap { $0?.elements ?? [] })
  }
}

extension Shape {
  /// The shape without leading axes of length 1: what a problem's rank rules may add.
  var withoutLeadingOnes: [Int] { Array(dimensions.drop { $0 == 1 }) }
}

/// How close a value must be.
struct Closeness {
  /// The largest difference allowed, relative to numbers above 1; 0 asks for the same number.
  let tolerance: Double

  /// Where two tensors differ first; `nil` when they agree.
  func difference(_ actual: Tensor<Double>, _ expected: Tensor<Double>) -> String? {
    guard actual.shape.withoutLeadingOnes == expected.shape.withoutLeadingOnes else {
      return "shape \(actual.shape), expected \(expected.shape)"
    }
    for (offset, (got, wanted)) in zip(actual.elements, expected.elements).enumerated() {
      let isClose = abs(got - wanted) <= tolerance * max(1, abs(wanted))
      if !isClose {
        return "at \(expected.shape.index(at: offset)): got \(got), expected \(wanted)"
      }
    }
    return nil
  }
}
