import Exhibits
import Problems

/// One screen of a lesson: prose, and what is shown and asked with it.
public struct LessonStep: Sendable {
  /// The names that a step may use.
  static let keys = ["id", "text", "show", "ask", "hides", "precision"]

  /// What progress calls it: stated, or the first words of the prose; unique in its lesson.
  public internal(set) var id = ""
  /// The prose.
  public let text: LessonText
  /// The problem on the stage; `nil` where there is none.
  public let show: ShownProblem?
  /// The exhibit in place of a problem; `nil` where there is none.
  public let exhibit: Exhibit?
  /// What the learner is asked, one question after the other.
  public internal(set) var questions: [Question]
  /// Whether results on the stage are kept back until the questions are answered.
  public let hidesResults: Bool
  /// Whether it is computed in 64 bits whatever computes the lesson: its numbers do not hold in 32.
  public let needsDouble: Bool
  /// Where the step starts.
  public let location: SourceLocation
  /// Where its prose stands.
  let textNode: SourceNode
  /// Where its id is stated.
  let idNode: SourceNode?

  /// Reads a step.
  public init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(
      node, of: "a step", names: LessonStep.keys,
      synonyms: ["question": "ask", "problem": "show", "exhibit": "show", "prose": "text"])
    location = node.location
    idNode = values["id"]
    _ = try idNode?.identifier(example: "the-first-cell")
    textNode = try values.required(
      "text", of: "the step", remedy: "Say what the learner looks at or has to do.")
    text = LessonText(try textNode.string("the text"))
    let shown = values["show"]
    let isExhibit = shown.map(Exhibit.isDescribed) ?? false
    show = if let shown, !isExhibit { try ShownProblem(shown) } else { nil }
    exhibit = if let shown, isExhibit { try Exhibit(shown) } else { nil }
    questions = try LessonStep.readQuestions(values["ask"], shown: show)
    for question in questions where exhibit == nil {
      guard let fact = question.asked.fact else { continue }
      throw fact.diagnostic(
        "'\(fact.shortText)' would be a number of an exhibit, but the step shows none",
        remedy: "Show an exhibit, or write a problem behind 'of:'.")
    }
    if isExhibit, let node = values["hides"] {
      throw node.diagnostic(
        "an exhibit says itself what it keeps back",
        remedy: "Write 'hide: [what]' under 'show:'.")
    }
    needsDouble = try LessonStep.readPrecision(values["precision"])
    let isTold = questions.contains {
      ($0.isPrediction || $0.asked.asksForResults) && !$0.asked.hasOwnProblem
    }
    // There are no results of what cannot be computed.
    let hasResults = show.map { !$0.isRefusal } ?? false
    hidesResults = try values["hides"]?.boolean("hides") ?? (hasResults && isTold)
    if hidesResults, questions.isEmpty || show == nil, let node = values["hides"] {
      throw node.diagnostic(
        "hides keeps results back until a question is answered, but the step has no"
          + (questions.isEmpty ? " ask" : " show"), remedy: "Remove it, or ask something.")
    }
  }

  /// Reads `double`, the one precision that can be asked for.
  private static func readPrecision(_ node: SourceNode?) throws(Diagnostic) -> Bool {
    guard let node else { return false }
    guard try node.string("precision") == "double" else {
      throw node.diagnostic(
        "precision cannot be '\(node.shortText)'",
        remedy: "Write 'precision: double' where numbers do not hold in 32 bits, or leave it out.")
    }
    return true
  }

  /// One question, or a list of several.
  private static func readQuestions(
    _ node: SourceNode?, shown: ShownProblem?
  ) throws(Diagnostic) -> [Question] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      return [try Question(node, shown: shown)]
    }
    guard !items.isEmpty else {
      throw node.diagnostic(
        "the list of questions is empty", remedy: "Write '- question: …', or remove 'ask'.")
    }
    var questions: [Question] = []
    for item in items { questions.append(try Question(item, shown: shown)) }
    return questions
  }
}
