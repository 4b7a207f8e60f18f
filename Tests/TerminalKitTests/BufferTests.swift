import TestSupport
import Testing

@testable import TerminalKit

@Suite struct BufferTests {
  @Test func `text appears where it is written`() {
    var buffer = Buffer(size: Size(width: 8, height: 3))
    let end = buffer.write("conv", at: Point(x: 2, y: 1), style: .accent)
    #expect(buffer.text == "\n  conv\n")
    #expect(end == 6)
    #expect(buffer[2, 1] == Cell("c", .accent))
    #expect(buffer[1, 1] == .blank)
  }

  @Test func `writing outside is cut at every edge`() {
    var buffer = Buffer(size: Size(width: 4, height: 2))
    buffer.write("abcdefgh", at: Point(x: -2, y: 0))
    buffer.write("xy", at: Point(x: 3, y: 1))
    buffer.write("below", at: Point(x: 0, y: 2))
    buffer.write("above", at: Point(x: 0, y: -1))
    buffer[4, 0] = Cell("!")
    buffer[-1, 0] = Cell("!")
    #expect(buffer.text == "cdef\n   x")
    #expect(buffer[99, 99] == .blank)
  }

  @Test func `a clip keeps the rest of the row`() {
    var buffer = Buffer(size: Size(width: 8, height: 1))
    buffer.write("········", at: .zero)
    buffer.write("abcdefgh", at: .zero, clippedTo: Rect(x: 2, y: 0, width: 3, height: 1))
    #expect(buffer.text == "··cde···")
  }

  @Test func `a wide character takes two cells`() {
    var buffer = Buffer(size: Size(width: 6, height: 1))
    #expect(buffer.write("日本", at: .zero) == 4)
    #expect(buffer.lines == ["日本  "])
    #expect(buffer[0, 0].width == 2)
    #expect(buffer[1, 0].width == 0)
  }

  @Test(arguments: [(0, "x 本"), (1, " x本"), (2, "日x"), (3, "日 x")])
  func `half of a wide character never stays behind`(x: Int, expected: String) {
    var buffer = Buffer(size: Size(width: 4, height: 1))
    buffer.write("日本", at: .zero)
    buffer.write("x", at: Point(x: x, y: 0))
    #expect(buffer.text == expected)
  }

  @Test func `a wide character over the middle of two others clears their halves`() {
    var buffer = Buffer(size: Size(width: 5, height: 1))
    buffer.write("日本", at: .zero)
    buffer.write("中", at: Point(x: 1, y: 0))
    #expect(buffer.lines == [" 中  "])
  }

  @Test func `a wide character that does not fit becomes a blank`() {
    var buffer = Buffer(size: Size(width: 3, height: 1))
    buffer.write("日本", at: .zero)
    #expect(buffer.lines == ["日 "])
    buffer.write("本日", at: Point(x: -1, y: 0))
    #expect(buffer.lines == [" 日"])
  }

  @Test func `marks join their base and control characters become blanks`() {
    var buffer = Buffer(size: Size(width: 8, height: 1))
    #expect(buffer.write("e\u{301}\tx\r\ny", at: .zero) == 5)
    #expect(buffer.lines == ["e\u{301} x y   "])
  }

  @Test func `an ASCII buffer spells what it cannot show`() {
    var buffer = Buffer(size: Size(width: 20, height: 1), glyphs: .ascii)
    buffer.write("3×3 → −1…", at: .zero)
    #expect(buffer.text == "3x3 -> -1...")
  }

  @Test func `fill stays inside and keeps wide characters whole`() {
    var buffer = Buffer(size: Size(width: 5, height: 2))
    buffer.fill(Rect(x: -3, y: 1, width: 20, height: 9), with: Cell("日"))
    #expect(buffer.lines == ["     ", "日日 "])
    buffer.fill(Rect(x: 1, y: 1, width: 2, height: 1), with: Cell("-"))
    #expect(buffer.lines == ["     ", " --  "])
  }

  @Test func `restyling keeps the characters`() {
    var buffer = Buffer(size: Size(width: 4, height: 1))
    buffer.write("abcd", at: .zero, style: .input)
    buffer.restyle(Rect(x: 1, y: 0, width: 2, height: 5)) { $0.reversed }
    #expect(buffer.text == "abcd")
    #expect(buffer.mask { $0.attributes.contains(.reverse) } == " ##")
    #expect(buffer[1, 0].style.hue == .input)
  }

  @Test func `boxes are drawn in either set of glyphs`() {
    var buffer = Buffer(size: Size(width: 6, height: 3))
    buffer.drawBox(buffer.area)
    #expect(
      buffer.text == """
        ┌────┐
        │    │
        └────┘
        """)
    var ascii = Buffer(size: Size(width: 4, height: 3), glyphs: .ascii)
    ascii.drawBox(ascii.area)
    #expect(
      ascii.text == """
        +--+
        |  |
        +--+
        """)
  }

  @Test func `a box without room is a line`() {
    var buffer = Buffer(size: Size(width: 3, height: 3))
    buffer.drawBox(Rect(x: 0, y: 0, width: 3, height: 1))
    buffer.drawBox(Rect(x: 0, y: 1, width: 1, height: 2))
    buffer.drawBox(Rect(x: 2, y: 2, width: 0, height: 5))
    #expect(buffer.text == "───\n│\n│")
  }

  @Test func `changes are the cells that differ`() {
    var old = Buffer(size: Size(width: 4, height: 2))
    old.write("日", at: .zero)
    var new = old
    new.write("x", at: Point(x: 3, y: 1))
    new.write("y", at: Point(x: 1, y: 0))
    var points: [Point] = []
    new.forEachChange(since: old) { point, _ in points.append(point) }
    #expect(points == [.zero, Point(x: 1, y: 0), Point(x: 3, y: 1)])
  }

  @Test func `against a buffer of another size everything but blanks is a change`() {
    var buffer = Buffer(size: Size(width: 3, height: 1))
    buffer.write("a b", at: .zero)
    var text = ""
    buffer.forEachChange(since: Buffer(size: .zero)) { text.append($1.character) }
    #expect(text == "ab")
  }
}
