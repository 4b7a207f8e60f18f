import TensorEngine

/// Losses, normalisation and dropout.
extension ProblemBuilder {
  func reduction(of operation: ProblemOperation) -> LossReduction {
    LossReduction(rawValue: operation.word("reduction", default: "mean")) ?? .mean
  }

  /// Class numbers, or probabilities when the target has the logits' own shape.
  mutating func crossEntropy(_ operation: ProblemOperation) throws -> NodeID {
    let grid = try required("target", of: operation)
    let target: NodeID
    if !isClassTarget(grid), grid.value.shape.rank <= shape.rank,
      grid.value(ofRank: shape.rank).shape == shape
    {
      target = try feed(grid, "target", rank: shape.rank, isVariable: false)
    } else {
      target = try classTarget(operation)
    }
    let result = try graph.crossEntropy(
      current, target: target, reduction: reduction(of: operation))
    return result
  }

  /// The target as class numbers [N, …], each of them checked.
  mutating func classTarget(_ operation: ProblemOperation) throws -> NodeID {
    let grid = try required("target", of: operation)
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
    for value in grid.value.elements {
      guard value == value.rounded(), value >= 0, value < Double(classes) else {
        throw operation.diagnostic(
          "\(operation.name): \(Argument.number(value).text) is not a class number",
          remedy: "There are \(classes) classes: use whole numbers from 0 to \(classes - 1).",
          at: "target")
      }
    }
    return try feed(grid.value.reshaped(to: expected), grid, "target", isVariable: false)
  }

  /// Whether a target has one number for each position rather than for each score.
  private func isClassTarget(_ grid: GridLiteral) -> Bool {
    guard shape.rank >= 2 else { return false }
    let expected = Shape([shape[0]] + shape.dimensions.dropFirst(2))
    return grid.value.shape.rank <= expected.rank
      && grid.value(ofRank: expected.rank).shape == expected
  }

  /// With the batch's own statistics, or with running ones when they are given and training is
  /// not asked for.
  mutating func batchNorm(_ operation: ProblemOperation) throws -> NodeID {
    let runningMean = operation.grid("running_mean")
    let runningVariance = operation.grid("running_var")
    guard (runningMean == nil) == (runningVariance == nil) else {
      throw operation.diagnostic(
        "batch_norm has only one of running_mean and running_var", remedy: "Give both or neither.")
    }
    let epsilon = operation.number("eps", default: 1e-5)
    guard epsilon >= 0 else {
      throw operation.diagnostic(
        "batch_norm: eps cannot be negative", remedy: "Use a small positive number.", at: "eps")
    }
    let momentum = operation.number("momentum", default: 0.1)
    guard (0...1).contains(momentum) else {
      throw operation.diagnostic(
        "batch_norm: momentum cannot be \(Argument.number(momentum).text)",
        remedy: "Use the new batch's share, a number from 0 to 1.", at: "momentum")
    }
    try checkChannels(of: operation)
    try checkVariance(runningVariance, of: operation)
    let weight = try operation.grid("weight").map { try feed($0, "weight", rank: 1) }
    let bias = try operation.grid("bias").map { try feed($0, "bias", rank: 1) }
    let training = operation.boolean("training", default: runningMean == nil)
    let running = try runningMean.map { mean in
      (
        mean: try feed(mean, "running_mean", rank: 1, isVariable: false),
        variance: try feed(
          try required("running_var", of: operation), "running_var", rank: 1, isVariable: false)
      )
    }
    if training {
      return try batchNormTraining(weight, bias, running, epsilon, momentum)
    }
    guard let running else {
      throw operation.diagnostic(
        "batch_norm without training needs statistics",
        remedy: "Give running_mean and running_var.", at: "training")
    }
    guard shape.rank >= 2 else {
      throw ShapeError.rank(
        op: "batch_norm", operand: "input", expected: "[N, C, …]", shape: shape)
    }
    let channels: Shape = [shape[1]]
    let gamma = try weight ?? graph.append(.fill(1, channels), [])
    let beta = try bias ?? graph.append(.fill(0, channels), [])
    return try graph.append(
      .batchNorm(BatchNorm(epsilon: epsilon, training: false)),
      [current, gamma, beta, running.mean, running.variance])
  }

  /// Each tensor parameter has a number for each channel.
  private func checkChannels(of operation: ProblemOperation) throws {
    guard shape.rank >= 2 else { return }
    let channels = "\(shape[1]) channel\(shape[1] == 1 ? "" : "s")"
    for name in ["weight", "bias", "running_mean", "running_var"] {
      guard let count = operation.grid(name)?.value.shape.count, count != shape[1] else { continue }
      throw operation.diagnostic(
        "batch_norm: \(name) has \(count) number\(count == 1 ? "" : "s"), but the value has"
          + " \(channels)", remedy: "Give it one number for each channel.", at: name)
    }
  }

  /// A mean of squares is not negative, and its square root could not be taken.
  private func checkVariance(_ grid: GridLiteral?, of operation: ProblemOperation) throws {
    guard let negative = grid?.value.elements.first(where: { $0 < 0 }) else { return }
    throw operation.diagnostic(
      "batch_norm: running_var cannot hold \(Argument.number(negative).text)",
      remedy: "A variance is 0 or more.", at: "running_var")
  }

  private mutating func batchNormTraining(
    _ weight: NodeID?, _ bias: NodeID?, _ running: (mean: NodeID, variance: NodeID)?,
    _ epsilon: Double, _ momentum: Double
  ) throws -> NodeID {
    let norm = try graph.batchNormTraining(current, weight: weight, bias: bias, epsilon: epsilon)
    if let running {
      let mean = try graph.runningStatistic(running.mean, batch: norm.mean, momentum: momentum)
      let variance = try graph.runningStatistic(
        running.variance, batch: norm.variance, momentum: momentum,
        unbiasedOver: shape.count / shape[1])
      extras = [
        .init(name: "running_mean", node: mean), .init(name: "running_var", node: variance),
      ]
    }
    main = norm.result
    return norm.result
  }

  mutating func dropout(_ operation: ProblemOperation) throws -> NodeID {
    let probability = operation.number("p", default: 0.5)
    guard (0...1).contains(probability) else {
      throw operation.diagnostic(
        "dropout: p cannot be \(Argument.number(probability).text)",
        remedy: "Use a probability from 0 to 1.", at: "p")
    }
    let seed = operation.integer("seed", default: 0)
    guard seed >= 0 else {
      throw operation.diagnostic(
        "dropout: seed cannot be negative", remedy: "Use 0 or more.", at: "seed")
    }
    let training = operation.boolean("training", default: true)
    return try graph.append(
      .dropout(probability: training ? probability : 0, seed: UInt64(seed)), [current])
  }

  mutating func localResponseNorm(_ operation: ProblemOperation) throws -> NodeID {
    let size = operation.integer("size", default: 5)
    guard (1...(1 << 20)).contains(size) else {
      throw operation.diagnostic(
        "local_response_norm: size cannot be \(size)", remedy: "Use at least 1.", at: "size")
    }
    let alpha = operation.number("alpha", default: 1e-4)
    let offset = operation.number("k", default: 1)
    for (name, value) in [("alpha", alpha), ("k", offset)] where value < 0 {
      throw operation.diagnostic(
        "local_response_norm: \(name) cannot be \(Argument.number(value).text)",
        remedy: "Use 0 or more: a negative number has no power with a fraction.", at: name)
    }
    return try graph.append(
      .localResponseNorm(
        LocalResponseNorm(
          size: size, alpha: alpha, beta: operation.number("beta", default: 0.75), k: offset)),
      [current])
  }
}
