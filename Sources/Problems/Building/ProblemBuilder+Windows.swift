import ConvolutionArithmetic
import TensorEngine

/// Ops that slide a window.
extension ProblemBuilder {
  mutating func convolution(_ operation: ProblemOperation, axes: Int) throws -> NodeID {
    let weight = try feed(try required("weight", of: operation), "weight", rank: axes + 2)
    let bias = try operation.grid("bias").map { try feed($0, "bias", rank: 1) }
    let kernelSize = Array(graph[weight].shape.dimensions.dropFirst(2))
    let parameters = Convolution(
      windows: try windows(operation, kernelSize, axes: axes, defaultStride: 1),
      groups: try groups(of: operation))
    let mode: Pad.Mode =
      switch operation.word("padding_mode", default: "zeros") {
      case "reflect": .reflect
      case "replicate": .replicate
      case "circular": .circular
      default: .constant(0)
      }
    return try graph.convolution(
      current, weight: weight, bias: bias, parameters, paddingMode: mode,
      flip: operation.boolean("flip", default: false))
  }

  mutating func transposedConvolution(
    _ operation: ProblemOperation, axes: Int
  ) throws -> NodeID {
    let weight = try feed(try required("weight", of: operation), "weight", rank: axes + 2)
    let bias = try operation.grid("bias").map { try feed($0, "bias", rank: 1) }
    let kernelSize = Array(graph[weight].shape.dimensions.dropFirst(2))
    let parameters = Convolution(
      windows: try windows(operation, kernelSize, axes: axes, defaultStride: 1),
      groups: try groups(of: operation))
    let operands = [current, weight] + (bias.map { [$0] } ?? [])
    return try graph.append(.transposedConvolution(parameters), operands)
  }

  mutating func maxPool(_ operation: ProblemOperation, axes: Int) throws -> NodeID {
    let windows = try poolWindows(operation, axes: axes)
    let output = try graph.append(.maxPool(windows), [current])
    if axes == 2 { pools.append(.init(input: current, output: output, windows: windows)) }
    if operation.boolean("return_indices", default: false) {
      let indices = try graph.append(.maxPoolIndices(windows), [current], name: "indices")
      extras.append(.init(name: "indices", node: indices))
    }
    main = output
    return output
  }

  mutating func averagePool(_ operation: ProblemOperation, axes: Int) throws -> NodeID {
    let pool = AveragePool(
      windows: try poolWindows(operation, axes: axes),
      countIncludePad: operation.boolean("count_include_pad", default: true))
    return try graph.append(.averagePool(pool), [current])
  }

  mutating func unfold(_ operation: ProblemOperation) throws -> NodeID {
    let kernelSize = perAxis(operation.lengths("kernel_size") ?? [1], 2)
    let windows = try windows(operation, kernelSize, axes: 2, defaultStride: 1)
    try checkColumns(operation, kernelSize)
    return try graph.append(.unfold(windows), [current])
  }

  mutating func fold(_ operation: ProblemOperation) throws -> NodeID {
    let kernelSize = perAxis(operation.lengths("kernel_size") ?? [1], 2)
    let outputSize = perAxis(operation.lengths("output_size") ?? [1], 2)
    let windows = try windows(operation, kernelSize, axes: 2, defaultStride: 1)
    guard outputSize.allSatisfy({ $0 >= 1 }) else {
      throw operation.diagnostic(
        "fold: output_size must be at least 1 along each axis",
        remedy: "Give the height and width of the image.", at: "output_size")
    }
    return try graph.append(.fold(windows, outputSize: outputSize), [current])
  }

  mutating func adaptiveAveragePool(_ operation: ProblemOperation) throws -> NodeID {
    let size = perAxis(operation.lengths("output_size") ?? [1], 2)
    return try graph.append(.adaptiveAveragePool(outputSize: size), [current])
  }

  // MARK: - Windows

  private func poolWindows(_ operation: ProblemOperation, axes: Int) throws -> [SlidingWindow] {
    let kernelSize = perAxis(operation.lengths("kernel_size") ?? [1], axes)
    return try windows(operation, kernelSize, axes: axes, defaultStride: nil)
  }

  /// The windows of an op; without a default stride it is the kernel's size.
  private func windows(
    _ operation: ProblemOperation, _ kernelSize: [Int], axes: Int, defaultStride: Int?
  ) throws -> [SlidingWindow] {
    for name in ["kernel_size", "stride", "dilation", "output_padding"] {
      if let lengths = operation.lengths(name), lengths.count > axes {
        throw operation.diagnostic(
          "\(operation.name): \(name) has \(lengths.count) numbers, but there is one axis",
          remedy: "Give one number.", at: name)
      }
    }
    let strides = operation.lengths("stride").map { perAxis($0, axes) }
    let dilation = perAxis(operation.lengths("dilation") ?? [1], axes)
    let outputPadding = perAxis(operation.lengths("output_padding") ?? [0], axes)
    let padding = try paddings(operation, axes: axes)
    return try (0..<axes).map { axis in
      try SlidingWindow(
        kernelSize: kernelSize[axis],
        stride: strides?[axis] ?? defaultStride ?? kernelSize[axis], padding: padding[axis],
        dilation: dilation[axis], outputPadding: outputPadding[axis],
        ceilMode: operation.boolean("ceil_mode", default: false))
    }
  }

  /// The padding of each axis, outermost first.
  func paddings(_ operation: ProblemOperation, axes: Int) throws -> [Padding] {
    switch operation.padding("padding") {
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

  private func groups(of operation: ProblemOperation) throws -> Int {
    let groups = operation.integer("groups", default: 1)
    guard (1...GeometryLimits.maximumParameter).contains(groups) else {
      throw operation.diagnostic(
        "\(operation.name): groups cannot be \(groups)", remedy: "Use at least 1.", at: "groups")
    }
    return groups
  }

  /// Makes sure that the rows of an unfolding can be counted.
  private func checkColumns(_ operation: ProblemOperation, _ kernelSize: [Int]) throws {
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
  func perAxis(_ lengths: [Int], _ axes: Int) -> [Int] {
    lengths.count == 1 ? [Int](repeating: lengths[0], count: axes) : lengths
  }

  func required(_ name: String, of operation: ProblemOperation) throws -> GridLiteral {
    guard let grid = operation.grid(name) else {
      throw operation.diagnostic("\(operation.name) has no \(name)", remedy: "Give it.")
    }
    return grid
  }
}
