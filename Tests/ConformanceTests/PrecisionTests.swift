import CUDABackend
import CUDAEmulator
import TensorEngine
import TestSupport
import Testing

/// Products of rounded operands, on the kernels for tensor cores.
struct PrecisionTests {
  /// What an operand may lose at most, as a share of itself: half of its last place.
  private static func rounding(_ precision: ProductPrecision) -> Double {
    switch precision {
    case .float32: 0x1p-24
    case .tf32: 0x1p-11
    case .bf16: 0x1p-8
    }
  }

  /// The ops that multiply; every number of a result is a sum of products of two operands' numbers.
  private static let products = ConformanceCase.ops.filter { example in
    switch try? example.example(integers: true).op {
    case .convolution, .transposedConvolution, .convolutionWeightGradient, .matmul: true
    default: false
    }
  }

  private static func backend(_ precision: ProductPrecision) throws -> CUDABackend {
    try CUDABackend(
      CUDADriver(finder: cuda_emulator_find), CUDACompiler(finder: cuda_emulator_find),
      cache: KernelCache(folder: nil), precision: precision)
  }

  private static let reference = ReferenceBackend<Double>()

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `small integers give the reference's bits`(_ precision: ProductPrecision) throws {
    let backend = try Self.backend(precision)
    #expect(Self.products.count > 90)
    for example in Self.products {
      let example = try example.example(integers: true)
      let expected = try example.results(on: Self.reference)
      #expect(try example.results(on: backend) == expected, "\(example.name(ofOutput: 0))")
    }
  }

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `reals are as far off as their operands were rounded, and no further`(
    _ precision: ProductPrecision
  ) throws {
    let backend = try Self.backend(precision)
    // Each operand's own rounding, and single precision's for the sums.
    let rounding = 2.01 * Self.rounding(precision) + 2e-5
    var largest = 0.0
    for example in Self.products {
      let example = try example.example(integers: false)
      let expected = try example.results(on: Self.reference)[0]
      // What is summed up without signs is what the roundings are shares of.
      let bounds = try example.withoutSigns.results(on: Self.reference)[0]
      let found = try example.results(on: backend)[0]
      for ((got, wanted), bound) in zip(zip(found.elements, expected.elements), bounds.elements) {
        #expect(abs(got - wanted) <= rounding * bound, "\(example.name(ofOutput: 0))")
        if bound > 0 { largest = max(largest, abs(got - wanted) / bound) }
      }
    }
    // A product that is made of one pair feels the rounding of both.
    #expect(largest > Self.rounding(precision))
  }
}

extension ConformanceCase.Example {
  /// What the result is.
  fileprivate var op: Op { graph[outputs[0]].op }

  /// The same with every number positive.
  fileprivate var withoutSigns: Self {
    Self(
      graph: graph, outputs: outputs,
      feeds: feeds.mapValues { Tensor($0.shape, $0.elements.map(abs)) })
  }
}
