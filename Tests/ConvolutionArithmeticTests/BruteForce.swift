import ConvolutionArithmetic

/// The definitions, by laying cells out and counting; no formula of the module is used here.
enum BruteForce {
  /// The input indices that each window's taps meet, one array a window, in the order of the taps.
  ///
  /// Windows are laid from the first padded cell on. Without ceil mode a window must end inside the
  /// padded axis. With it, another window is laid while the one before ends short of the padded
  /// end, as long as it starts before the end of the input.
  static func windows(of window: SlidingWindow, inputSize: Int) -> [[Int]] {
    let paddedEnd = inputSize + window.paddingAfter
    var windows: [[Int]] = []
    var start = -window.paddingBefore
    while true {
      let taps = (0..<window.kernelSize).map { start + $0 * window.dilation }
      guard let last = taps.last else { break }
      if window.ceilMode {
        guard last - window.stride < paddedEnd - 1, start < inputSize else { break }
      } else {
        guard last < paddedEnd else { break }
      }
      windows.append(taps)
      start += window.stride
    }
    return windows
  }

  /// The transposed convolution by its definition: every input cell adds the kernel, spread by the
  /// dilation, to the output at its stride; then padding is cut off and output padding appended.
  static func scatter(_ input: [Int], kernel: [Int], window: SlidingWindow) -> [Int] {
    let span = (kernel.count - 1) * window.dilation + 1
    var output = Array(repeating: 0, count: (input.count - 1) * window.stride + span)
    for (cell, value) in input.enumerated() {
      for (tap, weight) in kernel.enumerated() {
        output[cell * window.stride + tap * window.dilation] += value * weight
      }
    }
    // Output padding reveals cells that the padding would have cut off, then adds untouched ones.
    output += Array(repeating: 0, count: window.outputPadding)
    let kept = output.count - window.paddingBefore - window.paddingAfter
    return kept < 1 ? [] : Array(output.dropFirst(window.paddingBefore).prefix(kept))
  }

  /// The cross-correlation of a list that is padded already.
  static func correlate(_ padded: [Int], kernel: [Int], dilation: Int) -> [Int] {
    let span = (kernel.count - 1) * dilation + 1
    guard padded.count >= span else { return [] }
    return (0...padded.count - span).map { start in
      kernel.enumerated().reduce(0) { $0 + $1.element * padded[start + $1.offset * dilation] }
    }
  }
}

/// Every window with its parameters in small ranges, together with an input size.
struct WindowCase: CustomStringConvertible {
  let window: SlidingWindow
  let inputSize: Int

  var description: String { "input \(inputSize), \(window)" }

  /// All cases whose kernel, stride, padding on either side and dilation are small.
  static func every(
    inputSizes: ClosedRange<Int> = 1...9, kernelSizes: ClosedRange<Int> = 1...5,
    strides: ClosedRange<Int> = 1...4, paddings: ClosedRange<Int> = 0...3,
    dilations: ClosedRange<Int> = 1...3, ceilMode: Bool = false, symmetric: Bool = false
  ) throws -> [WindowCase] {
    var cases: [WindowCase] = []
    for kernelSize in kernelSizes {
      for stride in strides {
        for before in paddings {
          for after in symmetric ? before...before : paddings {
            for dilation in dilations {
              let window = try SlidingWindow(
                kernelSize: kernelSize, stride: stride, paddingBefore: before,
                paddingAfter: after, dilation: dilation, ceilMode: ceilMode)
              cases += inputSizes.map { WindowCase(window: window, inputSize: $0) }
            }
          }
        }
      }
    }
    return cases
  }

  /// The cases in which at least one window can be laid.
  static func everyFitting(ceilMode: Bool = false) throws -> [WindowCase] {
    try every(ceilMode: ceilMode).filter {
      !BruteForce.windows(of: $0.window, inputSize: $0.inputSize).isEmpty
    }
  }
}
