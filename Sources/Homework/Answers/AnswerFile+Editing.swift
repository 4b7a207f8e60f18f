import Problems
import Typesetting

extension AnswerFile {
  /// The file with another answer to a question; everything else stays as it is written.
  ///
  /// - Parameters:
  ///   - answer: The answer, rows separated by ` / `; empty for none.
  ///   - id: One of the file's questions.
  /// - Throws: A diagnostic where the answer cannot stand in a file.
  public func answering(_ id: String, with answer: String) throws(Diagnostic) -> AnswerFile {
    var lines = source.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    guard let entry = answers[id] else { return self }
    let start = entry.line - 1
    // The answer ends where a remark, a question or an empty line begins.
    let end =
      lines[(start + 1)...].firstIndex { line in
        let text = line.trimmingWhitespace
        return text.isEmpty || text.hasPrefix("#") || Self.key(text) != nil
      } ?? lines.endIndex
    lines.replaceSubrange(start..<end, with: Self.lines(answer, behind: id))
    return try AnswerFile(try SourceFile(path: path, text: lines.joined(separator: "\n")))
  }

  /// The file as text.
  public var text: String { source.text }

  /// How many questions have an answer.
  public var answeredCount: Int { answers.values.count { !$0.text.isEmpty } }
}
