import Typesetting

/// How the losses of single positions become one number.
public enum LossReduction: String, Hashable, Sendable, CaseIterable {
  /// The mean over all positions.
  case mean
  /// The sum over all positions.
  case sum
  /// No reduction: one loss for each position.
  case none
}

extension Graph {
  /// The negative log likelihood of the target classes.
  ///
  /// - Parameters:
  ///   - logProbabilities: [N, classes, …].
  ///   - target: Class numbers from 0, [N, …].
  ///   - reduction: How positions are combined.
  /// - Returns: A scalar, or [N, …] without reduction.
  public mutating func nllLoss(
    _ logProbabilities: NodeID, target: NodeID, reduction: LossReduction = .mean
  ) throws(ShapeError) -> NodeID {
    try requireClasses(logProbabilities, target, op: "nll_loss")
    let picked = try append(
      .pickClass, [logProbabilities, target], meaning: "log-probability of each target")
    let losses = try appendLosses(picked)
    return try reduced(losses, reduction)
  }

  /// The cross entropy between the softmax of the logits and the target.
  ///
  /// - Parameters:
  ///   - logits: [N, classes, …].
  ///   - target: Class numbers [N, …], or probabilities in the logits' own shape.
  ///   - reduction: How positions are combined.
  /// - Returns: A scalar, or [N, …] without reduction.
  public mutating func crossEntropy(
    _ logits: NodeID, target: NodeID, reduction: LossReduction = .mean
  ) throws(ShapeError) -> NodeID {
    let hasProbabilities = self[target].shape == self[logits].shape && self[logits].shape.rank >= 2
    if !hasProbabilities { try requireClasses(logits, target, op: "cross_entropy") }
    let logProbabilities = try appendLogProbabilities(of: logits)
    guard hasProbabilities else {
      return try nllLoss(logProbabilities, target: target, reduction: reduction)
    }
    return try nllLoss(logProbabilities, shares: target, reduction: reduction)
  }

  /// The logarithm of the softmax over the classes, [N, classes, …].
  public mutating func appendLogProbabilities(of logits: NodeID) throws(ShapeError) -> NodeID {
    try append(.logSoftmax(axis: 1), [logits], meaning: "log-probabilities (log_softmax)")
  }

  /// The negative log likelihood where a position counts for several classes, by a share each.
  ///
  /// - Parameters:
  ///   - logProbabilities: [N, classes, …].
  ///   - shares: What each class counts, in the same shape: probabilities, class weights, both.
  ///   - total: What the sum of all losses is divided by for the mean; the number of positions when
  ///     absent.
  ///   - reduction: How positions are combined.
  /// - Returns: A scalar, or [N, …] without reduction.
  public mutating func nllLoss(
    _ logProbabilities: NodeID, shares: NodeID, total: Double? = nil,
    reduction: LossReduction = .mean
  ) throws(ShapeError) -> NodeID {
    let weighted = try append(
      .binary(.multiply), [shares, logProbabilities],
      meaning: "share of each class times its log-probability")
    let sum = try append(
      .reduce(Reduction(.sum, axes: [1])), [weighted], meaning: "sum over the classes")
    let losses = try appendLosses(sum)
    guard let total, reduction == .mean else { return try reduced(losses, reduction) }
    return try append(
      .unary(.affine(factor: 1 / total, offset: 0)), [try reduced(losses, .sum)],
      meaning: "loss: the sum over all weights, which is \(NumberText.short(total))")
  }

  private mutating func appendLosses(_ logLikelihoods: NodeID) throws(ShapeError) -> NodeID {
    try append(
      .unary(.affine(factor: -1, offset: 0)), [logLikelihoods],
      meaning: "loss of each position: the same with its sign changed")
  }

  /// The squared difference of prediction and target.
  ///
  /// - Parameters:
  ///   - input: The prediction.
  ///   - target: The wanted values, in the same shape.
  ///   - reduction: How positions are combined.
  /// - Returns: A scalar, or the operands' shape without reduction.
  public mutating func mseLoss(
    _ input: NodeID, target: NodeID, reduction: LossReduction = .mean
  ) throws(ShapeError) -> NodeID {
    guard self[input].shape == self[target].shape else {
      throw .mismatch(
        op: "mse_loss", left: self[input].shape, right: self[target].shape,
        rule: "The target must have the prediction's shape")
    }
    let difference = try append(
      .binary(.subtract), [input, target], meaning: "difference from the target")
    let squared = try append(
      .binary(.multiply), [difference, difference], meaning: "squared difference")
    return try reduced(squared, reduction)
  }

  /// Checks that a target names one class for each position, under the loss' own name.
  private func requireClasses(
    _ scores: NodeID, _ target: NodeID, op: String
  ) throws(ShapeError) {
    let (shape, targetShape) = (self[scores].shape, self[target].shape)
    guard shape.rank >= 2 else {
      throw .rank(op: op, operand: "input", expected: "[N, classes, …]", shape: shape)
    }
    let expected = Shape([shape[0]] + shape.dimensions.dropFirst(2))
    guard targetShape == expected else {
      throw .mismatch(
        op: op, left: shape, right: targetShape,
        rule: "The target names one class for each position, so its shape is \(expected)")
    }
  }

  private mutating func reduced(
    _ losses: NodeID, _ reduction: LossReduction
  ) throws(ShapeError) -> NodeID {
    let axes = Array(0..<self[losses].shape.rank)
    switch reduction {
    case .none: return losses
    case .sum:
      return try append(
        .reduce(Reduction(.sum, axes: axes)), [losses], meaning: "sum of the losses")
    case .mean:
      return try append(
        .reduce(Reduction(.mean, axes: axes)), [losses], meaning: "mean of the losses")
    }
  }
}
