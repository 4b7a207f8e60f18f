import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The formulas as a learner reads them.
struct ArithmeticTextTests {
  private func text(_ op: Op, _ operands: [Tensor<Double>], frame: Int = 0) throws -> String {
    try StoryExample("text", op, operands).story.frames[frame].arithmetic
      .map(\.text).joined(separator: "\n")
  }

  @Test func `activations`() throws {
    let two = Tensor<Double>([1], [2])
    let minusTwo = Tensor<Double>([1], [-2])
    #expect(try text(.unary(.relu), [minusTwo]) == "max(0, −2) = 0")
    #expect(try text(.unary(.sigmoid), [two]) == "1 / (1 + e^(−2)) = 0.8808")
    #expect(try text(.unary(.leakyRelu(negativeSlope: 0.1)), [minusTwo]) == "0.1·(−2) = −0.2")
    #expect(try text(.unary(.elu(alpha: 1)), [minusTwo]) == "1·(e^(−2) − 1) = −0.8647")
    #expect(
      try text(.unary(.softplus(beta: 1, threshold: 20)), [two]) == "log(1 + e^2) = 2.127")
    #expect(
      try text(.unary(.tanh), [two])
        == "(e^2 − e^(−2)) / (e^2 + e^(−2)) = 0.964")
    #expect(try text(.prelu, [minusTwo, Tensor([1], [0.25])]) == "0.25·(−2) = −0.5")
  }

  @Test func `pooling`() throws {
    let w = try SlidingWindow.make(2, stride: 2)
    let x = Tensor<Double>([1, 1, 2, 2], [12, 20, 8, 12])
    #expect(try text(.maxPool([w, w]), [x]) == "max(12, 20, 8, 12) = 20")
    #expect(
      try text(.averagePool(AveragePool(windows: [w, w])), [x]) == "(12 + 20 + 8 + 12) / 4 = 13")
    #expect(
      try text(.adaptiveAveragePool(outputSize: [1, 1]), [x]) == "(12 + 20 + 8 + 12) / 4 = 13")
  }

  @Test func `the divisor of an average says whether padding counts`() throws {
    let w = try SlidingWindow.make(2, padding: (1, 0))
    let x = Tensor<Double>([1, 1, 2], [6, 8])
    let counted = AveragePool(windows: [w])
    let uncounted = AveragePool(windows: [w], countIncludePad: false)
    #expect(try text(.averagePool(counted), [x]) == "(0 + 6) / 2 = 3")
    #expect(try text(.averagePool(uncounted), [x]) == "6 / 1 = 6")
  }

  @Test func `the first of equal maxima wins`() throws {
    let w = try SlidingWindow.make(3)
    let story = try StoryExample(
      "ties", .maxPool([w]), [Tensor([1, 1, 3], [1, 7, 7])]
    ).story
    let chosen = story.frames[0].marks.filter { $0.kind == .chosen }
    #expect(chosen.map(\.cell.column) == [1])
  }

  @Test func `products, probabilities and norms`() throws {
    #expect(
      try text(
        .matmul(transposeA: false, transposeB: false),
        [Tensor([1, 2], [1, -2]), Tensor([2, 1], [-3, 4])]) == "1·(−3) + (−2)·4 = −11")
    #expect(try text(.binary(.subtract), [.vector(1), .vector(-2)]) == "1 − (−2) = 3")
    #expect(
      try text(.softmax(axis: 0), [.vector(2, 1)]) == "e^2 / (e^2 + e^1) = 0.7311")
    #expect(
      try text(.logSoftmax(axis: 0), [.vector(2, 1)]) == "2 − log(e^2 + e^1) = −0.3133")
    #expect(
      try text(
        .batchNorm(BatchNorm(epsilon: 0, training: false)),
        [Tensor([1, 1], [5]), .vector(2), .vector(-1), .vector(3), .vector(4)])
        == "2·(5 − 3) / √(4 + 0) + (−1) = 1")
    #expect(
      try text(.reduce(Reduction(.mean, axes: [0])), [.vector(-1, 4)]) == "(−1 + 4) / 2 = 1.5")
  }
}
