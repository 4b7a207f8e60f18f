import ConvolutionArithmetic
import Testing

/// Which windows make an output of an input.
struct InverseQuestionTests {
  private static func rules(_ change: (inout InverseQuestion.Rules) -> Void)
    -> InverseQuestion.Rules
  {
    var rules = InverseQuestion.Rules()
    change(&rules)
    return rules
  }

  private static let kinds: [InverseQuestion.Rules] = [
    rules { _ in }, rules { $0.isTransposed = true }, rules { $0.reflects = true },
    rules { $0.isPool = true },
    rules {
      $0.isPool = true
      $0.ceilMode = true
    },
    rules {
      $0.isPool = true
      $0.hasDilation = false
    },
  ]

  /// What the op makes of the input, by its own formula; `nil` where it refuses the window.
  private func size(
    _ window: SlidingWindow, _ question: InverseQuestion
  ) -> Int? {
    if question.rules.isPool, (try? window.checkPoolingPadding()) == nil { return nil }
    return question.rules.isTransposed
      ? try? window.transposedOutputSize(forInputSize: question.inputSize)
      : try? window.outputSize(forInputSize: question.inputSize)
  }

  /// All windows within the bounds that the question states, tried one by one.
  private func windows(_ question: InverseQuestion, reach longest: Int?) -> [SlidingWindow] {
    let rules = question.rules
    let side = rules.isTransposed ? question.outputSize : question.inputSize
    var windows: [SlidingWindow] = []
    for kernel in 1...(3 * side + 1) {
      for dilation in 1...(kernel == 1 || !rules.hasDilation ? 1 : 3 * side) {
        let reach = dilation * (kernel - 1) + 1
        guard reach <= longest ?? 3 * side + 1 else { continue }
        for padding in 0...min(reach - 1, rules.reflects ? side - 1 : side)
        where reach <= side + 2 * padding {
          for stride in 1...(3 * side + 3) {
            for extra in 0..<(rules.isTransposed ? max(stride, dilation) : 1) {
              let window = try? SlidingWindow(
                kernelSize: kernel, stride: stride, padding: .symmetric(padding),
                dilation: dilation, outputPadding: extra, ceilMode: rules.ceilMode)
              if let window, size(window, question) == question.outputSize {
                windows.append(window)
              }
            }
          }
        }
      }
    }
    return windows
  }

  private func isCovered(_ window: SlidingWindow, by answer: InverseQuestion.Answer) -> Bool {
    let other = answer.window
    guard answer.takesLargerStrides, window.stride > other.stride else { return window == other }
    return window.kernelSize == other.kernelSize && window.dilation == other.dilation
      && window.paddingBefore == other.paddingBefore && window.outputPadding == other.outputPadding
  }

  @Test(arguments: kinds, [(5, 3), (4, 7), (5, 5), (4, 1), (1, 4), (1, 1), (3, 2), (2, 5), (3, 9)])
  func `every answer gives the size, and no window that gives it is missing`(
    rules: InverseQuestion.Rules, sizes: (Int, Int)
  ) throws {
    let question = InverseQuestion(from: sizes.0, to: sizes.1, rules: rules)
    let answers = question.answers()
    #expect(Set(answers.all).count == answers.all.count)
    for answer in answers.all {
      #expect(size(answer.window, question) == sizes.1)
      if !rules.isTransposed, !rules.ceilMode {
        #expect(answer.remainder == (try answer.window.remainder(forInputSize: sizes.0)))
      }
    }
    // By all but the stride, of which one answer may stand for many.
    let byKernel = Dictionary(grouping: answers.all) { $0.window.kernelSize }
    for window in windows(question, reach: answers.longestReach) {
      let isThere = byKernel[window.kernelSize]?.contains { isCovered(window, by: $0) } == true
      #expect(isThere, "\(window)")
    }
  }

  @Test func `the usual ones come first, and before them the window that there is`() throws {
    let question = InverseQuestion(from: 5, to: 3)
    #expect(question.answers().all[0].window == (try SlidingWindow(kernelSize: 3)))
    // Wider padding than any that is looked for.
    let wide = try SlidingWindow(kernelSize: 6, stride: 5, padding: .symmetric(6))
    #expect(try wide.outputSize(forInputSize: 5) == 3)
    #expect(question.answers(beginningWith: wide).all[0].window == wide)
    let uneven = try SlidingWindow(kernelSize: 4, paddingBefore: 1)
    #expect(question.answers(beginningWith: uneven).all[0].window == uneven)
    let plain = try SlidingWindow(kernelSize: 3, stride: 2, padding: .symmetric(1))
    let answers = question.answers(beginningWith: plain).all
    #expect(answers.count { $0.window == plain } == 1 && answers[0].window == plain)
    #expect(answers.count == question.answers().all.count)
    let other = try SlidingWindow(kernelSize: 1)
    #expect(question.answers(beginningWith: other) == question.answers())
  }

  @Test(arguments: [(224, 112), (64, 2), (512, 512), (30, 1), (4096, 4000), (4096, 9000)])
  func `of very many those with the smallest reach come, up to one that is stated`(
    sizes: (Int, Int)
  ) throws {
    let question = InverseQuestion(from: sizes.0, to: sizes.1)
    let answers = question.answers()
    let reaches = answers.all.map(\.window.effectiveKernelSize)
    let (count, longest, stated) = (reaches.count, reaches.max(), answers.longestReach)
    if sizes.1 > 2 * sizes.0 {
      #expect(count == 0 && stated == nil)
      return
    }
    #expect(count >= 2_000 && longest == stated)
    #expect(try #require(stated) >= 7)
  }

  @Test func `a kernel of six over two rings of padding is among them`() throws {
    let window = try SlidingWindow(kernelSize: 6, padding: .symmetric(2))
    let answers = InverseQuestion(from: 5, to: 4).answers(beginningWith: window)
    #expect(answers.all[0].window == window)
    #expect(answers.longestReach == nil && answers.mostPadding == 5)
    let wide = try SlidingWindow(kernelSize: 3, padding: .symmetric(2))
    #expect(InverseQuestion(from: 5, to: 7).answers().all.contains { $0.window == wide })
  }
}
