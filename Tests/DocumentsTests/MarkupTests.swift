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
    #expect(LaTeXMath.spelled("e^z / Σ e^z") == "e^{z} / \\Sigma  e^{z}")
    #expect(LaTeXMath.spelled("α · (e^x − 1)") == "\\alpha  \\cdot  (e^{x} - 1)")
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

  @Test func `in LaTeX a long sum has its result at its end, a short one in a column`() {
    let short = LaTeXPage().text(Document([.sums([Sum(["1·1 + ", "2·3"], "7")])]))
    #expect(short.contains("{@{}ll@{}}"))
    #expect(short.contains("$2\\cdot 3$ & $= 7$ \\\\"))
    let pieces = (1...12).map { "\($0)·2 + " } + ["1"]
    let long = LaTeXPage().text(Document([.sums([Sum(pieces, "157")])]))
    #expect(long.contains("p{0.98\\linewidth}@{}}"))
    #expect(long.contains("$1$~\\hspace*{\\fill}$= 157$ \\\\"))
  }

  @Test func `in LaTeX short columns are as wide as they are, and no title is no header`() {
    let words = "a long reason why it came out as it did"
    let page = LaTeXPage().text(
      Document([
        .table(
          Table(
            [.init("step", .number), .init("size"), .init("because")], rows: [["1", "3×3", words]])),
        .table(Table([.init(""), .init("")], rows: [["For", "Ada"]])),
        .grids([NumberGrid("e^z", rows: [["1"]]), NumberGrid("p", rows: [["2"]])]),
      ]))
    #expect(page.contains("{r@{\\quad}l@{\\quad}>{\\raggedright\\arraybackslash}p{0."))
    #expect(page.components(separatedBy: "\\hline").count == 2)
    #expect(page.contains("{@{}l@{}}$e^{z}$\\\\[2pt]") && page.contains("\\textit{p}"))
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
