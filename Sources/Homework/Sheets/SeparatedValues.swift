import Problems

/// Comma-separated values, as spreadsheets write and read them.
struct SeparatedValues {
  /// A line with its fields.
  struct Line {
    /// Where it begins, from 1.
    let number: Int
    var fields: [String]
    /// Whether every quotation mark of it is closed.
    var isClosed = true
  }

  /// The lines in which something stands.
  let lines: [Line]

  /// Reads a text.
  ///
  /// The separator is the one that its first line has most of: comma, semicolon or tab.
  init(_ text: String) {
    let first = text.prefix { $0 != "\n" }
    let separator = [",", ";", "\t"].max { left, right in
      first.count { "\($0)" == left } < first.count { "\($0)" == right }
    }
    lines = Self.read(text, separator: Character(separator ?? ","))
  }

  private static func read(_ text: String, separator: Character) -> [Line] {
    var lines: [Line] = []
    var line = Line(number: 1, fields: [])
    var (field, number) = ("", 1)
    var (isQuoted, wasQuoted) = (false, false)
    func endField() {
      line.fields.append(wasQuoted ? field : field.trimmingWhitespace)
      (field, wasQuoted) = ("", false)
    }
    func endLine() {
      endField()
      line.isClosed = !isQuoted
      if line.fields.contains(where: { !$0.isEmpty }) { lines.append(line) }
    }
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\n" { number += 1 }
      switch character {
      case "\"" where isQuoted && rest.first == "\"":
        rest.removeFirst()
        field.append("\"")
      case "\"" where isQuoted: isQuoted = false
      case "\"" where field.trimmingWhitespace.isEmpty:
        (field, isQuoted, wasQuoted) = ("", true, true)
      case separator where !isQuoted: endField()
      case "\n" where !isQuoted:
        endLine()
        line = Line(number: number, fields: [])
      default: field.append(character)
      }
    }
    if !field.isEmpty || !line.fields.isEmpty || isQuoted { endLine() }
    return lines
  }

  // MARK: - Writing

  /// A line of fields, without a newline at its end.
  ///
  /// A spreadsheet computes what begins with `=`, `+`, `-` or `@`: unless it is a plain number, an
  /// apostrophe keeps it a text.
  static func line(_ fields: [String]) -> String {
    fields.map { field in
      let safe = isFormula(field) ? "'" + field : field
      let needsQuotes =
        safe.contains { ",;\"\n\r\t".contains($0) } || safe != safe.trimmingWhitespace
      return needsQuotes ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
    }.joined(separator: ",")
  }

  private static func isFormula(_ field: String) -> Bool {
    guard let first = field.first(where: { $0 != " " }), "=+-@\t\r−".contains(first) else {
      return false
    }
    return Double(field) == nil || field.contains { $0.isLetter && $0 != "e" && $0 != "E" }
  }
}
