import Foundation
import TensorEngine
import TestSupport
import Testing

/// Losses in all reductions, with class numbers and with probabilities.
struct LossTests {
  static let logits = Tensor<Double>([2, 3], [0, log(2), log(5), log(3), 0, log(4)])
  static let target = Tensor<Double>([2], [2, 0])
  /// −log(5/8) and −log(3/8).
  static let losses = [log(1.6), log(8 / 3.0)]

  private func loss(
    _ x: Tensor<Double>, _ target: Tensor<Double>,
    _ build: (inout Graph, NodeID, NodeID) throws -> NodeID
  ) throws -> Tensor<Double> {
    var example = Example<Double>()
    let (input, wanted) = (try example.input(x), try example.input(target, "target"))
    let output = try build(&example.graph, input, wanted)
    return try example.value(of: output)
  }

  @Test(arguments: LossReduction.allCases)
  func `cross entropy is the negative logarithm of the target's probability`(
    _ reduction: LossReduction
  ) throws {
    let value = try loss(Self.logits, Self.target) {
      try $0.crossEntropy($1, target: $2, reduction: reduction)
    }
    #expect(isClose(value, Self.reduced(Self.losses, [2], reduction), tolerance: 1e-12))
  }

  @Test(arguments: LossReduction.allCases)
  func `a target of probabilities weights the classes`(_ reduction: LossReduction) throws {
    let oneHot = Tensor<Double>([2, 3], [0, 0, 1, 1, 0, 0])
    let hard = try loss(Self.logits, oneHot) {
      try $0.crossEntropy($1, target: $2, reduction: reduction)
    }
    #expect(isClose(hard, Self.reduced(Self.losses, [2], reduction), tolerance: 1e-12))
    let soft = Tensor<Double>([2, 3], [0.5, 0.5, 0, 1, 0, 0])
    let value = try loss(Self.logits, soft) {
      try $0.crossEntropy($1, target: $2, reduction: .none)
    }
    #expect(
      isClose(value, Tensor([2], [0.5 * log(8) + 0.5 * log(4), log(8 / 3.0)]), tolerance: 1e-12))
  }

  @Test(arguments: LossReduction.allCases)
  func `the likelihood loss picks and negates`(_ reduction: LossReduction) throws {
    let value = try loss(Tensor([2, 2], [-1, -2, -3, -4]), Tensor([2], [1, 0])) {
      try $0.nllLoss($1, target: $2, reduction: reduction)
    }
    #expect(value == Self.reduced([2, 3], [2], reduction))
  }

  @Test(arguments: LossReduction.allCases)
  func `the squared error is taken element by element`(_ reduction: LossReduction) throws {
    let value = try loss(Tensor([2, 2], [1, 2, 3, 4]), Tensor([2, 2], [1, 0, 0, 8])) {
      try $0.mseLoss($1, target: $2, reduction: reduction)
    }
    #expect(value == Self.reduced([0, 4, 9, 16], [2, 2], reduction))
  }

  @Test func `each pixel of an image may have its class`() throws {
    let x = Tensor<Double>([1, 2, 1, 2], [0, log(3), 0, 0])
    let value = try loss(x, Tensor([1, 1, 2], [0, 1])) {
      try $0.crossEntropy($1, target: $2, reduction: .none)
    }
    #expect(isClose(value, Tensor([1, 1, 2], [log(2), log(4)]), tolerance: 1e-12))
  }

  @Test(arguments: LossReduction.allCases)
  func `the gradients of all losses pass the check`(_ reduction: LossReduction) throws {
    let names = ["input", "target"]
    let logits = GradientCase.Operand(shape: [3, 4])
    let classes = GradientCase.Operand(
      shape: [3], filling: .indices(below: 4), isVariable: false)
    try checkGradients(
      GradientCase(
        name: "cross_entropy \(reduction)", operands: [logits, classes], operandNames: names,
        build: { try $0.crossEntropy($1[0], target: $1[1], reduction: reduction) }))
    try checkGradients(
      GradientCase(
        name: "cross_entropy of probabilities, \(reduction)", operands: [logits, logits],
        operandNames: names,
        build: { try $0.crossEntropy($1[0], target: $1[1], reduction: reduction) }))
    try checkGradients(
      GradientCase(
        name: "nll_loss \(reduction)", operands: [logits, classes], operandNames: names,
        build: { try $0.nllLoss($1[0], target: $1[1], reduction: reduction) }))
    try checkGradients(
      GradientCase(
        name: "mse_loss \(reduction)", operands: [logits, logits], operandNames: names,
        build: { try $0.mseLoss($1[0], target: $1[1], reduction: reduction) }))
  }

  @Test func `a target of another shape is refused with both shapes`() throws {
    let error = try #require(throws: ShapeError.self) {
      try loss(Tensor([2, 2], repeating: 0), Tensor([4], repeating: 0)) {
        try $0.mseLoss($1, target: $2)
      }
    }
    #expect(
      error.description
        == "mse_loss: shapes [2, 2] and [4] do not go together."
        + " The target must have the prediction's shape")
  }

  private static func reduced(
    _ losses: [Double], _ shape: Shape, _ reduction: LossReduction
  ) -> Tensor<Double> {
    switch reduction {
    case .none: Tensor(shape, losses)
    case .sum: Tensor([], [losses.reduce(0, +)])
    case .mean: Tensor([], [losses.reduce(0, +) / Double(losses.count)])
    }
  }

  @Test func `a target of another shape is refused under the loss' own name`() throws {
    var graph = Graph()
    let scores = try graph.input([2, 3], name: "input")
    let target = try graph.input([3], name: "target")
    let rule =
      "shapes [2, 3] and [3] do not go together. The target names one class for each position, so"
      + " its shape is [2]"
    let likelihood = #expect(throws: ShapeError.self) {
      _ = try graph.nllLoss(scores, target: target)
    }
    #expect(likelihood?.description == "nll_loss: \(rule)")
    let entropy = #expect(throws: ShapeError.self) {
      _ = try graph.crossEntropy(scores, target: target)
    }
    #expect(entropy?.description == "cross_entropy: \(rule)")
    #expect(graph.nodes.count == 2)
  }
}
