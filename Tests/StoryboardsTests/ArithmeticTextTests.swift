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
    #expect(try text(.unary(.sigmoid), [two]) == "1 / (1 + e^(−2)) ≈ 0.8808")
    #expect(try text(.unary(.leakyRelu(negativeSlope: 0.1)), [minusTwo]) == "0.1·(−2) = −0.2")
    #expect(try text(.unary(.elu(alpha: 1)), [minusTwo]) == "1·(e^(−2) − 1) ≈ −0.8647")
    #expect(
      try text(.unary(.softplus(beta: 1, threshold: 20)), [two]) == "log(1 + e^2) ≈ 2.127")
    #expect(
      try text(.unary(.tanh), [two])
        == "(e^2 − e^(−2)) / (e^2 + e^(−2)) ≈ 0.964")
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
      try text(.softmax(axis: 0), [.vector(2, 1)]) == "e^2 / (e^2 + e^1) ≈ 0.7311")
    #expect(
      try text(.logSoftmax(axis: 0), [.vector(2, 1)]) == "2 − log(e^2 + e^1) ≈ −0.3133")
    #expect(
      try text(
        .batchNorm(BatchNorm(epsilon: 0, training: false)),
        [Tensor([1, 1], [5]), .vector(2), .vector(-1), .vector(3), .vector(4)])
        == "2·(5 − 3) / √(4 + 0) + (−1) = 1")
    #expect(
      try text(.reduce(Reduction(.mean, axes: [0])), [.vector(-1, 4)]) == "(−1 + 4) / 2 = 1.5")
    // What is its own mean needs no arithmetic.
    #expect(try text(.reduce(Reduction(.mean, axes: [0])), [.vector(16)]) == "")
  }

  @Test func `a line equals what it says, or nearly`() throws {
    let product = Op.matmul(transposeA: false, transposeB: false)
    let thirds: Tensor<Double> = Tensor([1, 3], [10 / 3, 20 / 3, 34 / 3])
    let weights: Tensor<Double> = Tensor([3, 1], [1, 3, 5])
    #expect(
      try text(product, [thirds, weights]) == "3.333·1 + 6.667·3 + 11.33·5 ≈ 80")
    #expect(try text(.binary(.add), [.vector(0.1), .vector(0.2)]) == "0.1 + 0.2 = 0.3")
    #expect(try text(.binary(.divide), [.vector(10), .vector(4)]) == "10 / 4 = 2.5")
    #expect(try text(.binary(.divide), [.vector(10), .vector(3)]) == "10 / 3 ≈ 3.333")
    #expect(try text(.unary(.sigmoid), [.vector(0)]) == "1 / (1 + e^(−0)) = 0.5")
    #expect(try text(.softmax(axis: 0), [.vector(3, 3)]) == "e^3 / (e^3 + e^3) = 0.5")
  }

  @Test func `a power of e is nearly 0 or 1, and never quite`() throws {
    #expect(try text(.unary(.sigmoid), [.vector(40)]) == "1 / (1 + e^(−40)) ≈ 1")
    #expect(try text(.unary(.tanh), [.vector(-50)]) == "tanh(−50) ≈ −1")
    #expect(try text(.unary(.tanh), [.vector(17)]).hasSuffix(" ≈ 1"))
    #expect(
      try text(.softmax(axis: 0), [.vector(-900, 31)])
        == "e^(−900 − 31) / (e^(−900 − 31) + e^(31 − 31)) ≈ 0")
  }

  @Test func `where numbers cancel enough digits are written to see what is left`() throws {
    let nearly = 1 - 3.059e-7
    #expect(
      try text(.binary(.subtract), [.vector(nearly), .vector(1)])
        == "0.9999996941 − 1 ≈ −3.059e−7")
    #expect(
      try text(.binary(.subtract), [.vector(0.1 + 0.2), .vector(0.3)])
        == "0.3 − 0.3 = 0")
    #expect(try text(.binary(.subtract), [.vector(5), .vector(5)]) == "5 − 5 = 0")
  }

  @Test func `what hangs over the end of the input is no part of an average`() throws {
    let over = try SlidingWindow.make(2, stride: 2, ceilMode: true)
    let x = Tensor<Double>([1, 1, 5], [1, 2, 3, 4, 5])
    for counts in [true, false] {
      let story = try StoryExample(
        "overhang", .averagePool(AveragePool(windows: [over], countIncludePad: counts)), [x]
      ).story
      #expect(story.frames[2].arithmetic.map(\.text) == ["5 / 1 = 5"])
      #expect(story.frames[2].caption.contains("1 of its 2 taps hangs over the end"))
      #expect(story.frames[2].caption.contains("the divisor is 1."))
    }
    let padded = try SlidingWindow.make(3, stride: 3, padding: (1, 1), ceilMode: true)
    let pool = Op.averagePool(AveragePool(windows: [padded]))
    #expect(try text(pool, [x], frame: 1) == "(3 + 4 + 5) / 3 = 4")
    let y = Tensor<Double>([1, 1, 6], [1, 2, 3, 4, 5, 6])
    #expect(try text(pool, [y], frame: 2) == "(6 + 0) / 2 = 3")
  }
}
