import Problems
import Typesetting

extension LessonText {
  /// The line around code that stands as it is.
  private static let fence = "```"

  /// The blocks that a text is made of.
  static func blocks(of markup: String) -> [Block] {
    var blocks: [Block] = []
    var lines: [Substring] = []
    var code: [String]?
    func flush() {
      blocks += block(of: lines)
      lines = []
    }
    for line in markup.split(separator: "\n", omittingEmptySubsequences: false) {
      if String(line).trimmingWhitespace.hasPrefix(fence) {
        flush()
        if let done = code { blocks.append(.code(done)) }
        code = code == nil ? [] : nil
      } else if code != nil {
        code?.append(String(line))
      } else if line.allSatisfy(\.isWhitespace) {
        flush()
      } else {
        lines.append(line)
      }
    }
    flush()
    // Code that nobody ends goes to the end.
    if let code { blocks.append(.code(code)) }
    return blocks
  }

  /// The lines of a text but for those of code.
  static func linesOutsideCode(of markup: String) -> [String] {
    var isCode = false
    return markup.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .filter { line in
        let isFence = line.trimmingWhitespace.hasPrefix(fence)
        if isFence { isCode.toggle() }
        return !isCode && !isFence
      }
  }

  /// What lines are that no blank line parts: text before the first item is a paragraph of its own.
  private static func block(of lines: [Substring]) -> [Block] {
    guard !lines.isEmpty else { return [] }
    let trimmed = lines.map { String($0).trimmingWhitespace }
    let start = trimmed.firstIndex { Item($0) != nil || $0.hasPrefix("|") } ?? trimmed.count
    var result: [Block] = []
    if start > 0 {
      result.append(.paragraph(spans(of: trimmed[..<start].joined(separator: " "))))
    }
    let rest = trimmed[start...]
    guard let first = rest.first else { return result }
    result.append(first.hasPrefix("|") ? table(Array(rest)) : list(Array(rest)))
    return result
  }

  /// The beginning of a list's item.
  private struct Item {
    let isNumbered: Bool
    let text: String

    init?(_ line: String) {
      if line.hasPrefix("- ") {
        (isNumbered, text) = (false, String(line.dropFirst(2)).trimmingWhitespace)
        return
      }
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      guard (1...2).contains(digits.count), line.dropFirst(digits.count).hasPrefix(". ") else {
        return nil
      }
      isNumbered = true
      text = String(line.dropFirst(digits.count + 2)).trimmingWhitespace
    }
  }

  /// The items of a list; a line that starts none goes on with the one before.
  private static func list(_ lines: [String]) -> Block {
    var items: [String] = []
    for line in lines {
      if let item = Item(line) {
        items.append(item.text)
      } else {
        items[items.count - 1] += " " + line
      }
    }
    let isNumbered = Item(lines[0])?.isNumbered ?? false
    return isNumbered ? .numbered(items.map(spans)) : .bullets(items.map(spans))
  }

  /// The rows of a table; a line of dashes below the first one makes that the head.
  private static func table(_ lines: [String]) -> Block {
    var rows: [[String]] = []
    var hasHead = false
    for line in lines {
      let inside = line.hasPrefix("|") ? line.dropFirst() : line[...]
      let cells = (inside.hasSuffix("|") ? inside.dropLast() : inside)
        .split(separator: "|", omittingEmptySubsequences: false)
        .map { String($0).trimmingWhitespace }
      if rows.count == 1, cells.allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-:".contains($0) } }) {
        hasHead = true
      } else {
        rows.append(cells)
      }
    }
    let columns = rows.map(\.count).max() ?? 0
    return .table(
      hasHead: hasHead,
      rows: rows.map { row in
        row.map(spans) + [[Span]](repeating: [], count: columns - row.count)
      })
  }

  /// The pieces of a line; a sign without its partner stays what it is.
  public static func spans(of text: String) -> [Span] {
    var spans: [Span] = []
    var plain = ""
    var rest = text[...]
    func flush() {
      if !plain.isEmpty { spans.append(Span(plain)) }
      plain = ""
    }
    while let first = rest.first {
      if rest.hasPrefix("**"), let end = rest.dropFirst(2).firstRange(of: "**"),
        end.lowerBound > rest.index(rest.startIndex, offsetBy: 2)
      {
        flush()
        let start = rest.index(rest.startIndex, offsetBy: 2)
        spans.append(Span(String(rest[start..<end.lowerBound]), .bold))
        rest = rest[end.upperBound...]
      } else if first == "`", let end = rest.dropFirst().firstIndex(of: "`"),
        end > rest.index(after: rest.startIndex)
      {
        flush()
        spans.append(Span(String(rest[rest.index(after: rest.startIndex)..<end]), .code))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return spans
  }
}
