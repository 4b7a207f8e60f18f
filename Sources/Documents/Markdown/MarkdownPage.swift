import Typesetting

/// Pages in Markdown, with the tables of GitHub and of Pandoc.
public struct MarkdownPage: Sendable {
  /// The width of what is set letter by letter.
  private static let width = 92

  /// Creates a rendering.
  public init() {}

  /// The page, with a newline at its end.
  public func text(_ document: Document) -> String {
    document.blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      String(repeating: "#", count: level) + " " + escaped(text.onOneLine)
    case .prose(let text):
      // Two blanks at its end keep a line's end.
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escaped(String($0)) }.joined(separator: "  \n")
    case .list(let items, let isNumbered):
      items.enumerated().map { position, item in
        (isNumbered ? "\(position + 1). " : "- ") + escaped(item.onOneLine)
      }.joined(separator: "\n")
    case .table(let table): self.table(table)
    case .grids: fenced(PlainPage(width: Self.width).text(Document([block])))
    case .sums(let sums): self.table(sums.table)
    case .formula(let text):
      text.split(separator: "\n").map { "> " + escaped(String($0)) }.joined(separator: "  \n")
    case .verbatim(let text): fenced(text)
    case .room(let lines): String(repeating: "<br>\n", count: lines) + "<br>"
    case .pageBreak: "---"
    }
  }

  private func fenced(_ text: String) -> String {
    // A fence is longer than any run of back quotes in what it encloses.
    let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }

  private func table(_ table: Table) -> String {
    let header = row(table.columns.map(\.title))
    let rule = row(table.columns.map { $0.kind == .number ? "---:" : "---" }, isEscaped: false)
    return ([header, rule] + table.rows.map { row($0) }).joined(separator: "\n")
  }

  private func row(_ cells: [String], isEscaped: Bool = true) -> String {
    "| " + cells.map { isEscaped ? escaped($0.onOneLine) : $0 }.joined(separator: " | ") + " |"
  }

  /// A text without signs that would be markup.
  func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|~$".contains(character) { result.append("\\") }
      result.append(character)
    }
    // What begins like an item of a list.
    if let first = result.first, "-+".contains(first) { result = "\\" + result }
    let digits = result.prefix { $0.isASCII && $0.isNumber }
    let rest = result.dropFirst(digits.count)
    if !digits.isEmpty, let mark = rest.first, ".)".contains(mark) { result = "\(digits)\\\(rest)" }
    return result
  }
}

extension [Sum] {
  /// Sums as a table, without the columns in which nothing stands.
  var table: Table {
    let rows = map { sum in
      [sum.label, sum.name, sum.pieces.joined(), "\(sum.relation) \(sum.result)"]
    }
    let titles = ["cell", "part", "sum", "result"]
    let used = titles.indices.filter { column in
      column > 1 || rows.contains { !$0[column].isEmpty }
    }
    return Table(
      used.map { Table.Column(titles[$0], $0 == 3 ? .number : $0 == 2 ? .formula : .text) },
      rows: rows.map { row in used.map { row[$0] } })
  }
}
