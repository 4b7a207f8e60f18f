import Testing

@testable import NCursesTerminal

@Suite struct TerminalErrorTests {
  @Test(arguments: [
    TerminalError.terminalTypeUnset, .terminalTypeUnknown("adm99"), .terminalTooSimple("dumb"),
  ])
  func `a wrong terminal type says how to name another`(error: TerminalError) {
    #expect(error.description.contains("TERM=xterm-256color"))
  }

  @Test func `where plain text does, it is a note`() {
    #expect(TerminalError.terminalTypeUnknown("adm99").report.hasPrefix("note: "))
    #expect(TerminalError.screenUnavailable.report.hasPrefix("error: "))
  }

  @Test func `a pipe is named`() {
    let error = TerminalError.notATerminal(stream: "standard output")
    #expect(error.description.hasPrefix("standard output is not a terminal"))
  }
}
