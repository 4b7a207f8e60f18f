import ConvolutionArithmetic
import Testing

/// Which windows make an output of an input.
struct InverseQuestionTests {
  @Test(arguments: [(5, 3), (7, 3), (6, 6), (4, 9), (1, 1)], [false, true])
  func `every answer gives the size, and no window that gives it is missing`(
    sizes: (Int, Int), isTransposed: Bool
  ) throws {
    let (input, output) = sizes
    let answers = InverseQuestion(from: input, to: output, isTransposed: isTransposed).answers
    #expect(Set(answers).count == answers.count)
    var wanted = 0
    for kernel in 1...5 {
      for stride in 1...4 {
        for padding in 0..<kernel {
          for dilation in 1...3 where kernel > 1 || dilation == 1 {
            for extra in 0..<(isTransposed ? stride : 1) {
              // The formulas of Dumoulin and Visin, relationships 15 and 14.
              let reach = dilation * (kernel - 1) + 1
              let slack = input + 2 * padding - reach
              let size =
                isTransposed
                ? (input - 1) * stride + extra + reach - 2 * padding
                : slack < 0 ? 0 : slack / stride + 1
              if size == output, size > 0 { wanted += 1 }
            }
          }
        }
      }
    }
    #expect(answers.count == wanted)
    for answer in answers where !isTransposed {
      let window = answer.window
      #expect(try window.outputSize(forInputSize: input) == output)
      #expect(
        answer.remainder == (input + 2 * window.paddingBefore - window.effectiveKernelSize)
          % window.stride)
    }
  }
}
