extension SlidingWindow {
  /// Throws unless the window may be used for pooling: padding at most half the kernel.
  ///
  /// With more, an undilated window could lie wholly in the padding, and a maximum over no cells
  /// does not exist. PyTorch compares with `⌊k / 2⌋` whatever the dilation, though a dilated window
  /// would still hold a cell; so does this rule.
  ///
  /// - Throws: ``GeometryError/poolingPaddingTooLarge(padding:kernelSize:)``.
  public func checkPoolingPadding() throws(GeometryError) {
    let padding = max(paddingBefore, paddingAfter)
    guard padding <= kernelSize / 2 else {
      throw .poolingPaddingTooLarge(padding: padding, kernelSize: kernelSize)
    }
  }

  /// Returns the number of cells that average pooling divides by at an output.
  ///
  /// Where padding counts, so do only the cells of the padded input: the part of a ceil-mode window
  /// that hangs over its end does not, as in PyTorch.
  ///
  /// - Parameters:
  ///   - output: The output position.
  ///   - inputSize: The length of the axis before padding.
  ///   - countIncludePad: Whether padding cells count.
  /// - Returns: The count along this axis; a 2-D divisor is the product of two.
  /// - Complexity: O(1).
  @inlinable
  public func averageDivisor(atOutput output: Int, inputSize: Int, countIncludePad: Bool) -> Int {
    guard countIncludePad else {
      return tapsReadingInput(atOutput: output, inputSize: inputSize).count
    }
    let room = inputSize + paddingAfter - inputIndex(ofTap: 0, atOutput: output)
    return min(max(ceilDivide(room, by: dilation), 0), kernelSize)
  }
}
