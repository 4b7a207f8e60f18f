import TensorEngine
import Testing

struct TensorBufferTests {
  @Test
  func `a new buffer holds zeros and starts on a cache line`() {
    let buffer = TensorBuffer<Float>([2, 3])
    #expect(buffer.tensor == Tensor([2, 3], repeating: 0))
    #expect(UInt(bitPattern: buffer.pointer) % UInt(TensorBufferAlignment.bytes) == 0)
  }

  @Test
  func `what is assigned is read back`() {
    let buffer = TensorBuffer(Tensor<Double>([2], [1, 2]))
    #expect(buffer.tensor.elements == [1, 2])
    buffer.assign(Tensor([2], [3, 4]))
    #expect(buffer.tensor.elements == [3, 4])
  }

  @Test
  func `parts of a packed vector are views of it, each on a line of its own`() {
    let (whole, parts) = TensorBuffer<Float>.packed([[3], [2, 2], []])
    #expect(whole.shape == [48])
    #expect(parts.map(\.shape) == [[3], [2, 2], []])
    for (index, part) in parts.enumerated() {
      #expect(part.pointer == whole.pointer + 16 * index)
      part.elements.update(repeating: Float(index + 1))
    }
    let numbers = whole.tensor.elements
    #expect(numbers[0..<4] == [1, 1, 1, 0])
    #expect(numbers[16..<21] == [2, 2, 2, 2, 0])
    #expect(numbers[32..<34] == [3, 0])
  }

  @Test
  func `a part keeps the memory alive`() {
    let part = TensorBuffer<Float>.packed([[1000], [1]]).parts[1]
    part.pointer.pointee = 7
    #expect(part.tensor.elements == [7])
  }
}
