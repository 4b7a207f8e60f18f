import TensorEngine
import Testing

/// Elementwise functions at the points where they are easy to get wrong.
struct ActivationKernelTests {
  private func value(_ function: UnaryFunction, at x: Double) throws -> Double {
    try evaluate(.unary(function), Tensor([], [x])).elements[0]
  }

  private func slope(_ function: UnaryFunction, at x: Double) throws -> Double {
    try evaluate(.unaryGradient(function), Tensor([], [x]), Tensor([], [1])).elements[0]
  }

  @Test func `at zero the derivatives are PyTorch's`() throws {
    #expect(try slope(.relu, at: 0) == 0)
    #expect(try slope(.leakyRelu(negativeSlope: 0.2), at: 0) == 0.2)
    #expect(try slope(.elu(alpha: 0.5), at: 0) == 0.5)
    let gradient = try evaluate(
      .preluGradient, Tensor<Double>([1], [0]), Tensor([1], [0.3]), Tensor([1], [1]))
    #expect(gradient.elements == [0.3])
  }

  @Test(
    arguments: [
      .relu, .leakyRelu(negativeSlope: 0.1), .elu(alpha: 1), .sigmoid, .tanh, .exp, .log,
      .squareRoot, .softplus(beta: 1, threshold: 20), .affine(factor: 2, offset: 1),
    ] as [UnaryFunction])
  func `NaN goes through`(_ function: UnaryFunction) throws {
    #expect(try value(function, at: .nan).isNaN)
  }

  @Test func `a relu passes the upstream where its input is NaN`() throws {
    #expect(try slope(.relu, at: .nan) == 1)
  }

  @Test func `an upstream that is not finite does not leak through a closed relu`() throws {
    let gradient = try evaluate(
      .unaryGradient(.relu), Tensor<Double>([2], [-1, 1]),
      Tensor([2], [.infinity, .infinity]))
    #expect(gradient.elements == [0, .infinity])
  }

  @Test func `softplus is its argument above the threshold, and only above it`() throws {
    let function = UnaryFunction.softplus(beta: 2, threshold: 6)
    #expect(try value(function, at: 3.5) == 3.5)
    #expect(try slope(function, at: 3.5) == 1)
    #expect(try value(function, at: 3) > 3)
    #expect(try slope(function, at: 3) < 1)
  }

  @Test func `nothing overflows far from zero`() throws {
    #expect(try value(.sigmoid, at: -1000) == 0)
    #expect(try value(.sigmoid, at: 1000) == 1)
    #expect(try slope(.sigmoid, at: -1000) == 0)
    #expect(try slope(.softplus(beta: 1, threshold: 20), at: -1000) == 0)
    #expect(try value(.elu(alpha: 2), at: -1000) == -2)
    #expect(try value(.tanh, at: -1000) == -1)
  }

  @Test func `a threshold unit fires from 0 on and sends nothing back`() throws {
    #expect(try [-0.5, -0.0, 0, 0.5].map { try value(.step, at: $0) } == [0, 1, 1, 1])
    #expect(try value(.step, at: .nan).isNaN)
    #expect(try [-1, 0, 1].map { try slope(.step, at: $0) } == [0, 0, 0])
  }

  @Test func `elu keeps its precision just below zero`() throws {
    let tiny = -1e-12
    #expect(abs(try value(.elu(alpha: 1), at: tiny) - tiny) < 1e-23)
  }

  @Test func `prelu has one slope for all or one for each channel`() throws {
    let x = Tensor<Double>([1, 2, 2], [-1, 1, -1, 1])
    #expect(
      try evaluate(.prelu, x, Tensor([1], [0.5])) == Tensor([1, 2, 2], [-0.5, 1, -0.5, 1]))
    #expect(
      try evaluate(.prelu, x, Tensor([2], [0.5, 3])) == Tensor([1, 2, 2], [-0.5, 1, -3, 1]))
  }

  @Test func `arithmetic broadcasts each operand along its own axes`() throws {
    let column = Tensor<Double>([2, 1], [10, 20])
    let row = Tensor<Double>([3], [1, 2, 5])
    #expect(
      try evaluate(.binary(.subtract), column, row)
        == Tensor([2, 3], [9, 8, 5, 19, 18, 15]))
    #expect(
      try evaluate(.binary(.divide), column, row) == Tensor([2, 3], [10, 5, 2, 20, 10, 4]))
  }
}
