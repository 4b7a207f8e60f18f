import Typesetting

/// Pages as a piece of HTML that stands in another page, such as a question of a learning platform.
///
/// Nothing in it needs a style sheet or a script.
public struct HTMLFragment: Sendable {
  /// Creates a rendering.
  public init() {}

  /// The elements, a line for each block.
  public func text(_ document: Document) -> String {
    document.blocks.map(text).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func text(_ block: Block) -> String {
    switch block {
    case .heading(let text, let level):
      // Headings 1 and 2 are those of the page around.
      "<h\(level + 2)>\(Self.escaped(text))</h\(level + 2)>"
    case .prose(let text): "<p>" + lines(text) + "</p>"
    case .list(let items, let isNumbered):
      wrapped(isNumbered ? "ol" : "ul", items.map { "<li>\(Self.escaped($0))</li>" }.joined())
    case .table(let table): self.table(table)
    case .grids(let grids): grids.map(grid).joined(separator: "\n")
    case .sums(let sums): self.table(sums.table)
    case .formula(let text): "<p><i>" + lines(text) + "</i></p>"
    case .verbatim(let text): "<pre>\(Self.escaped(text))</pre>"
    case .room, .pageBreak: ""
    }
  }

  private func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) }
      .joined(separator: "<br>")
  }

  private func wrapped(_ element: String, _ content: String) -> String {
    "<\(element)>\(content)</\(element)>"
  }

  private func table(_ table: Table) -> String {
    let header = table.columns.map { "<th>\(Self.escaped($0.title))</th>" }.joined()
    let rows = table.rows.map { row in
      wrapped("tr", row.map { "<td>\(Self.escaped($0))</td>" }.joined())
    }
    return wrapped("table", wrapped("tr", header) + rows.joined())
  }

  private func grid(_ grid: NumberGrid) -> String {
    let cell = "<td style=\"text-align: right; padding: 0 0.6em\">"
    let rows = grid.rows.enumerated().map { position, row in
      let label = grid.labels.isEmpty ? "" : "<th>\(Self.escaped(grid.labels[position]))</th>"
      return wrapped("tr", label + row.map { "\(cell)\(Self.escaped($0))</td>" }.joined())
    }
    let caption = grid.title.isEmpty ? "" : wrapped("caption", Self.escaped(grid.title))
    return wrapped("table", caption + rows.joined())
  }

  /// A text without signs that would be markup, nor any that XML does not know.
  public static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
      .filter {
        $0 == "\n"
          || $0.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && $0.value < 0xFFFE || $0.value > 0xFFFF
          }
      }
  }
}
