/// The inverse question of convolution arithmetic: the windows that make an output of an input.
///
/// Size formulas go from window to output and lose something on the way, so that several windows give
/// the same size; this finds all of them within bounds that it states, by asking the formula of each.
public struct InverseQuestion: Hashable, Sendable {
  /// The length of the input.
  public let inputSize: Int
  /// The length that the output is to have.
  public let outputSize: Int
  /// What windows the op takes.
  public let rules: Rules

  /// What windows an op takes.
  public struct Rules: Hashable, Sendable {
    /// Whether it is a transposed convolution.
    public var isTransposed = false
    /// Whether it is a pool, whose padding is at most half the kernel.
    public var isPool = false
    /// Whether sizes are rounded up.
    public var ceilMode = false
    /// Whether there is a distance between taps to choose.
    public var hasDilation = true
    /// Whether padding mirrors the input, and has fewer cells than it.
    public var reflects = false

    /// Those of a convolution.
    public init() {}
  }

  /// A window that answers it.
  public struct Answer: Hashable, Sendable {
    /// The window, its output padding included.
    public let window: SlidingWindow
    /// How many padded cells lie past the last place of the window: what frameworks round away.
    public let remainder: Int
    /// Whether every larger stride does the same: the window stands at one place only.
    public let takesLargerStrides: Bool
  }

  /// The answers, and how far they were looked for.
  public struct Answers: Hashable, Sendable {
    /// The usual ones first.
    public let all: [Answer]
    /// The largest padding that was tried.
    public let mostPadding: Int
    /// The largest reach of a kernel, d·(k − 1) + 1, that was tried; `nil` for all that fit.
    public let longestReach: Int?
  }

  /// Asks for the windows between two lengths.
  ///
  /// - Parameters:
  ///   - inputSize: The length of the input; at least 1.
  ///   - outputSize: The length that the output is to have; at least 1.
  ///   - rules: What windows the op takes.
  public init(from inputSize: Int, to outputSize: Int, rules: Rules = Rules()) {
    (self.inputSize, self.outputSize, self.rules) = (inputSize, outputSize, rules)
  }

  /// The same question for another length of the output.
  public func asking(for outputSize: Int) -> InverseQuestion {
    InverseQuestion(from: inputSize, to: outputSize, rules: rules)
  }

  /// Every window that gives the size, within bounds that leave no usual one out.
  ///
  /// Padding is less than the kernel's reach, so that no window stands in padding alone, and at most as long
  /// as the side that the window slides over; for a pool, at most half the kernel. Kernels then reach over that
  /// side and its padding at most.
  ///
  /// Where a window stands at one place only, its stride may be any from the least on, which is one answer.
  /// Where there are very many, the kernels with the smallest reach come, those of a reach all or none.
  ///
  /// - Parameter window: The window that there is now: the first of the answers where it is one, within
  ///   those bounds or not.
  /// - Complexity: O(reach² + answers · log answers); some thousand answers for lengths up to 200.
  public func answers(beginningWith window: SlidingWindow? = nil) -> Answers {
    var answers: [Answer] = []
    var reach = 0
    while reach < longest + 2 * mostPadding,
      reach < Self.usualReach || answers.count < Self.enough
    {
      reach += 1
      for kernel in kernels(reaching: reach) { collect(kernel, reach, into: &answers) }
    }
    answers.sort { Self.rank(of: $0) < Self.rank(of: $1) }
    if let now = window.flatMap({ answer($0) }) {
      answers.removeAll { $0.window == now.window }
      answers.insert(now, at: 0)
    }
    return Answers(
      all: answers, mostPadding: mostPadding,
      longestReach: reach < longest + 2 * mostPadding ? reach : nil)
  }

  /// As many answers as anybody looks through, and more.
  private static let enough = 2_000

  /// Up to here kernels come, however many answers that makes.
  private static let usualReach = 7

  /// The length of the side that the window slides over: of a transposed convolution the output.
  private var longest: Int { rules.isTransposed ? outputSize : inputSize }

  /// How many places the window has there.
  private var places: Int { rules.isTransposed ? inputSize : outputSize }

  private var mostPadding: Int { rules.reflects ? longest - 1 : longest }

  // MARK: - Looking

  /// The kernels with a reach: their sizes, for which one dilation goes with each.
  private func kernels(reaching reach: Int) -> [Int] {
    guard reach > 1 else { return [1] }
    guard rules.hasDilation else { return [reach] }
    // A place for the kernel has to be there, with the most padding.
    guard longest + 2 * min(reach - 1, mostPadding) - reach >= places - 1 else { return [] }
    return (2...reach).filter { (reach - 1).isMultiple(of: $0 - 1) }
  }

  private func collect(_ kernel: Int, _ reach: Int, into answers: inout [Answer]) {
    let dilation = kernel == 1 ? 1 : (reach - 1) / (kernel - 1)
    let paddings = 0...min(rules.isPool ? kernel / 2 : reach - 1, mostPadding)
    func add(_ stride: Int, _ padding: Int, _ outputPadding: Int) {
      let window = try? SlidingWindow(
        kernelSize: kernel, stride: stride, padding: .symmetric(padding), dilation: dilation,
        outputPadding: outputPadding, ceilMode: rules.ceilMode)
      if let answer = window.flatMap(answer) { answers.append(answer) }
    }
    /// What a padding leaves beside the window at its first place.
    func slack(_ padding: Int) -> Int { longest + 2 * padding - reach }
    if places == 1 {
      for padding in paddings where slack(padding) >= 0 {
        let slack = slack(padding)
        let least =
          rules.isTransposed
          ? (slack < dilation ? 1 : slack + 1)
          : rules.ceilMode && slack > 0 ? longest + padding : slack + 1
        add(least, padding, rules.isTransposed ? slack : 0)
      }
      return
    }
    for stride in 1...max(1, longest + 2 * paddings.upperBound) {
      let least = rules.ceilMode ? (places - 2) * stride + 1 : (places - 1) * stride
      guard least <= slack(paddings.upperBound) || rules.ceilMode && places == 2 else { break }
      let most =
        rules.ceilMode
        ? places * stride
        : least + (rules.isTransposed ? max(stride, dilation) : stride) - 1
      let from = max(0, ceilDivide(max(least, 0) + reach - longest, by: 2))
      let to = min(paddings.upperBound, floorDivide(most + reach - longest, by: 2))
      guard from <= to else { continue }
      for padding in from...to {
        add(stride, padding, rules.isTransposed ? slack(padding) - least : 0)
      }
    }
  }

  /// What a window answers, by the formula; `nil` where it makes another size.
  private func answer(_ window: SlidingWindow) -> Answer? {
    if rules.isPool, (try? window.checkPoolingPadding()) == nil { return nil }
    guard rules.isTransposed else {
      guard (try? window.outputSize(forInputSize: inputSize)) == outputSize,
        let remainder = try? window.remainder(forInputSize: inputSize)
      else { return nil }
      return Answer(
        window: window, remainder: rules.ceilMode ? 0 : remainder,
        takesLargerStrides: outputSize == 1)
    }
    guard (try? window.transposedOutputSize(forInputSize: inputSize)) == outputSize else {
      return nil
    }
    return Answer(window: window, remainder: 0, takesLargerStrides: inputSize == 1)
  }

  // MARK: - Order

  /// How unusual a window is, then its numbers.
  private static func rank(of answer: Answer) -> (Int, Int, Int, Int, Int, Int) {
    let window = answer.window
    return (
      oddity(of: answer), window.kernelSize, window.stride, window.paddingBefore,
      window.dilation, window.outputPadding
    )
  }

  /// How far a window is from the usual ones: kernels of 3, then of 5, 7 and 1, moved by one cell or two, with
  /// no padding or half the kernel's, and nothing left over.
  private static func oddity(of answer: Answer) -> Int {
    let window = answer.window
    let half = (window.effectiveKernelSize - 1) / 2
    let kernel = window.kernelSize
    let size = kernel == 1 ? 2 : abs(kernel - 3) + (kernel.isMultiple(of: 2) ? 2 : 0)
    let padding = [0, half].contains(window.paddingBefore) ? 0 : 3
    let isUsual = window.stride <= 2 || window.stride == kernel
    let stride = isUsual ? window.stride - 1 : 2 * window.stride
    return size + padding + stride + 4 * (window.dilation - 1) + min(answer.remainder, 2)
      + 2 * window.outputPadding
  }
}
