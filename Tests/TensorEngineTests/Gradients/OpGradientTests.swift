import TensorEngine
import TestSupport
import Testing

/// Every differentiable op, operand by operand, against central differences.
struct OpGradientTests {
  @Test(arguments: OpGradientCases.all)
  func `the gradients of an op are those that central differences give`(
    _ gradientCase: OpGradientCase
  ) throws {
    try checkGradients(gradientCase.gradientCase)
  }

  /// The kinds that no gradient is taken of, and why.
  private static let withoutGradient: [OpKind: String] = [
    .input: "it has no operands",
    .fill: "it has no operands",
    .maxPoolIndices: "positions are not differentiable",
    .preluGradient: "it is a first derivative already, refused with a message",
    .batchNormGradient: "it is a first derivative already, refused with a message",
    .localResponseNormGradient: "it is a first derivative already, refused with a message",
  ]

  @Test func `the table has a case for every op, or says why there is none`() {
    let covered = Set(OpGradientCases.all.map { OpKind($0.op) })
    for kind in OpKind.allCases {
      #expect(
        covered.contains(kind) != (Self.withoutGradient[kind] != nil),
        "no gradient case for \(kind)")
    }
  }

  @Test(arguments: [[2, 3], [2, 3, 2], [2, 2, 2, 3]] as [Shape])
  func `the fused gradient of a batch norm accounts for mean and variance`(
    _ shape: Shape
  ) throws {
    let channels = GradientCase.Operand(shape: [shape[1]])
    try checkGradients(
      GradientCase(
        name: "batch_norm in training", operands: [.init(shape: shape), channels, channels],
        operandNames: ["input", "weight", "bias"],
        build: { graph, inputs in
          try graph.batchNormTraining(
            inputs[0], weight: inputs[1], bias: inputs[2], epsilon: 1e-2
          ).result
        }))
  }

  @Test func `switches have no gradient`() throws {
    var example = Example<Double>()
    let x = try example.input(Filling.distinct.tensor([1, 1, 4], seed: 1))
    let switches = try example.graph.append(.maxPoolIndices([window(2, stride: 2)]), [x])
    let gradients = try example.graph.appendGradients(of: switches, by: [x])
    #expect(
      try example.value(of: gradients[x]!) == Tensor([1, 1, 4], repeating: 0))
  }

  @Test(arguments: [
    OpGradientCase(.unaryGradient(.sigmoid), .variable(3), .variable(3)),
    OpGradientCase(.preluGradient, .variable(3), .variable(1), .variable(3)),
    OpGradientCase(
      .batchNormGradient(BatchNorm(training: true)), .variable(2, 3), .variable(3), .variable(3),
      .positive(3), .variable(2, 3)),
    OpGradientCase(
      .localResponseNormGradient(LocalResponseNorm(size: 2)), .variable(1, 2, 2),
      .variable(1, 2, 2)),
  ])
  func `a second derivative that the op set lacks is refused by name`(
    _ gradientCase: OpGradientCase
  ) throws {
    var graph = Graph()
    let inputs = try gradientCase.operands.map { try graph.input($0.shape, name: "x") }
    let output = try graph.append(gradientCase.op, inputs)
    #expect(throws: DifferentiationError.secondDerivative(of: gradientCase.op.name)) {
      try graph.appendGradients(of: output, by: [inputs[0]])
    }
    #expect(
      DifferentiationError.secondDerivative(of: "tanh_gradient").description
        == "tanh_gradient cannot be differentiated again; ask for first derivatives only")
  }
}
