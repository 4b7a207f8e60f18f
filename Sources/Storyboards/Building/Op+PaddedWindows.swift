import ConvolutionArithmetic
import TensorEngine

extension Op {
  /// The windows of a convolution over what a `pad` copied cells into, as windows over the tensor
  /// that was padded; `nil` where there is no such padding.
  func paddedWindows(
    _ windows: [SlidingWindow], over operand: Node
  ) -> (node: NodeID, windows: [SlidingWindow], fill: Pad.Mode)? {
    switch self {
    case .convolution, .convolutionWeightGradient: break
    default: return nil
    }
    guard case .pad(let pad) = operand.op else { return nil }
    if case .constant = pad.mode { return nil }
    var padded: [SlidingWindow] = []
    for (axis, window) in windows.enumerated() {
      // Zeros around copies are no padding of one kind.
      guard window.paddingBefore == 0, window.paddingAfter == 0,
        let window = try? SlidingWindow(
          kernelSize: window.kernelSize, stride: window.stride, paddingBefore: pad.before[axis],
          paddingAfter: pad.after[axis], dilation: window.dilation, ceilMode: window.ceilMode)
      else { return nil }
      padded.append(window)
    }
    return (operand.inputs[0], padded, pad.mode)
  }
}
