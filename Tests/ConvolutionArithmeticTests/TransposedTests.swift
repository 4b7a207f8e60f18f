import ConvolutionArithmetic
import Testing

@Suite struct TransposedTests {
  @Test func `the output size is the length of what scattering gives`() throws {
    for item in try WindowCase.every() {
      let window = item.window
      let count = BruteForce.scatter(
        Array(repeating: 1, count: item.inputSize),
        kernel: Array(repeating: 1, count: window.kernelSize), window: window
      ).count
      if count > 0 {
        #expect(try window.transposedOutputSize(forInputSize: item.inputSize) == count, "\(item)")
      } else {
        #expect(throws: GeometryError.self, "\(item)") {
          try window.transposedOutputSize(forInputSize: item.inputSize)
        }
      }
    }
  }

  @Test func `the twin computes what scattering computes`() throws {
    for item in try WindowCase.every(inputSizes: 1...5, kernelSizes: 1...4) {
      for outputPadding in 0..<max(item.window.stride, item.window.dilation) {
        let window = try SlidingWindow(
          kernelSize: item.window.kernelSize, stride: item.window.stride,
          paddingBefore: item.window.paddingBefore, paddingAfter: item.window.paddingAfter,
          dilation: item.window.dilation, outputPadding: outputPadding)
        let input = (0..<item.inputSize).map { 3 * $0 + 1 }
        let kernel = (0..<window.kernelSize).map { 5 * $0 + 2 }
        let scattered = BruteForce.scatter(input, kernel: kernel, window: window)
        guard !scattered.isEmpty else { continue }
        let twin = try window.transposed(forInputSize: item.inputSize)
        let convolved = BruteForce.correlate(
          prepared(input, for: twin), kernel: kernel.reversed(), dilation: twin.dilation)
        #expect(convolved == scattered, "output padding \(outputPadding), \(item)")
        #expect(twin.outputSize == scattered.count)
      }
    }
  }

  @Test func `output padding restores every input size`() throws {
    for item in try WindowCase.everyFitting() {
      let outputSize = try item.window.outputSize(forInputSize: item.inputSize)
      let a = try item.window.outputPadding(restoringInputSize: item.inputSize)
      let window = try SlidingWindow(
        kernelSize: item.window.kernelSize, stride: item.window.stride,
        paddingBefore: item.window.paddingBefore, paddingAfter: item.window.paddingAfter,
        dilation: item.window.dilation, outputPadding: a)
      #expect(try window.transposedOutputSize(forInputSize: outputSize) == item.inputSize)
      #expect(
        try item.window.transposed(restoringInputSize: item.inputSize).outputSize == item.inputSize)
    }
  }

  @Test func `the sum of a transposed size spells its numbers out`() throws {
    let window = try SlidingWindow(
      kernelSize: 3, stride: 2, padding: 1, outputPadding: 1)
    let twin = try window.transposed(forInputSize: 3)
    #expect(twin.sizeText == "(3 − 1)·2 − 2·1 + 3 + 1 = 6")
    #expect(
      twin.description == """
        (3 − 1)·2 − 2·1 + 3 + 1 = 6; the same as kernel 3, stride 1 over the input stretched to 5 \
        with padding 1 before and 2 after
        """)
    let plain = try SlidingWindow(kernelSize: 3, dilation: 2).transposed(forInputSize: 2)
    #expect(
      plain.description == """
        (2 − 1)·1 + (2·(3 − 1) + 1) = 6; the same as kernel 3, dilation 2, stride 1 over the input \
        with padding 4 before and 4 after
        """)
  }

  @Test func `a twin that crops says so`() throws {
    let twin = try SlidingWindow(kernelSize: 1, stride: 2, padding: 1)
      .transposed(forInputSize: 4)
    #expect(twin.paddingBefore == -1)
    #expect(
      twin.description == """
        (4 − 1)·2 − 2·1 + 1 = 5; the same as kernel 1, stride 1 over the input stretched to 7 \
        with 1 cell cut off before and 1 cell cut off after
        """)
  }

  /// The twin's input: stretched, padded or cropped, and a zeros more at the end.
  private func prepared(_ input: [Int], for twin: TransposedTwin) -> [Int] {
    let gap = Array(repeating: 0, count: twin.zerosInserted)
    var cells = Array(input.map { [$0] }.joined(separator: gap))
    #expect(cells.count == twin.stretchedSize)
    // Padding first, so that cells to cut off are there even if more is cut off than there is.
    let margin = 100
    let zeros = Array(repeating: 0, count: margin)
    cells = zeros + cells + zeros
    return Array(
      cells.dropFirst(margin - twin.paddingBefore)
        .dropLast(margin - twin.paddingAfter - twin.outputPadding))
  }
}
