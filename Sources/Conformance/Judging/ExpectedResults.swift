import TensorEngine

/// What a case has to come out as: bit for bit, or within bounds that are stated here.
public struct ExpectedResults {
  /// The numbers that a case is computed on.
  public enum Numbers: String, CaseIterable, Sendable, Encodable {
    case integers, reals
  }

  /// The case with its numbers.
  public let example: ConformanceCase.Example
  private let precise: [Tensor<Double>]
  private let single: [Tensor<Double>]?
  private let bounds: [Tensor<Double>]?

  /// The largest difference allowed for a single op, as a share of the largest number in the result.
  ///
  /// It is that of a result in single precision from the same sums in double precision. The longest
  /// sums here have about a thousand terms; rounding each to 2⁻²⁴ makes errors of about
  /// √1000 · 2⁻²⁴ = 2·10⁻⁶, and products that cancel lose a digit more.
  private static let tolerance = 2e-5

  /// Runs the definition.
  ///
  /// - Parameters:
  ///   - case: One that is exact for integers; for a lower precision, one of
  ///     ``ConformanceCase/multiplications``.
  ///   - precision: What operands of products are rounded to. Reals may be as far off as their
  ///     operands were rounded, single precision's sums included, and no further.
  /// - Throws: ``ShapeError`` when the case is impossible.
  public init(
    _ case: ConformanceCase, _ numbers: Numbers, precision: ProductPrecision = .float32
  ) throws {
    let reference = ReferenceBackend<Double>()
    example = try `case`.example(integers: numbers == .integers)
    precise = try example.results(on: reference)
    switch (numbers, precision) {
    case (.integers, _):
      single = try example.results(on: ReferenceBackend<Float>())
      bounds = nil
    case (.reals, .float32):
      single = nil
      bounds = precise.map { wanted in
        let largest = wanted.elements.filter { !$0.isNaN }.map(abs).max() ?? 0
        return Tensor(
          wanted.shape, repeating: Self.tolerance * Double(`case`.length) * max(1, largest))
      }
    case (.reals, .tf32), (.reals, .bf16):
      single = nil
      // Both operands' roundings, and single precision's for the sums.
      let share = 2.01 * precision.rounding + Self.tolerance
      bounds = try example.withoutSigns.results(on: reference).map { sums in
        Tensor(sums.shape, sums.elements.map { share * $0 })
      }
    }
  }

  /// What a backend gets wrong, an entry for each output that differs; none when all is right.
  ///
  /// - Throws: ``BackendError`` when it cannot compute it.
  public func differences(on engine: some Backend) throws -> [String] {
    differences(in: try example.results(on: engine), isDouble: engine is any Backend<Double>)
  }

  /// What is wrong in results.
  ///
  /// - Parameter isDouble: Whether they were computed in double precision.
  public func differences(in results: [Tensor<Double>], isDouble: Bool) -> [String] {
    let expected = isDouble ? precise : single ?? precise
    return results.indices.compactMap { position in
      Self.difference(results[position], expected[position], within: bounds?[position])
        .map { "\(example.name(ofOutput: position)) \($0)" }
    }
  }

  /// Where two tensors differ first; zeros of either sign are the same number, and so are all NaNs.
  private static func difference(
    _ actual: Tensor<Double>, _ expected: Tensor<Double>, within bounds: Tensor<Double>?
  ) -> String? {
    guard actual.shape == expected.shape else {
      return "has shape \(actual.shape), expected \(expected.shape)"
    }
    for position in actual.elements.indices {
      let (got, wanted) = (actual.elements[position], expected.elements[position])
      let bound = bounds?.elements[position] ?? 0
      guard got == wanted || abs(got - wanted) <= bound || (got.isNaN && wanted.isNaN) else {
        return "at \(actual.shape.index(at: position)): got \(got), expected \(wanted)"
      }
    }
    return nil
  }
}

extension ConformanceCase {
  /// The ops that multiply matrices: every number of a result is a sum of products of two operands'
  /// numbers, so that what rounding their operands does can be bounded.
  public static let multiplications = ops.filter { example in
    switch try? example.example(integers: true).op {
    case .convolution, .transposedConvolution, .convolutionWeightGradient, .matmul: true
    default: false
    }
  }
}

extension ProductPrecision {
  /// What an operand loses at most, as a share of itself: half of its last place.
  public var rounding: Double {
    switch self {
    case .float32: 0x1p-24
    case .tf32: 0x1p-11
    case .bf16: 0x1p-8
    }
  }
}
