extension GlyphSet {
  /// Returns `text` spelled with characters of this set.
  ///
  ///     GlyphSet.ascii.adapt("3×3 → 1 − 2…")  // "3x3 -> 1 - 2..."
  public func adapt(_ text: String) -> String {
    if isUnicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.map { $0.isASCII ? String($0) : Self.ascii(for: $0) }.joined()
  }

  /// A sign that stands in a grid in as many columns as the character takes: one.
  public func sign(_ character: Character) -> Character {
    signs(String(character)).first ?? character
  }

  /// What stands in a cell of a grid, its signs in one column each; a dot alone is no sign between factors but
  /// a cell without a number.
  public func signs(_ text: String) -> String {
    if isUnicode { return text }
    return text == String(GlyphSet.unicode.nothing)
      ? String(nothing) : adapt(String(text.map { Self.signs[$0] ?? $0 }))
  }

  private static let signs: [Character: Character] = [
    "→": ">", "←": "<", "↖": "\\", "↗": "/", "↘": "\\", "↙": "/",
  ]

  private static func ascii(for character: Character) -> String {
    if let spelling = spellings[character] { return spelling }
    // A letter with marks loses the marks when its decomposition starts in ASCII.
    if character.unicodeScalars.count > 1, let first = character.unicodeScalars.first, first.isASCII
    {
      return String(first)
    }
    guard let scalar = character.unicodeScalars.first else { return "?" }
    switch scalar.value {
    case 0x2800...0x28FF: return String(GlyphSet.ascii.braille(UInt8(scalar.value - 0x2800)))
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    default: return "?"
    }
  }

  private static let spellings: [Character: String] = [
    "·": "*", "∘": "o", "×": "x", "−": "-", "–": "-", "—": "--", "÷": "/", "±": "+-", "…": "...",
    "⋮": ":",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "▸": ">", "◂": "<", "•": "*",
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∞": "inf", "√": "sqrt", "∑": "sum", "Σ": "sum",
    "∂": "d", "∇": "grad", "∈": "in", "∗": "(*)", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "Δ": "delta", "ε": "eps", "η": "eta",
    "θ": "theta", "λ": "lambda", "μ": "mu", "σ": "sigma", "π": "pi", "φ": "phi", "ω": "omega",
    "²": "^2", "³": "^3", "¹": "^1", "⁰": "^0", "ⁿ": "^n", "⁺": "+", "ᵀ": "^T", "½": "1/2",
    "′": "'",
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "ᵢ": "i", "ⱼ": "j", "“": "\"", "”": "\"", "‘": "'", "’": "'", "„": "\"",
    "\u{a0}": " ",
    "✓": "+", "✔": "+", "✗": "x", "✘": "x", "◐": "o", "●": "X", "○": "o", "█": "#", "░": ".",
    "▒": ":", "▓": "=",
    "─": "-", "━": "-", "│": "|", "┃": "|", "é": "e", "è": "e", "ü": "ue", "ö": "oe", "ä": "ae",
    "ß": "ss", "ï": "i", "ç": "c",
  ]
}
