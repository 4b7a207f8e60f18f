import Storyboards
import TensorEngine

/// Ops over classes, norms, and losses that somebody knows as one op.
extension RandomOps {
  mutating func softmax() throws -> Made {
    let axis = number(0...2)
    let op: Op = isHeads() ? .softmax(axis: axis) : .logSoftmax(axis: axis)
    return (
      try StoryExample(
        "\(op.name) along \(axis)", op, [integers([number(1...2), number(2...3), number(1...2)])]),
      false
    )
  }

  mutating func pickClass() throws -> Made {
    let (rows, classes, inner) = (number(1...2), number(2...3), number(1...2))
    return (
      try StoryExample(
        "pick_class", .pickClass,
        [integers([rows, classes, inner]), integers([rows, inner], 0...classes - 1)]), true
    )
  }

  mutating func placeClass() throws -> Made {
    let (rows, classes, inner) = (number(1...2), number(2...3), number(1...2))
    return (
      try StoryExample(
        "place_class", .placeClass(classes: classes),
        [integers([rows, inner]), integers([rows, inner], 0...classes - 1)]), true
    )
  }

  mutating func batchNorm() throws -> Made {
    let input = integers(Shape([number(2...3), number(1...2)] + (isHeads() ? [2] : [])))
    return (try .batchNorm(input, training: isHeads()), false)
  }

  mutating func batchNormGradient() throws -> Made {
    let channels = number(1...2)
    let shape: Shape = [number(2...3), channels, 2]
    let isTraining = isHeads()
    return (
      try StoryExample(
        "batch_norm gradient", .batchNormGradient(BatchNorm(training: isTraining)),
        [
          integers(shape), integers([channels]), integers([channels]), integers([channels], 1...9),
          integers(shape),
        ]), false
    )
  }

  private mutating func norm() -> LocalResponseNorm {
    LocalResponseNorm(size: number(1...4), alpha: 0.5, beta: 0.75, k: 2)
  }

  mutating func responseNorm() throws -> Made {
    (
      try StoryExample(
        "local_response_norm", .localResponseNorm(norm()), [integers([1, number(2...4), 2])]), false
    )
  }

  mutating func responseNormGradient() throws -> Made {
    let shape: Shape = [1, number(2...4), 2]
    return (
      try StoryExample(
        "local_response_norm gradient", .localResponseNormGradient(norm()),
        [integers(shape), integers(shape)]), false
    )
  }

  /// A loss, its gradient, or one of the steps that the loss is made of.
  private mutating func part(of run: LossGraph, named name: String) -> Made {
    var run = run
    run.executed.parts = run.parts
    run.executed.operations[run.loss] = name
    let node = oneOf([run.loss, run.gradient, oneOf(run.parts.sorted())])
    let what = node == run.loss ? name : node == run.gradient ? "\(name) gradient" : "\(name) part"
    return (StoryExample(what, node, in: run.executed), false)
  }

  /// A loss over classes: nll_loss of logarithms or cross_entropy of scores, by class or by shares.
  mutating func likelihood() throws -> Made {
    let (rows, classes) = (number(1...2), number(2...3))
    let (reduction, isEntropy) = (oneOf(LossReduction.allCases), isHeads())
    let input = integers([rows, classes])
    if isHeads() {
      let shares = integers([rows, classes], 1...3)
      let run = try LossGraph(of: input, shares, named: "0.shares") {
        try $0.nllLoss(
          isEntropy ? $0.appendLogProbabilities(of: $1) : $1, shares: $2, reduction: reduction)
      }
      return part(of: run, named: isEntropy ? "cross_entropy" : "nll_loss")
    }
    let run = try LossGraph(of: input, integers([rows], 0...classes - 1)) {
      isEntropy
        ? try $0.crossEntropy($1, target: $2, reduction: reduction)
        : try $0.nllLoss($1, target: $2, reduction: reduction)
    }
    return part(of: run, named: isEntropy ? "cross_entropy" : "nll_loss")
  }

  mutating func squares() throws -> Made {
    let (shape, reduction) = (Shape([number(1...2), number(1...3)]), oneOf(LossReduction.allCases))
    let run = try LossGraph(of: integers(shape), integers(shape)) {
      try $0.mseLoss($1, target: $2, reduction: reduction)
    }
    return part(of: run, named: "mse_loss")
  }
}
