import Documents
import Testing
import Typesetting

@Suite("plain pages")
struct PlainPageTests {
  private func text(_ blocks: [Block], width: Int = 60, glyphs: GlyphSet = .unicode) -> String {
    PlainPage(width: width, glyphs: glyphs).text(Document(blocks))
  }

  @Test func `sums stand in columns, term below term`() {
    let sums = [
      Sum(label: "(0,0)", ["1·1 + ", "2·0 + ", "10·(−1)"], "−9"),
      Sum(label: "(0,1)", ["12·1 + ", "3·0 + ", "4·1"], "16"),
    ]
    #expect(
      text([.sums(sums)]) == """
        (0,0)   1·1 + 2·0 + 10·(−1) = −9
        (0,1)  12·1 + 3·0 +     4·1 = 16
        """)
  }

  @Test func `a sum that is too long is broken between its terms and keeps its result`() {
    let terms = (1...20).map { $0 < 20 ? "\($0)·\($0) + " : "20·20" }
    let lines = text([.sums([Sum(label: "(0,0)", terms, "2870")])], width: 50)
      .split(separator: "\n").map(String.init)
    #expect(lines.count > 2)
    #expect(lines.allSatisfy { $0.count <= 50 })
    #expect(lines[0].hasPrefix("(0,0)  1·1 + 2·2"))
    #expect(lines.last?.hasSuffix(" = 2870") == true)
    #expect(lines.joined().contains("20·20"))
  }

  @Test
  func `a grid that is too wide is set in strips that name their columns, and nothing is cut`() {
    let grid = NumberGrid("input", rows: [(0..<40).map(String.init), (40..<80).map(String.init)])
    let page = text([.grids([grid])], width: 50)
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 50 })
    #expect(page.contains("input, columns 0–11"))
    let numbers = page.split { !$0.isNumber && $0 != "," }.map(String.init)
    for number in 0..<80 { #expect(numbers.contains("\(number)"), "\(number)") }
    #expect(!page.contains("…"))
  }

  @Test func `a table whose words do not fit wraps them in their column`() {
    let table = Table(
      [.init("step", .number), .init("because")],
      rows: [["1", "a sum that is much longer than the line has room for, so that it goes on"]])
    let lines = text([.table(table)], width: 44).split(separator: "\n")
    #expect(lines.count > 3)
    #expect(lines.allSatisfy { $0.count <= 44 })
    #expect(lines[3].hasPrefix("      "))
  }

  @Test func `ASCII pages have no other characters`() {
    let page = text(
      [
        .heading("√2 · π", level: 1), .formula("x − μ ≈ √(σ²)"),
        .grids([NumberGrid("Grid", rows: [["−1", "∘"]])]), .pageBreak,
        .sums([Sum(["1·(−2)"], "−2", relation: "≈")]),
      ], glyphs: .ascii)
    #expect(page.allSatisfy { $0.isASCII })
  }
}
