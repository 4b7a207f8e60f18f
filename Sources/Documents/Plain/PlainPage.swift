import Typesetting

/// Pages as lines of text.
public struct PlainPage: Sendable {
  /// The most columns of a line; a number or word that is longer stays whole.
  public let width: Int
  /// The characters to write with.
  public let glyphs: GlyphSet

  /// Creates a rendering.
  ///
  /// - Parameter width: The most columns of a line; at least 40.
  public init(width: Int = 80, glyphs: GlyphSet = .unicode) {
    (self.width, self.glyphs) = (max(40, width), glyphs)
  }

  /// The page as text, without a newline at its end.
  public func text(_ document: Document) -> String {
    lines(document).map(\.text).joined(separator: "\n")
  }

  /// The lines of a page; blocks are parted by empty ones.
  public func lines(_ document: Document) -> [PageLine] {
    Array(
      document.blocks.map(lines).filter { !$0.isEmpty }
        .joined(separator: [PageLine()]))
  }

  private func lines(_ block: Block) -> [PageLine] {
    switch block {
    case .heading(let text, let level): heading(text, level: level)
    case .prose(let text): wrapped(text)
    case .list(let items, let isNumbered): list(items, isNumbered: isNumbered)
    case .table(let table): lines(table)
    case .grids(let grids): lines(grids)
    case .sums(let sums): lines(sums)
    case .formula(let text):
      text.split(separator: "\n").flatMap { wrapped(String($0), first: "  ", indent: "    ") }
    case .verbatim(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { PageLine("  " + adapted(String($0))) }
    case .room(let lines): [PageLine](repeating: PageLine(" "), count: lines)
    case .pageBreak: [PageLine(String(repeating: glyphs.horizontal, count: width), hue: .dim)]
    }
  }

  func adapted(_ text: String) -> String { glyphs.adapt(text) }

  func wrapped(_ text: String, first: String = "", indent: String = "") -> [PageLine] {
    adapted(text).wrapped(to: width, first: first, indent: indent).map { PageLine($0) }
  }

  private func heading(_ text: String, level: Int) -> [PageLine] {
    let lines = adapted(text).wrapped(to: width)
    let longest = lines.map { DisplayWidth.of($0) }.max() ?? 0
    let rule = level == 1 ? "=" : level == 2 ? "-" : ""
    let below = rule.isEmpty ? [] : [PageLine(String(repeating: rule, count: longest), hue: .dim)]
    return lines.map { PageLine($0, hue: level == 1 ? .accent : .text, isBold: true) } + below
  }

  private func list(_ items: [String], isNumbered: Bool) -> [PageLine] {
    items.enumerated().flatMap { position, item in
      let mark = isNumbered ? "\(position + 1). " : "- "
      return wrapped(item, first: mark, indent: String(repeating: " ", count: mark.count))
    }
  }
}
