import Testing

/// The emulator by the documents: ECMA-48, the VT100 manual and xterm's list of sequences.
@Suite("The screen emulator")
struct ScreenEmulatorTests {
  private func screen(_ text: String, _ columns: Int = 10, _ rows: Int = 4) -> ScreenEmulator {
    var screen = ScreenEmulator(size: ScreenSize(columns: columns, rows: rows))
    screen.feed(text)
    return screen
  }

  // MARK: - Characters

  @Test func `text is written and lines are separated`() {
    #expect(screen("ab\r\ncd").lines == ["ab", "cd", "", ""])
  }

  @Test func `the last column waits for the next character before it wraps`() {
    var screen = screen("0123456789")
    #expect(screen.cursor == .init(row: 0, column: 9))
    screen.feed("x")
    #expect(screen.lines == ["0123456789", "x", "", ""])
  }

  @Test func `a movement forgets a pending wrap`() {
    #expect(screen("0123456789\rA").lines[0] == "A123456789")
    #expect(screen("0123456789\u{1B}[DA").lines[0] == "01234567A9")
  }

  @Test func `without autowrap the last column is overwritten`() {
    #expect(screen("\u{1B}[?7l0123456789xyz").lines == ["012345678z", "", "", ""])
  }

  @Test func `a full screen scrolls`() {
    #expect(screen("a\r\nb\r\nc\r\nd\r\ne").lines == ["b", "c", "d", "e"])
  }

  @Test func `wide characters take two cells`() {
    let screen = screen("a卷b")
    #expect(screen.lines[0] == "a卷b")
    #expect(screen.cursor.column == 4)
    #expect(screen.rows[0][2].isContinuation)
  }

  @Test func `half a wide character is never left`() {
    #expect(screen("卷积\u{1B}[2GX").lines[0] == " X积")
    #expect(screen("卷积\u{1B}[3GX").lines[0] == "卷X")
    #expect(screen("卷积\u{1B}[2G\u{1B}[X").lines[0] == "  积")
  }

  @Test func `a wide character does not fit into the last column`() {
    #expect(screen("012345678卷").lines == ["012345678", "卷", "", ""])
  }

  @Test func `combining marks join the character before them`() {
    let screen = screen("e\u{301}x")
    #expect(screen.lines[0] == "e\u{301}x")
    #expect(screen.cursor.column == 2)
  }

  @Test func `characters may arrive byte by byte`() {
    var screen = screen("")
    for byte in "½ → 卷".utf8 { screen.feed([byte]) }
    #expect(screen.lines[0] == "½ → 卷")
    #expect(screen.unrecognized.isEmpty)
  }

  @Test func `bytes that are not UTF-8 are reported`() {
    var screen = screen("")
    screen.feed([0x61, 0xC3, 0x28, 0xFF, 0x62])
    #expect(screen.lines[0] == "a(b")
    #expect(screen.unrecognized.count == 2)
  }

  @Test func `tabs stop at every eighth column`() {
    #expect(screen("\ta\tb", 20).lines[0] == "        a       b")
    #expect(screen("\t\tx", 10).lines[0] == "         x")
  }

  @Test func `line drawing can be switched by SO and SI`() {
    #expect(screen("\u{1B})0\u{0E}lqk\u{0F}lqk").lines[0] == "┌─┐lqk")
    #expect(screen("\u{1B}(0x\u{1B}(Bx").lines[0] == "│x")
  }

  @Test func `a character is repeated`() {
    #expect(screen("-\u{1B}[4b|").lines[0] == "-----|")
  }

  // MARK: - Movements

  @Test(arguments: [
    ("\u{1B}[3;5H", 2, 4), ("\u{1B}[H", 0, 0), ("\u{1B}[99;99H", 3, 9), ("\u{1B}[3d", 2, 0),
    ("\u{1B}[7G", 0, 6), ("\u{1B}[2B\u{1B}[3C", 2, 3), ("\u{1B}[4;4H\u{1B}[2A\u{1B}[D", 1, 2),
    ("\u{1B}[4;4H\u{1B}[9A\u{1B}[99D", 0, 0), ("ab\u{8}", 0, 1), ("\u{1B}[3;3H\u{1B}[F", 1, 0),
    ("\u{1B}[2E", 2, 0), ("abc\u{1B}7\u{1B}[4;4H\u{1B}8", 0, 3), ("\u{1B}[;5H", 0, 4),
  ])
  func `the cursor moves`(sequence: String, row: Int, column: Int) {
    #expect(screen(sequence).cursor == .init(row: row, column: column))
  }

  @Test func `origin mode counts from the scroll region`() {
    #expect(screen("\u{1B}[2;3r\u{1B}[?6h\u{1B}[Hx").lines == ["", "x", "", ""])
    #expect(screen("\u{1B}[2;3r\u{1B}[?6h\u{1B}[9dx").lines == ["", "", "x", ""])
  }

  // MARK: - Erasing and editing

  private let full = "aaaa\r\nbbbb\r\ncccc\r\ndddd\u{1B}[2;3H"

  @Test(arguments: [
    ("\u{1B}[J", "aaaa/bb//"), ("\u{1B}[1J", "/   b/cccc/dddd"), ("\u{1B}[2J", "///"),
    ("\u{1B}[K", "aaaa/bb/cccc/dddd"), ("\u{1B}[1K", "aaaa/   b/cccc/dddd"),
    ("\u{1B}[2K", "aaaa//cccc/dddd"), ("\u{1B}[X", "aaaa/bb b/cccc/dddd"),
    ("\u{1B}[9X", "aaaa/bb/cccc/dddd"), ("\u{1B}[2@", "aaaa/bb  bb/cccc/dddd"),
    ("\u{1B}[P", "aaaa/bbb/cccc/dddd"), ("\u{1B}[L", "aaaa//bbbb/cccc"),
    ("\u{1B}[M", "aaaa/cccc/dddd/"), ("\u{1B}[9M", "aaaa///"), ("\u{1B}[2S", "cccc/dddd//"),
    ("\u{1B}[T", "/aaaa/bbbb/cccc"), ("\u{1B}M\u{1B}M", "/aaaa/bbbb/cccc"),
    ("\u{1B}[1;3r\u{1B}[2H\u{1B}[L", "aaaa//bbbb/dddd"),
    ("\u{1B}[2;3r\u{1B}[3H\n", "aaaa/cccc//dddd"), ("\u{1B}[4hXY", "aaaa/bbXYbb/cccc/dddd"),
    ("\u{1B}[2;3r\u{1B}[4H\u{1B}[L", "aaaa/bbbb/cccc/dddd"),
  ])
  func `cells are erased and shifted`(sequence: String, expected: String) {
    #expect(screen(full + sequence).lines.joined(separator: "/") == expected)
  }

  @Test func `erased cells keep the background only`() {
    let screen = screen("\u{1B}[1;31;44mx\u{1B}[K")
    #expect(screen.rows[0][5].pen == Pen(background: .indexed(4)))
  }

  // MARK: - Pens

  @Test(arguments: [
    ("1;7", Pen(attributes: [.bold, .reverse])), ("1;22", Pen()), ("4;0", Pen()), ("", Pen()),
    ("33;44", Pen(foreground: .indexed(3), background: .indexed(4))),
    ("93", Pen(foreground: .indexed(11))), ("38;5;208", Pen(foreground: .indexed(208))),
    ("38:5:208", Pen(foreground: .indexed(208))), ("31;39", Pen()),
    ("38;2;1;2;3;1", Pen(attributes: .bold, foreground: .rgb(red: 1, green: 2, blue: 3))),
    ("48:2::1:2:3", Pen(background: .rgb(red: 1, green: 2, blue: 3))),
  ])
  func `SGR selects a pen`(parameters: String, expected: Pen) {
    let screen = screen("\u{1B}[\(parameters)mx")
    #expect(screen.rows[0][0].pen == expected)
    #expect(screen.unrecognized.isEmpty)
  }

  @Test func `the pen of a text is found behind wide characters`() {
    #expect(screen("卷 \u{1B}[1mbold").pen(of: "bold") == Pen(attributes: .bold))
    #expect(screen("").pen(of: "bold") == nil)
  }

  @Test func `colour is noticed even when it is gone`() {
    #expect(screen("\u{1B}[31mx\u{1B}[0m\u{1B}[2J").hasUsedColor)
    #expect(!screen("\u{1B}[1;7mx").hasUsedColor)
  }

  // MARK: - Modes

  @Test func `the alternate screen hides the primary one and gives it back`() {
    var screen = screen("shell\u{1B}[31m\u{1B}[?1049h\u{1B}[Hprogram\u{1B}[0m")
    #expect(screen.lines[0] == "program")
    screen.feed("\u{1B}[?1049l")
    #expect(screen.lines[0] == "shell")
    #expect(screen.cursor.column == 5)
    #expect(screen.pen == Pen(foreground: .indexed(1)))
  }

  @Test func `a terminal that nobody has changed is restored`() {
    #expect(screen("").isRestored)
  }

  @Test(arguments: [
    ("\u{1B}[?1049h", "\u{1B}[?1049l"), ("\u{1B}[?25l", "\u{1B}[?12l\u{1B}[?25h"),
    ("\u{1B}[?1000h\u{1B}[?1006h", "\u{1B}[?1000l\u{1B}[?1006l"), ("\u{1B}=", "\u{1B}>"),
    ("\u{1B}[?1h", "\u{1B}[?1l"), ("\u{1B}[1m", "\u{1B}[m"), ("\u{0E}\u{1B})0", "\u{0F}"),
    ("\u{1B}[2;3r", "\u{1B}[r"), ("\u{1B}[4h", "\u{1B}[4l"), ("\u{1B}[?7l", "\u{1B}[?7h"),
    ("\u{1B}[?2026h", "\u{1B}[?2026l"), ("\u{1B}[?2004h\u{1B}[31m", "\u{1B}c"),
    ("\u{1B}[31m\u{1B}[?25l", "\u{1B}[!p"),
  ])
  func `what is switched has to be switched back`(on: String, off: String) {
    var screen = screen(on)
    #expect(!screen.isRestored)
    screen.feed(off)
    #expect(screen.leftovers == [])
    #expect(screen.unrecognized == [])
  }

  @Test func `titles leave no mark`() {
    let screen = screen("a\u{1B}]0;title\u{7}b\u{1B}]4;1;rgb:0/0/0\u{1B}\\c")
    #expect(screen.lines[0] == "abc")
    #expect(screen.unrecognized.isEmpty)
  }

  @Test(arguments: ["\u{1B}[5q", "\u{1B}[?9999h", "\u{1B}[99m", "\u{1B}Q", "\u{1B}[3\u{1B}[m"])
  func `sequences that are not known are reported`(sequence: String) {
    #expect(screen(sequence).unrecognized.count == 1)
  }

  // MARK: - Size

  @Test func `a new size keeps the upper left`() {
    var screen = screen("abc\r\ndef")
    screen.resize(to: ScreenSize(columns: 2, rows: 5))
    #expect(screen.lines == ["ab", "de", "", "", ""])
    screen.resize(to: ScreenSize(columns: 4, rows: 1))
    #expect(screen.lines == ["de"])
    #expect(screen.cursor == .init(row: 0, column: 1))
  }

  @Test func `no input of any kind stops it`() {
    var screen = ScreenEmulator(size: ScreenSize(columns: 7, rows: 3))
    var state: UInt64 = 2026
    for round in 0..<40_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Bytes of which sequences are made come more often than by chance.
      let alphabet = Array("\u{1B}[[[?;0123456789HJKLMPXSTrbhlm@ABCD卷".utf8)
      let byte = UInt8(truncatingIfNeeded: state >> 40)
      screen.feed([byte < 200 ? alphabet[Int(byte) % alphabet.count] : byte])
      if round % 1_000 == 0 {
        screen.resize(
          to: ScreenSize(columns: 1 + round / 1_000 % 9, rows: 1 + round / 3_000 % 4))
      }
    }
    #expect(screen.rows.count == screen.size.rows)
    #expect(screen.rows.allSatisfy { $0.count == screen.size.columns })
  }
}
