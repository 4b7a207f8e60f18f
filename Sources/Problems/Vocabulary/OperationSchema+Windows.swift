/// Ops that slide a window.
extension OperationSchema {
  static let windowOperations: [OperationSchema] = [
    convolution("conv1d", .sequence, weight: "[O, C/groups, k]", aliases: ["convolution1d"]),
    convolution(
      "conv2d", .image, weight: "[O, C/groups, kH, kW]",
      aliases: ["conv", "convolution", "convolution2d", "cross_correlation", "correlate2d"]),
    transposed("conv_transpose1d", .sequence, weight: "[C, O/groups, k]", dimension: "1d"),
    transposed("conv_transpose2d", .image, weight: "[C, O/groups, kH, kW]", dimension: "2d"),
    OperationSchema(
      name: "unfold", aliases: ["im2col"],
      summary: "Lays every window out as a column (im2col).", inputLayout: .image,
      parameters: [
        Parameter("kernel_size", .lengths, "the window"),
        stride(default: "1"), padding, dilation,
      ]),
    OperationSchema(
      name: "fold", aliases: ["col2im"],
      summary: "Adds columns back at their windows' places (col2im).", inputLayout: .columns,
      parameters: [
        Parameter("output_size", .lengths, "the image's height and width"),
        Parameter("kernel_size", .lengths, "the window"),
        stride(default: "1"), padding, dilation,
      ]),
  ]

  static let poolingOperations: [OperationSchema] = [
    maxPool("max_pool1d", .sequence, aliases: ["maxpooling1d"]),
    maxPool("max_pool2d", .image, aliases: ["max_pool", "maxpooling", "maxpooling2d", "pool"]),
    averagePool("avg_pool1d", .sequence, aliases: ["average_pool1d", "mean_pool1d"]),
    averagePool(
      "avg_pool2d", .image, aliases: ["avg_pool", "average_pool", "average_pool2d", "mean_pool"]),
    OperationSchema(
      name: "adaptive_avg_pool2d", aliases: ["adaptive_average_pool2d", "global_avg_pool2d"],
      summary: "Averages regions chosen to give an output size.", inputLayout: .image,
      parameters: [Parameter("output_size", .lengths, "the output's height and width")]),
    OperationSchema(
      name: "max_unpool2d", aliases: ["unpool", "unpool2d", "max_unpool"],
      summary: "Puts values back where an earlier max_pool2d found its maxima.",
      inputLayout: .image,
      parameters: [
        Parameter("kernel_size", .lengths, default: "the pool's", "the window of the pool"),
        stride(default: "kernel_size"),
        Parameter("padding", .lengths, default: "0", "the padding of the pool"),
        Parameter(
          "output_size", .lengths, default: "the pool's input size", "the height and width"),
      ]),
  ]

  private static func convolution(
    _ name: String, _ layout: InputLayout, weight: String, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name: name, aliases: aliases,
      summary: "Slides a kernel and sums products (cross-correlation).", inputLayout: layout,
      parameters: [
        Parameter("weight", .grid, weight),
        Parameter("bias", .grid, default: "none", "[O]"),
        stride(default: "1"), padding, dilation, groups,
        Parameter(
          "padding_mode", .choice(["zeros", "reflect", "replicate", "circular"]),
          default: "zeros", "what padded cells hold"),
        Parameter(
          "flip", .boolean, default: "false", "reverses the kernel first: true convolution"),
      ])
  }

  private static func transposed(
    _ name: String, _ layout: InputLayout, weight: String, dimension: String
  ) -> OperationSchema {
    OperationSchema(
      name: name,
      aliases: [
        "convtranspose\(dimension)", "conv\(dimension)_transpose", "transposed_conv\(dimension)",
        "deconv\(dimension)", "deconvolution\(dimension)",
      ],
      summary: "The convolution with its input and output exchanged.", inputLayout: layout,
      parameters: [
        Parameter("weight", .grid, weight),
        Parameter("bias", .grid, default: "none", "[O]"),
        stride(default: "1"), padding,
        Parameter("output_padding", .lengths, default: "0", "cells added at the end"),
        groups, dilation,
      ])
  }

  private static func maxPool(
    _ name: String, _ layout: InputLayout, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name: name, aliases: aliases, summary: "The largest value of each window.",
      inputLayout: layout,
      parameters: [
        Parameter("kernel_size", .lengths, "the window"),
        stride(default: "kernel_size"), padding, dilation, ceilMode,
        Parameter(
          "return_indices", .boolean, default: "false",
          "also shows where each maximum was: its switch"),
      ])
  }

  private static func averagePool(
    _ name: String, _ layout: InputLayout, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name: name, aliases: aliases, summary: "The mean of each window.", inputLayout: layout,
      parameters: [
        Parameter("kernel_size", .lengths, "the window"),
        stride(default: "kernel_size"), padding, ceilMode,
        Parameter(
          "count_include_pad", .boolean, default: "true", "whether padding counts in the divisor"),
      ])
  }

  private static func stride(default text: String) -> Parameter {
    Parameter("stride", .lengths, default: text, "cells from one window to the next")
  }

  private static let padding = Parameter(
    "padding", .padding, default: "0", "cells added around the input")
  private static let dilation = Parameter(
    "dilation", .lengths, default: "1", "cells from one tap to the next")
  private static let groups = Parameter(
    "groups", .integer, default: "1", "independent groups of channels")
  private static let ceilMode = Parameter(
    "ceil_mode", .boolean, default: "false", "rounds the output size up")
}
