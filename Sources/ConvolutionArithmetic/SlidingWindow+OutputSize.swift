extension SlidingWindow {
  /// Returns the number of output positions along the axis.
  ///
  /// `o = ⌊(i + pb + pa − d·(k − 1) − 1) / s⌋ + 1`
  ///
  /// In ceil mode the quotient is rounded up, and a window that would start past the input is
  /// dropped, as PyTorch's pooling does: `(o − 1)·s < i + pb`.
  ///
  ///     let window = try SlidingWindow(kernelSize: 3, stride: 2, padding: 1)
  ///     try window.outputSize(forInputSize: 5)  // 3
  ///
  /// - Parameter inputSize: The length of the axis before padding; at least 1.
  /// - Returns: The output length, at least 1. The cells that no window reads are reported by
  ///   ``uncovered(forInputSize:)``.
  /// - Throws: ``GeometryError/kernelDoesNotFit(window:inputSize:)``, or
  ///   ``GeometryError/sizeOutOfRange(_:)``.
  /// - Complexity: O(1).
  /// - SeeAlso: Dumoulin and Visin, relationships 1–7 and 15 (dilation); they take pb = pa = p.
  public func outputSize(forInputSize inputSize: Int) throws(GeometryError) -> Int {
    try GeometryLimits.check(size: inputSize)
    let count = outputCount(forInputSize: inputSize)
    guard count > 0 else { throw .kernelDoesNotFit(window: self, inputSize: inputSize) }
    return count
  }

  /// Returns how many cells of the padded axis lie past the last window when the size is rounded
  /// down: `(i + pb + pa − d·(k − 1) − 1) mod s`.
  ///
  /// Zero means that the windows come out even. Anything else is what a textbook calls "does not
  /// fit" and a framework silently rounds.
  ///
  /// - Parameter inputSize: The length of the axis before padding; at least 1.
  /// - Returns: The remainder, in `0..<stride`.
  /// - Throws: ``GeometryError`` as ``outputSize(forInputSize:)`` does.
  public func remainder(forInputSize inputSize: Int) throws(GeometryError) -> Int {
    _ = try outputSize(forInputSize: inputSize)
    let slack = slack(forInputSize: inputSize)
    return slack - floorDivide(slack, by: stride) * stride
  }

  /// Returns whether the windows come out even: the division in the size formula has no remainder.
  ///
  /// - Parameter inputSize: The length of the axis before padding.
  /// - Returns: False also for a kernel that does not fit at all.
  public func fitsExactly(forInputSize inputSize: Int) -> Bool {
    (try? remainder(forInputSize: inputSize)) == 0
  }

  /// The cells by which the padded input exceeds the kernel; negative for a kernel too large.
  func slack(forInputSize inputSize: Int) -> Int {
    inputSize + paddingBefore + paddingAfter - effectiveKernelSize
  }

  /// The number of outputs, 0 where ``outputSize(forInputSize:)`` throws.
  func outputCount(forInputSize inputSize: Int) -> Int {
    guard (1...GeometryLimits.maximumSize).contains(inputSize) else { return 0 }
    let slack = slack(forInputSize: inputSize)
    guard ceilMode else { return slack < 0 ? 0 : slack / stride + 1 }
    // Rounding up lets a window hang over the end, so even a slack of −1 may give an output. The
    // second number is how many windows start inside the input or the leading padding.
    let rounded = ceilDivide(slack, by: stride) + 1
    return max(min(rounded, ceilDivide(inputSize + paddingBefore, by: stride)), 0)
  }
}
