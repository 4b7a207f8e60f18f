import Lessons
import Practice
import Problems
import Storyboards

/// The questions of a file of answers as a lesson that a tutor's screens play.
public struct AnswerLesson {
  private let file: AnswerFile
  private let own: StudentSheet?

  /// Sets the questions out.
  ///
  /// - Parameters:
  ///   - file: The file of answers.
  ///   - sheet: The student's sheet, where it is at hand: then what is given stands beside each question,
  ///     and answers are judged unless it is an exam.
  /// - Throws: A diagnostic where the answers belong to another variant of the sheet, or the file has no
  ///   questions.
  public init(_ file: AnswerFile, of sheet: StudentSheet? = nil) throws(Diagnostic) {
    if let sheet, sheet.fingerprint != file.variant {
      throw Diagnostic(
        file: file.path, "these answers were made for another variant of \(sheet.sheet.file.path)",
        remedy: "Ask for the sheet as it was given out, or remove it: without it the questions are"
          + " asked all the same.")
    }
    guard !file.order.isEmpty else {
      throw Diagnostic(
        file: file.path, "there are no questions in this file",
        remedy: "Ask for a new one: 'convscope sheet make' makes it.")
    }
    (self.file, own) = (file, sheet)
  }

  /// The questions, a step each.
  public var prepared: PreparedLesson {
    PreparedLesson(
      id: "answers", title: own?.sheet.title ?? file.title, steps: file.order.map(step(asking:)))
  }

  private func step(asking id: String) -> PreparedStep {
    let task = own?.tasks.first { $0.parts.contains { $0.id == id } }
    let part = task?.parts.first { $0.id == id }
    let isJudged = part != nil && own?.sheet.isExam == false
    let entry = file.answers[id]
    let form = entry?.form ?? .written
    let check: @Sendable ([String]) -> Verdict = { texts in
      guard isJudged, let part else { return .kept }
      let verdict = part.key.check(form.line(of: texts))
      guard case .wrong(let cells, let message, nil) = verdict else { return verdict }
      return .wrong(
        cells: cells,
        message: message.replacing(
          AnswerKey.invitation, with: "What is in your file counts."))
    }
    let question = PreparedQuestion(
      id: id, prompt: entry?.question ?? id, form: form,
      handedIn: entry?.text ?? "", hints: [], explanation: "", solution: [], check: check)
    let givens = task?.solved == nil ? nil : part?.key.inquiry?.givens
    return PreparedStep(
      id: id, text: LessonText(plain: text(above: task)), views: givens.map { LinkedViews($0) },
      frames: 0..<(givens == nil ? 0 : 1), questions: [question])
  }

  /// What stands above a question.
  private func text(above task: StudentSheet.Task?) -> String {
    guard let own, let task else {
      return "What is given stands on the sheet. Each answer is in your file as you type it."
    }
    let word = own.sheet.isExam ? "An exam: nothing is said about answers." : ""
    return [task.heading + ".", word].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension AnswerFile.Entry {
  /// In which form a question is answered, as it says itself.
  public var form: PreparedQuestion.Form {
    let forms: [PreparedQuestion.Form] = [.number] + (1...4).map { .size(axes: $0) }
    return forms.first { question.hasSuffix("Write \(PartKey.pattern(of: $0)).") } ?? products
      ?? .written
  }

  /// The form of a sum that is asked for product by product; `nil` for another one.
  private var products: PreparedQuestion.Form? {
    guard let sizes = question.firstMatch(of: /Write the (\d{1,2}) x (\d{1,2}) products\b/),
      let rows = Int(sizes.1), let columns = Int(sizes.2), rows > 0, columns > 0
    else { return nil }
    return [false, true].map { .products(rows: rows, columns: columns, hasBias: $0) }
      .first { question.hasSuffix("Write \(PartKey.pattern(of: $0)).") }
  }
}
