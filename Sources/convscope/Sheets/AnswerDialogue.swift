import Foundation
import Homework
import Interchange
import Lessons
import Problems
import Typesetting

/// Questions line by line, one after the other, whose answers go into a file.
struct AnswerDialogue {
  private var file: AnswerFile

  init(_ file: AnswerFile) { self.file = file }

  /// All questions with their answers, and how many are open.
  static func list(_ file: AnswerFile) -> String {
    let questions = file.order.map { id -> String in
      let answer = file.answers[id]?.text ?? ""
      return Prose.wrapped(file.answers[id]?.question ?? id) + "\n  "
        + (answer.isEmpty ? "(no answer)" : answer)
    }
    return (questions + [summary(file)]).joined(separator: "\n\n")
  }

  static func summary(_ file: AnswerFile) -> String {
    "\(file.answeredCount) of \(file.order.count) questions have an answer."
  }

  /// Asks all questions, beginning with the first that is open; lists them where nothing comes in.
  ///
  /// - Throws: An error where the file cannot be written; it is as it was then.
  mutating func run() throws {
    let order = file.order
    var position = order.firstIndex { file.answers[$0]?.text.isEmpty ?? true } ?? 0
    var first = readLine()
    guard first != nil else {
      StandardOutput.write(Self.list(file))
      return
    }
    StandardOutput.write(
      "An empty line goes on, < goes back, . ends. A grid is typed row by row, with an empty line at its"
        + " end.")
    while order.indices.contains(position) {
      let id = order[position]
      StandardOutput.write("\n" + Prose.wrapped(file.answers[id]?.question ?? id))
      if let answer = file.answers[id]?.text, !answer.isEmpty {
        StandardOutput.write("  so far: \(answer)")
      }
      switch Self.read(&first, isGrid: file.answers[id]?.form.isTypedInRows == true) {
      case .end: position = order.endIndex
      case .back: position = max(0, position - 1)
      case .next: position += 1
      case .answer(let text):
        file = try file.answering(id, with: text)
        try AtomicFile.write(file.text, to: file.path)
        position += 1
      }
    }
    StandardOutput.write("\n\(Self.summary(file)) \(file.path) is saved.")
  }

  private enum Reply {
    case next, back, end
    case answer(String)
  }

  /// What somebody types; the end of the input ends.
  ///
  /// - Parameter first: A line that was read already.
  private static func read(_ first: inout String?, isGrid: Bool) -> Reply {
    var rows: [String] = []
    // A remark or a question's number would end the answer in the file.
    var answer: Reply { .answer(rows.joined(separator: " / ").filter { $0 != "#" && $0 != ":" }) }
    while let line = first ?? readLine() {
      first = nil
      let text = line.trimmingWhitespace
      if text.isEmpty { return rows.isEmpty ? .next : answer }
      if rows.isEmpty, text == "<" { return .back }
      if rows.isEmpty, text == "." { return .end }
      rows.append(text)
      if !isGrid || text.contains("/") { return answer }
    }
    return rows.isEmpty ? .end : answer
  }
}

extension PreparedQuestion.Form {
  /// Whether an answer goes on over several lines.
  fileprivate var isTypedInRows: Bool {
    switch self {
    case .written, .products: true
    default: false
    }
  }
}
