import Testing

@testable import TensorEngine

struct TensorBufferTests {
  private let backend = ReferenceBackend<Float>()

  @Test
  func `a buffer starts with zeros, aligned`() throws {
    let buffer = try backend.makeBuffer([2, 3])
    #expect(buffer.tensor == Tensor([2, 3], repeating: 0))
    #expect(UInt(bitPattern: buffer.hostPointer) % UInt(TensorBufferAlignment.bytes) == 0)
  }

  @Test
  func `a buffer keeps what it is assigned`() throws {
    let buffer = try ReferenceBackend<Double>().makeBuffer(Tensor([2], [1, 2]))
    #expect(buffer.tensor.elements == [1, 2])
    buffer.assign(Tensor([2], [3, 4]))
    #expect(buffer.tensor == Tensor([2], [3, 4]))
  }

  @Test
  func `the first numbers and a scalar are written and read alone`() throws {
    let buffer = try backend.makeBuffer(Tensor([3], [1, 2, 3]))
    ([7, 8] as [Float]).withUnsafeBufferPointer { buffer.write($0) }
    #expect(buffer.tensor.elements == [7, 8, 3])
    buffer.scalar = 5
    #expect(buffer.scalar == 5 && buffer.tensor.elements == [5, 8, 3])
    var two: [Float] = [0, 0]
    two.withUnsafeMutableBufferPointer { buffer.read(into: $0) }
    #expect(two == [5, 8])
  }

  @Test
  func `packed tensors are aligned views of one vector with zeros between`() throws {
    let (whole, parts) = try backend.makePacked([[3], [2, 2], []])
    #expect(whole.shape == [48])
    for (index, part) in parts.enumerated() {
      #expect(part.shape == [[3], [2, 2], []][index])
      #expect(part.hostPointer == whole.hostPointer + 16 * index)
      part.assign(Tensor(part.shape, repeating: Float(index + 1)))
    }
    let expected: [Float] =
      [1, 1, 1] + Array(repeating: 0, count: 13) + [2, 2, 2, 2] + Array(repeating: 0, count: 12)
      + [3] + Array(repeating: 0, count: 15)
    #expect(whole.tensor.elements == expected)
  }

  @Test
  func `a part keeps the whole vector alive`() throws {
    let part = try backend.makePacked([[1000], [1]]).parts[1]
    part.scalar = 7
    #expect(part.tensor == Tensor([1], [7]))
  }

  @Test
  func `rows are right whose largest score is at their label, the first of equal ones`() throws {
    let scores = Tensor<Float>([5, 3], [1, 2, 3, 3, 2, 3, 0, 0, 0, 0, .nan, 1, .nan, 1, 2])
    let labels = Tensor<Float>([5], [2, 2, 0, 2, 0])
    #expect(scores.positionsOfLargest == [2, 0, 0, 2, 0])
    let found = backend.countCorrect(
      scores: try backend.makeBuffer(scores), labels: try backend.makeBuffer(labels))
    #expect(found == 4)
  }
}
