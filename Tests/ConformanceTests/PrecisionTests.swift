import CUDABackend
import CUDAEmulator
import Conformance
import TensorEngine
import Testing

/// Products of rounded operands, on the kernels for tensor cores.
struct PrecisionTests {
  private static func backend(_ precision: ProductPrecision) throws -> CUDABackend {
    try CUDABackend(
      CUDADriver(finder: cuda_emulator_find), CUDACompiler(finder: cuda_emulator_find),
      cache: KernelCache(folder: nil), precision: precision)
  }

  private static let reference = ReferenceBackend<Double>()

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `products are as far off as their operands were rounded, and no further`(
    _ precision: ProductPrecision
  ) throws {
    var run = ConformanceRun(on: try Self.backend(precision), precision: precision)
    for product in ConformanceRun.cases(in: precision) { run.check(product) }
    #expect(run.cases > 90)
    #expect(run.failures.map { "\($0.name), \($0.check): \($0.reason)" } == [])
  }

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `a product of one pair feels the rounding of both`(_ precision: ProductPrecision) throws {
    let backend = try Self.backend(precision)
    var largest = 0.0
    for product in ConformanceCase.multiplications {
      let example = try product.example(integers: false)
      let expected = try example.results(on: Self.reference)[0]
      // What is summed up without signs is what the roundings are shares of.
      let sums = try example.withoutSigns.results(on: Self.reference)[0]
      let found = try example.results(on: backend)[0]
      for ((got, wanted), sum) in zip(zip(found.elements, expected.elements), sums.elements)
      where sum > 0 {
        largest = max(largest, abs(got - wanted) / sum)
      }
    }
    #expect(largest > precision.rounding)
  }
}
