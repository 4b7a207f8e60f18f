import ConvolutionArithmetic
import TensorEngine

/// The input cells that each output of a pooling reads along one axis, padding left out.
struct PoolRegions {
  /// The first cell each output reads.
  let starts: [Int]
  /// How many cells each output reads.
  let counts: [Int]
  /// Cells from one read to the next.
  let step: Int
  /// What each output's sum is divided by along this axis when it is averaged.
  let divisors: [Int]

  /// The regions of a sliding window.
  init(
    _ window: SlidingWindow, inputSize: Int, outputSize: Int, countIncludePad: Bool = false
  ) {
    let taps = (0..<outputSize).map {
      window.tapsReadingInput(atOutput: $0, inputSize: inputSize)
    }
    starts = taps.enumerated().map { output, taps in
      window.inputIndex(ofTap: taps.lowerBound, atOutput: output)
    }
    counts = taps.map(\.count)
    step = window.dilation
    divisors = (0..<outputSize).map {
      window.averageDivisor(
        atOutput: $0, inputSize: inputSize, countIncludePad: countIncludePad)
    }
  }

  /// The regions that split an axis into a number of outputs.
  init(splitting inputSize: Int, into outputSize: Int) {
    // Shape inference has accepted both sizes.
    // swift-format-ignore: NeverUseForceTry
    let pooling = try! AdaptivePooling(inputSize: inputSize, outputSize: outputSize)
    let regions = (0..<outputSize).map { pooling.inputs(ofOutput: $0) }
    starts = regions.map(\.lowerBound)
    counts = regions.map(\.count)
    step = 1
    divisors = counts
  }

  /// Calls `body` with every cell that an output reads.
  @inline(__always)
  func forEachCell(ofOutput output: Int, _ body: (Int) -> Void) {
    var cell = starts[output]
    for _ in 0..<counts[output] {
      body(cell)
      cell += step
    }
  }
}
