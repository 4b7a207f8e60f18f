import Exhibits
import Misconceptions
import Problems
import Storyboards
import Typesetting

/// A kind of question: what only it reads, what is right, and how its answers are written.
///
/// Each kind is a type, and ``Question/kinds`` lists them. Kinds that are answered in the same way
/// share a ``PreparedQuestion/Form``.
protocol QuestionKind: Sendable {
  /// What files call it.
  static var name: String { get }
  /// The names that it reads beside those of every question.
  static var names: [String] { get }
  /// The ways in which a slip can say what is wrong.
  static var slipNames: [String] { get }
  /// An answer in words.
  static var answerText: String { get }
  /// About how long it takes somebody for whom it is new, in seconds.
  static var seconds: Int { get }

  /// Reads what only this kind has.
  ///
  /// - Parameter shown: What the step shows.
  init(_ values: NamedValues, shown: ShownProblem?) throws(Diagnostic)

  /// The value it is about; `nil` where nothing is computed.
  var subject: Subject? { get }
  /// The number of the step's exhibit that it is about; `nil` for none.
  var fact: SourceNode? { get }
  /// The right answer where that number is.
  ///
  /// - Throws: A diagnostic where this kind is not answered with a single number.
  func rightAnswer(_ number: Double) throws(Diagnostic) -> RightAnswer
  /// Whether the question brought its own problem with `of`.
  var hasOwnProblem: Bool { get }
  /// Whether it asks for results, or for what a view of them tells, which must not be seen before.
  var asksForResults: Bool { get }
  /// The view that tells what is asked of the value on the stage, beside those with its results; `nil` for
  /// none.
  var tellingView: StoryView? { get }
  /// The right answer as the author states it.
  var statedAnswer: SourceNode? { get }

  /// What is right.
  ///
  /// - Parameter solved: The problem it is about, run.
  /// - Throws: A diagnostic when the question does not go with the value, or what is stated cannot be
  ///   read.
  func rightAnswer(_ solved: SolvedSubject?) throws(Diagnostic) -> RightAnswer

  /// Reads an answer that the author wrote.
  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer

  /// Reads what is wrong with a slip that is no whole answer.
  func mistake(
    _ slip: Question.Slip, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> AnswerKey.Mistake

  /// Puts an answer into the problem, where one is to be found that makes something hold; `nil` elsewhere.
  var changed: (@Sendable (Answer) throws(Diagnostic) -> Subject)? { get }

  /// Whether what is to be found holds on the stage as it is.
  func holdsAlready(_ solved: SolvedSubject) -> Bool

  /// A word on what is right beside what the author gives; `nil` where nothing is, or nobody can tell.
  func otherSolutions(_ solved: SolvedSubject, of question: Question) -> Diagnostic?

  /// Which results of the value are asked for; `nil` where none are.
  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>?

  /// What misconceptions are tried on; `nil` where they have nothing to say.
  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry?
}

/// What is right, and how it is answered.
struct RightAnswer: Sendable {
  /// How an answer is given.
  let form: PreparedQuestion.Form
  /// The right answer, or one of them.
  let expected: Answer
  /// Others that are right too.
  var alternatives: [Answer] = []
  /// How far a number may be off; `nil` for the rule of `Answer.agrees(with:tolerance:)`.
  var tolerance: Double?
  /// The products that are asked for beside their sum; `nil` where none are.
  var products: ProductSum?
  /// Says why an answer is not right, where that is found out by computing with it.
  var trial: AnswerKey.Trial?
}

extension QuestionKind {
  static var slipNames: [String] { ["answer"] }
  var subject: Subject? { nil }
  var hasOwnProblem: Bool { false }
  var fact: SourceNode? { nil }
  var asksForResults: Bool { false }
  var tellingView: StoryView? { nil }
  var changed: (@Sendable (Answer) throws(Diagnostic) -> Subject)? { nil }

  func rightAnswer(_ number: Double) throws(Diagnostic) -> RightAnswer {
    guard let fact else {
      preconditionFailure("a question that names no number of an exhibit was given \(number)")
    }
    throw fact.diagnostic(
      "a number of an exhibit is asked for with kind number or count, but this is kind \(Self.name)",
      remedy: "Write 'kind: number'.")
  }

  func holdsAlready(_ solved: SolvedSubject) -> Bool { false }

  func otherSolutions(_ solved: SolvedSubject, of question: Question) -> Diagnostic? { nil }

  func results(in solved: SolvedSubject) throws(Diagnostic) -> Range<Int>? { nil }

  func inquiry(_ solved: SolvedSubject) throws(Diagnostic) -> Inquiry? { nil }

  func mistake(
    _ slip: Question.Slip, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> AnswerKey.Mistake {
    .answer(try read(slip.node, as: form))
  }

  func read(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    try oneLine(node, as: form)
  }

  /// Reads what is written on one line.
  func oneLine(
    _ node: SourceNode, as form: PreparedQuestion.Form
  ) throws(Diagnostic) -> Answer {
    guard let text = node.scalar?.trimmingWhitespace else {
      throw node.diagnostic(
        "the answer must be \(Self.answerText), but this is \(node.kindText)",
        remedy: "Write it after the name, on the same line.")
    }
    do throws(UnreadableAnswer) {
      return try AnswerReader.read([text], as: form)
    } catch {
      throw node.diagnostic("the answer cannot be read", remedy: error.message)
    }
  }
}

extension Question {
  /// Judges answers.
  ///
  /// - Parameters:
  ///   - solved: The problem it is about, run.
  ///   - exhibit: What the step shows in place of a problem.
  /// - Throws: A diagnostic when the question does not go with the value, or an answer or a slip
  ///   cannot be read.
  func key(_ solved: SolvedSubject?, _ exhibit: PreparedExhibit?) throws(Diagnostic) -> AnswerKey {
    let fact = try fact(of: exhibit)
    let right =
      if let fact { try asked.rightAnswer(fact.value) } else { try asked.rightAnswer(solved) }
    let inquiry = try solved.flatMap { solved throws(Diagnostic) in
      let inquiry = try asked.inquiry(solved)
      // An unfolding's size is that of its matrix, which is no spatial one.
      return inquiry.flatMap { $0.answer.agrees(with: right.expected) ? $0 : nil }
    }
    return AnswerKey(
      right, slips: try slips(as: right.form, about: inquiry),
      diagnoser: inquiry.map { Diagnoser($0) })
  }

  /// The number of the exhibit that is asked for; `nil` where the question is about none.
  func fact(of exhibit: PreparedExhibit?) throws(Diagnostic) -> Fact? {
    guard let node = asked.fact, let exhibit else { return nil }
    let name = try node.string("of")
    if let fact = exhibit.fact(named: name) { return fact }
    throw node.diagnostic(
      "the exhibit has no number called '\(node.shortText)'",
      remedy: exhibit.remedy(forFact: name))
  }

  /// The slips, each with its position; whole answers before parts of them.
  ///
  /// - Throws: A diagnostic where one cannot be read, or a misconception has nothing to say.
  private func slips(
    as form: PreparedQuestion.Form, about inquiry: Inquiry?
  ) throws(Diagnostic) -> [AnswerKey.Slip] {
    var (whole, parts): ([AnswerKey.Slip], [AnswerKey.Slip]) = ([], [])
    for (position, slip) in slips.enumerated() {
      guard case .rule(let rule) = slip.mistake else {
        let mistake = try asked.mistake(slip, as: form)
        let read = AnswerKey.Slip(position, mistake, say: slip.say)
        if case .answer = mistake { whole.append(read) } else { parts.append(read) }
        continue
      }
      let wrong = (inquiry.map { rule.wrongAnswers(to: $0) } ?? []).filter { $0.answer.fits(form) }
      guard !wrong.isEmpty else {
        throw slip.node.diagnostic(
          "'\(rule.id)' leads to no wrong answer here",
          remedy: "Remove it, or ask about a problem in which it makes a difference.")
      }
      whole += wrong.map { .init(position, .answer($0.answer), say: slip.say) }
    }
    return whole + parts
  }
}
