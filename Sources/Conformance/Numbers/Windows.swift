import ConvolutionArithmetic

/// A window for a table of cases, whose parameters a test has chosen to be possible.
public func window(
  _ kernelSize: Int, stride: Int = 1, padding: Int = 0, after: Int? = nil, dilation: Int = 1,
  outputPadding: Int = 0, ceilMode: Bool = false
) -> SlidingWindow {
  // swift-format-ignore: NeverUseForceTry
  try! SlidingWindow(
    kernelSize: kernelSize, stride: stride, paddingBefore: padding,
    paddingAfter: after ?? padding, dilation: dilation, outputPadding: outputPadding,
    ceilMode: ceilMode)
}
