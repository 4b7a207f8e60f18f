import TensorEngine

/// Ops that move values and give them other shapes.
extension OperationSchema {
  static let movements: [OperationSchema] = [
    OperationSchema(
      "pad", aliases: ["padding", "zero_pad", "zeropad2d", "zeropadding2d"],
      "Adds cells around the spatial axes.", .any,
      TypedParameter(
        "padding", .padding, "a number, [v, h] or [top, bottom, left, right]"),
      TypedParameter(
        "mode",
        .choice([
          "zeros": Pad.Mode.constant(0), "constant": .constant(0), "reflect": .reflect,
          "replicate": .replicate, "circular": .circular,
        ]), default: "zeros", "what the new cells hold"),
      TypedParameter(
        "value", .number, default: "0", "the number that mode constant writes")
    ) { builder, padding, mode, value in
      if case .constant = mode { return try builder.pad(padding, .constant(value)) }
      return try builder.pad(padding, mode)
    },
    OperationSchema(
      "flatten", aliases: ["ravel"], "Makes one axis of several.", .image,
      TypedParameter("start_dim", .integer, default: "1", "the first axis; 0 includes the batch"),
      TypedParameter("end_dim", .integer, default: "-1", "the last axis")
    ) { builder, start, end in
      try builder.graph.flatten(builder.current, from: start, to: end)
    },
    OperationSchema(
      "reshape", aliases: ["view"], "The same numbers under another shape.", .rows,
      TypedParameter("shape", .shape, "the new lengths; one may be -1")
    ) { builder, lengths in try builder.reshape(lengths) },
    OperationSchema(
      "transpose", aliases: ["permute", "swapaxes", "t"], "Exchanges two axes.", .rows,
      TypedParameter("dim0", .integer, default: "0", "an axis"),
      TypedParameter("dim1", .integer, default: "1", "the other axis")
    ) { builder, first, second in try builder.transpose(first, second) },
    OperationSchema(
      "upsample", aliases: ["interpolate", "upsampling2d", "resize"],
      "Enlarges the spatial axes.", .any,
      TypedParameter(
        "scale_factor", .factors, absent: "none", "how much larger; or give size"),
      TypedParameter("size", .lengths, absent: "none", "the output's lengths"),
      upsampleMode,
      TypedParameter(
        "align_corners", .boolean, absent: "false", "whether corner cells stay corner cells")
    ) { builder, factors, sizes, mode, alignCorners in
      try builder.upsample(by: factors, to: sizes, mode, alignCorners: alignCorners)
    },
  ]

  /// How an upsampling gets its values, which says over how many axes it goes.
  static let upsampleMode = TypedParameter(
    "mode",
    .choice(["nearest": UpsampleMode.nearest, "linear": .linear, "bilinear": .bilinear]),
    default: "nearest", "how new cells get their values")

  /// The modes of an upsampling.
  enum UpsampleMode: String, Sendable {
    case nearest, linear, bilinear

    /// The layout that the mode needs.
    var inputLayout: InputLayout {
      switch self {
      case .nearest: .any
      case .linear: .sequence
      case .bilinear: .image
      }
    }
  }
}
