import TensorEngine
import Testing

@testable import Problems

/// Steps of optimisers, a given dropout mask, and what numbers give beside results, worked out by hand.
struct OptimizerTests {
  private func solved(
    _ input: String, _ operations: String, withGradients: Bool = false
  ) throws -> SolvedProblem {
    try SolvedProblem(
      running: Problem(input: input, operations: operations).built(withGradients: withGradients),
      on: ReferenceBackend<Double>())
  }

  private func isNear(_ value: Tensor<Double>, _ wanted: [Double]) -> Bool {
    value.elements.count == wanted.count
      && zip(value.elements, wanted).allSatisfy { abs($0 - $1) < 1e-10 }
  }

  @Test(arguments: [
    ("sgd 8,-4 lr=0.25", [2.0, -1], []),
    // The first push is the slope itself.
    ("sgd 8,-4 lr=0.25 momentum=0.5", [2, -1], [8.0, -4]),
    // v = ½·2 + 8 and ½·1 − 4.
    ("sgd 8,-4 lr=0.25 momentum=0.5 momentum_buffer=2,1", [1.75, -1.125], [9, -3.5]),
    // Looking ahead: 8 + ½·9 and −4 − ½·3.5.
    (
      "sgd 8,-4 lr=0.25 momentum=0.5 momentum_buffer=2,1 nesterov=true", [0.875, -0.5625],
      [9, -3.5]
    ),
    // The pull of ½ on 4 and −2 is 2 and −1.
    ("sgd 0,0 lr=0.1 weight_decay=0.5", [3.8, -1.9], []),
  ])
  func `a step of gradient descent`(operation: String, weights: [Double], push: [Double]) throws {
    let step = try solved("4 -2", operation).steps[0]
    #expect(isNear(step.output, weights), "\(step.output.elements)")
    #expect(step.extras.map(\.name) == (push.isEmpty ? [] : ["momentum_buffer"]))
    if let extra = step.extras.first { #expect(isNear(extra.value, push)) }
  }

  @Test func `a first step of Adam has the size of the rate`() throws {
    let step = try solved("4 -2", "adam 8,-4 lr=0.1").steps[0]
    #expect(isNear(step.output, [3.900000000125, -1.90000000025]))
    #expect(step.extras.map(\.name) == ["exp_avg", "exp_avg_sq"])
    #expect(isNear(step.extras[0].value, [0.8, -0.4]))
    #expect(isNear(step.extras[1].value, [0.064, 0.016]))
  }

  @Test func `a later step of Adam goes on from its state`() throws {
    let step = try solved(
      "3.9 -1.9", "adam 6,2 lr=0.1 step=1 exp_avg=0.8,-0.4 exp_avg_sq=0.064,0.016"
    ).steps[0]
    // m = 1.32 and −0.16, divided by 1 − 0.9²; v = 0.099936 and 0.019984, divided by 1 − 0.999².
    #expect(isNear(step.output, [3.8017424919931235, -1.8733662961181956]))
    #expect(isNear(step.extras[0].value, [1.32, -0.16]))
    #expect(isNear(step.extras[1].value, [0.099936, 0.019984]))
  }

  @Test func `a given mask takes the place of the dice, on the way back too`() throws {
    let solved = try solved("2 4 6 8", "dropout p=0.5 mask=1,0,0,1", withGradients: true)
    #expect(solved.output.elements == [4, 0, 0, 16])
    #expect(solved.gradients.map(\.name) == ["input"])
    #expect(solved.gradients[0].value.elements == [2, 0, 0, 2])
    let evaluated = try self.solved("2 4 6 8", "dropout p=0.5 mask=1,0,0,1 training=false")
    #expect(evaluated.output.elements == [2, 4, 6, 8])
  }

  @Test func `a plain number that multiplies or is added has a gradient`() throws {
    let solved = try solved("2 4", "mul 3 | add 1", withGradients: true)
    #expect(solved.gradients.map(\.name) == ["input", "0.other", "1.other"])
    #expect(solved.gradients.map(\.value.elements) == [[3, 3], [6], [2]])
    #expect(solved.gradients[1].value.shape.rank == 0)
  }

  @Test(arguments: [
    ("sgd 1,2,3", "sgd: grad has shape [3], but the weights have shape [1, 1, 1, 2]"),
    ("sgd 1,2 nesterov=true", "sgd: nesterov looks ahead along a momentum, and there is none"),
    ("adam 1,2 exp_avg_sq=1,-1", "adam: exp_avg_sq cannot hold -1"),
    ("dropout mask=1,0,1", "dropout: the mask has shape [3], but the value has shape [1, 1, 1, 2]"),
    ("dropout mask=1,2", "dropout: a mask cannot hold 2"),
    ("dropout p=1 mask=1,0", "dropout: with p 1 nothing is kept, so there is nothing to mask"),
  ])
  func `what does not go together is refused`(operation: String, message: String) {
    let refusal = #expect(throws: Diagnostic.self) { try solved("4 -2", operation) }
    #expect(refusal?.message == message && refusal?.remedy.isEmpty == false)
  }

  @Test(arguments: [
    ("sgd 1,2", "torch.optim.SGD([x]).step()"),
    (
      "sgd 1,2 lr=0.1 momentum=0.9 nesterov=true",
      "torch.optim.SGD([x], lr=0.1, momentum=0.9, nesterov=True).step()"
    ),
    (
      "adam 1,2 lr=0.1 beta1=0.8",
      "torch.optim.Adam([x], lr=0.1, betas=(0.8, 0.999)).step()"
    ),
    ("dropout p=0.25 mask=1,0", "x * mask / (1 - 0.25)"),
    ("dropout p=0.25", "F.dropout(x, p=0.25)"),
  ])
  func `PyTorch's call is written`(operation: String, call: String) throws {
    #expect(try Problem(input: "4 -2", operations: operation).operations[0].pytorch == call)
  }
}
