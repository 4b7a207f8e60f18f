/// Formulas as LaTeX spells them.
///
///     LaTeXMath.spelled("1·e^(−2) + √(2.667 + 1e−5)")
///     // 1\cdot e^{-2} + \sqrt{2.667 + 1\cdot 10^{-5}}
struct LaTeXMath {
  private var rest: Substring
  private var result = ""

  /// A formula, without dollars around it.
  ///
  /// Braces match, whatever the text.
  static func spelled(_ text: String) -> String {
    var speller = LaTeXMath(rest: text[...])
    speller.spell()
    return speller.result
  }

  static let signs: [Character: String] = [
    "−": "-", "·": "\\cdot ", "×": "\\times ", "∗": "\\ast ", "÷": "\\div ", "≈": "\\approx ",
    "≤": "\\le ",
    "≥": "\\ge ", "≠": "\\ne ", "→": "\\rightarrow ", "←": "\\leftarrow ", "⌊": "\\lfloor ",
    "⌋": "\\rfloor ", "⌈": "\\lceil ", "⌉": "\\rceil ", "∞": "\\infty ", "Σ": "\\Sigma ",
    "∑": "\\Sigma ", "√": "\\surd ", "∂": "\\partial ", "∇": "\\nabla ", "∘": "\\circ ",
    "α": "\\alpha ",
    "β": "\\beta ", "γ": "\\gamma ", "δ": "\\delta ", "ε": "\\varepsilon ", "η": "\\eta ",
    "λ": "\\lambda ",
    "μ": "\\mu ", "σ": "\\sigma ", "φ": "\\varphi ", "±": "\\pm ", "²": "^{2}", "³": "^{3}",
    "⁺": "{}^{+}",
    "ᵀ": "^{T}",
    "½": "\\frac{1}{2}", "′": "'", "✓": "\\checkmark ", "✗": "\\times ", "…": "\\ldots ",
  ]

  private static let functions: Set = ["max", "min", "log", "ln", "tanh", "exp", "cosh"]

  private mutating func spell() {
    while let character = rest.first {
      if character.isASCII, character.isNumber {
        number()
      } else if character.isLetter, Self.signs[character] == nil {
        words()
      } else if character == "√" || character == "^", let inner = parenthesized() {
        result += (character == "√" ? "\\sqrt{" : "^{") + Self.spelled(inner) + "}"
      } else if character == "^" {
        rest.removeFirst()
        let number = rest.prefix { $0.isNumber || "−.".contains($0) }
        // A variable is a single letter: the next one stands on the line again.
        let exponent = number.isEmpty ? rest.prefix(1).filter(\.isLetter) : String(number)
        rest.removeFirst(exponent.count)
        result += "^{\(Self.spelled(exponent))}"
      } else {
        rest.removeFirst()
        sign(character)
      }
    }
    // A sign that joins what follows on the next line keeps its distance from what stands before.
    if result.trimmingEnd.last.map({ "+-".contains($0) }) == true { result += "{}" }
  }

  /// A number; `1e−5` becomes a power of ten.
  private mutating func number() {
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    rest.removeFirst(digits.count)
    result += digits
    guard rest.first == "e" else { return }
    let exponent = rest.dropFirst().prefix { $0.isNumber || $0 == "−" }
    guard exponent.contains(where: \.isNumber) else { return }
    rest.removeFirst(1 + exponent.count)
    result += "\\cdot 10^{\(exponent.map { $0 == "−" ? "-" : String($0) }.joined())}"
  }

  /// A name: one letter is a variable, a function has its own command, the rest are words.
  private mutating func words() {
    let word = rest.prefix { $0.isLetter && Self.signs[$0] == nil }
    if Self.functions.contains(String(word)) {
      rest.removeFirst(word.count)
      result += "\\\(word)"
      if rest.first.map({ $0.isLetter || $0 == " " }) == true { result += " " }
      return
    }
    if word.count == 1 {
      rest.removeFirst()
      result += word.first.map { $0.isASCII ? String($0) : "\\text{\($0)}" } ?? ""
      return
    }
    let text = rest.prefix { $0 == " " || ($0.isLetter && Self.signs[$0] == nil) }
    rest.removeFirst(text.count)
    let before = result.last == " " ? " " : ""
    result += "\\text{\(before)\(LaTeXText.escaped(String(text)))}"
  }

  /// What stands in the parentheses behind the sign that comes next, which is taken away with them;
  /// `nil`, and nothing taken, where none opens there or it is not closed.
  private mutating func parenthesized() -> String? {
    let behind = rest.dropFirst()
    guard behind.first == "(" else { return nil }
    var depth = 0
    for index in behind.indices {
      if behind[index] == "(" { depth += 1 }
      if behind[index] == ")" { depth -= 1 }
      guard depth == 0 else { continue }
      let inner = behind[behind.index(after: behind.startIndex)..<index]
      rest = behind[behind.index(after: index)...]
      return String(inner)
    }
    return nil
  }

  private mutating func sign(_ character: Character) {
    if let sign = Self.signs[character] {
      result += sign
    } else if "{}$&#%_".contains(character) {
      result += "\\\(character)"
    } else if "\\~^".contains(character) || !character.isASCII {
      result += "\\text{\(LaTeXText.escaped(String(character)))}"
    } else {
      result.append(character)
    }
  }
}

extension String {
  fileprivate var trimmingEnd: Substring {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return text
  }
}
