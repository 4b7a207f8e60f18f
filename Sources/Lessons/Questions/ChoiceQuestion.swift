import Misconceptions
import Problems
import Typesetting

/// One of several options.
struct ChoiceQuestion: QuestionKind {
  static let name = "choice"
  static let names = ["choices", "answer"]
  static let answerText = "one of the choices or its number"
  static let seconds = 45

  let statedAnswer: SourceNode?
  private let options: Options
  private let answer: SourceNode

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    options = try Options(values, "choices", "a choice")
    answer = try values.required(
      "answer", of: "the question", remedy: "Write 'answer:' with one of the choices.")
    statedAnswer = answer
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    RightAnswer(
      form: .choice(options.texts), expected: .choice(try options.position(of: answer)))
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    guard node.scalar != nil else {
      throw node.diagnostic(
        "the answer must be \(Self.answerText), but this is \(node.kindText)",
        remedy: "Write it after the name, on the same line.")
    }
    return .choice(try options.position(of: node))
  }
}

/// All options that fit, of several.
struct SeveralQuestion: QuestionKind {
  static let name = "several"
  static let names = ["choices", "answer"]
  static let slipNames = ["answer", "option"]
  static let answerText = "a list of choices or their numbers"
  static let seconds = 60

  let statedAnswer: SourceNode?
  private let options: Options
  private let answer: SourceNode

  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic) {
    options = try Options(values, "choices", "a choice")
    answer = try values.required(
      "answer", of: "the question",
      remedy: "List the choices that fit: 'answer: [first, third]'.")
    statedAnswer = answer
  }

  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer {
    let form = PreparedQuestion.Form.several(options.texts)
    let expected = try read(answer, as: form)
    guard expected != .positions([]) else {
      throw answer.diagnostic("the list of answers is empty", remedy: "At least one choice fits.")
    }
    return RightAnswer(form: form, expected: expected)
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    var nodes = [node]
    if case .sequence(let items) = node.content { nodes = items }
    var positions: Set<Int> = []
    for item in nodes {
      guard positions.insert(try options.position(of: item)).inserted else {
        throw item.diagnostic(
          "the choice '\(item.shortText)' is listed twice", remedy: "Remove one of them.")
      }
    }
    return .positions(positions.sorted())
  }

  func mistake(
    _ slip: Question.Slip, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> AnswerKey.Mistake {
    guard case .option = slip.mistake else { return .answer(try read(slip.node, as: form)) }
    return .option(try options.position(of: slip.node))
  }
}

/// The options of a question.
struct Options: Sendable {
  /// The most of them: a digit key for each.
  static let most = 9

  /// Each as it is shown; a block keeps its lines as they stand.
  let texts: [String]

  /// Reads a list of at least two.
  ///
  /// - Parameters:
  ///   - name: The name of the list.
  ///   - what: What the question is, for messages.
  init(_ values: NamedValues, _ name: String, _ what: String) throws(Diagnostic) {
    let node = try values.required(
      name, of: "the question", remedy: "List at least two, each after a '-'.")
    guard case .sequence(let items) = node.content, items.count >= 2 else {
      throw node.diagnostic(
        "\(what) needs at least two \(name == "items" ? "items" : "options")",
        remedy: "List them, each after a '-'.")
    }
    try self.init(items, listedAt: node)
  }

  /// Reads options that differ.
  init(_ items: [SourceNode], listedAt node: SourceNode) throws(Diagnostic) {
    guard items.count <= Options.most else {
      throw node.diagnostic(
        "there are at most nine, one for each digit key", remedy: "Leave some out.")
    }
    var texts: [String] = []
    for item in items {
      let text = try Options.text(item)
      guard Options.position(of: text, in: texts) == nil else {
        throw item.diagnostic(
          "'\(item.shortText)' is listed twice", remedy: "Change or remove one of them.")
      }
      texts.append(text)
    }
    self.texts = texts
  }

  /// The option that an author means: written out, or where none reads so, its number from 1.
  func position(of node: SourceNode) throws(Diagnostic) -> Int {
    let text = try Options.text(node)
    if let position = Options.position(of: text, in: texts) { return position }
    if let number = Int(text) {
      if texts.indices.contains(number - 1) { return number - 1 }
      throw node.diagnostic(
        "there is no choice \(number): there are \(texts.count)",
        remedy: "Write its number, from 1 to \(texts.count), or its text.")
    }
    throw node.diagnostic(
      "'\(node.shortText)' is not one of the choices",
      remedy: NearestName.remedy(for: text, in: texts, listedAs: "They are"))
  }

  /// The option with a text, whatever its case and its spaces.
  static func position(of text: String, in options: [String]) -> Int? {
    func plain(_ text: String) -> String {
      text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let wanted = plain(text)
    return options.firstIndex { plain($0) == wanted }
  }

  /// A text on one line, or a block of lines with the indentation that they have.
  private static func text(_ node: SourceNode) throws(Diagnostic) -> String {
    let trimmed = try node.string("each of the choices")
    guard trimmed.contains("\n"), let whole = node.scalar else { return trimmed }
    let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }
    let start = lines.firstIndex { !isBlank($0) } ?? 0
    let end = lines.lastIndex { !isBlank($0) } ?? 0
    return lines[start...end].joined(separator: "\n")
  }
}
