import Testing

@testable import NCursesTerminal

/// Which entries do for a terminal that has none of its own.
@Suite struct TerminalTypeTests {
  @Test(arguments: [
    ("xterm-kitty", "xterm-256color xterm vt100"),
    ("xterm-ghostty", "xterm-256color xterm vt100"),
    ("xterm-16color", "xterm vt100"),
    ("alacritty", "xterm-256color xterm vt100"),
    ("foot", "xterm-256color xterm vt100"),
    ("foot-direct", "foot-256color foot xterm-256color xterm vt100"),
    ("wezterm", "xterm-256color xterm vt100"),
    ("nova-256color", "nova xterm-256color xterm vt100"),
    ("tmux-direct", "tmux-256color tmux screen-256color screen vt100"),
    (
      "screen.xterm-kitty",
      "screen.xterm-256color screen.xterm screen-256color screen tmux-256color vt100"
    ),
    ("screen.mlterm-m", "screen.mlterm screen vt100"),
    ("linux-16color", "linux"),
    ("vt420", "vt220 vt100"),
    ("vt102-w", "vt102 vt100"),
  ])
  func `a name says whose relative a terminal is`(name: String, entries: String) {
    #expect(TerminalType.relatives(of: name).joined(separator: " ") == entries)
  }

  @Test(arguments: ["nova", "tn3270", "9term", "vtx", "", "-", "unknown"])
  func `nothing is guessed for a name that says nothing`(name: String) {
    #expect(TerminalType.relatives(of: name) == [])
  }

  @Test func `a long name does not take long`() {
    let name = String(repeating: "a-", count: 100_000) + "direct"
    #expect(TerminalType.relatives(of: name).count < 10)
  }

  @Test(arguments: ["xterm-kitty", "alacritty", "screen.xterm-kitty", "tmux-direct"])
  func `what is done instead is a note with both names`(name: String) throws {
    let type = try TerminalType(loading: name)
    // A system that knows the terminal has nothing to say.
    guard type.entry != name else { return #expect(type.substitution == nil) }
    let note = try #require(type.substitution).report
    #expect(note.hasPrefix("note: ") && note.contains(name) && note.contains(type.entry))
  }

  @Test func `a terminal without a relative is unknown`() {
    #expect(throws: TerminalError.terminalTypeUnknown("no-such-terminal")) {
      try TerminalType(loading: "no-such-terminal")
    }
  }
}
