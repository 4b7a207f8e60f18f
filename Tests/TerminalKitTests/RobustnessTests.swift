import Testing
import Typesetting

@testable import TerminalKit

@Suite struct RobustnessTests {
  private static let sizes: [Size] =
    (0...6).flatMap { width in (0...6).map { Size(width: width, height: $0) } }
    + [
      Size(width: 20, height: 5), Size(width: 80, height: 24), Size(width: 400, height: 120),
      Size(width: 1, height: 200), Size(width: 500, height: 1),
    ]

  private static let text = StyledText("日本 e\u{301}-kernel ", .kernel) + "slides\n\nover the input"

  private static let widgets: [any Widget & Sendable] = [
    Paragraph(text, alignment: .center, hangingIndent: 4),
    Box(text, footer: text),
    ScrollView(lines: text.wrapped(to: 7), offset: 99),
    ScrollView(lines: [], offset: -3),
    ListView([text, text, text], selection: 2),
    ListView([StyledText](), selection: 5),
    GridView(
      (0..<12).map { row in
        (0..<12).map { GridView.Item("\(row * $0 - 40)", .input.reversed, mark: .square) }
      }, rowSpacing: 1, focus: GridView.Position(row: 99, column: -9)),
    GridView([[], []]),
    ProgressBar(0.4, label: "日本語"),
    Dialog(text, text: text, hints: [KeyHint([.enter], "ok")], offset: 3),
    TextField(TextInput("日本語 and more"), placeholder: "x"),
    KeyHints([KeyHint([.left, .right], "move"), KeyHint(["q"], "quit", isPinned: true)]),
    KeyHelp([.heading("日本"), .binding([.left], "Move", disabledReason: "at the edge")], offset: 9),
    ScrollBar(count: 1000, offset: 2000),
  ]

  @Test(arguments: sizes, [GlyphSet.unicode, .ascii])
  func `every widget stays in its area at every size`(size: Size, glyphs: GlyphSet) {
    for widget in Self.widgets {
      let margin = Cell("m")
      let area = Rect(origin: Point(x: 2, y: 1), size: size)
      var buffer = Buffer(
        size: Size(width: size.width + 4, height: size.height + 2), glyphs: glyphs)
      buffer.fill(buffer.area, with: margin)
      widget.draw(in: area, on: &buffer)
      for y in 0..<buffer.size.height {
        for x in [0, 1, size.width + 2, size.width + 3] { #expect(buffer[x, y] == margin) }
      }
      for x in 0..<buffer.size.width {
        for y in [0, size.height + 1] { #expect(buffer[x, y] == margin) }
      }
    }
  }

  @Test(arguments: sizes) func `areas beyond the buffer are safe`(size: Size) {
    for widget in Self.widgets {
      var buffer = Buffer(size: size)
      widget.draw(in: Rect(x: -5, y: -3, width: 30, height: 9), on: &buffer)
      widget.draw(in: Rect(x: 300, y: 100, width: 200, height: 90), on: &buffer)
    }
  }

  @Test(arguments: sizes) func `rows always add up to the width`(size: Size) {
    var buffer = Buffer(size: size)
    for (index, widget) in Self.widgets.enumerated() {
      widget.draw(in: Rect(x: index, y: index / 2, width: 9, height: 4), on: &buffer)
    }
    for line in buffer.lines { #expect(DisplayWidth.of(line) == size.width) }
  }
}
