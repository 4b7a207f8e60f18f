import CUDABackend
import CUDAEmulator
import TensorEngine
import Testing

/// What becomes of a run when the device does not do its part.
struct DeviceFaultTests {
  /// Does something that fails, says with what, and that nothing was left behind.
  private func message(
    _ faults: cuda_emulator_faults, _ body: () throws -> Void
  ) throws -> String {
    let before = cuda_emulator_live_objects()
    var message = ""
    Emulated.with(faults) {
      do { try body() } catch { message = "\((error as? BackendError)?.message ?? "\(error)")" }
    }
    #expect(cuda_emulator_live_objects() == before)
    return message
  }

  @Test func `nothing is left behind when all is well`() throws {
    let expected = try Emulated.run(on: ReferenceBackend<Float>())
    let said = try message(cuda_emulator_faults()) {
      let results = try Emulated.run(on: try Emulated.backend())
      #expect(results.count == 2 && results[1] == expected[1])
    }
    #expect(said == "")
  }

  @Test func `memory that runs out at any allocation is one message`() throws {
    for allocation in 1...40 {
      let said = try message(.with { $0.refused_allocation = Int32(allocation) }) {
        _ = try Emulated.run(on: try Emulated.backend())
      }
      if said == "" {
        // Enough for all of them; fewer than that were refused.
        #expect(allocation > 3)
        return
      }
      #expect(said.contains("the device's memory is full: "))
    }
    Issue.record("the graph takes more memories than it was expected to")
  }

  @Test(arguments: 1...4)
  func `a launch that fails names the kernel and CUDA's error`(_ launch: Int32) throws {
    let said = try message(.with { $0.failing_launch = launch }) {
      _ = try Emulated.run(on: try Emulated.backend())
    }
    #expect(said.contains("running the kernel '"))
    #expect(said.hasSuffix("' failed with CUDA_ERROR_ILLEGAL_ADDRESS: as it was told to"))
  }

  @Test func `the kernels of a graph are one launch from the second run on`() throws {
    let expected = try Emulated.run(on: ReferenceBackend<Float>())
    let said = try message(cuda_emulator_faults()) {
      let (graph, outputs, feeds) = try Emulated.graph()
      let executable = try Emulated.backend().compile(graph, outputs: outputs)
      for run in 0..<4 {
        let before = cuda_emulator_starts()
        let results = try executable.run(feeds)
        let starts = cuda_emulator_starts() - before
        #expect(run == 0 ? starts > 5 : starts == 1)
        #expect(results[outputs[1]]?.elements == expected[1])
      }
      // What a recording reads is what lies there when it runs.
      let results = try executable.run(
        feeds.mapValues { Tensor($0.shape, $0.elements.map { 2 * $0 }) })
      #expect(results[outputs[1]]?.elements == expected[1].map { 2 * $0 })
    }
    #expect(said == "")
  }

  @Test func `a recording that fails says how many kernels it has`() throws {
    let said = try message(cuda_emulator_faults()) {
      let (graph, outputs, feeds) = try Emulated.graph()
      let executable = try Emulated.backend().compile(graph, outputs: outputs)
      for _ in 0..<2 { _ = try executable.run(feeds) }
      cuda_emulator_set_faults(.with { $0.failing_launch = 1 })
      _ = try executable.run(feeds)
    }
    #expect(said.hasPrefix("the cuda backend cannot be used: running "))
    #expect(said.hasSuffix(" kernels failed with CUDA_ERROR_ILLEGAL_ADDRESS: as it was told to"))
  }

  @Test func `a kernel that cannot be recorded is named, and the stream is free again`() throws {
    let expected = try Emulated.run(on: ReferenceBackend<Float>())
    let said = try message(cuda_emulator_faults()) {
      let (graph, outputs, feeds) = try Emulated.graph()
      let executable = try Emulated.backend().compile(graph, outputs: outputs)
      _ = try executable.run(feeds)
      cuda_emulator_set_faults(.with { $0.failing_launch = 2 })
      #expect(throws: BackendError.self) { try executable.run(feeds) }
      let results = try executable.run(feeds)
      #expect(results[outputs[1]]?.elements == expected[1])
      cuda_emulator_set_faults(.with { $0.losing_launch = 1 })
      _ = try executable.run(feeds)
    }
    #expect(said.contains(" kernels failed with CUDA_ERROR_DEVICE_UNAVAILABLE"))
  }

  @Test func `a device that is lost is said once by the run, and by every run after it`() throws {
    let said = try message(.with { $0.losing_launch = 2 }) {
      let backend = try Emulated.backend()
      let (graph, outputs, feeds) = try Emulated.graph()
      let executable = try backend.compile(graph, outputs: outputs)
      for _ in 0..<2 {
        #expect(throws: BackendError.self) { try executable.run(feeds) }
      }
      _ = try executable.run(feeds)
    }
    #expect(said.contains("CUDA_ERROR_DEVICE_UNAVAILABLE"))
  }

  @Test func `a step of an optimiser that fails is said before its weights are taken for good`()
    throws
  {
    let said = try message(.with { $0.losing_launch = 1 }) {
      let backend = try Emulated.backend()
      let (weights, gradients) = (
        try backend.makeBuffer(Tensor([4], repeating: 1)), try backend.makeBuffer([4])
      )
      let rule = SGDRule(
        learningRate: 0.1, momentum: 0, dampening: 0, weightDecay: 0, isNesterov: false,
        isFirst: true)
      backend.update(weights, gradients: gradients, kept: [:], by: .sgd(rule), while: nil)
      let read = weights.tensor.elements
      #expect(read.allSatisfy { $0.isNaN })
      try backend.finish()
    }
    #expect(said.contains("running the kernel 'sgd' failed with CUDA_ERROR_DEVICE_UNAVAILABLE"))
  }

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `a device without such tensor cores is refused, and computes in single precision`(
    _ precision: ProductPrecision
  ) throws {
    let said = try message(.with { $0.capability = 75 }) {
      _ = try Emulated.run(on: try Emulated.backend())
      _ = try Emulated.backend(precision: precision)
    }
    #expect(
      said
        == "the cuda backend cannot be used: emulated device has compute capability 7.5, and"
        + " \(precision.rawValue) needs 8.0")
    #expect(
      try message(.with { $0.capability = 80 }) {
        _ = try Emulated.run(on: try Emulated.backend(precision: precision))
      } == "")
  }

  @Test func `a source that does not compile is said with the compiler's first error`() throws {
    let said = try message(.with { $0.refuses_source = 1 }) {
      _ = try Emulated.run(on: try Emulated.backend())
    }
    #expect(said.contains("NVRTC 12.4, compiling "))
    #expect(said.hasSuffix("elementwise.cu(1): error: as it was told to"))
  }
}
