import ConvolutionArithmetic
import Testing

@Suite struct TapTests {
  @Test(arguments: [false, true])
  func `the taps of an output meet the cells its window covers`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let windows = BruteForce.windows(of: item.window, inputSize: item.inputSize)
      for (output, cells) in windows.enumerated() {
        let taps = item.window.taps(atOutput: output, inputSize: item.inputSize)
        let expected = cells.enumerated().map { index, cell in
          Tap(index: index, input: (0..<item.inputSize).contains(cell) ? cell : nil)
        }
        #expect(taps == expected, "output \(output) of \(item)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `uses are the inverse of taps`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let outputSize = try item.window.outputSize(forInputSize: item.inputSize)
      var expected = Array(repeating: [Use](), count: item.inputSize)
      for output in 0..<outputSize {
        for tap in item.window.taps(atOutput: output, inputSize: item.inputSize) {
          if let input = tap.input { expected[input].append(Use(output: output, tap: tap.index)) }
        }
      }
      let uses = (0..<item.inputSize).map {
        item.window.uses(ofInput: $0, inputSize: item.inputSize)
      }
      #expect(uses == expected, "\(item)")
    }
  }

  @Test func `a padding cell has uses too`() throws {
    let window = try SlidingWindow(kernelSize: 3, padding: 1)
    #expect(window.uses(ofInput: -1, inputSize: 4) == [Use(output: 0, tap: 0)])
    #expect(window.uses(ofInput: 4, inputSize: 4) == [Use(output: 3, tap: 2)])
    #expect(window.uses(ofInput: -2, inputSize: 4).isEmpty)
  }

  @Test func `a kernel that does not fit uses nothing`() throws {
    #expect(try SlidingWindow(kernelSize: 5).uses(ofInput: 0, inputSize: 3).isEmpty)
  }

  @Test func `uses describe a transposed convolution with its sizes exchanged`() throws {
    let window = try SlidingWindow(
      kernelSize: 3, stride: 2, padding: 1, outputPadding: 1)
    let kernel = [1, 10, 100]
    let input = [1, 2, 3]
    let size = try window.transposedOutputSize(forInputSize: input.count)
    let gathered = (0..<size).map { cell in
      window.uses(ofInput: cell, outputSize: input.count).reduce(0) {
        $0 + input[$1.output] * kernel[$1.tap]
      }
    }
    #expect(gathered == BruteForce.scatter(input, kernel: kernel, window: window))
  }

  @Test(arguments: [false, true])
  func `the ranges for kernels hold exactly the taps that read input`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let (window, inputSize) = (item.window, item.inputSize)
      let outputSize = try window.outputSize(forInputSize: inputSize)
      for tap in 0..<window.kernelSize {
        let expected = (0..<outputSize).filter {
          (0..<inputSize).contains(window.inputIndex(ofTap: tap, atOutput: $0))
        }
        let outputs = window.outputs(
          readingInputThroughTap: tap, inputSize: inputSize, outputSize: outputSize)
        #expect(Array(outputs) == expected, "tap \(tap) of \(item)")
      }
      for output in 0..<outputSize {
        let expected = window.taps(atOutput: output, inputSize: inputSize).filter {
          $0.input != nil
        }.map(\.index)
        let taps = window.tapsReadingInput(atOutput: output, inputSize: inputSize)
        #expect(Array(taps) == expected, "output \(output) of \(item)")
      }
    }
  }
}
