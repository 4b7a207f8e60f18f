/// The character sets G0 and G1 and which of them is in use.
struct Charsets: Hashable, Sendable {
  enum Charset: Hashable, Sendable {
    case ascii
    /// DEC Special Graphics: lower-case letters stand for line-drawing glyphs.
    case lineDrawing
  }

  var designated = [Charset.ascii, .ascii]
  /// 0 after SI, 1 after SO.
  var active = 0

  var current: Charset { designated[active] }

  /// Returns what a scalar looks like in the set in use.
  func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    current == .lineDrawing ? Self.lineDrawing[scalar] ?? scalar : scalar
  }

  private static let lineDrawing: [Unicode.Scalar: Unicode.Scalar] = [
    "`": "◆", "a": "▒", "f": "°", "g": "±", "h": "␤", "i": "␋", "j": "┘", "k": "┐", "l": "┌",
    "m": "└", "n": "┼", "o": "⎺", "p": "⎻", "q": "─", "r": "⎼", "s": "⎽", "t": "├", "u": "┤",
    "v": "┴", "w": "┬", "x": "│", "y": "≤", "z": "≥", "{": "π", "|": "≠", "}": "£", "~": "·",
  ]
}
