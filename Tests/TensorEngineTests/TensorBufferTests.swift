import Testing

@testable import TensorEngine

/// Where the buffers of backends that compute in the program's memory lie; what buffers do is tested on
/// every backend.
struct TensorBufferTests {
  @Test
  func `buffers and packed views start on cache lines`() throws {
    let backend = ReferenceBackend<Float>()
    let buffer = try backend.makeBuffer([2, 3])
    #expect(UInt(bitPattern: buffer.hostPointer) % UInt(TensorBufferAlignment.bytes) == 0)
    let (whole, parts) = try backend.makePacked([[3], [2, 2], []])
    for (index, part) in parts.enumerated() {
      #expect(part.hostPointer == whole.hostPointer + 16 * index)
    }
  }
}
