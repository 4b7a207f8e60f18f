import Typesetting

/// One press of a key, as far as a terminal can tell keys apart.
///
/// A character literal is a key: `let quit: Key = "q"`.
public enum Key: Hashable, Sendable, ExpressibleByExtendedGraphemeClusterLiteral {
  /// A printable character, shift already applied; the space bar is `" "`.
  case character(Character)
  /// A character typed with the control key, in lower case: `.control("c")` is C-c.
  case control(Character)
  /// A character typed with the alt (meta) key.
  case alt(Character)
  case up, down, left, right
  case home, end, pageUp, pageDown
  case enter, escape, tab, backTab
  case backspace, delete, insert
  /// A function key; `.function(1)` is F1.
  case function(Int)

  /// Creates the key of a printable character.
  public init(extendedGraphemeClusterLiteral value: Character) {
    self = .character(value)
  }

  /// The space bar.
  public static let space = Key.character(" ")
}

extension Key {
  /// What a sentence calls the key: a word, which every terminal can show.
  public var name: String { label(.ascii) }

  /// What footer and help call the key: `Enter`, `C-c`, `←` (`Left` without Unicode).
  public func label(_ glyphs: GlyphSet = .unicode) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "C-\(character)"
    case .alt(let character): "M-\(character)"
    case .up: glyphs.isUnicode ? "↑" : "Up"
    case .down: glyphs.isUnicode ? "↓" : "Down"
    case .left: glyphs.isUnicode ? "←" : "Left"
    case .right: glyphs.isUnicode ? "→" : "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "S-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .function(let number): "F\(number)"
    }
  }
}
