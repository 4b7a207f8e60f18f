import CVTerm
import Testing

/// libvterm is trusted; these tests say that the shim hands on what it knows, and what the harness
/// adds to it.
@Suite("The virtual terminal")
struct VirtualTerminalTests {
  /// Feeds text in which the pictures U+2400 to U+241F stand for control characters: the names of
  /// test cases are printed on the terminal of whoever runs the tests.
  private func terminal(_ pictures: String, _ columns: Int = 10, _ rows: Int = 4)
    -> VirtualTerminal
  {
    let terminal = VirtualTerminal(size: ScreenSize(columns: columns, rows: rows))
    feed(terminal, pictures)
    return terminal
  }

  private func screen(_ pictures: String) -> Screen { terminal(pictures).screen }

  private func feed(_ terminal: VirtualTerminal, _ pictures: String) {
    let scalars = pictures.unicodeScalars.map { scalar in
      (0x2400...0x241F).contains(scalar.value)
        ? Unicode.Scalar(UInt8(scalar.value - 0x2400)) : scalar
    }
    terminal.feed(scalars.map(String.init).joined())
  }

  @Test func `characters, wide ones and combining marks are where the terminal has them`() {
    let screen = screen("ab␍␊a卷e\u{301}x")
    #expect(screen.lines == ["ab", "a卷e\u{301}x", "", ""])
    #expect(screen.cursor == .init(row: 1, column: 5))
    #expect(screen.rows[1][2].isContinuation && !screen.rows[1][3].isContinuation)
  }

  @Test(arguments: [
    ("1;7", Pen(attributes: [.bold, .reverse])), ("3;4;5;9;0", Pen()),
    ("3;4;5;9", Pen(attributes: [.italic, .underline, .blink, .struck])),
    ("33;44", Pen(foreground: .indexed(3), background: .indexed(4))),
    ("38;5;208", Pen(foreground: .indexed(208))), ("31;39", Pen()),
    ("38;2;1;2;3;1", Pen(attributes: .bold, foreground: .rgb(0x010203))),
  ])
  func `a pen is as it was selected`(parameters: String, expected: Pen) {
    let screen = screen("卷 ␛[\(parameters)mx")
    #expect(screen.pen(of: "x") == expected)
    #expect(screen.pen(of: "y") == nil)
    #expect(screen.unrecognized == [])
  }

  @Test func `colour is noticed even when it is gone`() {
    #expect(screen("␛[31mx␛[0m␛[2J").hasUsedColor)
    #expect(screen("␛[38;5;2mx␛[0m␛[2J").hasUsedColor)
    #expect(!screen("␛[1;7mx").hasUsedColor)
  }

  @Test func `a terminal that nobody has changed is restored`() {
    #expect(screen("").leftovers == [])
  }

  @Test(arguments: [
    ("␛[?1049h", "␛[?1049l", "the alternate screen is shown"),
    ("␛[?25l", "␛[?12l␛[?25h", "the cursor is hidden"),
    ("␛[?1003h", "␛[?1003l", "the mouse is reported"),
    ("␛[?1006h", "␛[?1006l", "the mouse has a format"),
    ("␛=", "␛>", "the keypad sends application sequences"),
    ("␛[?1h", "␛[?1l", "the arrow keys send application sequences"),
    ("␛[4h", "␛[4l", "typing inserts"), ("␛[?7l", "␛[?7h", "long lines do not wrap"),
    ("␛[?2026h", "␛[?2026l", "the picture is held back"),
    ("␛[?2004h", "␛c", "pasted text is bracketed"), ("␛[1;2m", "␛[22m", "text is dim or hidden"),
    ("␎␛)0", "␏", "letters are shown as line-drawing glyphs"),
    ("␛[2;3r", "␛[r", "only rows 2 to 3 scroll"), ("␛[2;3r", "␛[1;4r", "only rows 2 to 3 scroll"),
    ("␛[4h␛[2;3r", "␛[!p", "typing inserts"),
  ])
  func `what is switched has to be switched back`(on: String, off: String, words: String) {
    let terminal = terminal(on)
    #expect(terminal.screen.leftovers.contains(words))
    feed(terminal, off)
    #expect(terminal.screen.leftovers == [])
    #expect(terminal.screen.unrecognized == [])
  }

  @Test func `a cursor that was hidden before another screen is shown afterwards`() {
    let screen = screen("␛[?25l␛[?1049h␛[?25h␛[?1049l")
    #expect(screen.leftovers == [])
  }

  @Test func `a pen that was not put back is named`() {
    #expect(screen("␛[31m").leftovers.first?.hasPrefix("text is drawn with Pen(") == true)
  }

  @Test func `the alternate screen hides the primary one and gives it back`() {
    let terminal = terminal("shell␛[?1049h␛[Hprogram")
    #expect(terminal.screen.lines[0] == "program" && terminal.screen.isAlternate)
    feed(terminal, "␛[?1049l")
    #expect(terminal.screen.lines[0] == "shell" && !terminal.screen.isAlternate)
    #expect(terminal.screen.cursor == .init(row: 0, column: 5))
  }

  @Test(arguments: ["␛[5q", "␛[?9999h", "␛[99m", "␛Q", "␛#5"])
  func `sequences that are not known are reported`(sequence: String) {
    #expect(screen(sequence).unrecognized.count == 1)
  }

  @Test func `bytes that are not UTF-8 are reported`() {
    let terminal = terminal("")
    terminal.feed([0x61, 0xC3, 0x28, 0x62])
    #expect(terminal.screen.unrecognized.count == 1)
  }

  @Test(arguments: ["a␛]0;title␇bc", "ab␛]4;1;rgb:0/0/0␛\\c", "␛[22;0;0tabc", "␛[?1cabc"])
  func `titles, palettes and shapes leave no mark`(text: String) {
    #expect(screen(text).lines[0] == "abc")
    #expect(screen(text).unrecognized == [])
  }

  @Test func `a new size keeps the upper left`() {
    let terminal = terminal("abc␍␊def")
    terminal.resize(to: ScreenSize(columns: 2, rows: 5))
    #expect(terminal.screen.lines == ["ab", "de", "", "", ""])
    #expect(terminal.screen.size == ScreenSize(columns: 2, rows: 5))
  }

  @Test func `keys follow the modes, and looking at the screen sends nothing`() {
    let terminal = terminal("")
    var sent: [[UInt8]] = []
    terminal.send = { sent.append($0) }
    terminal.press(cvterm_key_up)
    feed(terminal, "␛[?1h")
    _ = terminal.screen
    terminal.press(cvterm_key_up)
    terminal.press(cvterm_key_page_down)
    #expect(sent.joined().elementsEqual("\u{1B}[A\u{1B}OA\u{1B}[6~".utf8))
  }
}
