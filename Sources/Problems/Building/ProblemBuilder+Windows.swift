import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// Ops that slide a window.
extension ProblemBuilder {
  /// How a window slides, as it is written.
  struct Sliding {
    /// The kernel's own size where it is absent.
    var stride: [Int]?
    var padding: Argument.PaddingArgument
    var dilation = [1]
    var outputPadding = [0]
    var ceilMode = false
  }

  /// Feeds the parameters of a convolution or of its transpose.
  func layer(
    _ weight: GridLiteral, _ bias: GridLiteral?, _ sliding: Sliding, groups: Int, axes: Int
  ) throws -> (weight: NodeID, bias: NodeID?, convolution: Convolution) {
    let weight = try feed(weight, "weight", rank: axes + 2)
    let bias = try bias.map { try feed($0, "bias", rank: 1) }
    let kernelSize = Array(graph[weight].shape.dimensions.dropFirst(2))
    let windows = try windows(kernelSize, sliding, axes: axes)
    return (weight, bias, Convolution(windows: windows, groups: groups))
  }

  func maxPool(
    _ kernelSize: [Int], _ sliding: Sliding, axes: Int, returnsIndices: Bool
  ) throws -> NodeID {
    let windows = try windows(perAxis(kernelSize, axes, "kernel_size"), sliding, axes: axes)
    let output = try append(.maxPool(windows))
    if axes == 2 { pools.append(.init(input: current, output: output, windows: windows)) }
    if returnsIndices {
      let indices = try graph.append(.maxPoolIndices(windows), [current], name: "indices")
      extras.append(.init(name: "indices", node: indices))
    }
    main = output
    return output
  }

  func unfold(_ kernelSize: [Int], _ sliding: Sliding) throws -> NodeID {
    let kernelSize = try perAxis(kernelSize, 2, "kernel_size")
    let windows = try windows(kernelSize, sliding, axes: 2)
    try checkColumns(kernelSize)
    return try append(.unfold(windows))
  }

  func fold(to outputSize: [Int], _ kernelSize: [Int], _ sliding: Sliding) throws -> NodeID {
    let outputSize = try perAxis(outputSize, 2, "output_size")
    let windows = try windows(perAxis(kernelSize, 2, "kernel_size"), sliding, axes: 2)
    guard outputSize.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "fold: output_size must be at least 1 along each axis",
        remedy: "Give the height and width of the image.", at: "output_size")
    }
    return try append(.fold(windows, outputSize: outputSize))
  }

  // MARK: - Windows

  /// The window along each axis.
  func windows(
    _ kernelSize: [Int], _ sliding: Sliding, axes: Int
  ) throws -> [SlidingWindow] {
    let strides = try perAxis(sliding.stride ?? kernelSize, axes, "stride")
    let dilation = try perAxis(sliding.dilation, axes, "dilation")
    let outputPadding = try perAxis(sliding.outputPadding, axes, "output_padding")
    if sliding.padding == .rule(.same), strides.contains(where: { $0 > 1 }) {
      try refuseSame(kernelSize, strides, dilation)
    }
    let padding = try paddings(sliding.padding, axes: axes)
    return try (0..<axes).map { axis in
      try SlidingWindow(
        kernelSize: kernelSize[axis], stride: strides[axis], padding: padding[axis],
        dilation: dilation[axis], outputPadding: outputPadding[axis], ceilMode: sliding.ceilMode)
    }
  }

  /// Refuses `same` with a stride, which keeps no size, and names the numbers of what Keras calls so
  /// where an op has them.
  private func refuseSame(_ kernelSize: [Int], _ strides: [Int], _ dilation: [Int]) throws {
    if operation.name.hasPrefix("conv_transpose") {
      return try refuseTransposedSame(kernelSize, strides, dilation)
    }
    guard shape.rank == strides.count + 2 else { return }
    let amounts = try strides.indices.map { axis in
      try Padding.kerasSame(
        forInputSize: shape[axis + 2], kernelSize: kernelSize[axis], stride: strides[axis],
        dilation: dilation[axis]
      ).amounts(kernelSize: kernelSize[axis])
    }
    let numbers = amounts.flatMap { [$0.before, $0.after] }
    throw sameRefusal(
      strides,
      "What Keras means by it, the size divided by the stride and rounded up, is padding: \(numbers) here."
    )
  }

  /// The same for a transposed convolution, which Keras makes the size times the stride: what a kernel is
  /// longer than its stride is cropped, what it is shorter is added.
  private func refuseTransposedSame(
    _ kernelSize: [Int], _ strides: [Int], _ dilation: [Int]
  ) throws {
    let excess = try strides.indices.map { axis in
      let reach = try Padding.full.amounts(kernelSize: kernelSize[axis], dilation: dilation[axis])
      return reach.before + 1 - strides[axis]
    }
    let padding = excess.flatMap { [max(0, $0) / 2, max(0, $0) - max(0, $0) / 2] }
    let added = excess.map { max(0, -$0) }
    throw sameRefusal(
      strides,
      "What Keras means by it, the size times the stride, is padding: \(padding)"
        + (added.contains { $0 > 0 } ? " and output_padding: \(added)" : "") + " here.")
  }

  private func sameRefusal(_ strides: [Int], _ remedy: String) -> Diagnostic {
    let written = NumberText.size(strides)
    return operation.diagnostic(
      "\(operation.name): padding 'same' keeps the size, which stride \(written) does not",
      remedy: remedy, at: "padding")
  }

  /// The padding of each axis, outermost first.
  func paddings(_ padding: Argument.PaddingArgument, axes: Int) throws -> [Padding] {
    switch padding {
    case .rule(let rule):
      return [Padding](repeating: rule, count: axes)
    case .amounts(let amounts):
      switch (amounts.count, axes) {
      case (1, _):
        return [Padding](repeating: .symmetric(amounts[0]), count: axes)
      case (2, 1):
        return [.explicit(before: amounts[0], after: amounts[1])]
      case (2, _):
        return [.symmetric(amounts[0]), .symmetric(amounts[1])]
      case (4, 2):
        return [
          .explicit(before: amounts[0], after: amounts[1]),
          .explicit(before: amounts[2], after: amounts[3]),
        ]
      default:
        throw operation.diagnostic(
          "\(operation.name): padding has \(amounts.count) numbers, but there is one axis",
          remedy: "Give one number, or [before, after].", at: "padding")
      }
    }
  }

  /// Makes sure that the rows of an unfolding can be counted.
  private func checkColumns(_ kernelSize: [Int]) throws {
    guard shape.rank == 4, let rows = Shape.checkedCount([shape[1]] + kernelSize),
      rows <= Graph.largestValueInBytes
    else {
      if shape.rank != 4 { return }
      throw operation.diagnostic(
        "unfold: a kernel of \(kernelSize[0])×\(kernelSize[1]) makes too many rows",
        remedy: "Use a smaller kernel.", at: "kernel_size")
    }
  }

  /// One number for each axis.
  func perAxis(_ lengths: [Int], _ axes: Int, _ name: String) throws -> [Int] {
    guard lengths.count <= axes else {
      throw operation.diagnostic(
        "\(operation.name): \(name) has \(lengths.count) numbers, but there is one axis",
        remedy: "Give one number.", at: name)
    }
    return lengths.count == 1 ? [Int](repeating: lengths[0], count: axes) : lengths
  }
}
