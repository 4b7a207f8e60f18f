/// The cells of an axis that no tap of any window reads.
///
/// Two causes are told apart: the end that is left over when the output size is rounded down, and
/// holes between taps, when the stride is larger than the kernel or dilation spreads the taps.
public struct Uncovered: Hashable, Sendable {
  /// The window that slides.
  public let window: SlidingWindow

  /// The length of the axis before padding.
  public let inputSize: Int

  /// The input cells past the last window, left over by the rounding.
  public let trailing: Range<Int>

  /// The number of input cells before the end of the last window that fall between taps.
  public let holeCount: Int

  /// The leading padding cells that no tap reads.
  public let unusedPaddingBefore: Int

  /// The trailing padding cells that no tap reads.
  public let unusedPaddingAfter: Int

  /// The number of uncovered input cells.
  public var count: Int { trailing.count + holeCount }

  /// The number of padding cells that no tap reads.
  public var unusedPadding: Int { unusedPaddingBefore + unusedPaddingAfter }

  /// Whether every cell of the input is read.
  public var isEmpty: Bool { count == 0 }

  /// The input cells that fall between taps, ascending.
  ///
  /// - Complexity: O(inputSize · kernelSize); ``holeCount`` costs nothing.
  public var holes: [Int] {
    guard holeCount > 0 else { return [] }
    return (0..<trailing.lowerBound).filter {
      window.uses(ofInput: $0, inputSize: inputSize).isEmpty
    }
  }

  /// Every uncovered input cell, ascending.
  ///
  /// - Complexity: O(inputSize · kernelSize); ``count`` costs nothing.
  public var cells: [Int] { holes + trailing }
}

extension SlidingWindow {
  /// Returns the cells that no window covers, and the padding that is left unused.
  ///
  ///     let window = try SlidingWindow(kernelSize: 3, stride: 3)
  ///     try window.uncovered(forInputSize: 7).cells  // [6]
  ///
  /// - Parameter inputSize: The length of the axis before padding; at least 1.
  /// - Returns: The input cells and the padding that no tap reads.
  /// - Throws: ``GeometryError`` as ``outputSize(forInputSize:)`` does.
  /// - Complexity: O(kernelSize).
  public func uncovered(forInputSize inputSize: Int) throws(GeometryError) -> Uncovered {
    let outputSize = try outputSize(forInputSize: inputSize)
    let end = inputIndex(ofTap: kernelSize - 1, atOutput: outputSize - 1) + 1
    let trailing = min(max(end, 0), inputSize)..<inputSize
    let covered = coveredCount(in: 0..<inputSize, outputSize: outputSize)
    let before = coveredCount(in: -paddingBefore..<0, outputSize: outputSize)
    let after = coveredCount(in: inputSize..<inputSize + paddingAfter, outputSize: outputSize)
    return Uncovered(
      window: self, inputSize: inputSize, trailing: trailing,
      holeCount: inputSize - trailing.count - covered,
      unusedPaddingBefore: paddingBefore - before, unusedPaddingAfter: paddingAfter - after)
  }

  /// The number of cells in a range of indices that some tap reads.
  ///
  /// Counting cell by cell would take as long as the axis is. Instead: through one tap the windows
  /// read an arithmetic progression with the stride as its step. Two taps read the same cells only
  /// if they are congruent modulo the stride; then their progressions are one run of windows, each
  /// shifted against the other by a whole number of windows, and the overlap is left out.
  private func coveredCount(in range: Range<Int>, outputSize: Int) -> Int {
    guard !range.isEmpty else { return 0 }
    // Taps t and t + period are congruent; the later one reads what the earlier one reads `shift`
    // windows further on.
    let period = stride / greatestCommonDivisor(stride, dilation)
    let shift = dilation * period / stride
    var count = 0
    for tap in 0..<kernelSize {
      let outputs = outputs(readingThroughTap: tap, in: range, outputSize: outputSize)
      // The windows of this tap whose cells the next congruent tap does not read as well.
      let isLast = tap + period >= kernelSize
      let fresh = isLast ? outputs : outputs.clamped(to: 0..<min(shift, outputSize))
      count += fresh.count
    }
    return count
  }
}
