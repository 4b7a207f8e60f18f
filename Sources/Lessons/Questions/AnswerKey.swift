import Misconceptions
import Storyboards
import TensorEngine
import Typesetting

/// The right answer to a question, and the judgement of others.
public struct AnswerKey: Sendable {
  /// Says in a sentence why an answer is not right; `nil` for one that is.
  public typealias Trial = @Sendable (Answer) -> String?

  /// How an answer is given.
  public let form: PreparedQuestion.Form
  /// The right answer, or one of them.
  public let expected: Answer
  /// What is right too, such as a size with the channels in front of it.
  let alternatives: [Answer]
  let tolerance: Double?
  /// Finds out whether an answer is right where that takes computing with it.
  private let trial: Trial?
  /// The products that are asked for beside their sum, which is what is expected; `nil` where none are.
  let products: ProductSum?
  /// The wrong answers that the author foresaw.
  let slips: [Slip]
  /// Finds misconceptions; `nil` for what is not computed.
  private let diagnoser: Diagnoser?

  /// What is wrong with an answer.
  enum Mistake: Hashable, Sendable {
    /// All of it.
    case answer(Answer)
    /// An option that is chosen wrongly, or wrongly left out.
    case option(Int)
    /// A left text with a right one that does not belong to it.
    case pair(Int, Int)
  }

  /// Something wrong that an author foresaw.
  public struct Slip: Sendable {
    /// The position of the slip, from 0.
    let position: Int
    /// What is wrong.
    let mistake: Mistake
    /// What to tell the learner.
    let say: String

    init(_ position: Int, _ mistake: Mistake, say: String) {
      (self.position, self.mistake, self.say) = (position, mistake, say)
    }
  }

  /// Creates a key to what is computed.
  ///
  /// - Parameters:
  ///   - tolerance: How far a number may be off; `nil` for the rule of ``Answer/agrees(with:tolerance:)``.
  ///   - products: The products that are asked for beside their sum.
  ///   - diagnoser: Finds misconceptions.
  public init(
    form: PreparedQuestion.Form, expected: Answer, tolerance: Double? = nil,
    products: ProductSum? = nil, diagnoser: Diagnoser? = nil
  ) {
    self.init(
      RightAnswer(form: form, expected: expected, tolerance: tolerance, products: products),
      diagnoser: diagnoser)
  }

  /// Creates a key.
  init(_ right: RightAnswer, slips: [Slip] = [], diagnoser: Diagnoser? = nil) {
    (form, expected, alternatives) = (right.form, right.expected, right.alternatives)
    (tolerance, trial, products) = (right.tolerance, right.trial, right.products)
    self.slips = slips
    self.diagnoser = diagnoser
  }

  /// Judges an answer.
  ///
  /// - Parameter texts: What the learner wrote: one text, or for a grid one for each cell, or the
  ///   whole grid as one text.
  public func check(_ texts: [String]) -> Verdict { check(texts, tellsWhatIsMissing: true) }

  /// Judges the first answer: what it leaves out of several options is counted, not told.
  func checkFirst(_ texts: [String]) -> Verdict { check(texts, tellsWhatIsMissing: false) }

  private func check(_ texts: [String], tellsWhatIsMissing: Bool) -> Verdict {
    let answer: Answer
    do throws(UnreadableAnswer) {
      answer = try AnswerReader.read(texts, as: form, near: expected)
    } catch {
      return .unreadable(cells: error.cells, message: error.message)
    }
    if let products, case .numbers(let given) = answer {
      return check(given, against: products)
    }
    guard var objection = objection(to: answer) else { return .correct }
    if let doubt = doubt(about: texts, read: answer) { objection = doubt }
    let cells = trial == nil ? expected.cells(differingFrom: answer, tolerance: tolerance) : []
    let slip = slips.first {
      isMade($0.mistake, in: answer) && (tellsWhatIsMissing || !isMissing($0.mistake))
    }
    if let slip {
      return .wrong(cells: cells, message: slip.say, diagnosis: .slip(slip.position))
    }
    if let found = diagnoser.flatMap({ explanation(of: answer, by: $0) }) {
      return .wrong(cells: cells, message: found.message, diagnosis: found.diagnosis)
    }
    if let found = diagnoser.flatMap({ explanation(ofCells: cells, in: answer, by: $0) }) {
      return .wrong(cells: cells, message: found.message, diagnosis: found.diagnosis)
    }
    return .wrong(cells: cells, message: objection)
  }

  /// What misconceptions say to some wrong cells of a grid whose others are right: whoever turns a kernel
  /// half of the time has turned it all the same.
  ///
  /// One cell alone says little: many a slip leads to the same small number.
  private func explanation(
    ofCells cells: Set<Int>, in answer: Answer, by diagnoser: Diagnoser
  ) -> (message: String, diagnosis: Diagnosis)? {
    guard case .grid(_, _, let given) = answer,
      case .grid(let rows, let columns, let right) = expected,
      cells.count > 1, cells.count < given.count
    else { return nil }
    let fitting = diagnoser.wrongAnswers.filter { _, wrong in
      guard case .grid(rows, columns, let values) = wrong.answer else { return false }
      return cells.allSatisfy {
        Answer.number(values[$0]).agrees(with: .number(given[$0]), tolerance: tolerance)
      }
    }
    guard let first = fitting.first, let cell = cells.min(),
      fitting.allSatisfy({ $0.rule.id == first.rule.id }), right.indices.contains(cell)
    else { return nil }
    let place = rows == 1 ? "Position \(cell)" : "Row \(cell / columns), column \(cell % columns)"
    return (
      "\(place), and others like it: \(first.rule.say)",
      .misconception(id: first.rule.id, name: first.rule.name, edits: first.wrong.edits)
    )
  }

  /// How a wrong number was read, where a comma may mean two things; `nil` where it does not.
  private func doubt(about texts: [String], read answer: Answer) -> String? {
    guard case .number = form, case .number(let number) = answer, let text = texts.first,
      let whole = AnswerReader.grouped(text), whole != number
    else { return nil }
    return
      "\(text.trimmingWhitespace) is read as \(NumberText.short(number)) here, with a decimal comma;"
      + " write \(NumberText.short(whole)) for the whole number."
  }

  /// What to say to an answer that no slip foresaw; `nil` where it is right.
  func objection(to answer: Answer) -> String? {
    if let trial { return trial(answer) }
    let isRight = ([expected] + alternatives).contains {
      $0.agrees(with: answer, tolerance: tolerance)
    }
    return isRight
      ? nil
      : message(for: answer, expected.cells(differingFrom: answer, tolerance: tolerance))
  }

  /// What came of a prediction: none is wrong.
  public func comment(on texts: [String]) -> Verdict {
    let verdict = check(texts)
    guard case .wrong(_, let message, let diagnosis) = verdict else { return verdict }
    // Nobody has computed anything yet, so that no misconception led there.
    if case .slip = diagnosis { return .predicted(message: message) }
    return .predicted(message: "Let us see.")
  }

  private func isMade(_ mistake: Mistake, in answer: Answer) -> Bool {
    switch (mistake, answer, expected) {
    case (.answer(let wrong), _, _): wrong.agrees(with: answer, tolerance: tolerance)
    case (.option(let option), .positions(let given), .positions(let right)):
      given.contains(option) != right.contains(option)
    case (.pair(let left, let right), .positions(let given), _):
      given.indices.contains(left) && given[left] == right
    default: false
    }
  }

  /// Whether something is about an option that belongs to the answer.
  private func isMissing(_ mistake: Mistake) -> Bool {
    guard case .option(let option) = mistake, case .positions(let right) = expected else {
      return false
    }
    return right.contains(option)
  }

  /// Whether a mistake is none.
  func isRight(_ mistake: Mistake) -> Bool {
    switch mistake {
    case .answer(let answer): isRight(answer)
    case .option: false
    case .pair: isMade(mistake, in: expected)
    }
  }

  /// What is said to a wrong number: by the author where it was foreseen, or else by a misconception that
  /// leads to it; `nil` where it is none of these.
  func explanation(of answer: Answer) -> (message: String, diagnosis: Diagnosis)? {
    if let slip = slips.first(where: { isMade($0.mistake, in: answer) }) {
      return (slip.say, .slip(slip.position))
    }
    return diagnoser.flatMap { explanation(of: answer, by: $0) }
  }

  /// What is said to a wrong sum of products that are right; `nil` where nothing known leads to it.
  ///
  /// What an author foresaw is another window or another kernel, which these products rule out.
  func explanation(ofSum total: Double) -> (message: String, diagnosis: Diagnosis)? {
    diagnoser.flatMap { explanation(of: .number(total), by: $0) { $0.isOfAdding } }
  }

  /// What misconceptions say to an answer; `nil` where none leads to it.
  private func explanation(
    of answer: Answer, by diagnoser: Diagnoser,
    where isPossible: (Misconception) -> Bool = { _ in true }
  ) -> (message: String, diagnosis: Diagnosis)? {
    let found = diagnoser.explanations(of: answer, tolerance: tolerance, where: isPossible)
    guard let first = found.first else { return nil }
    // Of two that are met as often nobody knows which it was.
    let other = found.dropFirst().first {
      $0.misconception.frequency == first.misconception.frequency
    }
    return (
      first.say + (other.map { " Or was it that \($0.misconception.name)?" } ?? ""),
      .misconception(
        id: first.misconception.id, name: first.misconception.name, edits: first.wrong.edits)
    )
  }
}
