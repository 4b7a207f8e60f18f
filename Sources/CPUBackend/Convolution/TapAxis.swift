import ConvolutionArithmetic

/// One spatial axis of a gathering: which source cell each tap reads at each result cell.
///
/// Tap t reads cell `result · step + offsets[t]` of the source. A convolution and its input
/// gradient are both gatherings; they differ in these numbers only.
struct TapAxis {
  /// The length of the source.
  let sourceSize: Int
  /// The number of result cells.
  let resultSize: Int
  /// Source cells from one result cell to the next.
  let step: Int
  /// The cell each tap reads at result cell 0; negative in the leading padding.
  let offsets: [Int]
  /// For each tap the result cells at which it reads a source cell, not padding.
  let readable: [Range<Int>]

  /// The axis of a convolution, which reads its input through the taps of its windows.
  init(window: SlidingWindow, inputSize: Int, outputSize: Int) {
    let taps = 0..<window.kernelSize
    sourceSize = inputSize
    resultSize = outputSize
    step = window.stride
    offsets = taps.map { window.inputIndex(ofTap: $0, atOutput: 0) }
    readable = taps.map {
      window.outputs(
        readingInputThroughTap: $0, inputSize: inputSize, outputSize: outputSize)
    }
  }

  /// The axis of one phase of a transposed convolution.
  init(sourceSize: Int, resultSize: Int, offsets: [Int]) {
    self.sourceSize = sourceSize
    self.resultSize = resultSize
    self.step = 1
    self.offsets = offsets
    readable = offsets.map { offset in
      let upper = min(max(sourceSize - offset, 0), resultSize)
      return min(max(-offset, 0), upper)..<upper
    }
  }

  /// Whether result cell i reads source cell i, and nothing else.
  var isIdentity: Bool {
    step == 1 && offsets == [0] && sourceSize == resultSize
  }
}

/// The result cells of a transposed convolution that are one stride apart.
///
/// With stride s, result cell x meets the taps t for which `x + padding − t · dilation` is a
/// multiple of s. They are the same for all cells of a phase `x mod s`, so each phase is a
/// convolution of its own, with stride 1 and a part of the kernel, and no zero is multiplied.
struct TransposedPhase {
  /// The first result cell of the phase; the others follow at the stride.
  let start: Int
  /// The taps that reach the phase.
  let taps: [Int]
  /// How those taps read the transposed convolution's input.
  let axis: TapAxis

  /// The phases of one axis, each with at least one result cell.
  ///
  /// - Parameters:
  ///   - window: The window of the direct twin, which slides over the result.
  ///   - inputSize: The length of the transposed convolution's input.
  ///   - resultSize: The length of its result.
  static func all(of window: SlidingWindow, inputSize: Int, resultSize: Int) -> [TransposedPhase] {
    (0..<min(window.stride, resultSize)).map { start in
      var taps: [Int] = []
      var offsets: [Int] = []
      for tap in 0..<window.kernelSize {
        // Where window 0 would have to move so that this tap falls on the phase's first cell.
        let distance = start - window.inputIndex(ofTap: tap, atOutput: 0)
        guard distance.isMultiple(of: window.stride) else { continue }
        taps.append(tap)
        offsets.append(distance / window.stride)
      }
      let count = (resultSize - start + window.stride - 1) / window.stride
      return TransposedPhase(
        start: start, taps: taps,
        axis: TapAxis(sourceSize: inputSize, resultSize: count, offsets: offsets))
    }
  }
}
