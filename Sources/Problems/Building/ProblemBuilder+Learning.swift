import TensorEngine

/// Normalisation.
extension ProblemBuilder {
  /// Dropout with a mask that is given: x · mask / (1 − p).
  func dropout(keeping grid: GridLiteral, _ probability: Double) throws -> NodeID {
    let mask = grid.value(ofRank: shape.rank)
    guard mask.shape == shape else {
      throw operation.diagnostic(
        "dropout: the mask has shape \(grid.value.shape), but the value has shape \(shape)",
        remedy: "Give it a 1 or a 0 for each number.", at: "mask")
    }
    if let other = mask.elements.first(where: { $0 != 0 && $0 != 1 }) {
      throw operation.diagnostic(
        "dropout: a mask cannot hold \(Argument.number(other).text)",
        remedy: "Write 1 for what is kept and 0 for what is not.", at: "mask")
    }
    guard probability < 1 else {
      throw operation.diagnostic(
        "dropout: with p 1 nothing is kept, so there is nothing to mask", remedy: "Use 0.5.",
        at: "mask")
    }
    let kept = try graph.append(
      .unary(.affine(factor: 1 / (1 - probability), offset: 0)),
      [try feed(mask, grid, "mask", isVariable: false)], meaning: "scaled mask: mask / (1 − p)")
    return try append(.binary(.multiply), [kept])
  }

  /// The tensor parameters of a normalisation.
  struct NormGrids {
    var weight: GridLiteral?
    var bias: GridLiteral?
    var runningMean: GridLiteral?
    var runningVariance: GridLiteral?
  }

  /// With the batch's own statistics, or with running ones when they are given and training is
  /// not asked for.
  func batchNorm(
    _ grids: NormGrids, training: Bool?, epsilon: Double, momentum: Double
  ) throws -> NodeID {
    guard (grids.runningMean == nil) == (grids.runningVariance == nil) else {
      throw operation.diagnostic(
        "\(operation.name) has only one of running_mean and running_var",
        remedy: "Give both or neither.")
    }
    try checkChannels(of: grids)
    try checkVariance(grids.runningVariance)
    let weight = try grids.weight.map { try feed($0, "weight", rank: 1) }
    let bias = try grids.bias.map { try feed($0, "bias", rank: 1) }
    var running: (mean: NodeID, variance: NodeID)?
    if let mean = grids.runningMean, let variance = grids.runningVariance {
      running = (
        try feed(mean, "running_mean", rank: 1, isVariable: false),
        try feed(variance, "running_var", rank: 1, isVariable: false)
      )
    }
    if training ?? (running == nil) {
      return try batchNormTraining(weight, bias, running, epsilon, momentum)
    }
    guard let running else {
      throw operation.diagnostic(
        "\(operation.name) without training needs statistics",
        remedy: "Give running_mean and running_var.", at: "training")
    }
    guard shape.rank >= 2 else {
      throw ShapeError.rank(
        op: "batch_norm", operand: "input", expected: "[N, C, …]", shape: shape)
    }
    let channels: Shape = [shape[1]]
    let gamma = try weight ?? graph.append(.fill(1, channels), [])
    let beta = try bias ?? graph.append(.fill(0, channels), [])
    return try append(
      .batchNorm(BatchNorm(epsilon: epsilon, training: false)),
      [gamma, beta, running.mean, running.variance])
  }

  /// Each tensor parameter has a number for each channel.
  private func checkChannels(of grids: NormGrids) throws {
    guard shape.rank >= 2 else { return }
    let channels = "\(shape[1]) channel\(shape[1] == 1 ? "" : "s")"
    let named = [
      ("weight", grids.weight), ("bias", grids.bias), ("running_mean", grids.runningMean),
      ("running_var", grids.runningVariance),
    ]
    for (name, grid) in named {
      guard let count = grid?.value.shape.count, count != shape[1] else { continue }
      throw operation.diagnostic(
        "\(operation.name): \(name) has \(count) number\(count == 1 ? "" : "s"), but the value has"
          + " \(channels)", remedy: "Give it one number for each channel.", at: name)
    }
  }

  /// A mean of squares is not negative, and its square root could not be taken.
  private func checkVariance(_ grid: GridLiteral?) throws {
    guard let negative = grid?.value.elements.first(where: { $0 < 0 }) else { return }
    throw operation.diagnostic(
      "\(operation.name): running_var cannot hold \(Argument.number(negative).text)",
      remedy: "A variance is 0 or more.", at: "running_var")
  }

  private func batchNormTraining(
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
}
