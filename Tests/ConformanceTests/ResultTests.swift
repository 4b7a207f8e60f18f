import TensorEngine
import TestSupport
import Testing

/// Every op, and ops as networks have them with their gradients, on every backend against the
/// definition.
struct ResultTests {
  /// The largest difference allowed for a single op, as a share of the largest number in the result.
  ///
  /// It is that of a result in single precision from the same sums in double precision. The longest
  /// sums here have about a thousand terms; rounding each to 2⁻²⁴ makes errors of about
  /// √1000 · 2⁻²⁴ = 2·10⁻⁶, and products that cancel lose a digit more.
  private static let tolerance = 2e-5

  private static let single = ReferenceBackend<Float>()
  private static let double = ReferenceBackend<Double>()

  @Test func `the table of cases has every op`() throws {
    let covered = try ConformanceCase.ops.map {
      let example = try $0.example(integers: true)
      return OpKind(example.graph[example.outputs[0]].op)
    }
    #expect(Set(covered) == Set(OpKind.allCases).subtracting([.input]))
  }

  @Test(arguments: ConformanceCase.all.filter(\.isExact))
  func `small integers give the reference's bits`(_ case: ConformanceCase) throws {
    let example = try `case`.example(integers: true)
    let single = try example.results(on: Self.single)
    let double = try example.results(on: Self.double)
    for backend in TestBackend.judged {
      let expected = backend.isDouble ? double : single
      for (position, got) in try example.results(on: backend).enumerated() {
        if let difference = Self.difference(got, expected[position], tolerance: 0) {
          Issue.record("\(backend), \(example.name(ofOutput: position)) \(difference)")
        }
      }
    }
  }

  @Test(arguments: ConformanceCase.all)
  func `reals agree with the reference in double precision`(_ case: ConformanceCase) throws {
    let example = try `case`.example(integers: false)
    let expected = try example.results(on: Self.double)
    for backend in TestBackend.judged {
      for (position, got) in try example.results(on: backend).enumerated() {
        let wanted = expected[position]
        let largest = wanted.elements.filter { !$0.isNaN }.map(abs).max() ?? 0
        let tolerance = Self.tolerance * Double(`case`.length) * max(1, largest)
        if let difference = Self.difference(got, wanted, tolerance: tolerance) {
          Issue.record("\(backend), \(example.name(ofOutput: position)) \(difference)")
        }
      }
    }
  }

  /// Where two tensors differ first; zeros of either sign are the same number, and so are all NaNs.
  private static func difference(
    _ actual: Tensor<Double>, _ expected: Tensor<Double>, tolerance: Double
  ) -> String? {
    guard actual.shape == expected.shape else {
      return "has shape \(actual.shape), expected \(expected.shape)"
    }
    for position in actual.elements.indices {
      let (got, wanted) = (actual.elements[position], expected.elements[position])
      guard got == wanted || abs(got - wanted) <= tolerance || (got.isNaN && wanted.isNaN) else {
        return "at \(actual.shape.index(at: position)): got \(got), expected \(wanted)"
      }
    }
    return nil
  }
}
