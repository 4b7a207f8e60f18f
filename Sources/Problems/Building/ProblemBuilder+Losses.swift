import TensorEngine

/// Losses over classes.
extension ProblemBuilder {
  /// What a loss over classes is measured against.
  struct ClassTarget {
    var target: GridLiteral
    var weight: GridLiteral?
    /// The class number of positions that do not count.
    var ignored: Int
    /// What all classes together take of the target's share.
    var smoothing = 0.0
  }

  /// Class numbers, or probabilities when the target has the logits' own shape.
  func crossEntropy(_ target: ClassTarget, _ reduction: LossReduction) throws -> NodeID {
    let grid = target.target
    let hasProbabilities =
      !isClassTarget(grid) && grid.value.shape.rank <= shape.rank
      && grid.value(ofRank: shape.rank).shape == shape
    let weight = try classWeights(target)
    guard hasProbabilities else {
      if weight == nil, target.smoothing == 0, !holdsIgnored(target) {
        let classes = try classTarget(grid)
        return try graph.crossEntropy(current, target: classes, reduction: reduction)
      }
      let shares = try self.shares(target, weight, reduction)
      let logProbabilities = try graph.appendLogProbabilities(of: current)
      return try graph.nllLoss(
        logProbabilities, shares: shares.node, total: shares.total, reduction: reduction)
    }
    var value = grid.value(ofRank: shape.rank)
    if weight != nil || target.smoothing > 0 {
      let evenly = target.smoothing / Double(shape[1])
      value = mapped(value) { share, index in
        (weight?[index] ?? 1) * ((1 - target.smoothing) * share + evenly)
      }
    }
    let shares = try feed(value, grid, "shares", isVariable: false)
    return try graph.nllLoss(
      try graph.appendLogProbabilities(of: current), shares: shares, reduction: reduction)
  }

  /// The negative log likelihood of class numbers.
  func nllLoss(_ target: ClassTarget, _ reduction: LossReduction) throws -> NodeID {
    let weight = try classWeights(target)
    if weight == nil, !holdsIgnored(target) {
      let classes = try classTarget(target.target)
      return try graph.nllLoss(current, target: classes, reduction: reduction)
    }
    let shares = try self.shares(target, weight, reduction)
    return try graph.nllLoss(
      current, shares: shares.node, total: shares.total, reduction: reduction)
  }

  /// What each class of each position counts, and what the weights of the targets come to.
  private func shares(
    _ target: ClassTarget, _ weight: [Double]?, _ reduction: LossReduction
  ) throws -> (node: NodeID, total: Double) {
    let classes = try classNumbers(target.target, ignored: target.ignored)
    let isIgnored = classes.elements.map { $0 == Double(target.ignored) }
    let inner = shape.strides[1]
    let evenly = target.smoothing / Double(shape[1])
    let value = Tensor<Double>(
      shape,
      (0..<shape.count).map { offset in
        let (row, place) = offset.quotientAndRemainder(dividingBy: inner)
        let position = row / shape[1] * inner + place
        guard !isIgnored[position] else { return 0 }
        let isTarget = classes.elements[position] == Double(row % shape[1])
        return (weight?[row % shape[1]] ?? 1)
          * ((isTarget ? 1 - target.smoothing : 0) + evenly)
      })
    let total = zip(classes.elements, isIgnored).reduce(0.0) { sum, position in
      position.1 ? sum : sum + (weight?[Int(position.0)] ?? 1)
    }
    guard total != 0 || reduction != .mean else {
      throw operation.diagnostic(
        "\(operation.name): no position counts, so there is no mean of their losses",
        remedy: "Let a target be a class whose weight is not 0.", at: "target")
    }
    return (try feed(value, target.target, "shares", isVariable: false), total)
  }

  /// Each number with its class.
  private func mapped(
    _ value: Tensor<Double>, _ body: (Double, Int) -> Double
  ) -> Tensor<Double> {
    let inner = shape.strides[1]
    return Tensor(
      value.shape,
      value.elements.enumerated().map { body($0.element, $0.offset / inner % shape[1]) })
  }

  /// The weight of each class; `nil` where none is given.
  private func classWeights(_ target: ClassTarget) throws -> [Double]? {
    guard let weight = target.weight else { return nil }
    guard shape.rank >= 2, weight.value.shape.count == shape[1] else {
      let count = weight.value.shape.count
      throw operation.diagnostic(
        "\(operation.name): weight has \(count) number\(count == 1 ? "" : "s"), but the scores have"
          + " shape \(shape)", remedy: "Give it one number for each class.", at: "weight")
    }
    return weight.value.elements
  }

  private func holdsIgnored(_ target: ClassTarget) -> Bool {
    target.target.value.elements.contains(Double(target.ignored))
  }

  /// The target as class numbers [N, …], each of them checked.
  private func classTarget(_ grid: GridLiteral) throws -> NodeID {
    try feed(try classNumbers(grid), grid, "target", isVariable: false)
  }

  private func classNumbers(
    _ grid: GridLiteral, ignored: Int? = nil
  ) throws -> Tensor<Double> {
    guard shape.rank >= 2 else {
      throw operation.diagnostic(
        "\(operation.name): the value has shape \(shape), but rows of classes are needed",
        remedy: "Put a flatten before it.")
    }
    let expected = Shape([shape[0]] + shape.dimensions.dropFirst(2))
    guard isClassTarget(grid) else {
      throw operation.diagnostic(
        "\(operation.name): the target has shape \(grid.value.shape), but the scores have \(shape)",
        remedy: "Give \(expected.count) class number\(expected.count == 1 ? "" : "s"), one for each"
          + " position.", at: "target")
    }
    let classes = shape[1]
    for value in grid.value.elements where value != ignored.map(Double.init) {
      guard value == value.rounded(), value >= 0, value < Double(classes) else {
        throw operation.diagnostic(
          "\(operation.name): \(Argument.number(value).text) is not a class number",
          remedy: "There are \(classes) classes: use whole numbers from 0 to \(classes - 1).",
          at: "target")
      }
    }
    return grid.value.reshaped(to: expected)
  }

  /// Whether a target has one number for each position rather than for each score.
  private func isClassTarget(_ grid: GridLiteral) -> Bool {
    guard shape.rank >= 2 else { return false }
    let expected = Shape([shape[0]] + shape.dimensions.dropFirst(2))
    return grid.value.shape.rank <= expected.rank
      && grid.value(ofRank: expected.rank).shape == expected
  }
}
