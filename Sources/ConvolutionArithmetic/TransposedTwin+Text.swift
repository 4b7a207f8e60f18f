extension TransposedTwin: CustomStringConvertible {
  /// The sum that gives the output size: `(3 − 1)·2 − 2·1 + 3 + 1 = 6`.
  public var sizeText: String {
    var text = "(\(inputSize) − 1)·\(window.stride)"
    text += SizeText.padding(window, sign: "−")
    text += " + \(SizeText.kernel(window))"
    if outputPadding > 0 { text += " + \(outputPadding)" }
    return text + " = \(outputSize)"
  }

  /// The sum, and the direct convolution that computes the same.
  public var description: String {
    var text = "\(sizeText); the same as kernel \(kernelSize), stride 1 over "
    text += zerosInserted > 0 ? "the input stretched to \(stretchedSize)" : "the input"
    text += " with padding \(paddingBefore) before and \(paddingAfter + outputPadding) after"
    return text
  }
}
