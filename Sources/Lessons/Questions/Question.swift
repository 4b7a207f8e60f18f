import Misconceptions
import Problems
import Typesetting

/// A question as its author wrote it: what every kind has, and what its kind knows.
public struct Question: Sendable {
  /// The kinds of questions, in the order in which the guide lists them.
  static let kinds: [any QuestionKind.Type] = [
    NumberQuestion.self, SizeQuestion.self, ShapeQuestion.self, GridQuestion.self,
    ChoiceQuestion.self, SeveralQuestion.self, MatchQuestion.self, OrderQuestion.self,
    TextQuestion.self, FindQuestion.self, CountQuestion.self,
  ]

  /// The names that a question of any kind may use.
  private static let commonNames = [
    "id", "question", "kind", "predict", "hints", "explain", "slips",
  ]

  /// Every name that some question may use.
  static let keys: [String] = {
    var seen: Set<String> = []
    return (commonNames + kinds.flatMap { $0.names }).filter { seen.insert($0).inserted }
  }()

  /// Other words for some of them, as forms and course systems have them.
  private static let synonyms = [
    "type": "kind", "prompt": "question", "ask": "question", "text": "question",
    "options": "choices", "solution": "answer", "correct": "answer", "expected": "answer",
    "why": "explain", "reason": "explain", "because": "explain", "feedback": "slips",
    "wrong": "slips", "mistakes": "slips", "problem": "of",
  ]

  /// What progress calls it: stated, or its step's; unique in its lesson.
  public internal(set) var id = ""
  /// What is asked.
  public let prompt: String
  /// What its kind knows: what is right, and how answers are read.
  let asked: any QuestionKind
  /// Whether it is asked before anything is computed, so that no answer is called wrong.
  public let isPrediction: Bool
  /// Hints, the gentlest first; at least one, but none are needed for a prediction.
  public let hints: [String]
  /// Why the answer is what it is, shown when the question is over; may be empty.
  public let explanation: String
  /// Known wrong answers.
  public let slips: [Slip]
  /// The question's own node, for messages.
  let node: SourceNode
  /// Where its id is stated.
  let idNode: SourceNode?

  /// What files call its kind.
  public var kind: String { type(of: asked).name }

  /// Reads a question.
  ///
  /// - Parameters:
  ///   - node: Its named values.
  ///   - shown: What the step shows, which the question is about unless it says `of`.
  init(_ node: SourceNode, shown: ShownProblem?) throws(Diagnostic) {
    let values = try NamedValues(
      node, of: "a question", names: Question.keys, synonyms: Question.synonyms)
    self.node = node
    idNode = values["id"]
    _ = try idNode?.identifier(example: "the-first-cell")
    prompt = try values.required("question", of: "ask", remedy: "Write 'question: …'.")
      .string("the question")
    let kind = try Question.readKind(values)
    try Question.checkNames(values, fit: kind)
    asked = try kind.init(values, shown: shown)
    isPrediction = try values["predict"]?.boolean("predict") ?? false
    hints = try Question.readHints(values, isPrediction: isPrediction)
    explanation = try values["explain"]?.string("explain") ?? ""
    slips = try Question.readSlips(values["slips"], of: kind)
  }

  private static func readKind(_ values: NamedValues) throws(Diagnostic) -> any QuestionKind.Type {
    let names = kinds.map { $0.name }
    let node = try values.required(
      "kind", of: "the question",
      remedy: "Write 'kind:' with one of " + names.joined(separator: ", ") + ".")
    let text = try node.string("kind")
    guard let kind = kinds.first(where: { $0.name == text }) else {
      throw node.diagnostic(
        "a question cannot be of kind '\(node.shortText)'",
        // Other systems have `multiple-choice`.
        remedy: names.first { text.hasSuffix($0) }.map { "Did you mean '\($0)'?" }
          ?? NearestName.remedy(for: text, in: names, listedAs: "It can be"))
    }
    return kind
  }

  /// Refuses names that say nothing about a question of a kind.
  private static func checkNames(
    _ values: NamedValues, fit kind: any QuestionKind.Type
  ) throws(Diagnostic) {
    for entry in values.entries
    where !commonNames.contains(entry.key) && !kind.names.contains(entry.key) {
      let fitting = kinds.filter { $0.names.contains(entry.key) }.map { $0.name }
      let list =
        fitting.count == 1
        ? fitting[0] : fitting.dropLast().joined(separator: ", ") + " and \(fitting.last ?? "")"
      throw entry.value.diagnostic(
        "\(entry.key.quoted) belongs to kind \(list), but this is kind \(kind.name)",
        remedy: "Remove it, or write 'kind: \(fitting[0])'.")
    }
  }

  private static func readHints(
    _ values: NamedValues, isPrediction: Bool
  ) throws(Diagnostic) -> [String] {
    if isPrediction, values["hints"] == nil { return [] }
    let remedy = "Give at least one hint, the gentlest first."
    let node = try values.required("hints", of: "the question", remedy: remedy)
    let hints = try node.strings("hints")
    guard !hints.isEmpty else {
      throw node.diagnostic("the list of hints is empty", remedy: remedy)
    }
    return hints
  }

  private static func readSlips(
    _ node: SourceNode?, of kind: any QuestionKind.Type
  ) throws(Diagnostic) -> [Slip] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      throw node.diagnostic(
        "slips must be a list, but this is \(node.kindText)",
        remedy: "Write '- {\(kind.slipNames[0]): …, say: …}' for each.")
    }
    var slips: [Slip] = []
    for item in items { slips.append(try Slip(item, names: kind.slipNames)) }
    return slips
  }
}
