import Documents
import Foundation
import TestSupport
import Testing

@testable import Documents

/// A page with whatever texts may hold, so that no sign of it becomes markup.
private let hostile = Document([
  .heading("50 % of #1 & {2} _a_ \\b | c ~ d ^ e < f > $g$", level: 1),
  .prose(
    "first line\n1. not a list\n- nor this\n*no* `code` [no](link) <b>no</b> “quotes” 'x' – — …"),
  .list(["a_b", "c & d", "[x]"], isNumbered: true),
  .table(
    Table(
      [.init("op | name"), .init("n", .number), .init("because", .formula)],
      rows: [["a|b & c_d", "−1", "(5 + 2·1 − 3) / 2 + 1 = 3"], ["", "", ""]])),
  .grids([
    NumberGrid("input, channel 0", hue: .input, rows: [["1", "−2.5"], ["∘", "10/3"]]),
    NumberGrid("", rows: [["1e−5", "nan"]], labels: ["cat & dog"]),
  ]),
  .sums([
    Sum(label: "(0,0)", name: "p", ["1·e^(−2) + ", "√(2.667 + 1e−5)"], "1.768", relation: "≈"),
    Sum(["max(0, −2)"], "0"), Sum(["e^23 + ", "(broken + ", "√(open"], ""),
    Sum(["1·1 + ", "bias (−1)"], "0 (rounding)", relation: "≈"),
  ]),
  .formula("dLoss/dz = p · (g − Σ p · g), ⌊i · n / m⌋, 50 % # $ { } _ \\ & ~ ^ 日本"),
  .verbatim("a: {b: 1}  # c\n  d_e & ~ \\ ```"), .room(lines: 3), .pageBreak,
  .prose("Zoë Müller, Łukasz, 李雷, 🎓, \u{202E}x"),
])

@Suite("markup")
struct MarkupTests {
  @Test func `formulas are spelled as LaTeX spells them`() {
    #expect(LaTeXMath.spelled("1·1 + 2·(−1)") == "1\\cdot 1 + 2\\cdot (-1)")
    #expect(LaTeXMath.spelled("e^(−2) / (e^1)") == "e^{-2} / (e^{1})")
    #expect(LaTeXMath.spelled("√(2.667 + 1e−5)") == "\\sqrt{2.667 + 1\\cdot 10^{-5}}")
    #expect(LaTeXMath.spelled("max(0, −2)") == "\\max(0, -2)")
    #expect(LaTeXMath.spelled("bias 3") == "\\text{bias }3")
    #expect(LaTeXMath.spelled("3·1 + ") == "3\\cdot 1 + {}")
    #expect(LaTeXMath.spelled("(y − t)²") == "(y - t)^{2}")
  }

  @Test(arguments: ["√(1", "^", "^(", "a^(b", "{}", "\\", "%$#_&~", "√", "e", "1e", "1e−", ""])
  func `whatever the formula, its braces match`(_ text: String) {
    let spelled = LaTeXMath.spelled(text).replacing("\\{", with: "").replacing("\\}", with: "")
    var depth = 0
    for character in spelled {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      #expect(depth >= 0)
    }
    #expect(depth == 0)
  }

  @Test func `Markdown leaves nothing of a text to be taken for markup`() {
    let page = MarkdownPage().text(hostile)
    #expect(page.hasPrefix("# 50 % of \\#1 & \\{2\\} \\_a\\_ \\\\b \\| c"))
    #expect(page.contains("\n1\\. not a list  \n\\- nor this"))
    #expect(page.contains("\\*no\\* \\`code\\` \\[no\\](link) \\<b\\>no"))
    #expect(page.contains("| a\\|b & c\\_d | −1 |"))
    #expect(page.contains("| op \\| name | n | because |\n| --- | ---: | --- |"))
    // A fence that what it encloses does not close.
    #expect(page.contains("````text\na: {b: 1}"))
  }

  @Test func `the tables of Markdown have a cell for each column`() throws {
    let page = MarkdownPage().text(hostile)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }
    for row in rows {
      let cells = row.replacing("\\|", with: "").filter { $0 == "|" }.count
      #expect(cells == 4 || cells == 5, "\(row)")
    }
  }

  @Test(.enabled(if: LaTeX.isInstalled, LaTeX.missing))
  func `LaTeX compiles, whatever the texts hold`() throws {
    let log = try LaTeX.compile(LaTeXPage().text(hostile))
    #expect(log == nil)
  }
}
