import ConvolutionArithmetic
import Testing

@Suite struct PoolingTests {
  @Test func `padding up to half the kernel is allowed, and more is not`() throws {
    for kernelSize in 1...7 {
      for padding in 0...7 {
        let window = try SlidingWindow(kernelSize: kernelSize, padding: .symmetric(padding))
        if padding <= kernelSize / 2 {
          try window.checkPoolingPadding()
        } else {
          #expect(
            throws: GeometryError.poolingPaddingTooLarge(padding: padding, kernelSize: kernelSize)
          ) { try window.checkPoolingPadding() }
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func `the divisor counts the cells inside the padded input`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let (window, inputSize) = (item.window, item.inputSize)
      let padded = -window.paddingBefore..<inputSize + window.paddingAfter
      let windows = BruteForce.windows(of: window, inputSize: inputSize)
      for (output, cells) in windows.enumerated() {
        let all = window.averageDivisor(
          atOutput: output, inputSize: inputSize, countIncludePad: true)
        let real = window.averageDivisor(
          atOutput: output, inputSize: inputSize, countIncludePad: false)
        #expect(all == cells.filter { padded.contains($0) }.count, "output \(output), \(item)")
        #expect(real == cells.filter { (0..<inputSize).contains($0) }.count)
      }
    }
  }

  @Test func `adaptive windows are the floors and ceilings of equal parts`() throws {
    for inputSize in 1...12 {
      for outputSize in 1...14 {
        let pooling = try AdaptivePooling(inputSize: inputSize, outputSize: outputSize)
        for output in 0..<outputSize {
          // Cell c belongs to output o if the two intervals c…c+1 and o·i/n…(o+1)·i/n overlap.
          let cells = (0..<inputSize).filter {
            $0 * outputSize < (output + 1) * inputSize && ($0 + 1) * outputSize > output * inputSize
          }
          #expect(Array(pooling.inputs(ofOutput: output)) == cells)
        }
        for input in 0..<inputSize {
          let outputs = (0..<outputSize).filter {
            pooling.inputs(ofOutput: $0).contains(input)
          }
          #expect(Array(pooling.outputs(readingInput: input)) == outputs)
        }
      }
    }
  }
}
