/// The characters that text is drawn with.
public enum Glyphs: Hashable, Sendable {
  /// Mathematical signs, for terminals and files in UTF-8.
  case unicode
  /// ASCII alone, for every other locale.
  case ascii

  /// A text with every character of its own kind: `2·(−1)` becomes `2*(-1)` in ASCII.
  public func text(_ text: String) -> String {
    switch self {
    case .unicode: text
    case .ascii: text.map { Glyphs.replacements[$0] ?? ($0.isASCII ? String($0) : "?") }.joined()
    }
  }

  /// What stands in a padding cell.
  var padding: String { self == .unicode ? "·" : "." }

  private static let replacements: [Character: String] = [
    "·": "*", "−": "-", "×": "x", "…": "...", "–": "-", "∞": "inf", "√": "sqrt", "²": "^2",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "α": "alpha", "β": "beta", "γ": "gamma",
    "ε": "epsilon", "μ": "mu", "σ": "sigma", "Σ": "sum", "→": "->", "’": "'",
  ]
}
