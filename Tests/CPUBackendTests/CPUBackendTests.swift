import TensorEngine
import Testing

@testable import CPUBackend

@Suite(.needsOpenBLAS)
struct CPUBackendTests {
  @Test
  func `the backend states its threads and its BLAS`() throws {
    let backend = try CPUBackend(threads: 3)
    #expect(backend.name == "cpu")
    #expect(backend.threads == 3)
    #expect(backend.blas.configuration.hasPrefix("OpenBLAS"))
    #expect(!backend.blas.core.isEmpty)
    #expect(backend.blas.path.contains("openblas"))
    #expect(!backend.blas.coreTypeReason.isEmpty)
  }

  @Test(arguments: [0, -1, 1025])
  func `an impossible number of threads is refused`(_ threads: Int) throws {
    let error = #expect(throws: BackendError.self) { try CPUBackend(threads: threads) }
    let text = try #require(error).description
    #expect(text.contains("\(threads) threads"))
    #expect(text.contains("1 to 1024"))
  }

  @Test
  func `a method that is none for blocks is refused`() {
    #expect(throws: BackendError.self) { try CPUBackend(convolutions: .products) }
  }

  @Test
  func `the portable kernels and none are always there`() {
    #expect(BlockKernelKind.available.suffix(2) == [.portable, .none])
  }
}
