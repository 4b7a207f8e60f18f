/// Ops that work on values, rows, classes and axes.
extension OperationSchema {
  static let linearOperations: [OperationSchema] = [
    OperationSchema(
      name: "linear", aliases: ["dense", "fully_connected", "fc", "affine"],
      summary: "Each row times the transposed weight, plus the bias.", inputLayout: .rows,
      parameters: [
        Parameter("weight", .grid, "[output features, input features]"),
        Parameter("bias", .grid, default: "none", "[output features]"),
      ]),
    OperationSchema(
      name: "matmul", aliases: ["mm", "bmm", "dot"], summary: "The matrix product.",
      inputLayout: .rows, parameters: secondOperand),
    OperationSchema(
      name: "add", aliases: ["plus", "sum", "residual"],
      summary: "The elementwise sum with another value.", inputLayout: .any,
      parameters: secondOperand),
    OperationSchema(
      name: "mul", aliases: ["multiply", "times", "hadamard"],
      summary: "The elementwise product with another value.", inputLayout: .any,
      parameters: secondOperand),
    OperationSchema(
      name: "concat", aliases: ["cat", "concatenate", "stack"],
      summary: "Joins values along an axis.", inputLayout: .any,
      parameters: [
        Parameter("other", .grid, default: "none", "the grid joined after the value"),
        Parameter("others", .grids, default: "none", "the grids joined after the value"),
        Parameter("from", .references, default: "none", "earlier results joined after the value"),
        Parameter("dim", .integer, default: "0", "the axis; 1 joins channels"),
      ]),
  ]

  static let activations: [OperationSchema] = [
    activation("relu", "max(0, x)", aliases: ["rectifier"]),
    activation(
      "leaky_relu", "x, or negative_slope · x where x is negative",
      [Parameter("negative_slope", .number, default: "0.01", "the slope of the negative side")]),
    OperationSchema(
      name: "prelu", aliases: ["parametric_relu"],
      summary: "x, or weight · x where x is negative.", inputLayout: .any,
      parameters: [Parameter("weight", .grid, "one slope, or one for each channel")]),
    activation(
      "elu", "x, or alpha · (eˣ − 1) where x is negative",
      [Parameter("alpha", .number, default: "1", "the limit of the negative side")]),
    activation("sigmoid", "1 / (1 + e⁻ˣ)", aliases: ["logistic"]),
    activation(
      "softplus", "log(1 + eˣ)",
      [
        Parameter("beta", .number, default: "1", "the sharpness"),
        Parameter("threshold", .number, default: "20", "where beta · x is taken for the result"),
      ]),
    activation("tanh", "the hyperbolic tangent"),
    probabilities("softmax", "eˣ / Σ eˣ along an axis"),
    probabilities("log_softmax", "the logarithm of softmax"),
  ]

  static let losses: [OperationSchema] = [
    loss(
      "cross_entropy", "The negative log of the target's softmax.",
      target: "class numbers from 0, or probabilities in the input's shape",
      aliases: ["crossentropy", "crossentropyloss", "softmax_loss"]),
    loss(
      "nll_loss", "The negative log likelihood of the target classes.",
      target: "class numbers from 0", aliases: ["nll", "nllloss"]),
    loss(
      "mse_loss", "The squared difference from the target.",
      target: "a grid in the input's shape",
      aliases: ["mse", "mseloss", "squared_error", "l2_loss"]),
  ]

  static let normalisations: [OperationSchema] = [
    OperationSchema(
      name: "batch_norm",
      aliases: ["batchnorm", "batchnorm1d", "batchnorm2d", "bn", "batch_normalization"],
      summary: "Normalises every channel.", inputLayout: .rowsOrImage,
      parameters: [
        Parameter("weight", .grid, default: "ones", "γ, one for each channel"),
        Parameter("bias", .grid, default: "zeros", "β, one for each channel"),
        Parameter(
          "training", .boolean, default: "true, or false with running statistics",
          "whether the batch's own statistics are used"),
        Parameter("eps", .number, default: "1e-5", "keeps the square root away from zero"),
        Parameter(
          "momentum", .numberOrNull(1), default: "0.1",
          "the new batch's share of the statistics; null averages all batches"),
        Parameter("running_mean", .grid, default: "none", "one for each channel"),
        Parameter("running_var", .grid, default: "none", "one for each channel"),
      ]),
    OperationSchema(
      name: "dropout", aliases: ["drop_out", "dropout2d"],
      summary: "Zeroes values at random and scales the rest.", inputLayout: .any,
      parameters: [
        Parameter("p", .number, default: "0.5", "the probability of a zero"),
        Parameter("training", .boolean, default: "true", "false passes everything"),
        Parameter("seed", .integer, default: "0", "another seed, another mask"),
      ]),
    OperationSchema(
      name: "local_response_norm", aliases: ["lrn", "localresponsenorm"],
      summary: "Divides by the strength of neighbouring channels.", inputLayout: .image,
      parameters: [
        Parameter("size", .integer, "how many neighbouring channels are looked at"),
        Parameter("alpha", .number, default: "1e-4", "the weight of the mean square"),
        Parameter("beta", .number, default: "0.75", "the exponent"),
        Parameter("k", .number, default: "1", "added before the power"),
      ]),
  ]

  static let movements: [OperationSchema] = [
    OperationSchema(
      name: "pad", aliases: ["padding", "zero_pad", "zeropad2d", "zeropadding2d"],
      summary: "Adds cells around the spatial axes.", inputLayout: .any,
      parameters: [
        Parameter("padding", .padding, "a number, [v, h] or [top, bottom, left, right]"),
        Parameter(
          "mode", .choice(["zeros", "constant", "reflect", "replicate", "circular"]),
          default: "zeros", "what the new cells hold"),
        Parameter("value", .number, default: "0", "the number that mode constant writes"),
      ]),
    OperationSchema(
      name: "flatten", aliases: ["ravel"], summary: "Makes one axis of several.",
      inputLayout: .image,
      parameters: [
        Parameter("start_dim", .integer, default: "1", "the first axis; 0 includes the batch"),
        Parameter("end_dim", .integer, default: "-1", "the last axis"),
      ]),
    OperationSchema(
      name: "reshape", aliases: ["view"], summary: "The same numbers under another shape.",
      inputLayout: .rows,
      parameters: [Parameter("shape", .shape, "the new lengths; one may be -1")]),
    OperationSchema(
      name: "transpose", aliases: ["permute", "swapaxes", "t"], summary: "Exchanges two axes.",
      inputLayout: .rows,
      parameters: [
        Parameter("dim0", .integer, default: "0", "an axis"),
        Parameter("dim1", .integer, default: "1", "the other axis"),
      ]),
    OperationSchema(
      name: "upsample", aliases: ["interpolate", "upsampling2d", "resize"],
      summary: "Enlarges the spatial axes.", inputLayout: .any,
      parameters: [
        Parameter("scale_factor", .factors, default: "none", "how much larger; or give size"),
        Parameter("size", .lengths, default: "none", "the output's lengths"),
        Parameter(
          "mode", .choice(["nearest", "linear", "bilinear"]), default: "nearest",
          "how new cells get their values"),
        Parameter(
          "align_corners", .boolean, default: "false", "whether corner cells stay corner cells"),
      ]),
  ]

  private static let secondOperand = [
    Parameter("other", .grid, default: "none", "a grid; or give from"),
    Parameter("from", .references, default: "none", "an earlier result"),
  ]

  private static func activation(
    _ name: String, _ formula: String, _ parameters: [Parameter] = [], aliases: [String] = []
  ) -> OperationSchema {
    OperationSchema(
      name: name, aliases: aliases, summary: formula + ".",
      inputLayout: .any, parameters: parameters)
  }

  private static func probabilities(_ name: String, _ formula: String) -> OperationSchema {
    OperationSchema(
      name: name, aliases: [], summary: formula + ".",
      inputLayout: .rows,
      parameters: [Parameter("dim", .integer, default: "1", "the axis of the classes")])
  }

  private static func loss(
    _ name: String, _ summary: String, target: String, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name: name, aliases: aliases, summary: summary, inputLayout: .rows,
      parameters: [
        Parameter("target", .grid, target),
        Parameter(
          "reduction", .choice(["mean", "sum", "none"]), default: "mean",
          "how the positions become one number"),
      ])
  }
}
