import ConvolutionArithmetic
import TensorEngine

/// A length for rows and columns; a number is both.
public struct Extent: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Along the rows' axis, H.
  public var height: Int
  /// Along the columns' axis, W.
  public var width: Int

  /// Creates an extent of two lengths.
  public init(_ height: Int, _ width: Int) {
    (self.height, self.width) = (height, width)
  }

  /// Creates an extent of equal lengths.
  public init(_ length: Int) { self.init(length, length) }

  /// Creates an extent of equal lengths.
  public init(integerLiteral value: Int) { self.init(value) }

  /// The windows of such lengths, rows first; without a padding, the one that keeps the size.
  static func windows(
    _ kernel: Extent, stride: Extent = 1, padding: Extent? = 0, dilation: Extent = 1,
    outputPadding: Extent = 0, ceilMode: Bool = false
  ) throws(GeometryError) -> [SlidingWindow] {
    var windows: [SlidingWindow] = []
    for axis in [\Extent.height, \Extent.width] {
      windows.append(
        try SlidingWindow(
          kernelSize: kernel[keyPath: axis], stride: stride[keyPath: axis],
          padding: padding.map { .symmetric($0[keyPath: axis]) } ?? .same,
          dilation: dilation[keyPath: axis],
          outputPadding: outputPadding[keyPath: axis], ceilMode: ceilMode))
    }
    return windows
  }
}

extension NetworkBuilder {
  /// A convolution, PyTorch's `Conv2d`.
  ///
  /// - Parameters:
  ///   - name: The module's name.
  ///   - x: [N, C, H, W].
  ///   - outputs: O, the number of filters.
  ///   - kernel: The kernel's height and width.
  ///   - stride: How far the window moves.
  ///   - padding: Zeros on each side.
  ///   - dilation: The distance of neighbouring taps.
  ///   - groups: G; each group of channels has filters of its own.
  ///   - bias: Whether each filter adds a learned number.
  /// - Returns: [N, O, H', W'].
  /// - Throws: ``NetworkError/layer(network:name:message:)`` when the window does not fit.
  public mutating func conv2d(
    _ name: String, _ x: NodeID, outputs: Int, kernel: Extent, stride: Extent = 1,
    padding: Extent = 0, dilation: Extent = 1, groups: Int = 1, bias: Bool = true
  ) throws -> NodeID {
    let windows = try fitting(fullName(name)) {
      try Extent.windows(kernel, stride: stride, padding: padding, dilation: dilation)
    }
    return try conv2d(
      name, x, outputs: outputs, windows: windows, groups: groups, bias: bias)
  }

  /// A convolution whose windows are given, rows first.
  mutating func conv2d(
    _ name: String, _ x: NodeID, outputs: Int, windows: [SlidingWindow], groups: Int = 1,
    bias: Bool = true
  ) throws -> NodeID {
    let name = fullName(name)
    let first = parameters.count
    let inputs = channels(x)
    guard inputs.isMultiple(of: groups), outputs.isMultiple(of: groups) else {
      throw NetworkError.layer(
        network: network, name: name,
        message:
          "\(inputs) input and \(outputs) output channels cannot be split into \(groups) groups")
    }
    let weightShape = Shape([outputs, inputs / groups] + windows.map(\.kernelSize))
    let initializer = Initializer.standard(fanIn: weightShape.dimensions.dropFirst().reduce(1, *))
    let weight = try parameter(name, "weight", weightShape, initializer)
    let offset = bias ? try parameter(name, "bias", [outputs], initializer) : nil
    let result = try appendFitting(name) { graph in
      try graph.convolution(
        x, weight: weight, bias: offset, Convolution(windows: windows, groups: groups))
    }
    try record(
      name, "Conv2d", input: x, output: result, firstParameter: first, windows: windows,
      groups: groups)
    return result
  }

  /// A transposed convolution, PyTorch's `ConvTranspose2d`.
  ///
  /// - Parameters:
  ///   - outputs: The channels of the result.
  ///   - outputPadding: Rows and columns that are added at the end.
  /// - Returns: [N, outputs, (H − 1)·stride − 2·padding + kernel + outputPadding, …].
  public mutating func convTranspose2d(
    _ name: String, _ x: NodeID, outputs: Int, kernel: Extent, stride: Extent,
    padding: Extent = 0, outputPadding: Extent = 0, bias: Bool = true
  ) throws -> NodeID {
    let windows = try fitting(fullName(name)) {
      try Extent.windows(
        kernel, stride: stride, padding: padding, outputPadding: outputPadding)
    }
    return try convTranspose2d(name, x, outputs: outputs, windows: windows, bias: bias)
  }

  /// A transposed convolution whose windows are given, rows first.
  mutating func convTranspose2d(
    _ name: String, _ x: NodeID, outputs: Int, windows: [SlidingWindow], bias: Bool = true
  ) throws -> NodeID {
    let name = fullName(name)
    let first = parameters.count
    let weightShape = Shape([channels(x), outputs] + windows.map(\.kernelSize))
    // PyTorch's fan-in of a [C, O, K, K] weight is O·K·K.
    let initializer = Initializer.standard(fanIn: weightShape.dimensions.dropFirst().reduce(1, *))
    let weight = try parameter(name, "weight", weightShape, initializer)
    let offset = bias ? try parameter(name, "bias", [outputs], initializer) : nil
    let parameters = Convolution(windows: windows)
    let result = try appendFitting(name) { graph in
      try graph.append(
        .transposedConvolution(parameters), [x, weight] + (offset.map { [$0] } ?? []))
    }
    // Cells of the result see a part of the image that depends on their place.
    try record(
      name, "ConvTranspose2d", input: x, output: result, firstParameter: first,
      windows: windows, field: .some(nil))
    return result
  }

  /// Appends to the graph; whatever does not fit is told with the layer's name.
  mutating func appendFitting<Result>(
    _ name: String, _ body: (inout Graph) throws -> Result
  ) throws -> Result {
    do {
      return try body(&graph)
    } catch let error as ShapeError {
      throw self.error(error, ofLayer: name)
    }
  }
}
