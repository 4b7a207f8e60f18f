import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Sums that come to nothing are 0 on a stage, and what is truly small stays.
struct CancellingTests {
  private func result(_ op: Op, _ operands: [Tensor<Double>]) throws -> [Double] {
    try StoryExample("example", op, operands).result.elements
  }

  @Test func `what rounding leaves of a sum is 0`() throws {
    let weights = Tensor<Double>([3, 1], [1, 1, -1])
    let product = Op.matmul(transposeA: false, transposeB: false)
    #expect(try result(product, [Tensor([1, 3], [0.1, 0.2, 0.3]), weights]) == [0])
    let window = try SlidingWindow.make(3)
    let sum = Op.convolution(Convolution(windows: [window]))
    #expect(
      try result(sum, [Tensor([1, 1, 3], [0.1, 0.2, 0.3]), Tensor([1, 1, 3], [1, 1, -1])]) == [0])
  }

  @Test(arguments: [1e-9, 1e-12, 1e-30, -3e-14])
  func `what is truly small stays`(small: Double) throws {
    let product = Op.matmul(transposeA: false, transposeB: false)
    let alone = try result(product, [Tensor([1, 2], [1, small]), Tensor([2, 1], [0, 1])])
    #expect(alone == [small])
    let beside = try result(.binary(.add), [Tensor([2], [1, small]), Tensor([2], [1, 0])])
    #expect(beside == [2, small])
    #expect(
      try result(.unary(.affine(factor: 1, offset: 0)), [Tensor([2], [1, small])]) == [1, small])
  }

  @Test func `whole numbers stay, however much is taken off`() throws {
    let numbers = Tensor<Double>([1, 3], [1e15, 1, -1e15])
    let product = Op.matmul(transposeA: false, transposeB: false)
    #expect(try result(product, [numbers, Tensor([3, 1], [1, 1, 1])]) == [1])
  }

  @Test func `what follows from such a sum is computed from 0`() throws {
    var graph = Graph()
    let x = try graph.input([1, 3], name: "input")
    let weight = try graph.input([3, 1], name: "0.weight")
    let sum = try graph.append(.matmul(transposeA: false, transposeB: false), [x, weight])
    let square = try graph.append(.binary(.multiply), [sum, sum])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([1, 3], [0.1, 0.2, 0.3]), weight: Tensor([3, 1], [1, 1, -1])])
    #expect(executed.values[square]?.elements == [0])
  }

  @Test(arguments: [StoryView.stages, .gradients])
  func `a batch norm's stages and paths print no rests`(view: StoryView) throws {
    let input = Tensor<Double>([3, 2], [0.1, 0.7, 0.2, 0.1, 0.3, 0.4])
    let story = try StoryExample.batchNorm(input, training: true).seen(as: view).story
    let values = story.panels.flatMap(\.planes).flatMap(\.values)
    #expect(values.contains(0) && values.allSatisfy { $0 == 0 || abs($0) > 1e-9 })
    #expect(!story.frames.contains { $0.arithmetic.contains { $0.text.contains("rounding") } })
  }

  @Test(arguments: [StoryView.jacobian, .gradients])
  func `a softmax sends ones back as nothing`(view: StoryView) throws {
    let story = try StoryExample(
      "softmax", .softmax(axis: 1), [Tensor([1, 3], [2, 1, 0.1])]
    ).seen(as: view).story
    let sent = try #require(story.panels.first { $0.title.hasPrefix("dLoss/d") })
    #expect(sent.planes.flatMap(\.values) == [0, 0, 0])
  }
}
