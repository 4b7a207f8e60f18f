import ConvolutionArithmetic
import Testing

@Suite struct OutputSizeTests {
  @Test(arguments: [false, true])
  func `the output size is the number of windows that can be laid`(ceilMode: Bool) throws {
    for item in try WindowCase.every(ceilMode: ceilMode) {
      let count = BruteForce.windows(of: item.window, inputSize: item.inputSize).count
      if count > 0 {
        #expect(try item.window.outputSize(forInputSize: item.inputSize) == count, "\(item)")
      } else {
        #expect(
          throws: GeometryError.kernelDoesNotFit(window: item.window, inputSize: item.inputSize)
        ) { try item.window.outputSize(forInputSize: item.inputSize) }
      }
    }
  }

  @Test func `ceil mode gives the sizes that PyTorch gives`() throws {
    func size(_ input: Int, _ kernel: Int, _ stride: Int, _ padding: Int = 0) throws -> Int {
      try SlidingWindow(
        kernelSize: kernel, stride: stride, padding: .symmetric(padding), ceilMode: true
      ).outputSize(forInputSize: input)
    }
    #expect(try size(7, 3, 3) == 3)
    #expect(try size(6, 2, 2) == 3)
    // GoogLeNet's pools, which its published sizes need ceil mode for.
    #expect(try size(112, 3, 2) == 56)
    #expect(try size(56, 3, 2) == 28)
    #expect(try size(14, 3, 2) == 7)
    // Rounded up, the last of these windows would start past the input: dropped.
    #expect(try size(3, 2, 2, 1) == 2)
    #expect(try size(2, 2, 4, 1) == 1)
    // The kernel is one cell too large, and one window hangs over the end.
    #expect(try size(2, 3, 2) == 1)
  }

  @Test func `ceil mode is PyTorch's rule for every window that it pools with`() throws {
    for item in try WindowCase.every(ceilMode: true) {
      let (i, window) = (item.inputSize, item.window)
      let (s, before, after) = (window.stride, window.paddingBefore, window.paddingAfter)
      let room = i + before + after - window.effectiveKernelSize
      guard max(before, after) <= window.kernelSize / 2, room + s - 1 >= 0 else { continue }
      // As PyTorch computes it: the quotient is rounded up by adding the stride less one first.
      var expected = (room + s - 1) / s + 1
      if (expected - 1) * s >= i + before { expected -= 1 }
      #expect(try window.outputSize(forInputSize: i) == expected, "\(item)")
    }
  }

  @Test func `a window names the numbers that are not plain`() throws {
    #expect(try SlidingWindow(kernelSize: 3).description == "kernel 3")
    #expect(
      try SlidingWindow(kernelSize: 3, stride: 2, padding: 1, dilation: 2, outputPadding: 1)
        .description == "kernel 3, stride 2, padding 1, dilation 2, output padding 1")
    #expect(
      try SlidingWindow(kernelSize: 2, paddingAfter: 1, ceilMode: true).description
        == "kernel 2, padding 0 before and 1 after, ceil mode")
  }

  @Test func `the remainder counts the padded cells past the last window`() throws {
    for item in try WindowCase.everyFitting() {
      let windows = BruteForce.windows(of: item.window, inputSize: item.inputSize)
      let last = try #require(windows.last?.last)
      let left = item.inputSize + item.window.paddingAfter - 1 - last
      #expect(try item.window.remainder(forInputSize: item.inputSize) == left, "\(item)")
      #expect(item.window.fitsExactly(forInputSize: item.inputSize) == (left == 0), "\(item)")
    }
  }

  @Test func `a kernel that does not fit does not fit exactly`() throws {
    #expect(try !SlidingWindow(kernelSize: 5).fitsExactly(forInputSize: 4))
  }

  @Test func `the effective kernel spans from the first tap to the last`() throws {
    for kernelSize in 1...6 {
      for dilation in 1...4 {
        let window = try SlidingWindow(kernelSize: kernelSize, dilation: dilation)
        let span =
          window.inputIndex(ofTap: kernelSize - 1, atOutput: 0)
          - window.inputIndex(ofTap: 0, atOutput: 0) + 1
        #expect(window.effectiveKernelSize == span)
      }
    }
  }

  @Test func `the largest parameters cannot overflow`() throws {
    let largest = GeometryLimits.maximumParameter
    let window = try SlidingWindow(
      kernelSize: largest, stride: largest, paddingBefore: largest, paddingAfter: largest,
      dilation: largest, outputPadding: largest - 1)
    let size = GeometryLimits.maximumSize
    #expect(try window.outputSize(forInputSize: size) == 3)
    #expect(try window.uncovered(forInputSize: size).count > 0)
    #expect(throws: GeometryError.self) { try window.transposedOutputSize(forInputSize: size) }
    #expect(try !window.derivation(forInputSize: size).description.isEmpty)
  }
}
