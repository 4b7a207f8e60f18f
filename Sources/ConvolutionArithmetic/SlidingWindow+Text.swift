extension SlidingWindow: CustomStringConvertible {
  /// The numbers that differ from a plain window: `kernel 3, stride 2, padding 1`.
  public var description: String {
    var parts = ["kernel \(kernelSize)"]
    if stride != 1 { parts.append("stride \(stride)") }
    if paddingBefore != paddingAfter {
      parts.append("padding \(paddingBefore) before and \(paddingAfter) after")
    } else if paddingBefore > 0 {
      parts.append("padding \(paddingBefore)")
    }
    if dilation != 1 { parts.append("dilation \(dilation)") }
    if outputPadding > 0 { parts.append("output padding \(outputPadding)") }
    if ceilMode { parts.append("ceil mode") }
    return parts.joined(separator: ", ")
  }
}
