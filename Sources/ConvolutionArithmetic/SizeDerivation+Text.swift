extension SizeDerivation: CustomStringConvertible {
  /// The sum with its result, then what does not come out even.
  ///
  /// `(5 + 2·1 − 3) / 2 + 1 = 3`, or
  /// `(7 − 3) / 3 + 1 = 2.33…, does not fit: frameworks floor to 2 and leave 1 cell uncovered`.
  public var description: String {
    var text = "\(sumText) = \(exactSize)"
    if let roundingText { text += ", \(roundingText)" }
    if uncovered.holeCount > 0 {
      text +=
        "; along the axis \(SizeText.cells(uncovered.holeCount)) in between "
        + "\(uncovered.holeCount == 1 ? "is" : "are") never read"
    }
    return text
  }

  /// The left side of the sum: `(5 + 2·1 − 3) / 2 + 1`.
  public var sumText: String {
    "(\(inputSize)\(SizeText.padding(window, sign: "+")) − \(SizeText.kernel(window)))"
      + " / \(window.stride) + 1"
  }

  /// What happens to a size that does not come out even, or nil for one that does.
  public var roundingText: String? {
    if dropsWindow {
      let verdict = fitsExactly ? "but" : "does not fit: ceil mode would round up, but"
      return "\(verdict) a window may not start past the input: \(outputSize), which leaves "
        + leftoverText
    }
    guard !fitsExactly else { return nil }
    if window.ceilMode {
      return "does not fit: ceil mode rounds up to \(outputSize) and the last window reaches "
        + "\(SizeText.cells(overhang)) past the end"
    }
    return "does not fit: frameworks floor to \(outputSize) and leave \(leftoverText)"
  }

  /// The derivation as one short sum a line, for a reader who takes them one at a time.
  public var lines: [String] {
    var lines: [String] = []
    if paddedSize > inputSize {
      lines.append(
        "padded input: \(inputSize)\(SizeText.padding(window, sign: "+")) = \(paddedSize)")
    }
    if window.dilation > 1 {
      lines.append(
        "effective kernel: \(window.dilation)·(\(window.kernelSize) − 1) + 1 = "
          + "\(effectiveKernelSize)")
    }
    lines.append("room to move: \(paddedSize) − \(effectiveKernelSize) = \(room)")
    var quotient = "steps: \(room) / \(window.stride) = \(steps)"
    if remainder > 0 { quotient += ", remainder \(remainder)" }
    lines.append(quotient)
    lines.append(positionsLine)
    return lines
  }

  private var positionsLine: String {
    let taken = outputSize - 1
    var text = "positions: \(taken) + 1 = \(outputSize)"
    if dropsWindow {
      text += " (ceil mode drops a window that would start past the input)"
    } else if taken > steps {
      text += " (ceil mode adds a step past the end)"
    } else if remainder > 0 {
      text += " (\(leftoverText))"
    }
    return text
  }

  /// What the last whole step leaves over: input cells, padding, or both.
  private var leftoverText: String {
    let input = uncovered.trailing.count
    let padding = overhang > 0 ? 0 : room - (outputSize - 1) * window.stride - input
    var parts: [String] = []
    if input > 0 { parts.append("\(SizeText.cells(input)) uncovered") }
    if padding > 0 { parts.append("\(SizeText.cells(padding)) of padding unused") }
    return parts.joined(separator: " and ")
  }
}
