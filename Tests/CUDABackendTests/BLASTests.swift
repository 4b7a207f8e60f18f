import CUDABackend
import CUDAEmulator
import TensorEngine
import TestSupport
import Testing

/// cuBLAS, for whoever asks for it.
struct BLASTests {
  /// A stack of products with both operands turned, and one for both of another stack.
  private func products() throws -> (Graph, [NodeID], [NodeID: Tensor<Float>]) {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Float>] = [:]
    func input(_ shape: Shape) throws -> NodeID {
      let id = try graph.input(shape, name: "number \(feeds.count)")
      feeds[id] = Tensor(shape, (0..<shape.count).map { Float(($0 * 7 + feeds.count) % 11) - 5 })
      return id
    }
    let (a, b) = (try input([2, 3, 4]), try input([2, 5, 3]))
    let both = try graph.append(.matmul(transposeA: true, transposeB: true), [a, b])
    let c = try input([5, 7])
    let one = try graph.append(.matmul(transposeA: false, transposeB: false), [both, c])
    return (graph, [both, one], feeds)
  }

  @Test func `products are those of the definition, also from a recording`() throws {
    let before = cuda_emulator_live_objects()
    try Emulated.with(cuda_emulator_faults()) {
      let (graph, outputs, feeds) = try products()
      let expected = try ReferenceBackend<Float>().compile(graph, outputs: outputs).run(feeds)
      let backend = try Emulated.backend(usesBLAS: true)
      #expect(backend.productLibrary == "cuBLAS 12.4.0")
      #expect(backend.facts.contains { $0.name == "matrix products" })
      let executable = try backend.compile(graph, outputs: outputs)
      for run in 0..<3 {
        let starts = cuda_emulator_starts()
        let found = try executable.run(feeds)
        for id in outputs { #expect(found[id] == expected[id]) }
        #expect(cuda_emulator_starts() - starts == (run == 0 ? 2 : 1))
      }
      #expect(try Emulated.backend().productLibrary == nil)
    }
    #expect(cuda_emulator_live_objects() == before)
  }

  @Test func `a product that fails is said with cuBLAS's own word, and nothing is left behind`()
    throws
  {
    let before = cuda_emulator_live_objects()
    Emulated.with(.with { $0.failing_launch = 2 }) {
      let error = #expect(throws: BackendError.self) {
        let (graph, outputs, feeds) = try products()
        let backend = try Emulated.backend(usesBLAS: true)
        _ = try backend.compile(graph, outputs: outputs).run(feeds)
      }
      #expect(
        error?.message
          == "the cuda backend cannot be used: cuBLAS, multiplying, failed with CUBLAS_STATUS_AS_TOLD"
      )
    }
    #expect(cuda_emulator_live_objects() == before)
  }

  @Test func `a device without memory for it is one message`() throws {
    let before = cuda_emulator_live_objects()
    Emulated.with(.with { $0.refused_allocation = 1 }) {
      let error = #expect(throws: BackendError.self) { try Emulated.backend(usesBLAS: true) }
      #expect(error?.message.contains("the device's memory is full: 32 MiB more") == true)
    }
    #expect(cuda_emulator_live_objects() == before)
  }
}

extension RefusalTests {
  private func makeBackend(_ libraries: FakeLibraries) throws {
    try libraries.withFolder { path in
      _ = try CUDABackend(
        CUDAPlaces(environment: [CUDAPlaces.variable: path]), cache: KernelCache(folder: nil),
        usesBLAS: true)
    }
  }

  @Test func `a cuBLAS that is missing or broken is named`() throws {
    let missing = #expect(throws: BackendError.self) {
      try makeBackend(try FakeLibraries(driver: []))
    }
    #expect(
      missing?.message.hasPrefix(
        "the cuda backend cannot be used: NVIDIA's cuBLAS is missing (libcublas.so.12: ") == true)
    #expect(missing?.remedy.contains("leave out --cublas") == true)
    let libraries = try FakeLibraries(driver: [], hasBLAS: true)
    let broken = #expect(throws: BackendError.self) { try makeBackend(libraries) }
    let file = libraries.withFolder { "\($0)/libcublas.so.12" }
    #expect(
      broken?.message
        == "the cuda backend cannot be used: the cuBLAS \(file) has no cublasDestroy_v2, so it is too"
        + " old or broken")
  }
}
