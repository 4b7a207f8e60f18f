import Problems
import Typesetting

/// The prose of a lesson step: paragraphs and lists of marked-up text.
///
/// Paragraphs are separated by blank lines, and lines inside one are joined. A paragraph whose
/// lines start with `- ` is a list. Inside, `**bold**` stresses and `` `code` `` sets a term, a
/// number or a formula apart.
public struct LessonText: Hashable, Sendable {
  /// A paragraph or a list.
  public enum Block: Hashable, Sendable {
    /// Running text.
    case paragraph([Span])
    /// List items, each of them running text.
    case bullets([[Span]])

    /// The running texts it is made of.
    var texts: [[Span]] {
      switch self {
      case .paragraph(let spans): [spans]
      case .bullets(let items): items
      }
    }
  }

  /// A piece of text in one style.
  public struct Span: Hashable, Sendable {
    /// How a span is set.
    public enum Style: Hashable, Sendable {
      /// As the text around it.
      case plain
      /// Stressed.
      case bold
      /// A term, a number or a formula.
      case code
    }

    /// The text, without markup.
    public let text: String
    /// How it is set.
    public let style: Style

    /// Creates a span.
    public init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// Creates a paragraph of text as it stands, without markup.
  public init(plain text: String) {
    blocks = text.isEmpty ? [] : [.paragraph([Span(text)])]
    unpaired = []
  }

  /// The blocks, top to bottom.
  public let blocks: [Block]

  /// The signs of the markup that have no partner, and so stand in the text as they are.
  let unpaired: [String]

  /// Creates a text from its markup.
  public init(_ markup: String) {
    blocks = LessonText.blocks(of: markup)
    unpaired = blocks.flatMap(\.texts).flatMap { spans in
      ["**", "`"].filter { sign in
        spans.contains { $0.style == .plain && $0.text.contains(sign) }
      }
    }
  }

  /// The text without markup, blocks separated by blank lines.
  public var plain: String {
    blocks.map { block in
      switch block {
      case .paragraph(let spans): spans.map(\.text).joined()
      case .bullets(let items):
        items.map { "- " + $0.map(\.text).joined() }.joined(separator: "\n")
      }
    }.joined(separator: "\n\n")
  }

  /// The beginning of the text up to the end of a sentence, without its full stop: what a list calls it.
  public var firstSentence: String {
    let line = plain.prefix { $0 != "\n" }
    let ends = [". ", "? ", "! ", ": "].compactMap { line.firstRange(of: $0)?.lowerBound }
    let sentence = ends.min().map { line[...$0] } ?? line
    return String(sentence.last == "." || sentence.last == ":" ? sentence.dropLast() : sentence)
  }

  /// How many lines the text takes at a width, blank lines between blocks included.
  public func lineCount(width: Int) -> Int {
    let lines = blocks.map { block in
      switch block {
      case .paragraph(let spans): wrappedLines(spans, width)
      case .bullets(let items): items.map { wrappedLines($0, width - 2) }.reduce(0, +)
      }
    }
    return lines.reduce(0, +) + max(0, blocks.count - 1)
  }

  private func wrappedLines(_ spans: [Span], _ width: Int) -> Int {
    spans.map(\.text).joined().wrapped(to: width).count
  }

  // MARK: - Markup

  private static func blocks(of markup: String) -> [Block] {
    var blocks: [Block] = []
    var lines: [Substring] = []
    for line in markup.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        blocks += block(of: lines)
        lines = []
      } else {
        lines.append(line)
      }
    }
    return blocks + block(of: lines)
  }

  /// A list where lines start with a dash, otherwise a paragraph.
  ///
  /// Text before the first item is a paragraph of its own.
  private static func block(of lines: [Substring]) -> [Block] {
    guard !lines.isEmpty else { return [] }
    let trimmed = lines.map { String($0).trimmingWhitespace }
    let start = trimmed.firstIndex { $0.hasPrefix("- ") } ?? trimmed.count
    var result: [Block] = []
    if start > 0 {
      result.append(.paragraph(spans(of: trimmed[..<start].joined(separator: " "))))
    }
    var items: [String] = []
    for line in trimmed[start...] {
      if line.hasPrefix("- ") {
        items.append(String(line.dropFirst(2)).trimmingWhitespace)
      } else {
        items[items.count - 1] += " " + line
      }
    }
    if !items.isEmpty { result.append(.bullets(items.map(spans))) }
    return result
  }

  /// A sign without its partner stays what it is.
  private static func spans(of text: String) -> [Span] {
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
