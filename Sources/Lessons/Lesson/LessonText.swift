import Problems
import Typesetting

/// The prose of a lesson step: paragraphs, lists, tables and code with marked-up text.
///
/// Blocks are separated by blank lines, and lines inside a paragraph are joined. Lines that start with
/// `- ` or `1. ` are a list, lines that start with `|` a table, and what stands between lines of three
/// backticks is code as it stands. Inside, `**bold**` stresses and `` `code` `` sets a term, a number or
/// a formula apart.
public struct LessonText: Hashable, Sendable {
  /// A part of the prose.
  public enum Block: Hashable, Sendable {
    /// Running text.
    case paragraph([Span])
    /// List items, each of them running text.
    case bullets([[Span]])
    /// List items with numbers from 1.
    case numbered([[Span]])
    /// Rows of cells, all of the same length; the first one is the head where there is one.
    case table(hasHead: Bool, rows: [[[Span]]])
    /// Lines as they stand.
    case code([String])

    /// The running texts it is made of.
    var texts: [[Span]] {
      switch self {
      case .paragraph(let spans): [spans]
      case .bullets(let items), .numbered(let items): items
      case .table(_, let rows): rows.flatMap { $0 }
      case .code: []
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
      /// The sign or the number of a list's item, or a rule of a table.
      case mark
    }

    /// The text, without markup.
    public let text: String
    /// How it is set.
    public let style: Style

    /// The text with blanks at which no line ends where it is code: a formula or a row of numbers goes to
    /// the next line where it fits there whole.
    public var unbroken: String {
      style == .code ? text.replacing(" ", with: String.noBreakSpace) : text
    }

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
    unpaired = blocks.flatMap(\.texts).flatMap(LessonText.unpaired)
  }

  /// The signs of the markup that have no partner in a text.
  static func unpaired(in spans: [Span]) -> [String] {
    ["**", "`"].filter { sign in
      spans.contains { $0.style == .plain && $0.text.contains(sign) }
    }
  }

  /// The words of the text without markup, blocks separated by blank lines.
  public var plain: String {
    blocks.map { block in
      switch block {
      case .paragraph(let spans): spans.map(\.text).joined()
      case .bullets(let items):
        items.map { "- " + $0.map(\.text).joined() }.joined(separator: "\n")
      case .numbered(let items):
        items.enumerated().map { "\($0 + 1). " + $1.map(\.text).joined() }
          .joined(separator: "\n")
      case .table(_, let rows):
        rows.map { $0.map { $0.map(\.text).joined() }.joined(separator: "  ") }
          .joined(separator: "\n")
      case .code(let lines): lines.joined(separator: "\n")
      }
    }.joined(separator: "\n\n")
  }

  /// How many words are to be read: a formula or a number set apart is one, blocks of code are none.
  var wordCount: Int {
    blocks.flatMap(\.texts).joined().reduce(0) { count, span in
      let words = span.text.split(whereSeparator: \.isWhitespace)
      return count
        + (span.style == .code ? 1 : words.count { $0.contains { $0.isLetter || $0.isNumber } })
    }
  }

  /// A line of marked-up text without its markup.
  public static func plain(_ markup: String) -> String {
    spans(of: markup).map(\.text).joined()
  }

  /// The beginning of the text up to the end of a sentence, without its full stop: what a list calls it.
  public var firstSentence: String {
    let line = plain.prefix { $0 != "\n" }
    var depth = 0
    let end = line.indices.first { place in
      depth += line[place] == "(" ? 1 : line[place] == ")" ? -1 : 0
      // What stands in brackets goes on, as in dLoss/d(weight of 1. conv2d).
      return depth <= 0 && ".?!:".contains(line[place])
        && line[line.index(after: place)...].first == " "
    }
    let sentence = end.map { line[...$0] } ?? line
    return String(sentence.last == "." || sentence.last == ":" ? sentence.dropLast() : sentence)
  }
}
