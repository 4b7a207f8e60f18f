/// The inverse question of convolution arithmetic: the windows that make an output of an input.
///
/// Size formulas go from window to output and lose something on the way, so that several windows give
/// the same size; this finds all of them, by asking the formula of each.
public struct InverseQuestion: Hashable, Sendable {
  /// The length of the input.
  public let inputSize: Int
  /// The length that the output is to have.
  public let outputSize: Int
  /// Whether the convolution is a transposed one.
  public let isTransposed: Bool

  /// A window that answers it.
  public struct Answer: Hashable, Sendable {
    /// The window, its output padding included.
    public let window: SlidingWindow
    /// How many padded cells lie past the last place of the window: what frameworks round away.
    public let remainder: Int
  }

  /// Asks for the windows between two lengths.
  public init(from inputSize: Int, to outputSize: Int, isTransposed: Bool = false) {
    (self.inputSize, self.outputSize) = (inputSize, outputSize)
    self.isTransposed = isTransposed
  }

  /// The answers with kernels up to 5, strides up to 4, dilations up to 3 and padding below the
  /// kernel's size; in this order, the smallest first.
  ///
  /// A kernel of one cell has no dilation, and output padding is less than the stride.
  ///
  /// - Complexity: Each of at most 840 windows is asked once.
  public var answers: [Answer] {
    var answers: [Answer] = []
    for kernel in 1...5 {
      for stride in 1...4 {
        for padding in 0..<kernel {
          for dilation in 1...(kernel == 1 ? 1 : 3) {
            for outputPadding in 0..<(isTransposed ? stride : 1) {
              let window = try? SlidingWindow(
                kernelSize: kernel, stride: stride, padding: .symmetric(padding),
                dilation: dilation, outputPadding: outputPadding)
              if let answer = window.flatMap(answer) { answers.append(answer) }
            }
          }
        }
      }
    }
    return answers
  }

  private func answer(_ window: SlidingWindow) -> Answer? {
    if isTransposed {
      guard (try? window.transposedOutputSize(forInputSize: inputSize)) == outputSize else {
        return nil
      }
      return Answer(window: window, remainder: 0)
    }
    guard (try? window.outputSize(forInputSize: inputSize)) == outputSize,
      let remainder = try? window.remainder(forInputSize: inputSize)
    else { return nil }
    return Answer(window: window, remainder: remainder)
  }
}
