import ConvolutionArithmetic

extension Graph {
  /// A convolution with everything that PyTorch's and a textbook's have.
  ///
  /// Zero padding belongs to the windows; any other padding mode becomes a `pad` before the
  /// convolution. `flip` reverses the kernel first, which makes the cross-correlation a true
  /// convolution.
  ///
  /// - Parameters:
  ///   - input: [N, C, S].
  ///   - weight: [O, C/G, K].
  ///   - bias: [O], or `nil` for none.
  ///   - parameters: Windows and groups.
  ///   - paddingMode: What padded cells hold; zeros by default.
  ///   - flip: Whether the kernel is reversed first.
  /// - Returns: [N, O, S'].
  public mutating func convolution(
    _ input: NodeID, weight: NodeID, bias: NodeID? = nil, _ parameters: Convolution,
    paddingMode: Pad.Mode = .constant(0), flip: Bool = false
  ) throws(ShapeError) -> NodeID {
    var (x, kernel, convolution) = (input, weight, parameters)
    if flip {
      let axes = Array(2..<self[weight].shape.rank)
      kernel = try append(.flip(axes: axes), [weight], name: "flipped kernel")
    }
    if paddingMode != .constant(0),
      parameters.windows.contains(where: { $0.paddingBefore + $0.paddingAfter > 0 })
    {
      let pad = Pad(
        before: parameters.windows.map(\.paddingBefore),
        after: parameters.windows.map(\.paddingAfter), mode: paddingMode)
      x = try append(.pad(pad), [input], name: "padded input")
      convolution.windows = parameters.windows.map(\.withoutPadding)
    }
    return try append(.convolution(convolution), [x, kernel] + (bias.map { [$0] } ?? []))
  }
}

extension SlidingWindow {
  /// The same window over an axis that has been padded already.
  fileprivate var withoutPadding: SlidingWindow {
    // Every parameter was checked when this window was made, and no padding is always allowed.
    // swift-format-ignore: NeverUseForceTry
    try! SlidingWindow(
      kernelSize: kernelSize, stride: stride, dilation: dilation, ceilMode: ceilMode)
  }
}
