import TensorEngine

/// Ops that work on values, rows and classes.
extension OperationSchema {
  static let linearOperations: [OperationSchema] = [
    OperationSchema(
      "linear", aliases: ["dense", "fully_connected", "fc", "affine"],
      "Each row times the transposed weight, plus the bias.", .rows,
      TypedParameter("weight", .grid, "[output features, input features]"),
      TypedParameter("bias", .grid, absent: "none", "[output features]")
    ) { builder, weight, bias in try builder.linear(weight, bias) },
    OperationSchema(
      "matmul", aliases: ["mm", "bmm", "dot"], "The matrix product.", .rows, other, from
    ) { builder, other, from in
      try builder.append(
        .matmul(transposeA: false, transposeB: false),
        [builder.secondOperand(other, from, leastRank: 2)])
    },
    OperationSchema(
      "add", aliases: ["plus", "sum", "residual"], "The elementwise sum with another value.",
      .any, other, from
    ) { builder, other, from in
      try builder.append(.binary(.add), [builder.secondOperand(other, from)])
    },
    OperationSchema(
      "mul", aliases: ["multiply", "times", "hadamard"],
      "The elementwise product with another value.", .any, other, from
    ) { builder, other, from in
      try builder.append(.binary(.multiply), [builder.secondOperand(other, from)])
    },
    OperationSchema(
      "concat", aliases: ["cat", "concatenate", "stack"], "Joins values along an axis.", .any,
      TypedParameter("other", .grid, absent: "none", "the grid joined after the value"),
      TypedParameter("others", .grids, absent: "none", "the grids joined after the value"),
      TypedParameter(
        "from", .references, absent: "none", "earlier results joined after the value"),
      TypedParameter("dim", .integer, default: "0", "the axis; 1 joins channels")
    ) { builder, other, others, from, axis in
      try builder.concatenation(of: other, others ?? [], from ?? [], axis: axis)
    },
  ]

  static let activations: [OperationSchema] = [
    activation("relu", "max(0, x)", .relu, aliases: ["rectifier"]),
    OperationSchema(
      "leaky_relu", "x, or negative_slope · x where x is negative.", .any,
      TypedParameter(
        "negative_slope", .number, default: "0.01", "the slope of the negative side")
    ) { builder, slope in try builder.append(.unary(.leakyRelu(negativeSlope: slope))) },
    OperationSchema(
      "prelu", aliases: ["parametric_relu"], "x, or weight · x where x is negative.", .any,
      TypedParameter("weight", .grid, "one slope, or one for each channel")
    ) { builder, weight in
      try builder.append(.prelu, [builder.feed(weight, "weight", rank: 1)])
    },
    OperationSchema(
      "elu", "x, or alpha · (eˣ − 1) where x is negative.", .any,
      TypedParameter("alpha", .number, default: "1", "the limit of the negative side")
    ) { builder, alpha in try builder.append(.unary(.elu(alpha: alpha))) },
    activation("step", "1 where x ≥ 0, else 0", .step, aliases: ["heaviside"]),
    activation("sigmoid", "1 / (1 + e⁻ˣ)", .sigmoid, aliases: ["logistic"]),
    OperationSchema(
      "softplus", "log(1 + eˣ).", .any,
      TypedParameter("beta", .number, default: "1", "the sharpness"),
      TypedParameter(
        "threshold", .number, default: "20", "where beta · x is taken for the result")
    ) { builder, beta, threshold in
      guard beta != 0 else {
        throw builder.operation.diagnostic(
          "softplus: beta cannot be 0", remedy: "Use a positive number; 1 is the default.",
          at: "beta")
      }
      return try builder.append(.unary(.softplus(beta: beta, threshold: threshold)))
    },
    activation("tanh", "the hyperbolic tangent", .tanh),
    OperationSchema("softmax", "eˣ / Σ eˣ along an axis.", .rows, classAxis) { builder, axis in
      try builder.append(.softmax(axis: builder.axis(axis, "dim")))
    },
    OperationSchema(
      "log_softmax", "the logarithm of softmax.", .rows, classAxis
    ) { builder, axis in try builder.append(.logSoftmax(axis: builder.axis(axis, "dim"))) },
  ]

  static let losses: [OperationSchema] = [
    OperationSchema(
      "cross_entropy", aliases: ["crossentropy", "crossentropyloss", "softmax_loss"],
      "The negative log of the target's softmax.", .rows,
      TypedParameter(
        "target", .grid, "class numbers from 0, or probabilities in the input's shape"), reduction,
      classWeight, ignoredClass,
      TypedParameter(
        "label_smoothing", .number, in: Limits(range: 0...1, remedy: "Use a number from 0 to 1."),
        default: "0", "what all classes together take of the target's share")
    ) { builder, target, reduction, weight, ignored, smoothing in
      try builder.crossEntropy(
        .init(target: target, weight: weight, ignored: ignored, smoothing: smoothing), reduction)
    },
    OperationSchema(
      "nll_loss", aliases: ["nll", "nllloss"],
      "The negative log likelihood of the target classes.", .rows,
      TypedParameter("target", .grid, "class numbers from 0"), reduction, classWeight, ignoredClass
    ) { builder, target, reduction, weight, ignored in
      try builder.nllLoss(.init(target: target, weight: weight, ignored: ignored), reduction)
    },
    OperationSchema(
      "mse_loss", aliases: ["mse", "mseloss", "squared_error", "l2_loss"],
      "The squared difference from the target.", .rows,
      TypedParameter("target", .grid, "a grid in the input's shape"), reduction
    ) { builder, target, reduction in
      let target = try builder.feed(
        target, "target", rank: builder.shape.rank, isVariable: false)
      return try builder.graph.mseLoss(builder.current, target: target, reduction: reduction)
    },
  ]

  static let normalisations: [OperationSchema] = [
    batchNorm(
      "batch_norm", "Normalises every channel of rows or images.", .rowsOrImage,
      aliases: ["batchnorm", "batchnorm2d", "bn", "batch_normalization"]),
    batchNorm(
      "batch_norm1d", "The same for rows N×F or sequences N×C×L.", .rowsOrSequence,
      aliases: ["bn1d"]),
    OperationSchema(
      "dropout", aliases: ["drop_out", "dropout2d"],
      "Zeroes values at random and scales the rest.", .any,
      TypedParameter(
        "p", .number, in: Limits(range: 0...1, remedy: "Use a probability from 0 to 1."),
        default: "0.5", "the probability of a zero"),
      TypedParameter("training", .boolean, default: "true", "false passes everything"),
      TypedParameter(
        "seed", .integer, in: .notNegative("Use 0 or more."), default: "0",
        "another seed, another mask"),
      TypedParameter("mask", .grid, absent: "drawn", "what is kept: 1 or 0 for each value")
    ) { builder, probability, training, seed, mask in
      guard training, let mask else {
        return try builder.append(
          .dropout(probability: training ? probability : 0, seed: UInt64(seed)))
      }
      return try builder.dropout(keeping: mask, probability)
    },
    OperationSchema(
      "local_response_norm", aliases: ["lrn", "localresponsenorm"],
      "Divides by the strength of neighbouring channels.", .image,
      TypedParameter(
        "size", .integer, in: .atLeast(1), "how many neighbouring channels are looked at"),
      TypedParameter(
        "alpha", .number, in: strength, default: "1e-4", "the weight of the mean square"),
      TypedParameter("beta", .number, default: "0.75", "the exponent"),
      TypedParameter("k", .number, in: strength, default: "1", "added before the power")
    ) { builder, size, alpha, beta, k in
      try builder.append(
        .localResponseNorm(LocalResponseNorm(size: size, alpha: alpha, beta: beta, k: k)))
    },
  ]

  private static let other = TypedParameter(
    "other", .grid, absent: "none", "a grid; or give from")
  private static let from = TypedParameter(
    "from", .references, absent: "none", "an earlier result")
  private static let classAxis = TypedParameter(
    "dim", .integer, default: "1", "the axis of the classes")
  private static let reduction = TypedParameter(
    "reduction",
    .choice(["mean": LossReduction.mean, "sum": .sum, "none": .none]), default: "mean",
    "how the positions become one number")
  private static let classWeight = TypedParameter(
    "weight", .grid, absent: "ones", "how much each class counts")
  private static let ignoredClass = TypedParameter(
    "ignore_index", .integer, default: "-100", "the class number of positions that do not count")
  private static let strength = Limits.notNegative(
    "Use 0 or more: a negative number has no power with a fraction.")

  private static func batchNorm(
    _ name: String, _ summary: String, _ layout: InputLayout, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name, aliases: aliases, summary, layout,
      TypedParameter("weight", .grid, absent: "ones", "γ, one for each channel"),
      TypedParameter("bias", .grid, absent: "zeros", "β, one for each channel"),
      TypedParameter(
        "training", .boolean, absent: "true, or false with running statistics",
        "whether the batch's own statistics are used"),
      TypedParameter(
        "eps", .number, in: .notNegative("Use a small positive number."), default: "1e-5",
        "keeps the square root away from zero"),
      TypedParameter(
        "momentum", .numberOrNull(1),
        in: Limits(range: 0...1, remedy: "Use the new batch's share, a number from 0 to 1."),
        default: "0.1", "the new batch's share of the statistics; null averages all batches"),
      TypedParameter("running_mean", .grid, absent: "none", "one for each channel"),
      TypedParameter("running_var", .grid, absent: "none", "one for each channel")
    ) { builder, weight, bias, training, epsilon, momentum, mean, variance in
      try builder.batchNorm(
        .init(weight: weight, bias: bias, runningMean: mean, runningVariance: variance),
        training: training, epsilon: epsilon, momentum: momentum)
    }
  }

  private static func activation(
    _ name: String, _ formula: String, _ function: UnaryFunction, aliases: [String] = []
  ) -> OperationSchema {
    OperationSchema(name, aliases: aliases, formula + ".", .any) { builder in
      try builder.append(.unary(function))
    }
  }
}

extension OperationSchema.Limits {
  /// Numbers that are not negative.
  fileprivate static func notNegative(_ remedy: String) -> Self {
    Self(range: 0...Double.greatestFiniteMagnitude, remedy: remedy)
  }
}
