import Testing

/// The emulator by the documents: ECMA-48, the VT100 manual and xterm's list of sequences.
///
/// Control characters are written as their pictures, `␛` for Esc, because the names of test cases
/// are printed on the terminal of whoever runs the tests.
@Suite("The screen emulator")
struct ScreenEmulatorTests {
  private func screen(_ text: String, _ columns: Int = 10, _ rows: Int = 4) -> ScreenEmulator {
    var screen = ScreenEmulator(size: ScreenSize(columns: columns, rows: rows))
    screen.feed(pictures: text)
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
    #expect(screen("0123456789␛[DA").lines[0] == "01234567A9")
  }

  @Test func `without autowrap the last column is overwritten`() {
    #expect(screen("␛[?7l0123456789xyz").lines == ["012345678z", "", "", ""])
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
    #expect(screen("卷积␛[2GX").lines[0] == " X积")
    #expect(screen("卷积␛[3GX").lines[0] == "卷X")
    #expect(screen("卷积␛[2G␛[X").lines[0] == "  积")
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
    #expect(screen("␛)0␎lqk␏lqk").lines[0] == "┌─┐lqk")
    #expect(screen("␛(0x␛(Bx").lines[0] == "│x")
  }

  @Test func `a character is repeated`() {
    #expect(screen("-␛[4b|").lines[0] == "-----|")
  }

  // MARK: - Movements

  @Test(arguments: [
    ("␛[3;5H", 2, 4), ("␛[H", 0, 0), ("␛[99;99H", 3, 9), ("␛[3d", 2, 0),
    ("␛[7G", 0, 6), ("␛[2B␛[3C", 2, 3), ("␛[4;4H␛[2A␛[D", 1, 2),
    ("␛[4;4H␛[9A␛[99D", 0, 0), ("ab␈", 0, 1), ("␛[3;3H␛[F", 1, 0),
    ("␛[2E", 2, 0), ("abc␛7␛[4;4H␛8", 0, 3), ("␛[;5H", 0, 4),
  ])
  func `the cursor moves`(sequence: String, row: Int, column: Int) {
    #expect(screen(sequence).cursor == .init(row: row, column: column))
  }

  @Test func `origin mode counts from the scroll region`() {
    #expect(screen("␛[2;3r␛[?6h␛[Hx").lines == ["", "x", "", ""])
    #expect(screen("␛[2;3r␛[?6h␛[9dx").lines == ["", "", "x", ""])
  }

  // MARK: - Erasing and editing

  private let full = "aaaa\r\nbbbb\r\ncccc\r\ndddd␛[2;3H"

  @Test(arguments: [
    ("␛[J", "aaaa/bb//"), ("␛[1J", "/   b/cccc/dddd"), ("␛[2J", "///"),
    ("␛[K", "aaaa/bb/cccc/dddd"), ("␛[1K", "aaaa/   b/cccc/dddd"),
    ("␛[2K", "aaaa//cccc/dddd"), ("␛[X", "aaaa/bb b/cccc/dddd"),
    ("␛[9X", "aaaa/bb/cccc/dddd"), ("␛[2@", "aaaa/bb  bb/cccc/dddd"),
    ("␛[P", "aaaa/bbb/cccc/dddd"), ("␛[L", "aaaa//bbbb/cccc"),
    ("␛[M", "aaaa/cccc/dddd/"), ("␛[9M", "aaaa///"), ("␛[2S", "cccc/dddd//"),
    ("␛[T", "/aaaa/bbbb/cccc"), ("␛M␛M", "/aaaa/bbbb/cccc"),
    ("␛[1;3r␛[2H␛[L", "aaaa//bbbb/dddd"),
    ("␛[2;3r␛[3H␊", "aaaa/cccc//dddd"), ("␛[4hXY", "aaaa/bbXYbb/cccc/dddd"),
    ("␛[2;3r␛[4H␛[L", "aaaa/bbbb/cccc/dddd"),
  ])
  func `cells are erased and shifted`(sequence: String, expected: String) {
    #expect(screen(full + sequence).lines.joined(separator: "/") == expected)
  }

  @Test func `erased cells keep the background only`() {
    let screen = screen("␛[1;31;44mx␛[K")
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
    let screen = screen("␛[\(parameters)mx")
    #expect(screen.rows[0][0].pen == expected)
    #expect(screen.unrecognized.isEmpty)
  }

  @Test func `the pen of a text is found behind wide characters`() {
    #expect(screen("卷 ␛[1mbold").pen(of: "bold") == Pen(attributes: .bold))
    #expect(screen("").pen(of: "bold") == nil)
  }

  @Test func `colour is noticed even when it is gone`() {
    #expect(screen("␛[31mx␛[0m␛[2J").hasUsedColor)
    #expect(!screen("␛[1;7mx").hasUsedColor)
  }

  // MARK: - Modes

  @Test func `the alternate screen hides the primary one and gives it back`() {
    var screen = screen("shell␛[31m␛[?1049h␛[Hprogram␛[0m")
    #expect(screen.lines[0] == "program")
    screen.feed(pictures: "␛[?1049l")
    #expect(screen.lines[0] == "shell")
    #expect(screen.cursor.column == 5)
    #expect(screen.pen == Pen(foreground: .indexed(1)))
  }

  @Test func `a terminal that nobody has changed is restored`() {
    #expect(screen("").isRestored)
  }

  @Test(arguments: [
    ("␛[?1049h", "␛[?1049l"), ("␛[?25l", "␛[?12l␛[?25h"),
    ("␛[?1000h␛[?1006h", "␛[?1000l␛[?1006l"), ("␛=", "␛>"),
    ("␛[?1h", "␛[?1l"), ("␛[1m", "␛[m"), ("␎␛)0", "␏"),
    ("␛[2;3r", "␛[r"), ("␛[4h", "␛[4l"), ("␛[?7l", "␛[?7h"),
    ("␛[?2026h", "␛[?2026l"), ("␛[?2004h␛[31m", "␛c"),
    ("␛[31m␛[?25l", "␛[!p"),
  ])
  func `what is switched has to be switched back`(on: String, off: String) {
    var screen = screen(on)
    #expect(!screen.isRestored)
    screen.feed(pictures: off)
    #expect(screen.leftovers == [])
    #expect(screen.unrecognized == [])
  }

  @Test func `titles leave no mark`() {
    let screen = screen("a␛]0;title␇b␛]4;1;rgb:0/0/0␛\\c")
    #expect(screen.lines[0] == "abc")
    #expect(screen.unrecognized.isEmpty)
  }

  @Test(arguments: ["␛[5q", "␛[?9999h", "␛[99m", "␛Q", "␛[3␛[m"])
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

extension ScreenEmulator {
  /// Shows text in which the pictures U+2400 to U+241F stand for control characters.
  fileprivate mutating func feed(pictures text: String) {
    let scalars = text.unicodeScalars.map { scalar in
      (0x2400...0x241F).contains(scalar.value)
        ? Unicode.Scalar(UInt8(scalar.value - 0x2400)) : scalar
    }
    feed(scalars.map(String.init).joined())
  }
}
