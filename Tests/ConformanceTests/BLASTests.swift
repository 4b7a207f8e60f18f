import CUDABackend
import CUDAEmulator
import Conformance
import TensorEngine
import Testing

/// Matrix products by cuBLAS, which the stand-in for a GPU computes in plain loops.
struct BLASTests {
  @Test(arguments: ProductPrecision.allCases)
  func `products are as right as those of the kernels that are shipped`(
    _ precision: ProductPrecision
  ) throws {
    let backend = try CUDABackend(
      CUDADriver(finder: cuda_emulator_find), CUDACompiler(finder: cuda_emulator_find),
      cache: KernelCache(folder: nil), precision: precision, blas: cuda_emulator_find)
    var run = ConformanceRun(on: backend, precision: precision)
    let products = ConformanceCase.multiplications.filter { "\($0)".contains("matmul") }
    #expect(products.count > 3)
    for product in products { run.check(product) }
    #expect(run.failures.map { "\($0.name), \($0.check): \($0.reason)" } == [])
  }
}
