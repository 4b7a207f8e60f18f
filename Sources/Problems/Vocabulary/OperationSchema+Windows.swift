import ConvolutionArithmetic
import TensorEngine

/// Ops that slide a window.
extension OperationSchema {
  static let windowOperations: [OperationSchema] = [
    convolution(
      "conv1d", .sequence, axes: 1, weight: "[O, C/groups, k]", aliases: ["convolution1d"]),
    convolution(
      "conv2d", .image, axes: 2, weight: "[O, C/groups, kH, kW]",
      aliases: ["conv", "convolution", "convolution2d", "cross_correlation", "correlate2d"]),
    transposed("conv_transpose1d", .sequence, axes: 1, weight: "[C, O/groups, k]"),
    transposed("conv_transpose2d", .image, axes: 2, weight: "[C, O/groups, kH, kW]"),
    OperationSchema(
      "unfold", aliases: ["im2col"], "Lays every window out as a column (im2col).", .image,
      kernelSize, stride, padding, dilation
    ) { builder, kernelSize, stride, padding, dilation in
      try builder.unfold(kernelSize, .init(stride: stride, padding: padding, dilation: dilation))
    },
    OperationSchema(
      "fold", aliases: ["col2im"], "Adds columns back at their windows' places (col2im).",
      .columns, TypedParameter("output_size", .lengths, "the image's height and width"),
      kernelSize, stride, padding, dilation
    ) { builder, outputSize, kernelSize, stride, padding, dilation in
      try builder.fold(
        to: outputSize, kernelSize,
        .init(stride: stride, padding: padding, dilation: dilation))
    },
  ]

  static let poolingOperations: [OperationSchema] = [
    maxPool("max_pool1d", .sequence, axes: 1, aliases: ["maxpooling1d"]),
    maxPool(
      "max_pool2d", .image, axes: 2, aliases: ["max_pool", "maxpooling", "maxpooling2d", "pool"]),
    averagePool("avg_pool1d", .sequence, axes: 1, aliases: ["average_pool1d", "mean_pool1d"]),
    averagePool(
      "avg_pool2d", .image, axes: 2,
      aliases: ["avg_pool", "average_pool", "average_pool2d", "mean_pool"]),
    OperationSchema(
      "adaptive_avg_pool2d", aliases: ["adaptive_average_pool2d", "global_avg_pool2d"],
      "Averages regions chosen to give an output size.", .image,
      TypedParameter("output_size", .lengths, "the output's height and width")
    ) { builder, size in
      try builder.append(.adaptiveAveragePool(outputSize: builder.perAxis(size, 2, "output_size")))
    },
    OperationSchema(
      "max_unpool2d", aliases: ["unpool", "unpool2d", "max_unpool"],
      "Puts values back where an earlier max_pool2d found its maxima.", .image,
      TypedParameter(
        "kernel_size", .lengths, in: .atLeast(1), absent: "the pool's", "the window of the pool"),
      TypedParameter(
        "stride", .lengths, in: .atLeast(1), absent: "kernel_size",
        "cells from one window to the next"),
      TypedParameter(
        "padding", .lengths, in: .atLeast(0), absent: "0", "the padding of the pool"),
      TypedParameter(
        "output_size", .lengths, in: .atLeast(1), absent: "the pool's input size",
        "the height and width"),
      TypedParameter(
        "indices", .grid, absent: "the pool's",
        "the switches: for each value its cell in the plane, row by row from 0")
    ) { builder, kernelSize, stride, padding, outputSize, indices in
      guard let indices else {
        return try builder.maxUnpool(
          kernelSize: kernelSize, stride: stride, padding: padding, outputSize: outputSize)
      }
      return try builder.maxUnpool(
        at: indices, kernelSize: kernelSize, stride: stride, padding: padding,
        outputSize: outputSize)
    },
  ]

  private static func convolution(
    _ name: String, _ layout: InputLayout, axes: Int, weight: String, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name, aliases: aliases, "Slides a kernel and sums products (cross-correlation).", layout,
      TypedParameter("weight", .grid, weight), bias, stride, padding, dilation, groups,
      TypedParameter(
        "padding_mode",
        .choice([
          "zeros": Pad.Mode.constant(0), "reflect": .reflect, "replicate": .replicate,
          "circular": .circular,
        ]), default: "zeros", "what padded cells hold"),
      TypedParameter(
        "flip", .boolean, default: "false", "reverses the kernel first: true convolution")
    ) { builder, weight, bias, stride, padding, dilation, groups, mode, flip in
      let layer = try builder.layer(
        weight, bias, .init(stride: stride, padding: padding, dilation: dilation), groups: groups,
        axes: axes)
      return try builder.graph.convolution(
        builder.current, weight: layer.weight, bias: layer.bias, layer.convolution,
        paddingMode: mode, flip: flip)
    }
  }

  private static func transposed(
    _ name: String, _ layout: InputLayout, axes: Int, weight: String
  ) -> OperationSchema {
    OperationSchema(
      name,
      aliases: [
        "convtranspose\(axes)d", "conv\(axes)d_transpose", "transposed_conv\(axes)d",
        "deconv\(axes)d", "deconvolution\(axes)d",
      ],
      "The convolution with its input and output exchanged.", layout,
      TypedParameter("weight", .grid, weight), bias, stride, padding,
      TypedParameter("output_padding", .lengths, default: "0", "cells added at the end"),
      groups, dilation
    ) { builder, weight, bias, stride, padding, outputPadding, groups, dilation in
      let layer = try builder.layer(
        weight, bias,
        .init(
          stride: stride, padding: padding, dilation: dilation, outputPadding: outputPadding),
        groups: groups, axes: axes)
      return try builder.append(
        .transposedConvolution(layer.convolution), [layer.weight, layer.bias].compactMap { $0 })
    }
  }

  private static func maxPool(
    _ name: String, _ layout: InputLayout, axes: Int, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name, aliases: aliases, "The largest value of each window.", layout, kernelSize, poolStride,
      padding, dilation, ceilMode,
      TypedParameter(
        "return_indices", .boolean, default: "false",
        "also shows where each maximum was: its switch")
    ) { builder, kernelSize, stride, padding, dilation, ceilMode, returnsIndices in
      try builder.maxPool(
        kernelSize,
        .init(stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode),
        axes: axes, returnsIndices: returnsIndices)
    }
  }

  private static func averagePool(
    _ name: String, _ layout: InputLayout, axes: Int, aliases: [String]
  ) -> OperationSchema {
    OperationSchema(
      name, aliases: aliases, "The mean of each window.", layout, kernelSize, poolStride, padding,
      ceilMode,
      TypedParameter(
        "count_include_pad", .boolean, default: "true", "whether padding counts in the divisor")
    ) { builder, kernelSize, stride, padding, ceilMode, countsPadding in
      let windows = try builder.windows(
        builder.perAxis(kernelSize, axes, "kernel_size"),
        .init(stride: stride, padding: padding, ceilMode: ceilMode), axes: axes)
      return try builder.append(
        .averagePool(AveragePool(windows: windows, countIncludePad: countsPadding)))
    }
  }

  private static let bias = TypedParameter("bias", .grid, absent: "none", "[O]")
  private static let kernelSize = TypedParameter("kernel_size", .lengths, "the window")
  private static let stride = TypedParameter(
    "stride", .lengths, default: "1", "cells from one window to the next")
  private static let poolStride = TypedParameter(
    "stride", .lengths, absent: "kernel_size", "cells from one window to the next")
  private static let padding = TypedParameter(
    "padding", .padding, default: "0", "cells added around the input")
  private static let dilation = TypedParameter(
    "dilation", .lengths, default: "1", "cells from one tap to the next")
  private static let groups = TypedParameter(
    "groups", .integer, in: .atLeast(1), default: "1", "independent groups of channels")
  private static let ceilMode = TypedParameter(
    "ceil_mode", .boolean, default: "false", "rounds the output size up")
}

extension OperationSchema.Limits {
  /// Numbers from one up to the largest that any parameter may be.
  static func atLeast(_ least: Int) -> Self {
    Self(
      range: Double(least)...Double(GeometryLimits.maximumParameter),
      remedy: "Use at least \(least).")
  }
}
