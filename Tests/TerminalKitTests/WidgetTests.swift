import TestSupport
import Testing

@testable import TerminalKit

@Suite struct WidgetTests {
  @Test func `a paragraph wraps and is cut below`() {
    let text = Paragraph("the kernel slides over the input")
    #expect(drawing(text, width: 11, height: 2).text == "the kernel\nslides over")
    #expect(text.height(forWidth: 11) == 3)
  }

  @Test func `a notice takes the rows that it needs, above the footer and over what is there`() {
    var buffer = Buffer(size: Size(width: 16, height: 5))
    for row in 0..<5 { buffer.write("0123456789abcdef", at: Point(x: 0, y: row)) }
    let footer = Rect(x: 1, y: 4, width: 14, height: 1)
    buffer.draw(Notice("Saved."), in: footer)
    #expect(buffer.text.hasSuffix("\n0Saved.        f"))
    buffer.draw(Notice("The file is there: name another."), in: footer)
    #expect(
      buffer.text == """
        0123456789abcdef
        0123456789abcdef
        0The file is   f
        0there: name   f
        0another.      f
        """)
    // Whatever is said, it stays on the screen.
    let long = Notice(StyledText(String(repeating: "word ", count: 60)))
    #expect(long.frame(above: footer) == Rect(x: 1, y: 0, width: 14, height: 5))
  }

  @Test func `a paragraph can be centred`() {
    let text = Paragraph("a\nabc", alignment: .center)
    #expect(drawing(text, width: 5, height: 2).text == "  a\n abc")
  }

  @Test func `a box has its title above and its footer below`() {
    let box = Box("input 5×5", footer: "2/9")
    #expect(
      drawing(box, width: 18, height: 3).text == """
        ┌─ input 5×5 ────┐
        │                │
        └────────── 2/9 ─┘
        """)
    #expect(
      drawing(box, width: 18, height: 3, glyphs: .ascii).text == """
        +- input 5x5 ----+
        |                |
        +---------- 2/9 -+
        """)
  }

  @Test func `a narrow box cuts its title and a tiny one gives all to the content`() {
    #expect(
      drawing(Box("input"), width: 8, height: 3).text == """
        ┌─ i… ─┐
        │      │
        └──────┘
        """)
    let tiny = Rect(x: 0, y: 0, width: 2, height: 9)
    #expect(Box("input").content(in: tiny) == tiny)
    #expect(drawing(Box("input"), width: 9, height: 2).text == "\n")
  }

  @Test func `a scroll view shows where it is`() {
    let lines = (1...8).map { StyledText("line \($0)") }
    #expect(
      drawing(ScrollView(lines: lines, offset: 6), width: 8, height: 4).text == """
        line 5 │
        line 6 │
        line 7 ┃
        line 8 ┃
        """)
    #expect(ScrollView(lines: lines).maximumOffset(forHeight: 4) == 4)
    #expect(drawing(ScrollView(lines: lines), width: 8, height: 9).text.contains("┃") == false)
  }

  @Test func `a list marks its selection without colour`() {
    let list = ListView(
      [
        ListView.Item("convolution", detail: "done"),
        ListView.Item("padding and stride", detail: "new"),
      ], selection: 1)
    let buffer = drawing(list, width: 24, height: 3)
    #expect(
      buffer.text == """
          convolution       done
        ▸ padding and stride
        """ + "\n")
    #expect(
      buffer.mask { $0.attributes.contains(.reverse) } == """

        ########################
        """ + "\n")
  }

  @Test func `a long list keeps its selection in view`() {
    let list = ListView((0..<10).map { StyledText("item \($0)") }, selection: 9)
    let buffer = drawing(list, width: 10, height: 3)
    #expect(
      buffer.text == """
          item 7 │
          item 8 │
        ▸ item 9 ┃
        """)
    #expect(list.index(at: Point(x: 3, y: 1), in: buffer.area) == 8)
    #expect(list.index(at: Point(x: 3, y: 3), in: buffer.area) == nil)
  }

  @Test func `a progress bar never promises more than is done`() {
    #expect(drawing(ProgressBar(0.5), width: 13, height: 1).text == "████░░░░  50%")
    #expect(drawing(ProgressBar(0.999), width: 13, height: 1).text == "███████░  99%")
    #expect(drawing(ProgressBar(7), width: 13, height: 1).text == "████████ 100%")
    #expect(drawing(ProgressBar(.nan), width: 13, height: 1).text == "░░░░░░░░   0%")
    #expect(
      drawing(ProgressBar(0.5, label: "3/6"), width: 9, height: 1, glyphs: .ascii).text
        == "##..  3/6")
  }

  @Test func `a dialog covers what is behind it`() {
    var buffer = Buffer(size: Size(width: 30, height: 9))
    buffer.fill(buffer.area, with: Cell("."))
    let dialog = Dialog(
      "Quit?", text: "Your answers are kept.", hints: [KeyHint([.enter], "quit")],
      maximumWidth: 24)
    buffer.draw(dialog, in: buffer.area)
    #expect(
      buffer.text == """
        ..............................
        ...┌─ Quit? ──────────────┐...
        ...│ Your answers are     │...
        ...│ kept.                │...
        ...│                      │...
        ...│ Enter quit           │...
        ...└──────────────────────┘...
        ..............................
        ..............................
        """)
  }

  @Test func `a box is scrolled by lines and by pages`() {
    let text = (1...30).map(String.init).joined(separator: "\n")
    let area = Rect(x: 0, y: 0, width: 20, height: 12)
    func offset(_ keys: Key...) -> Int {
      keys.reduce(0) { offset, key in
        Dialog("Help", text: StyledText(text), offset: offset).offset(after: key, in: area) ?? -1
      }
    }
    #expect(offset(.down) == 1 && offset(.pageDown) == 6)
    #expect(offset(.pageDown, .pageUp) == 0 && offset(.pageUp) == 0)
    let most = Dialog("Help", text: StyledText(text)).maximumOffset(in: area)
    #expect(offset(.pageDown, .pageDown, .pageDown, .pageDown, .pageDown) == most)
  }

  @Test func `a dialog without room scrolls`() {
    let dialog = Dialog("Help", text: "one\ntwo\nthree\nfour\nfive", offset: 2)
    let area = Rect(x: 0, y: 0, width: 14, height: 5)
    #expect(dialog.maximumOffset(in: area) == 2)
    #expect(
      drawing(dialog, width: 14, height: 5).text == """
        ┌─ Help ─────┐
        │ three     ││
        │ four      ││
        │ five      ┃│
        └────────────┘
        """)
  }
}
