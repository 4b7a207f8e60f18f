import Typesetting

/// A run of characters with one style.
public struct Span: Hashable, Sendable {
  /// The characters.
  public var text: String
  /// How they look.
  public var style: Style

  /// Creates a run.
  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

/// Where a line goes when there is more room than it needs.
public enum Alignment: Hashable, Sendable {
  case leading, center, trailing
}

/// Text whose parts have styles of their own.
///
///     let sum: StyledText = StyledText("1", .input) + "·" + StyledText("4", .kernel)
public struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// The parts in order.
  public var spans: [Span]

  /// Creates text from its parts; empty ones are dropped.
  public init(_ spans: [Span] = []) {
    self.spans = spans.filter { !$0.text.isEmpty }
  }

  /// Creates text of a single style.
  public init(_ text: String, _ style: Style = .text) {
    self.init([Span(text, style)])
  }

  /// Creates text in the plain style from a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The characters alone.
  public var plain: String { spans.map(\.text).joined() }

  /// Whether there is no character.
  public var isEmpty: Bool { spans.isEmpty }

  /// The number of columns, were it written on one line.
  public var width: Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// Returns the text with every style changed.
  public func restyled(_ change: (Style) -> Style) -> StyledText {
    StyledText(spans.map { Span($0.text, change($0.style)) })
  }

  /// Returns two texts as one.
  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  /// Adds text at the end.
  public static func += (left: inout StyledText, right: StyledText) {
    left.spans += right.spans
  }

  /// Adds characters at the end, joining the last part when the style is the same.
  public mutating func append(_ text: String, _ style: Style = .text) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == style {
      spans[last].text += text
    } else {
      spans.append(Span(text, style))
    }
  }
}

extension GlyphSet {
  /// Returns `text` spelled with characters of this set, styles kept.
  public func adapt(_ text: StyledText) -> StyledText {
    isUnicode ? text : StyledText(text.spans.map { Span(adapt($0.text), $0.style) })
  }
}
