/// A question about the arithmetic of training: what a step makes of a weight, how many steps there are,
/// which epoch was the best.
public struct TrainingInquiry: Hashable, Sendable {
  /// What is asked.
  public enum Question: Hashable, Sendable {
    /// The weights of a threshold unit after a step of the perceptron rule.
    case perceptronWeights(PerceptronStep)
    /// Its bias after that step.
    case perceptronBias(PerceptronStep)
    /// In how many rows a threshold unit says what XOR says.
    case rowsOfXor(weights: [Double], bias: Double)
    /// A weight after a step on a batch, from the gradient of each of its images.
    case batchStep(weight: Double, gradients: [Double], rate: Double)
    /// The first of two weights in a row after a step.
    case chainStep(ChainStep)
    /// How many steps some epochs take, none of the images left out.
    case steps(images: Int, batch: Int, epochs: Int)
    /// How many epochs some steps are.
    case epochs(images: Int, batch: Int, steps: Int)
    /// Which epoch's weights are kept, counted from 1, by the loss on images held out after each.
    case bestEpoch([Double])
  }

  /// What is asked.
  public let question: Question
  /// What is right.
  public let answer: Answer

  /// Asks a question.
  ///
  /// - Returns: `nil` where nothing can be computed: lists that are empty or of different lengths, counts
  ///   below 1, more steps than an integer holds.
  public init?(_ question: Question) {
    guard Self.isWhole(question) else { return nil }
    self.question = question
    answer = Self.answer(to: question)
  }

  private static func isWhole(_ question: Question) -> Bool {
    switch question {
    case .perceptronWeights(let step), .perceptronBias(let step):
      return !step.weights.isEmpty && step.weights.count == step.input.count
    case .rowsOfXor(let weights, _): return weights.count == 2
    case .batchStep(_, let gradients, _): return !gradients.isEmpty
    case .chainStep: return true
    case .bestEpoch(let losses): return !losses.isEmpty
    case .steps(let images, let batch, let count), .epochs(let images, let batch, let count):
      return [images, batch, count].allSatisfy { (1...mostCounted).contains($0) }
    }
  }

  /// What a count may be, so that a product of two fits into an integer.
  private static let mostCounted = 1 << 30

  private static func answer(to question: Question) -> Answer {
    switch question {
    case .perceptronWeights(let step): row(step.moved().weights)
    case .perceptronBias(let step): .number(step.moved().bias)
    case .rowsOfXor(let weights, let bias):
      .number(Double(XorTable.rowsMet(weights: weights, bias: bias)))
    case .batchStep(let weight, let gradients, let rate):
      .number(rounded(weight - rate * gradients.reduce(0, +) / Double(gradients.count)))
    case .chainStep(let chain): .number(rounded(chain.moved(second: chain.second)))
    case .steps(let images, let batch, let epochs):
      .number(Double(epochs * ((images + batch - 1) / batch)))
    case .epochs(let images, let batch, let steps):
      .number(rounded(Double(steps) * Double(batch) / Double(images)))
    case .bestEpoch(let losses):
      .number(Double((losses.indices.min { losses[$0] < losses[$1] } ?? 0) + 1))
    }
  }

  /// Numbers in a row, as they are asked for.
  static func row(_ numbers: [Double]) -> Answer {
    .grid(rows: 1, columns: numbers.count, values: numbers.map(rounded))
  }

  /// A sum of decimals without the dust that binary fractions leave: 1.7, not 1.7000000000000002.
  static func rounded(_ number: Double) -> Double {
    let rounded = (number * 1e9).rounded() / 1e9
    return rounded == 0 ? 0 : rounded
  }

  /// Whether there is nothing to find out: a unit that makes no mistake, a gradient of 0, batches that
  /// come out even, epochs that do not, losses that fall to the end or rise from the start.
  public var isIdle: Bool {
    switch question {
    case .perceptronWeights(let step):
      return !step.isMistaken || step.input.allSatisfy { $0 == 0 }
    case .perceptronBias(let step): return !step.isMistaken
    case .rowsOfXor: return false
    case .batchStep(_, let gradients, let rate): return gradients.reduce(0, +) * rate == 0
    case .chainStep(let chain): return chain.slope(second: chain.second) * chain.rate == 0
    case .steps(let images, let batch, _): return images % batch == 0
    case .epochs(let images, let batch, let steps): return steps * batch % images != 0
    case .bestEpoch(let losses):
      guard let least = losses.min(), losses.count(where: { $0 == least }) == 1 else { return true }
      return losses.first == least || losses.last == least
    }
  }
}

/// A step of the perceptron rule: a unit says something to a row, and where that is wrong its weights move.
public struct PerceptronStep: Hashable, Sendable {
  /// The weight of each input.
  public let weights: [Double]
  /// What is added to the sum.
  public let bias: Double
  /// The row.
  public let input: [Double]
  /// Whether the unit should fire.
  public let isWanted: Bool
  /// The learning rate.
  public let rate: Double
  /// Whether the classes are −1 and 1, and the rule is `w + α·y·x`; else they are 0 and 1, and it is
  /// `w + α·(y − h)·x`.
  public let hasSigns: Bool

  /// A step.
  public init(
    weights: [Double], bias: Double, input: [Double], isWanted: Bool, rate: Double, hasSigns: Bool
  ) {
    (self.weights, self.bias, self.input) = (weights, bias, input)
    (self.isWanted, self.rate, self.hasSigns) = (isWanted, rate, hasSigns)
  }

  /// The sum that decides, as it comes out by hand: 0.3 − 0.1 − 0.2 is 0.
  public var sum: Double {
    TrainingInquiry.rounded(zip(weights, input).reduce(bias) { $0 + $1.0 * $1.1 })
  }
  /// Whether the unit says something else than is wanted.
  public var isMistaken: Bool { (sum >= 0) != isWanted }
  /// Which way the weights move: up where the unit should have fired, down where it should not have.
  public var direction: Double { !isMistaken ? 0 : isWanted ? 1 : -1 }

  /// The unit after the step.
  ///
  /// - Parameter factor: What the step is multiplied by; another one than 1 is a mistake.
  func moved(by factor: Double = 1) -> (weights: [Double], bias: Double) {
    let step = factor * rate * direction
    return (
      zip(weights, input).map { $0 + step * $1 }, TrainingInquiry.rounded(bias + step)
    )
  }
}

/// A step on two weights in a row, a = w₂·w₁·x, by the loss (a − y)².
public struct ChainStep: Hashable, Sendable {
  /// The weight that meets the input.
  public let first: Double
  /// The weight that meets what comes of that.
  public let second: Double
  /// The input.
  public let input: Double
  /// What is wanted.
  public let target: Double
  /// The learning rate.
  public let rate: Double

  /// A step.
  public init(first: Double, second: Double, input: Double, target: Double, rate: Double) {
    (self.first, self.second, self.input) = (first, second, input)
    (self.target, self.rate) = (target, rate)
  }

  /// What comes out, less what is wanted.
  public var error: Double { second * first * input - target }
  /// The second weight after the step.
  public var newSecond: Double { second - rate * 2 * error * first * input }

  /// dLoss/dw₁, where the second weight is taken to be this on the way back.
  public func slope(second: Double) -> Double { 2 * error * second * input }

  /// The first weight after the step.
  func moved(second: Double) -> Double { first - rate * slope(second: second) }
}

/// The rows of XOR, and what a unit says to them.
public enum XorTable {
  /// In how many of the four rows a unit says what XOR says.
  public static func rowsMet(weights: [Double], bias: Double) -> Int {
    rows.count { says($0, weights: weights, bias: bias) == ($0[0] != $0[1]) }
  }

  /// What a unit says to a row.
  public static func says(_ row: [Double], weights: [Double], bias: Double) -> Bool {
    TrainingInquiry.rounded(zip(weights, row).reduce(bias) { $0 + $1.0 * $1.1 }) >= 0
  }

  /// The four rows.
  public static let rows: [[Double]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
}
