import TensorEngine

extension NetworkBuilder {
  /// max(0, x).
  public mutating func relu(_ x: NodeID) throws -> NodeID {
    try activation(.relu, "ReLU", x)
  }

  /// An elementwise function.
  ///
  /// - Parameter kind: PyTorch's name of the module.
  public mutating func activation(
    _ function: UnaryFunction, _ kind: String, _ x: NodeID
  ) throws -> NodeID {
    let name = nextName(kind.lowercased())
    let result = try appendFitting(name) { try $0.append(.unary(function), [x]) }
    try record(name, kind, input: x, output: result)
    return result
  }

  /// Batch normalisation, PyTorch's `BatchNorm2d` with its defaults: ε = 1e−5, momentum 0.1.
  ///
  /// In training it uses the batch's mean and biased variance, and keeps running ones, the variance
  /// unbiased; in evaluation, and where its parameters are frozen, it uses the running ones.
  public mutating func batchNorm2d(
    _ name: String, _ x: NodeID, epsilon: Double = 1e-5
  ) throws -> NodeID {
    let name = fullName(name)
    let shape = graph[x].shape
    let channels: Shape = [shape[1]]
    let first = parameters.count
    let weight = try parameter(name, "weight", channels, .constant(1))
    let bias = try parameter(name, "bias", channels, .constant(0))
    let (mean, variance) = try appendFitting(name) { graph in
      (
        try graph.input(channels, name: "\(name).running_mean"),
        try graph.input(channels, name: "\(name).running_var")
      )
    }
    var updated: (mean: NodeID, variance: NodeID)?
    let result: NodeID
    let isFrozen = parameters[first...].allSatisfy(\.isFrozen)
    switch mode {
    case .training where !isFrozen:
      let normalised = try appendFitting(name) { graph in
        try graph.batchNormTraining(x, weight: weight, bias: bias, epsilon: epsilon)
      }
      result = normalised.result
      updated = (
        try graph.runningStatistic(mean, batch: normalised.mean),
        try graph.runningStatistic(
          variance, batch: normalised.variance, unbiasedOver: shape.count / shape[1])
      )
    case .training, .evaluation:
      result = try appendFitting(name) { graph in
        try graph.append(
          .batchNorm(BatchNorm(epsilon: epsilon, training: false)),
          [x, weight, bias, mean, variance])
      }
    }
    statistics.append(
      RunningStatistic(
        name: "\(name).running_mean", shape: channels, initialValue: 0, node: mean,
        updated: updated?.mean))
    statistics.append(
      RunningStatistic(
        name: "\(name).running_var", shape: channels, initialValue: 1, node: variance,
        updated: updated?.variance))
    try record(name, "BatchNorm2d", input: x, output: result, firstParameter: first)
    return result
  }

  /// Drops values while training, others in each step.
  public mutating func dropout(_ x: NodeID, _ probability: Double) throws -> NodeID {
    let name = nextName("dropout")
    dropouts += 1
    guard mode == .training else {
      try record(name, "Dropout", input: x, output: x)
      return x
    }
    let step = try self.step ?? graph.input(.scalar, name: "step")
    self.step = step
    let result = try appendFitting(name) { [dropouts] graph in
      try graph.append(.dropout(probability: probability, seed: dropouts), [x, step])
    }
    try record(name, "Dropout", input: x, output: result)
    return result
  }

  /// Normalises over neighbouring channels (AlexNet, GoogLeNet).
  public mutating func localResponseNorm(_ x: NodeID, size: Int) throws -> NodeID {
    let name = nextName("lrn")
    let result = try appendFitting(name) {
      try $0.append(.localResponseNorm(LocalResponseNorm(size: size)), [x])
    }
    try record(name, "LocalResponseNorm", input: x, output: result)
    return result
  }
}
