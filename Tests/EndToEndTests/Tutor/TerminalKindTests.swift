import Foundation
import Testing

/// Windows of all sizes and terminals of all kinds.
@Suite("Sizes and kinds of terminals")
struct TerminalKindTests {
  @Test func `the window may change its size at any time`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.right)
    try terminal.waitFor("2 of 4 ─┘")

    terminal.resize(to: ScreenSize(columns: 120, rows: 40))
    try terminal.waitUntil("the footer is in row 39") { $0.lines[39].contains("help") }
    try terminal.waitFor("2 of 4 ─┘")

    terminal.resize(to: ScreenSize(columns: 20, rows: 5))
    try terminal.waitFor("20×5")
    // Keys wait until there is room again.
    terminal.press(.right)
    terminal.resize(to: .standard)
    try terminal.waitUntil("the footer is in row 23") { $0.lines[23].contains("help") }
    try terminal.waitFor("2 of 4 ─┘")
    try terminal.waitFor("step 1 of 4")
    #expect(terminal.screen.unrecognized == [])
  }

  @Test func `an answer about the background that comes late and in parts is no key`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("1 of 4 ─┘")
    // Taken for keys, its letters would give hints, reset and leave.
    terminal.type("\u{1B}]11;rgb:ff")
    terminal.read(within: 200)
    terminal.type("ff/ffff/ffff\u{1B}\\\u{1B}[?62;2")
    terminal.read(within: 200)
    terminal.type("2c")
    terminal.press(.right)
    try terminal.waitFor("2 of 4 ─┘")
    #expect(terminal.screen.lines[23].contains("next frame"))
  }

  @Test func `many sizes in a row end in the last one`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    for round in 0..<60 {
      terminal.resize(to: ScreenSize(columns: 1 + round * 37 % 160, rows: 1 + round * 11 % 50))
      terminal.type("lh")
      terminal.read(within: 0)
    }
    terminal.resize(to: ScreenSize(columns: 90, rows: 30))
    // A frame of another size may have had its footer in the same row.
    try terminal.waitUntil("the footer is in row 29, the header 89 columns wide") { screen in
      screen.lines[29].contains("help") && screen.lines[0].hasSuffix("of 4")
        && screen.lines[0].count == 89
    }
  }

  @Test(arguments: [
    ScreenSize(columns: 1, rows: 1), ScreenSize(columns: 20, rows: 5),
    ScreenSize(columns: 400, rows: 120),
  ])
  func `extreme windows are drawn and left in order`(size: ScreenSize) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox, size: size)
    try terminal.waitUntil("something is drawn") {
      $0.isAlternate && $0.lines.contains { !$0.isEmpty }
    }
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
  }

  @Test(arguments: ["99999", "99999999999999999999", "1001", "0", "-1", "wide", ""])
  func `a size in the environment neither takes memory nor displaces the window's`(
    size: String
  ) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(
      in: sandbox, environment: ["COLUMNS": size, "LINES": size])
    try terminal.waitUntil("the footer is in row 23") { $0.lines[23].contains("help") }
    #expect(terminal.screen.contains("step 1 of 4"))
    // Buffers of 99,999 × 99,999 cells would be tens of gigabytes; the screen's are a few megabytes.
    #expect(try terminal.process.peakKilobytes < 500_000)
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
  }

  @Test(arguments: ["xterm-256color", "xterm", "screen-256color", "linux"])
  func `colours are used where there are some`(name: String) throws {
    let sandbox = try Sandbox()
    let screen = try picture(in: sandbox, ["TERM": name])
    #expect(screen.hasUsedColor)
    #expect(screen.pen(of: "1·1")?.hasColor == true)
  }

  /// What `COLORTERM` says, and the kind of colours that pictures then have.
  @Test(arguments: [
    ("xterm-256color", "truecolor", true), ("tmux-256color", "24bit", true),
    ("xterm-256color", "", false), ("xterm-256color", "yes", false),
    ("screen-256color", "truecolor", false), ("xterm", "truecolor", false),
  ])
  func `pictures have 24-bit colours where the terminal says that it has them`(
    name: String, said: String, isDirect: Bool
  ) throws {
    let sandbox = try Sandbox()
    let terminal = try Convscope.start(
      "learn", "edges", "--step", "picture", in: sandbox,
      environment: ["TERM": name, "COLORTERM": said],
      size: ScreenSize(columns: 100, rows: 40))
    try terminal.waitFor("Posts, a wire, a hut")
    try terminal.waitUntil("the footer is in row 39") { $0.lines[39].contains("help") }
    let pens = terminal.screen.rows.joined().filter { $0.text == "▀" }.map(\.pen)
    let direct = pens.filter { if case .rgb = $0.foreground { true } else { false } }
    #expect(direct.count == (isDirect ? pens.count : 0))
    if isDirect {
      // More greys than the 256 colours have.
      #expect(Set(direct.map(\.foreground)).count > 26)
    }
    #expect(terminal.screen.unrecognized == [])
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
  }

  @Test func `NO_COLOR keeps every colour away`() throws {
    let sandbox = try Sandbox()
    let screen = try picture(in: sandbox, ["NO_COLOR": "1"])
    #expect(!screen.hasUsedColor)
    // The window is still told from the rest.
    #expect(screen.rows.joined().contains { $0.pen.attributes.contains(.reverse) })
  }

  @Test func `a vt100 gets seven bits and no sequence that it does not know`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox, environment: ["TERM": "vt100"])
    try terminal.waitFor("step 1 of 4")
    try terminal.waitFor("1*1 + 3*0 + 2*2 + 1*(-1) = 4")
    terminal.press(.right)
    try terminal.waitFor("= 5")
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.transcript.allSatisfy { $0 < 0x80 })
    #expect(!terminal.screen.hasUsedColor)
    #expect(terminal.screen.unrecognized == [])
    #expect(terminal.screen.leftovers == [])
    #expect(try terminal.currentLine == terminal.initialLine)
  }

  @Test(arguments: ["C", "POSIX", "en_US.ISO-8859-1"])
  func `a locale without UTF-8 gets ASCII only`(locale: String) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox, environment: ["LANG": locale])
    try terminal.waitFor("1*1 + 3*0 + 2*2 + 1*(-1) = 4")
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.transcript.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: ["dumb", "", nil, "no-such-terminal"])
  func `a terminal without a screen gets plain text`(name: String?) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(
      in: sandbox, environment: ["TERM": name], size: ScreenSize(columns: 100, rows: 300))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.contains("Step 4 of 4"))
    #expect(!terminal.transcript.contains(0x1B))
    #expect(try terminal.currentLine == terminal.initialLine)
    // Where the name is at fault, it says so.
    #expect(terminal.screen.contains("TERM=xterm-256color") == (name == "no-such-terminal"))
  }

  @Test func `a shell that allows only small files gets plain text and a reason`() throws {
    let sandbox = try Sandbox()
    var command = try BoardLesson.command(in: sandbox)
    command.arguments = ["-c", "ulimit -f 0; exec \(command.program) learn board"]
    command.program = "/bin/sh"
    let terminal = try PseudoTerminal(command, size: ScreenSize(columns: 100, rows: 300))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.contains("ulimit -f unlimited"))
    #expect(terminal.screen.contains("Step 4 of 4"))
    #expect(!terminal.transcript.contains(0x1B))
  }

  /// Names that a system with few entries does not know, and what is used for them.
  @Test(arguments: [
    ("xterm-kitty", "xterm-256color"), ("xterm-ghostty", "xterm-256color"),
    ("alacritty", "xterm-256color"), ("foot", "xterm-256color"), ("wezterm", "xterm-256color"),
    ("tmux-direct", "tmux-256color"), ("screen.xterm-kitty", "screen.xterm-256color"),
  ])
  func `a terminal that the system does not know is drawn on as its relative`(
    name: String, entry: String
  ) throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox, environment: ["TERM": name])
    try terminal.waitFor("1·1 + 3·0 + 2·2 + 1·(−1) = 4")
    #expect(terminal.screen.isAlternate && terminal.screen.hasUsedColor)
    #expect(terminal.screen.unrecognized == [])
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
    // It is said once, where it is still to be read when the screen is given back.
    let notes = Self.isKnown(name) ? 0 : 1
    let note = "this system does not know the terminal type \"\(name)\""
    let said = String(decoding: terminal.transcript, as: UTF8.self)
    #expect(said.ranges(of: note).count == notes)
    #expect(terminal.screen.contains("this system does not know") == (notes > 0))

    let doctor = try Convscope.start(
      "doctor", in: sandbox, environment: ["TERM": name],
      size: ScreenSize(columns: 100, rows: 80))
    #expect(try doctor.waitForExit() == .exited(0))
    #expect(doctor.screen.contains("note     TERM") == (notes > 0))
    #expect(doctor.screen.contains(entry) == (notes > 0))
    #expect(!doctor.screen.contains("plain text is printed"))
  }

  /// Whether the system has an entry of this name.
  private static func isKnown(_ name: String) -> Bool {
    ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"].contains {
      FileManager.default.fileExists(atPath: "\($0)/\(name.prefix(1))/\(name)")
    }
  }

  /// The first step of the lesson.
  private func picture(
    in sandbox: Sandbox, _ environment: [String: String?]
  ) throws -> Screen {
    let terminal = try BoardLesson.start(in: sandbox, environment: environment)
    try terminal.waitFor("1·1 + 3·0 + 2·2 + 1·(−1) = 4")
    let picture = terminal.screen
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
    return picture
  }
}
