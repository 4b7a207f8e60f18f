import Misconceptions
import Problems
import Typesetting

/// The order in which items come.
struct OrderQuestion: QuestionKind {
  static let name = "order"
  static let names = ["items"]
  static let answerText = "the list of all items, or of their numbers"
  static let seconds = 60

  let statedAnswer: SourceNode? = nil
  /// The items in their right order.
  private let items: Options
  /// The right place of each item in the order in which they are shown.
  private let shown: [Int]

  init(_ values: NamedValues, shown exhibit: ShownProblem?) throws(Diagnostic) {
    items = try Options(values, "items", "an order")
    shown = Options.shuffled(items.texts.count, like: items.texts)
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    RightAnswer(
      form: .order(shown.map { items.texts[$0] }),
      expected: positions(items.texts.indices.map { $0 }))
  }

  /// A whole order, of texts or of numbers in the right order.
  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    guard case .sequence(let nodes) = node.content, nodes.count == items.texts.count else {
      throw node.diagnostic(
        "the answer must be \(Self.answerText), but this is \(node.kindText)",
        remedy: "List all \(items.texts.count), each once.")
    }
    var order: [Int] = []
    for item in nodes {
      let position = try items.position(of: item)
      guard !order.contains(position) else {
        throw item.diagnostic(
          "'\(item.shortText)' is listed twice",
          remedy: "List all \(items.texts.count), each once.")
      }
      order.append(position)
    }
    return positions(order)
  }

  /// An order of right places as one of the items that are shown.
  private func positions(_ order: [Int]) -> Answer {
    .positions(order.compactMap { shown.firstIndex(of: $0) })
  }
}
