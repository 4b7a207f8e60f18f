import CPUBackend
import TensorEngine
import TestSupport
import Testing

/// The CPU backend against the definition of every op.
@Suite(.needsOpenBLAS)
struct ConformanceTests {
  /// The largest difference allowed, as a share of the largest number in the result.
  ///
  /// It is that of a result in single precision from the same sums in double precision. The longest sums here have
  /// about a thousand terms; rounding each to 2⁻²⁴ makes errors of about √1000 · 2⁻²⁴ = 2·10⁻⁶,
  /// and products that cancel lose a digit more.
  static let tolerance = 2e-5

  @Test
  func `the table of cases has every op`() {
    let covered = Set(ConformanceCase.all.map { OpKind($0.op) })
    #expect(covered == Set(OpKind.allCases).subtracting([.input]))
  }

  @Test(arguments: ConformanceCase.all.filter(\.isExact))
  func `small integers give the same bits as the reference`(_ example: ConformanceCase) throws {
    let operands = example.values(integers: true)
    let actual = try run(example, on: CPUBackend(), operands)
    let expected = try run(example, on: ReferenceBackend<Float>(), operands)
    #expect(actual.shape == expected.shape)
    for position in actual.elements.indices {
      let (got, wanted) = (actual.elements[position], expected.elements[position])
      // Zeros of either sign are the same number, and so are all NaNs.
      guard got != wanted, !(got.isNaN && wanted.isNaN) else { continue }
      Issue.record("at \(actual.shape.index(at: position)): got \(got), expected \(wanted)")
      return
    }
  }

  @Test(arguments: ConformanceCase.all)
  func `reals agree with the reference in double precision`(_ example: ConformanceCase) throws {
    let operands = example.values(integers: false)
    let actual = try run(example, on: CPUBackend(), operands)
    let expected = try run(
      example, on: ReferenceBackend<Double>(), operands.map { Tensor(converting: $0) })
    #expect(actual.shape == expected.shape)
    let largest = expected.elements.filter { !$0.isNaN }.map(abs).max() ?? 0
    for position in actual.elements.indices {
      let (got, wanted) = (Double(actual.elements[position]), expected.elements[position])
      let difference = abs(got - wanted)
      guard !(difference <= Self.tolerance * max(1, largest)), !(got.isNaN && wanted.isNaN) else {
        continue
      }
      Issue.record("at \(actual.shape.index(at: position)): got \(got), expected \(wanted)")
      return
    }
  }

  /// The result of the op on a backend.
  private func run<B: Backend>(
    _ example: ConformanceCase, on backend: B, _ operands: [Tensor<B.Scalar>]
  ) throws -> Tensor<B.Scalar> {
    let (graph, inputs, result) = try example.graph()
    let executable = try backend.compile(graph, outputs: [result])
    let feeds = Dictionary(uniqueKeysWithValues: zip(inputs, operands))
    return try #require(try executable.run(feeds)[result])
  }
}
