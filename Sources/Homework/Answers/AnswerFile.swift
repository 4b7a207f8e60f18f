import Foundation
import Problems
import Typesetting

/// A file of answers: made with the questions as remarks, filled in with any editor, and read again.
///
///     sheet: week-3
///     student: ada
///     variant: 8f3a91c2
///
///     # 1 (2 points). Which number stands in row 0, column 1 of the output? Write one number.
///     1: 4
///
///     # 2b (2 points). What is the result of 1. conv2d? Write rows on lines of their own, ...
///     2b:
///       1 2
///       3 4
///
/// A line that begins with `#` is a remark. An answer stands behind its question's number and a colon, and
/// goes on below up to the next one.
public struct AnswerFile: Sendable {
  /// The ending of its name.
  public static let ending = ".answers.txt"

  /// An answer as it is written.
  public struct Entry: Hashable, Sendable {
    /// What is written, on one line, rows separated by `/`; empty where nothing is.
    public let text: String
    /// Where it begins, from 1.
    public let line: Int
    /// What the remarks before it say: the question.
    public let question: String
  }

  /// The sheet it is about.
  public let sheet: String
  /// Whose it is.
  public let student: String
  /// What the sheet is called; its id where the first line does not say.
  let title: String
  /// Which variant it was made for.
  public let variant: String
  /// The answers, by question.
  public let answers: [String: Entry]
  /// The questions, in the order of the file.
  public let order: [String]
  /// The questions that are answered twice, with the line of the second answer.
  public let duplicates: [(id: String, line: Int)]
  /// The file as it was read.
  let source: SourceFile

  /// Where it was read.
  public var path: String { source.path }

  /// Reads a file.
  ///
  /// - Throws: A diagnostic where it does not say what it is about.
  public init(_ file: SourceFile) throws(Diagnostic) {
    var header: [String: String] = [:]
    var answers: [String: Entry] = [:]
    var duplicates: [(String, Int)] = []
    var order: [String] = []
    var remarks: [String] = []
    var current: (id: String, line: Int, rows: [String], question: String)?
    func close() {
      guard let entry = current else { return }
      let text = entry.rows.filter { !$0.isEmpty }.joined(separator: " / ")
      if Self.headers.contains(entry.id) {
        header[entry.id] = text
      } else if let other = answers[entry.id], !other.text.isEmpty, !text.isEmpty {
        duplicates.append((entry.id, entry.line))
      } else if answers[entry.id] == nil || !text.isEmpty {
        if answers[entry.id] == nil { order.append(entry.id) }
        answers[entry.id] = Entry(text: text, line: entry.line, question: entry.question)
      }
      current = nil
    }
    for (position, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let text = String(line).trimmingWhitespace
      if text.hasPrefix("#") {
        remarks.append(String(text.drop { "# ".contains($0) }))
      } else if let (id, rest) = Self.key(text) {
        close()
        current = (id, position + 1, [rest], remarks.joined(separator: " "))
        remarks = []
      } else {
        current?.rows.append(text)
        if text.isEmpty { remarks = [] }
      }
    }
    close()
    for name in Self.headers where header[name]?.isEmpty ?? true {
      throw Diagnostic(
        file: file.path, "this is no file of answers: it does not say which \(name) it is about",
        remedy: "Answers go into the file that 'convscope sheet make' made, below its first lines.")
    }
    sheet = header["sheet"] ?? ""
    let first = file.text.prefix { !$0.isNewline }
    title = first.hasPrefix("# ") ? String(first.dropFirst(2)) : header["sheet"] ?? ""
    student = header["student"] ?? ""
    variant = header["variant"] ?? ""
    (self.answers, self.order, self.duplicates) = (answers, order, duplicates)
    source = file
  }

  static let headers = ["sheet", "student", "variant"]

  /// The name before the first colon of a line, where it is one of a question or of the header.
  static func key(_ line: String) -> (id: String, rest: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let id = line[..<colon].lowercased().filter { $0 != " " }
    let digits = id.prefix { $0.isASCII && $0.isNumber }
    let isQuestion =
      !digits.isEmpty && id.count - digits.count <= 1
      && id.dropFirst(digits.count).allSatisfy { $0.isASCII && $0.isLetter }
    guard isQuestion || headers.contains(id) else { return nil }
    return (id, String(line[line.index(after: colon)...]).trimmingWhitespace)
  }

  // MARK: - Writing

  /// The text of a file for a student, with answers already in it or none.
  public static func text(
    for own: StudentSheet, answers: [String: String] = [:]
  ) -> String {
    let sheet = own.sheet
    var lines = [
      "# \(sheet.title.onOneLine)",
      "# Answers of \(own.student.name.onOneLine).",
    ]
    if !sheet.deadline.isEmpty { lines.append("# Hand in: \(sheet.deadline.onOneLine)") }
    lines += [
      "# Write each answer behind its number and the colon. Lines that begin with # are remarks.",
      "# Fractions such as 1/3 are fine; where decimals go on, give at least three digits.",
      "", "sheet: \(sheet.id)", "student: \(own.student.id)", "variant: \(own.fingerprint)",
    ]
    for part in own.parts {
      let points = part.points == 1 ? "1 point" : "\(NumberText.short(part.points)) points"
      let remark = "\(part.id) (\(points)). \(part.question.onOneLine) Write \(part.pattern)."
      lines.append("")
      lines += remark.wrapped(to: 90, first: "# ", indent: "#   ")
      lines += Self.lines(answers[part.id] ?? "", behind: part.id)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static func lines(_ answer: String, behind id: String) -> [String] {
    // A fraction has its stroke without blanks around it.
    guard answer.contains(" / ") else {
      return ["\(id): \(answer)".trimmingTrailingSpaces]
    }
    return ["\(id):"] + answer.split(separator: " / ").map { "  \($0)" }
  }

  /// The name of a student's file.
  public static func name(for student: String, of sheet: String) -> String {
    "\(sheet)-\(student)\(ending)"
  }
}
