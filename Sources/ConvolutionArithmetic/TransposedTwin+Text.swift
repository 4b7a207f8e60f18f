extension TransposedTwin: CustomStringConvertible {
  /// The sum that gives the output size: `(3 − 1)·2 − 2·1 + 3 + 1 = 6`.
  public var sizeText: String {
    var text = "(\(inputSize) − 1)·\(window.stride)"
    text += SizeText.padding(window, sign: "−")
    text += " + \(SizeText.kernel(window))"
    if outputPadding > 0 { text += " + \(outputPadding)" }
    return text + " = \(outputSize < 0 ? "−\(-outputSize)" : "\(outputSize)")"
  }

  /// The sum, and the direct convolution that computes the same.
  public var description: String {
    var text = "\(sizeText); the same as kernel \(kernelSize), "
    if dilation > 1 { text += "dilation \(dilation), " }
    text += "stride 1 over the input"
    if zerosInserted > 0 { text += " stretched to \(stretchedSize)" }
    return text + " with " + marginsText
  }

  /// What is added before and after the stretched input, or cut off from it.
  private var marginsText: String {
    let after = paddingAfter + outputPadding
    if paddingBefore >= 0, after >= 0 {
      return "padding \(paddingBefore) before and \(after) after"
    }
    return [(paddingBefore, "before"), (after, "after")].map { amount, side in
      amount < 0
        ? "\(SizeText.cells(-amount)) cut off \(side)" : "padding \(amount) \(side)"
    }.joined(separator: " and ")
  }
}
