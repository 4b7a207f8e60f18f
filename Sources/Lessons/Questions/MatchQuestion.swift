import Misconceptions
import Problems
import TensorEngine
import Typesetting

/// What belongs together: a right text for each left one.
struct MatchQuestion: QuestionKind {
  static let name = "match"
  static let names = ["pairs", "choices"]
  static let slipNames = ["pair"]
  static let answerText = "a right text for each left one"
  static let seconds = 90

  let statedAnswer: SourceNode? = nil
  private let left: [String]
  private let options: Options
  /// The option that belongs to each left text.
  private let answer: [Int]

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    let node = try values.required(
      "pairs", of: "the question", remedy: "Write 'pairs: {left text: right text, …}'.")
    guard case .mapping(let pairs) = node.content, pairs.count >= 2 else {
      throw node.diagnostic(
        "pairs must be at least two left texts, each with its right one",
        remedy: "Write 'pairs: {left text: right text, …}'.")
    }
    guard pairs.count <= Options.most else {
      throw node.diagnostic("there are at most nine pairs", remedy: "Leave some out.")
    }
    left = pairs.map(\.key)
    var distinct: [SourceNode] = []
    for pair in pairs {
      let text = try pair.value.string("the right text of \(pair.key.quoted)")
      if Options.position(of: text, in: distinct.compactMap(\.scalar)) == nil {
        distinct.append(pair.value)
      }
    }
    if let extra = values["choices"] {
      guard case .sequence(let items) = extra.content, !items.isEmpty else {
        throw extra.diagnostic(
          "choices must be a list of further right texts, but this is \(extra.kindText)",
          remedy: "Write 'choices: [text, …]', or leave it out.")
      }
      for item in items {
        let text = try item.string("each of the choices")
        guard Options.position(of: text, in: distinct.compactMap(\.scalar)) == nil else {
          throw item.diagnostic(
            "'\(item.shortText)' is one of the right texts already", remedy: "Leave it out.")
        }
        distinct.append(item)
      }
    }
    let order = Options.shuffled(distinct.count, like: left)
    let options = try Options(order.map { distinct[$0] }, listedAt: node)
    guard options.texts.count >= 2 else {
      throw node.diagnostic(
        "all pairs have the same right text", remedy: "Give 'choices:' with a wrong one.")
    }
    self.options = options
    answer = pairs.map { pair in
      Options.position(of: pair.value.scalar ?? "", in: options.texts) ?? 0
    }
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    RightAnswer(
      form: .match(left: left, options: options.texts), expected: .positions(answer))
  }

  func mistake(
    _ slip: Question.Slip, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> AnswerKey.Mistake {
    guard case .mapping(let pairs) = slip.node.content, pairs.count == 1 else {
      throw slip.node.diagnostic(
        "a pair is one left text with one right text, but this is \(slip.node.kindText)",
        remedy: "Write 'pair: {left text: right text}'.")
    }
    guard let row = Options.position(of: pairs[0].key, in: left) else {
      throw pairs[0].diagnostic(
        "\(pairs[0].key.quoted) is not one of the left texts",
        remedy: NearestName.remedy(for: pairs[0].key, in: left, listedAs: "They are"))
    }
    return .pair(row, try options.position(of: pairs[0].value))
  }
}

extension Options {
  /// Positions in an order that the texts decide, the same on every machine and never the first one.
  static func shuffled(_ count: Int, like texts: [String]) -> [Int] {
    var generator = SeededNumbers(seed: FNV1a(texts.joined(separator: "\n")).value)
    let order = Array(0..<count)
    guard count > 1 else { return order }
    var shuffled = order
    repeat {
      for last in order.dropFirst().reversed() {
        shuffled.swapAt(last, generator.next(in: 0...last))
      }
    } while shuffled == order
    return shuffled
  }
}
