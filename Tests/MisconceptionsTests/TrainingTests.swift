import Misconceptions
import Testing

/// Examples of the arithmetic of training, each worked out by hand.
@Suite("What is computed of training")
struct TrainingTests {
  struct Example: CustomTestStringConvertible {
    let rule: String
    let question: TrainingInquiry.Question
    let right: [Double]
    let wrong: [Double]
    var testDescription: String { rule }

    init(
      _ rule: String, _ question: TrainingInquiry.Question, right: [Double], wrong: [Double]
    ) {
      (self.rule, self.question, self.right, self.wrong) = (rule, question, right, wrong)
    }
  }

  /// A unit that is silent where it should fire: −1 + 1·2 − 2·1 is below 0.
  private static func silent(hasSigns: Bool = false) -> PerceptronStep {
    PerceptronStep(
      weights: [1, -2], bias: -1, input: [2, 1], isWanted: true, rate: 0.5, hasSigns: hasSigns)
  }

  /// A unit that fires where it should not: 1 + 3·0 + 1·1 is above 0.
  private static let loud = PerceptronStep(
    weights: [3, 1], bias: 1, input: [0, 1], isWanted: false, rate: 1, hasSigns: false)

  private static let chain = ChainStep(first: 2, second: 3, input: 1, target: 5, rate: 0.1)
  private static let losses = [0.9, 0.7, 0.6, 0.65, 0.7]

  static let examples: [Example] = [
    .init("learns-backwards", .perceptronWeights(silent()), right: [2, -1.5], wrong: [0, -2.5]),
    .init("learns-backwards", .perceptronBias(loud), right: [0], wrong: [2]),
    .init("bias-moves-per-input", .perceptronBias(silent()), right: [-0.5], wrong: [0]),
    .init(
      "step-doubled", .perceptronWeights(silent(hasSigns: true)), right: [2, -1.5],
      wrong: [3, -1]),
    .init("weights-moved-alike", .perceptronWeights(loud), right: [3, 0], wrong: [2, 0]),
    .init("unit-left-alone", .perceptronWeights(loud), right: [3, 0], wrong: [3, 1]),
    .init("one-unit-xor", .rowsOfXor(weights: [1, 1], bias: -0.5), right: [3], wrong: [4]),
    .init(
      "batch-summed", .batchStep(weight: 1, gradients: [1, 3], rate: 0.1), right: [0.8],
      wrong: [0.6]),
    .init(
      "uphill", .batchStep(weight: 1, gradients: [1, 3], rate: 0.1), right: [0.8], wrong: [1.2]),
    .init("new-weights-going-back", .chainStep(chain), right: [1.4], wrong: [1.48]),
    .init("rate-left-out", .chainStep(chain), right: [1.4], wrong: [-4]),
    .init("step-for-weight", .chainStep(chain), right: [1.4], wrong: [0.6]),
    .init(
      "last-batch-dropped", .steps(images: 60_000, batch: 256, epochs: 1), right: [235],
      wrong: [234]),
    .init(
      "rounded-once", .steps(images: 60_000, batch: 256, epochs: 60), right: [14_100],
      wrong: [14_063]),
    .init(
      "epochs-forgotten", .steps(images: 60_000, batch: 256, epochs: 60), right: [14_100],
      wrong: [235]),
    .init(
      "batch-forgotten", .epochs(images: 1200, batch: 32, steps: 120_000), right: [3200],
      wrong: [100]),
    .init("last-epoch-kept", .bestEpoch(losses), right: [3], wrong: [5]),
    .init("epoch-from-zero", .bestEpoch(losses), right: [3], wrong: [2]),
    .init("largest-loss-kept", .bestEpoch(losses), right: [3], wrong: [1]),
  ]

  @Test("is what the example works out", arguments: examples)
  func example(_ example: Example) throws {
    let inquiry = try #require(TrainingInquiry(example.question))
    #expect(inquiry.answer.numbers == example.right)
    let rule = try #require(Misconception.named(example.rule))
    let answers = rule.wrongAnswers(to: .training(inquiry)).map(\.answer)
    #expect(answers.contains { $0.numbers == example.wrong }, "\(answers)")
    let wrong = try #require(answers.first)
    let told = Diagnoser(.training(inquiry)).explanations(of: wrong).map(\.misconception.id)
    #expect(told.first == example.rule, "\(told)")
  }

  @Test("says nothing where there is nothing to find out")
  func idle() throws {
    let right = PerceptronStep(
      weights: [1, 1], bias: 0, input: [1, 1], isWanted: true, rate: 1, hasSigns: false)
    let idle: [TrainingInquiry.Question] = [
      .perceptronWeights(right), .bestEpoch([0.9, 0.8, 0.7]), .bestEpoch([0.9, 0.5, 0.5, 0.8]),
      .steps(images: 512, batch: 256, epochs: 3),
      .batchStep(weight: 1, gradients: [2, -2], rate: 0.1),
    ]
    for question in idle { #expect(try #require(TrainingInquiry(question)).isIdle, "\(question)") }
    for example in Self.examples where example.rule != "one-unit-xor" {
      #expect(try !#require(TrainingInquiry(example.question)).isIdle, "\(example.rule)")
    }
  }

  @Test("refuses what cannot be computed")
  func refused() {
    let short = PerceptronStep(
      weights: [1, 2], bias: 0, input: [1], isWanted: true, rate: 1, hasSigns: false)
    #expect(TrainingInquiry(.perceptronWeights(short)) == nil)
    #expect(TrainingInquiry(.bestEpoch([])) == nil)
    #expect(TrainingInquiry(.steps(images: 0, batch: 1, epochs: 1)) == nil)
    #expect(TrainingInquiry(.steps(images: 1 << 40, batch: 1, epochs: 1)) == nil)
    #expect(TrainingInquiry(.rowsOfXor(weights: [1], bias: 0)) == nil)
  }
}
