import Misconceptions
import Problems
import Typesetting

/// A question as its author wrote it.
public struct Question: Sendable {
  /// The names that a question may use.
  static let keys = [
    "id", "question", "kind", "of", "node", "gradient", "cell", "channel", "answer", "choices",
    "tolerance", "hints", "explain", "slips",
  ]

  /// What kind of answer is wanted.
  public enum Kind: String, Sendable, CaseIterable {
    /// One number: a cell of a result, or the only number of it.
    case number
    /// The spatial size of a result, such as `2 x 2`.
    case size
    /// One of several options.
    case choice
    /// A plane of a result, cell by cell.
    case grid

    /// The names that say something about questions of this kind, and of others nothing.
    var ownKeys: Set<String> {
      switch self {
      case .number: ["cell", "channel", "tolerance"]
      case .size: []
      case .choice: ["choices"]
      case .grid: ["channel", "tolerance"]
      }
    }

    /// The answer of this kind in words.
    var answerText: String {
      switch self {
      case .number: "one number"
      case .size: "a size such as 'rows x columns'"
      case .choice: "one of the choices or its number"
      case .grid: "a grid"
      }
    }
  }

  /// A known wrong answer and what to say to it.
  public struct Slip: Sendable {
    /// What is wrong.
    enum Answer: Sendable {
      /// An answer as it is written.
      case written
      /// Whatever a misconception leads to, so that it survives other numbers.
      case rule(Misconception)
    }

    /// What is wrong.
    let answer: Answer
    /// Where the wrong answer is written, or the misconception named.
    public let node: SourceNode
    /// What to tell the learner.
    public let say: String

    /// Reads a slip.
    init(_ node: SourceNode) throws(Diagnostic) {
      let values = try NamedValues(node, of: "a slip", names: ["answer", "rule", "say"])
      guard let rule = values["rule"] else {
        self.node = try values.required(
          "answer", of: "the slip", remedy: "Write the wrong answer it is about.")
        let say = try values.required(
          "say", of: "the slip", remedy: "Write what to tell the learner.")
        (answer, self.say) = (.written, try say.string("say"))
        return
      }
      if let answer = values["answer"] {
        throw answer.diagnostic(
          "a slip has an answer or a rule, not both", remedy: "Remove one of them.")
      }
      let id = try rule.string("the rule")
      guard let misconception = Misconception.named(id) else {
        throw rule.diagnostic(
          "there is no misconception \(id.quoted)",
          remedy: NearestName.of(id, in: Misconception.all.map(\.id)).map {
            "Did you mean '\($0)'?"
          }
            ?? "Documentation/Misconceptions.md lists them.")
      }
      (self.node, answer) = (rule, .rule(misconception))
      say = try values["say"]?.string("say") ?? misconception.say
    }
  }

  /// What progress calls it: stated, or its step's; unique in its lesson.
  public internal(set) var id = ""
  /// What is asked.
  public let prompt: String
  /// What kind of answer is wanted.
  public let kind: Kind
  /// The value it is about; `nil` when the answer is not computed.
  public let subject: Subject?
  /// Whether the question brought its own problem with `of`.
  public let hasOwnProblem: Bool
  /// The cell of the value that is asked for: `[row, column]`, or a full index.
  public let cell: [Int]?
  /// The channel of the value that is asked for.
  public let channel: Int?
  /// The answer as the author states it.
  public let statedAnswer: SourceNode?
  /// The options of a choice.
  public let choices: [String]
  /// How far a number may be off; by default not at all for whole numbers and by a thousandth for
  /// others.
  public let tolerance: Double?
  /// Hints, the gentlest first; at least one.
  public let hints: [String]
  /// Why the answer is what it is, shown when the question is over; may be empty.
  public let explanation: String
  /// Known wrong answers.
  public let slips: [Slip]
  /// The question's own node, for messages.
  let node: SourceNode
  /// Where its id is stated.
  let idNode: SourceNode?
  /// Where the cell is stated.
  let cellNode: SourceNode?
  /// Where the channel is stated.
  let channelNode: SourceNode?
  /// Where the options are stated, one node each.
  let choiceNodes: [SourceNode]

  /// Reads a question.
  ///
  /// - Parameters:
  ///   - node: Its named values.
  ///   - shown: What the step shows, which the question is about unless it says `of`.
  init(_ node: SourceNode, shown: Exhibit?) throws(Diagnostic) {
    let values = try NamedValues(node, of: "a question", names: Question.keys)
    self.node = node
    idNode = values["id"]
    _ = try idNode?.identifier(example: "the-first-cell")
    prompt = try values.required("question", of: "ask", remedy: "Write 'question: …'.")
      .string("the question")
    kind = try Question.readKind(values)
    try Question.checkNames(values, fit: kind)
    hasOwnProblem = values["of"] != nil
    subject = try Question.readSubject(values, kind: kind, shown: shown)
    cellNode = values["cell"]
    channelNode = values["channel"]
    cell = try values["cell"].map { node throws(Diagnostic) in
      try Question.readIndex(node)
    }
    channel = try channelNode?.integer("channel")
    statedAnswer = values["answer"]
    choiceNodes = try Question.readChoices(values, kind: kind)
    var choices: [String] = []
    for node in choiceNodes { choices.append(try node.string("each of the choices")) }
    self.choices = choices
    tolerance = try Question.readTolerance(values["tolerance"])
    hints = try Question.readHints(values)
    explanation = try values["explain"]?.string("explain") ?? ""
    slips = try Question.readSlips(values["slips"])
    guard statedAnswer != nil || (kind != .choice && subject != nil) else {
      throw node.diagnostic(
        "the question has no answer, and there is no problem to compute it from",
        remedy: kind == .choice
          ? "Write 'answer:' with one of the choices." : "Write 'answer: …', or 'of:' a problem.")
    }
  }

  private static func readKind(_ values: NamedValues) throws(Diagnostic) -> Kind {
    let names = Kind.allCases.map(\.rawValue)
    let node = try values.required(
      "kind", of: "the question",
      remedy: "Write 'kind:' with one of " + names.joined(separator: ", ") + ".")
    let text = try node.string("kind")
    guard let kind = Kind(rawValue: text) else {
      throw node.diagnostic(
        "a question cannot be of kind '\(node.shortText)'",
        remedy: NearestName.remedy(for: text, in: names, listedAs: "It can be"))
    }
    return kind
  }

  /// Refuses names that say nothing about a question of a kind.
  private static func checkNames(_ values: NamedValues, fit kind: Kind) throws(Diagnostic) {
    for name in Question.keys where !kind.ownKeys.contains(name) {
      let kinds = Kind.allCases.filter { $0.ownKeys.contains(name) }
      guard !kinds.isEmpty, let node = values[name] else { continue }
      let fitting = kinds.map(\.rawValue).joined(separator: " and ")
      throw node.diagnostic(
        "'\(name)' belongs to kind \(fitting), but this is kind \(kind.rawValue)",
        remedy: "Remove it, or write 'kind: \(kinds[0].rawValue)'.")
    }
  }

  private static func readSubject(
    _ values: NamedValues, kind: Kind, shown: Exhibit?
  ) throws(Diagnostic) -> Subject? {
    if let own = values["of"] {
      return try Subject(try Problem(own), values)
    }
    guard let shown, kind != .choice else {
      if let extra = values["node"] ?? values["gradient"] ?? values["cell"] ?? values["channel"] {
        throw extra.diagnostic(
          "this names a value, but the question has no problem",
          remedy: kind == .choice ? "A choice needs none; remove it." : "Add 'of:' or a 'show:'.")
      }
      return nil
    }
    if values["node"] == nil, values["gradient"] == nil { return shown.subject }
    return try Subject(shown.subject.problem, values)
  }

  private static func readIndex(_ node: SourceNode) throws(Diagnostic) -> [Int] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      return [try node.integer("cell")]
    }
    var index: [Int] = []
    for item in items { index.append(try item.integer("cell")) }
    return index
  }

  private static func readChoices(
    _ values: NamedValues, kind: Kind
  ) throws(Diagnostic) -> [SourceNode] {
    guard kind == .choice else { return [] }
    let node = try values.required(
      "choices", of: "the question", remedy: "List at least two options under 'choices:'.")
    guard case .sequence(let choices) = node.content, choices.count >= 2 else {
      throw node.diagnostic(
        "a choice needs at least two options", remedy: "List them, each after a '-'.")
    }
    guard choices.count <= 9 else {
      throw node.diagnostic(
        "a choice has at most nine options, one for each digit key", remedy: "Leave some out.")
    }
    return choices
  }

  private static func readHints(_ values: NamedValues) throws(Diagnostic) -> [String] {
    let remedy = "Give at least one hint, the gentlest first."
    let node = try values.required("hints", of: "the question", remedy: remedy)
    let hints = try node.strings("hints")
    guard !hints.isEmpty else {
      throw node.diagnostic("the list of hints is empty", remedy: remedy)
    }
    return hints
  }

  private static func readTolerance(_ node: SourceNode?) throws(Diagnostic) -> Double? {
    guard let node else { return nil }
    let tolerance = try node.number("tolerance")
    guard tolerance >= 0 else {
      throw node.diagnostic("the tolerance cannot be negative", remedy: "Use 0 or more.")
    }
    return tolerance
  }

  private static func readSlips(_ node: SourceNode?) throws(Diagnostic) -> [Slip] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      throw node.diagnostic(
        "slips must be a list, but this is \(node.kindText)",
        remedy: "Write '- {answer: …, say: …}' for each.")
    }
    var slips: [Slip] = []
    for item in items { slips.append(try Slip(item)) }
    return slips
  }
}
