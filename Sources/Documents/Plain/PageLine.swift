import Typesetting

/// A line of a page, in runs of one look.
public struct PageLine: Hashable, Sendable {
  /// Text of one look.
  public struct Run: Hashable, Sendable {
    /// The text.
    public let text: String
    /// Its colour.
    public let hue: Hue
    /// Whether it is bold.
    public let isBold: Bool
  }

  /// The runs, from left to right.
  public private(set) var runs: [Run]

  /// A line of one look.
  public init(_ text: String = "", hue: Hue = .text, isBold: Bool = false) {
    runs = text.isEmpty ? [] : [Run(text: text, hue: hue, isBold: isBold)]
  }

  /// The text without its looks.
  public var text: String { runs.map(\.text).joined().trimmingTrailingSpaces }

  var width: Int { runs.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  static func + (left: PageLine, right: PageLine) -> PageLine {
    var line = left
    line.runs += right.runs
    return line
  }

  func padded(to width: Int) -> PageLine {
    let missing = width - self.width
    return missing > 0 ? self + PageLine(String(repeating: " ", count: missing)) : self
  }
}
