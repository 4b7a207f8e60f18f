extension GeometryError: CustomStringConvertible {
  /// The message for the user: what is wrong, the sum that shows it, and what to change.
  public var description: String {
    switch self {
    case .parameterOutOfRange(let parameter, let value, let allowed):
      "\(parameter.rawValue) \(value) is not possible: it must be \(allowed.lowerBound) to "
        + "\(allowed.upperBound). \(parameter.advice(tooLow: value < allowed.lowerBound))"
    case .sizeOutOfRange(let size):
      "an axis cannot have \(size) cells: it must have 1 to \(GeometryLimits.maximumSize)."
    case .kernelDoesNotFit(let window, let inputSize):
      Self.kernelDoesNotFitText(window, inputSize: inputSize)
    case .sameNeedsUnitStride(let stride):
      "padding 'same' needs stride 1, not \(stride): a window that moves \(stride) cells at a time "
        + "cannot keep the size. Use stride 1, or give the padding as a number. (Keras allows it "
        + "and means something else by it: the input size divided by \(stride), rounded up.)"
    case .outputPaddingTooLarge(let outputPadding, let stride, let dilation):
      "output padding \(outputPadding) must be less than the larger of stride \(stride) and "
        + "dilation \(dilation): use 0"
        + (max(stride, dilation) > 1 ? " to \(max(stride, dilation) - 1)." : ".")
    case .poolingPaddingTooLarge(let padding, let kernelSize):
      "pooling padding \(padding) > \(kernelSize) / 2: pooling allows at most half the kernel on "
        + "each side, dilated or not. Use a padding of at most \(kernelSize / 2), or a larger kernel."
    case .transposedOutputIsEmpty(let twin):
      "the transposed convolution has no output left: \(twin.sizeText). Use less padding, a "
        + "larger kernel or a larger input."
    case .ceilModeHasNoTranspose:
      "ceil mode has no transposed convolution: it belongs to pooling. Turn ceil mode off, and set "
        + "the output padding to choose the size."
    case .channelsNotDivisible(let parameter, let channels, let groups):
      "\(channels) \(parameter.rawValue) cannot be split into \(groups) groups: "
        + "\(channels) / \(groups) leaves \(channels % groups). Use a number of groups that divides "
        + "both channel counts."
    case .tooLarge(let quantity):
      "the \(quantity.rawValue) is too large to count. Use smaller sizes or fewer layers."
    }
  }

  private static func kernelDoesNotFitText(_ window: SlidingWindow, inputSize: Int) -> String {
    let kernel = window.effectiveKernelSize
    let padded = inputSize + window.paddingBefore + window.paddingAfter
    var text = "kernel \(kernel)"
    if window.dilation > 1 {
      text += " (\(window.kernelSize) taps, dilation \(window.dilation))"
    }
    text += " > \(inputSize)"
    if padded > inputSize {
      text += " + \(window.paddingBefore) + \(window.paddingAfter) = \(padded)"
    }
    text += ": the kernel is larger than its \(padded > inputSize ? "padded " : "")input. "
    // Padding is given for each side.
    text +=
      "Add \(SizeText.cells((kernel - padded + 1) / 2)) of padding or more on each side, or use"
    text += " a smaller kernel"
    if window.dilation > 1 { text += " or dilation" }
    return text + "."
  }
}

extension GeometryError.Parameter {
  /// The sentence that follows the bounds: why the value makes no sense, and what does.
  fileprivate func advice(tooLow: Bool) -> String {
    guard tooLow else { return "Check the number for a slip." }
    return switch self {
    case .kernelSize: "A kernel needs at least one tap."
    case .stride: "A window must move: 1 visits every position."
    case .paddingBefore, .paddingAfter: "0 means no padding; crop the input to make it smaller."
    case .dilation: "1 is an ordinary kernel, 2 leaves one cell between taps."
    case .outputPadding: "0 adds nothing to the output."
    case .inputChannels, .outputChannels: "A layer needs at least one channel."
    case .groups: "1 connects every input channel to every output channel."
    case .adaptiveOutputSize: "Pooling must leave at least one cell."
    }
  }
}
