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
    let picked = try append(.pickClass, [logProbabilities, target])
    let losses = try append(.unary(.affine(factor: -1, offset: 0)), [picked])
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
    let logProbabilities = try append(.logSoftmax(axis: 1), [logits])
    guard hasProbabilities else {
      return try nllLoss(logProbabilities, target: target, reduction: reduction)
    }
    let weighted = try append(.binary(.multiply), [target, logProbabilities])
    let sum = try append(.reduce(Reduction(.sum, axes: [1])), [weighted])
    let losses = try append(.unary(.affine(factor: -1, offset: 0)), [sum])
    return try reduced(losses, reduction)
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
    let difference = try append(.binary(.subtract), [input, target])
    let squared = try append(.binary(.multiply), [difference, difference])
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
    case .sum: return try append(.reduce(Reduction(.sum, axes: axes)), [losses])
    case .mean: return try append(.reduce(Reduction(.mean, axes: axes)), [losses])
    }
  }
}
