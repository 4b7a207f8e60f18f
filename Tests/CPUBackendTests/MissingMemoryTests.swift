import TensorEngine
import Testing

@testable import CPUBackend

/// What a user is told when the system has not as much memory.
struct MissingMemoryTests {
  /// More numbers than any address space has bytes.
  private static let tooMany = 1 << 50

  @Test
  func `memory that the system does not give is an error, on every backend of the host`() throws {
    let backends: [any Backend<Float>] = [
      ReferenceBackend<Float>(), try CPUBackend(threads: 1),
    ]
    for backend in backends {
      let error = #expect(throws: BackendError.self) {
        try backend.makeBuffer([1 << 20, 1 << 30])
      }
      #expect(try #require(error).message.contains("memory is missing"))
      #expect(try #require(error).remedy.contains("ulimit -v"))
      #expect(throws: BackendError.self) { try backend.makePacked([[Self.tooMany], [1]]) }
    }
  }

  @Test
  func `memory of single kernels, such as packed weights, is missed when it is allocated`() {
    let scratch = Scratch(workers: 1)
    let memory = scratch.memory(count: Self.tooMany)
    #expect(memory.count == Self.tooMany)
    #expect(throws: BackendError.memory(bytes: 4 * Self.tooMany)) { try scratch.allocate() }
  }

  @Test
  func `memory is zero, and begins on a cache line`() throws {
    let buffer = try ReferenceBackend<Float>().makeBuffer([1_000])
    #expect(buffer.tensor.elements.allSatisfy { $0 == 0 })
    #expect(Int(bitPattern: buffer.hostPointer).isMultiple(of: TensorBufferAlignment.bytes))
  }
}
