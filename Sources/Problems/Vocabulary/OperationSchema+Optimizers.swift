import TensorEngine

/// One step of an optimiser, as arithmetic on weights, their gradient and what the optimiser remembers.
extension OperationSchema {
  /// Whether it is a step that weights take once their gradient is known.
  var movesWeights: Bool { OperationSchema.optimizers.contains { $0.name == name } }

  static let optimizers: [OperationSchema] = [
    OperationSchema(
      "sgd", aliases: ["gradient_descent", "momentum", "nesterov", "sgd_step"],
      "One step of gradient descent on weights, with momentum where it is given.", .any,
      gradient, rate,
      TypedParameter("momentum", .number, in: share, default: "0", "what is kept of the last push"),
      TypedParameter(
        "momentum_buffer", .grid, absent: "zeros", "the last push; the new one is a result"),
      TypedParameter("nesterov", .boolean, default: "false", "true looks ahead along the new push"),
      TypedParameter(
        "weight_decay", .number, in: notNegative, default: "0",
        "how much of each weight is added to its gradient")
    ) { builder, gradient, rate, momentum, buffer, nesterov, decay in
      try builder.sgdStep(
        .init(
          gradient: gradient, rate: rate, momentum: momentum, buffer: buffer, nesterov: nesterov,
          decay: decay))
    },
    OperationSchema(
      "adam", aliases: ["adam_step"],
      "One step of Adam on weights: the mean gradient over the root of the mean square.", .any,
      gradient, rate,
      TypedParameter("beta1", .number, in: share, default: "0.9", "what is kept of the mean"),
      TypedParameter(
        "beta2", .number, in: share, default: "0.999", "what is kept of the mean square"),
      TypedParameter("eps", .number, in: notNegative, default: "1e-8", "added to the root"),
      TypedParameter(
        "exp_avg", .grid, absent: "zeros", "the mean so far; the new one is a result"),
      TypedParameter(
        "exp_avg_sq", .grid, absent: "zeros", "the mean square so far; the new one is a result"),
      TypedParameter(
        "step", .integer, in: Limits(range: 0...1e6, remedy: "Use 0 before the first step."),
        default: "0", "how many steps have been made before")
    ) { builder, gradient, rate, beta1, beta2, epsilon, mean, square, step in
      try builder.adamStep(
        .init(
          gradient: gradient, rate: rate, betas: (beta1, beta2), epsilon: epsilon, mean: mean,
          square: square, stepsBefore: step))
    },
  ]

  private static let gradient = TypedParameter("grad", .grid, "dLoss/dw, in the weights' shape")
  private static let rate = TypedParameter(
    "lr", .number, in: notNegative, default: "0.001", "the learning rate")
  private static let notNegative = Limits(
    range: 0...Double.greatestFiniteMagnitude, remedy: "Use 0 or more.")
  private static let share = Limits(
    range: 0...Double(1).nextDown, remedy: "Use a number from 0 to below 1.")
}
