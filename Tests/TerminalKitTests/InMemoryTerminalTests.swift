import Testing

@testable import TerminalKit

@Suite struct InMemoryTerminalTests {
  @Test func `a script drives a loop and every picture is kept`() {
    let terminal = InMemoryTerminal(
      size: Size(width: 6, height: 1),
      script: [.key("a"), .resize(Size(width: 9, height: 2)), .tick])
    terminal.enter()
    var events: [Event] = []
    while true {
      var buffer = terminal.makeBuffer()
      buffer.write("\(buffer.size.width)", at: .zero)
      terminal.present(buffer, cursor: Point(x: 1, y: 0))
      let event = terminal.nextEvent(timeout: nil)
      if case .terminated = event { break }
      events.append(event)
    }
    #expect(events == [.key("a"), .resize(Size(width: 9, height: 2)), .tick])
    #expect(terminal.frames.map(\.text) == ["6", "6", "9\n", "9\n"])
    #expect(terminal.cursor == Point(x: 1, y: 0))
    #expect(terminal.isEntered)
    terminal.leave()
    #expect(!terminal.isEntered)
  }

  @Test func `its glyphs are those of its abilities`() {
    let plain = InMemoryTerminal(capabilities: TerminalCapabilities(isUnicode: false))
    #expect(plain.makeBuffer().glyphs == .ascii)
  }
}
