/// One position of a terminal's screen.
struct ScreenCell: Hashable, Sendable {
  /// A character with its combining marks; empty in the right half of a wide character.
  var text = " "
  var pen = Pen()

  /// Whether this is the right half of the character before it.
  var isContinuation: Bool { text.isEmpty }
}

/// How characters are drawn: what SGR sequences set.
///
/// Dim and hidden text are not among libvterm's attributes; ``SwitchedModes`` knows of them.
struct Pen: Hashable, Sendable {
  /// The switches of SGR.
  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: Int

    static let bold = Attributes(rawValue: 1 << 0)
    static let italic = Attributes(rawValue: 1 << 1)
    static let underline = Attributes(rawValue: 1 << 2)
    static let blink = Attributes(rawValue: 1 << 3)
    static let reverse = Attributes(rawValue: 1 << 4)
    static let struck = Attributes(rawValue: 1 << 5)
  }

  enum Color: Hashable, Sendable {
    /// The user's own.
    case standard
    case indexed(Int)
    /// 0xRRGGBB.
    case rgb(Int)
  }

  var attributes: Attributes = []
  var foreground = Color.standard
  var background = Color.standard

  var hasColor: Bool { foreground != .standard || background != .standard }
}
