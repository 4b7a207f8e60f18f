import Testing
import Typesetting

@testable import TerminalKit

@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("→×−", 3), ("\u{200B}", 0),
    ("😀", 2), ("👩‍👩‍👧", 2), ("한글", 4), ("ﾊﾝ", 2), ("─│", 2), ("⠿", 1), ("\u{7}", 0),
  ])
  func `columns are counted as a terminal does`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    (12, ["the kernel", "slides over", "the input"]),
    (10, ["the kernel", "slides", "over the", "input"]),
    (6, ["the", "kernel", "slides", "over", "the", "input"]),
    (4, ["the", "kern", "el", "slid", "es", "over", "the", "inpu", "t"]),
  ])
  func `lines break at blanks and long words are cut`(width: Int, expected: [String]) {
    let text = StyledText("the kernel slides over the input")
    #expect(text.wrapped(to: width).map(\.plain) == expected)
  }

  @Test func `line breaks in the text start new lines`() {
    #expect(StyledText("a\n\nb").wrapped(to: 9).map(\.plain) == ["a", "", "b"])
    #expect(StyledText("").wrapped(to: 9).map(\.plain) == [""])
    #expect(StyledText("a\n").wrapped(to: 9).map(\.plain) == ["a", ""])
  }

  @Test func `an indent is kept and later lines may hang`() {
    #expect(StyledText("  ab cd").wrapped(to: 5).map(\.plain) == ["  ab", "cd"])
    let item = StyledText("- one two three").wrapped(to: 9, hangingIndent: 2)
    #expect(item.map(\.plain) == ["- one two", "  three"])
  }

  @Test func `what no-break spaces hold together is broken between rows at most`() {
    let grid = StyledText("the grid ") + StyledText("1 2 / 3 4 / 5 6", .accent)
    let text = StyledText(
      grid.spans.map { span in
        Span(
          span.style == .accent ? span.text.replacing(" ", with: "\u{A0}") : span.text, span.style)
      })
    #expect(text.wrapped(to: 16).map(\.plain) == ["the grid", "1 2 / 3 4 / 5 6"])
    #expect(text.wrapped(to: 14).map(\.plain) == ["the grid 1 2 /", "3 4 / 5 6"])
    #expect(text.wrapped(to: 6)[2].spans == [Span("1 2 /", .accent)])
    #expect(
      text.wrapped(to: 4).map(\.plain) == ["the", "grid", "1 2", "/ 3", "4 /", "5 6"])
  }

  @Test func `wide characters wrap by columns`() {
    #expect(StyledText("日本語 日本").wrapped(to: 5).map(\.plain) == ["日本", "語", "日本"])
  }

  @Test func `marks never part from their base`() {
    let text = StyledText("e\u{301}e\u{301}e\u{301}")
    #expect(text.wrapped(to: 2).map(\.plain) == ["e\u{301}e\u{301}", "e\u{301}"])
  }

  @Test func `styles survive wrapping, and a change of style does not break a word`() {
    let text = StyledText("1", .input) + StyledText("·") + StyledText("4", .kernel) + " = 4"
    let lines = text.wrapped(to: 4)
    #expect(lines.map(\.plain) == ["1·4", "= 4"])
    #expect(
      lines[0].spans == [Span("1", .input), Span("·"), Span("4", .kernel)])
  }

  @Test(arguments: 1...40) func `no line is wider than asked`(width: Int) {
    let text = StyledText("Dumoulin & Visin: o = ⌊(i + 2p − k) / s⌋ + 1, for any i, k, p and s.")
    for line in text.wrapped(to: width, hangingIndent: 3) { #expect(line.width <= width) }
  }

  @Test(arguments: [
    (9, "stride 2"), (8, "stride 2"), (7, "stride…"), (1, "…"), (0, ""), (-1, ""),
  ])
  func `what does not fit ends in an ellipsis`(width: Int, expected: String) {
    #expect(StyledText("stride 2").truncated(to: width).plain == expected)
  }

  @Test func `an ellipsis without room is left out`() {
    #expect(StyledText("stride").truncated(to: 2, ellipsis: "...").plain == "st")
    #expect(StyledText("日本").truncated(to: 3).plain == "日…")
  }

  @Test func `ASCII spelling leaves no other character`() {
    let text = "∂L/∂w = Σᵢ xᵢ·δᵢ ≥ ½ — “naïve” 日 ─┼█⣿"
    #expect(GlyphSet.ascii.adapt(text).utf8.allSatisfy { $0 < 0x80 })
    #expect(GlyphSet.unicode.adapt(text) == text)
  }

  @Test func `every ASCII glyph is ASCII and every glyph has one column`() {
    for glyphs in [GlyphSet.ascii, .unicode] {
      let all =
        [
          glyphs.horizontal, glyphs.vertical, glyphs.topLeft, glyphs.topRight, glyphs.bottomLeft,
          glyphs.bottomRight, glyphs.times, glyphs.by, glyphs.minus, glyphs.leftArrow,
          glyphs.rightArrow, glyphs.upArrow, glyphs.downArrow, glyphs.pointer, glyphs.bullet,
          glyphs.check, glyphs.cross, glyphs.verticalEllipsis, glyphs.block, glyphs.shade,
          glyphs.scrollTrack, glyphs.scrollThumb,
        ] + glyphs.levels + glyphs.shades + (0...255).map { glyphs.braille($0) }
      #expect(all.allSatisfy { DisplayWidth.of($0) == 1 })
      #expect(all.allSatisfy(\.isASCII) == !glyphs.isUnicode)
    }
    #expect(GlyphSet.unicode.levels.count == GlyphSet.ascii.levels.count)
  }

  @Test func `braille dots follow the order of Unicode`() {
    #expect(GlyphSet.unicode.braille(0xFF) == "⣿")
    #expect(GlyphSet.unicode.braille(0b1001) == "⠉")
    #expect(GlyphSet.ascii.braille(0) == " ")
    #expect(GlyphSet.ascii.braille(0xFF) == "#")
  }
}
