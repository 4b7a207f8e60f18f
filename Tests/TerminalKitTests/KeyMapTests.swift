import TestSupport
import Testing

@testable import TerminalKit

@Suite struct KeyMapTests {
  private enum Action { case next, back, help, quit, scroll }

  private let lesson = KeyMap<Action>(
    "Lesson",
    [
      KeyBinding(.right, "l", label: "next", help: "Show the next frame", action: .next),
      KeyBinding(
        .left, "h", label: "back", help: "Show the frame before", action: .back,
        disabledReason: "this is the first frame"),
      KeyBinding(
        .pageDown, label: "step", help: "Go to the next step", action: .scroll, footer: .hidden),
    ])

  private let everywhere = KeyMap<Action>(
    "Everywhere",
    [
      KeyBinding("?", label: "help", help: "Show the keys", action: .help, footer: .pinned),
      KeyBinding("q", "l", label: "quit", help: "Leave the screen", action: .quit),
      KeyBinding(.right, label: "lost", help: "Never seen", action: .quit),
    ])

  @Test func `a key asks for its action`() {
    #expect(lesson.lookup("l") == .action(.next))
    #expect(lesson.lookup(.pageDown) == .action(.scroll))
    #expect(lesson.lookup("x") == .unbound)
  }

  @Test func `a key that does nothing now says why`() {
    #expect(lesson.lookup(.left) == .disabled("this is the first frame"))
    #expect(lesson.refusal(of: .left) == "←: this is the first frame.")
    for key: Key in [.up, .down, .left, .right, .space, .enter, .control("c"), .function(1)] {
      #expect(key.name == key.label(.ascii) && key.name.allSatisfy(\.isASCII))
    }
    // Only a key that shows them is named.
    #expect(lesson.refusal(of: "x") == "x does nothing here.")
    let whole = lesson.followed(by: everywhere)
    #expect(whole.refusal(of: "x") == "x does nothing here; ? shows all keys.")
    #expect(whole.refusal(of: "?") == nil)
    #expect(lesson.refusal(of: "l") == nil)
  }

  @Test func `digits of one label are a run, and spare entries give way first`() {
    let map = KeyMap<Action>(
      "Choosing",
      [
        KeyBinding("1", label: "choose", help: "First", action: .next),
        KeyBinding("2", label: "choose", help: "Second", action: .next),
        KeyBinding("3", label: "choose", help: "Third", action: .next),
        KeyBinding(.left, label: "back", help: "Back", action: .next, footer: .spare),
        KeyBinding("q", label: "quit", help: "Leave", action: .quit),
      ])
    #expect(map.hints.map(\.keys) == [["1", "2", "3"], [.left], ["q"]])
    func footer(_ width: Int) -> String {
      var buffer = Buffer(size: Size(width: width, height: 1))
      buffer.draw(KeyHints(map.hints), in: buffer.area)
      return buffer.text
    }
    #expect(footer(40).contains("1–3 choose  ← back  q quit"))
    #expect(footer(20).contains("1–3 choose  q quit"))
  }

  @Test func `the keys of a part are keys of the whole`() {
    let whole = lesson.map { [$0] }
    #expect(whole.lookup("l") == .action([.next]))
    #expect(whole.lookup(.left) == .disabled("this is the first frame"))
    #expect(whole.hints == lesson.hints && whole.helpRows == lesson.helpRows)
  }

  @Test func `a screen's own keys win over the common ones`() {
    let map = lesson.followed(by: everywhere)
    #expect(map.lookup("l") == .action(.next))
    #expect(map.lookup("q") == .action(.quit))
    #expect(map.conflicts == [])
    #expect(map.sections.map(\.bindings.count) == [3, 2])
    let clash = KeyBinding("a", "a", label: "a", help: "A", action: Action.next)
    #expect(KeyMap("Clash", [clash]).conflicts == ["a"])
  }

  @Test func `the footer leaves out what does not fit but not what is pinned`() {
    let footer = KeyHints(lesson.followed(by: everywhere).hints)
    #expect(drawing(footer, width: 40, height: 1).text == "→ next  ← back  ? help  q quit")
    #expect(drawing(footer, width: 22, height: 1).text == "→ next  ← back  ? help")
    #expect(drawing(footer, width: 20, height: 1).text == "→ next  ? help")
    #expect(drawing(footer, width: 6, height: 1).text == "? help")
    #expect(drawing(footer, width: 5, height: 1).text == "")
    #expect(
      drawing(footer, width: 50, height: 1, glyphs: .ascii).text
        == "Right next  Left back  ? help  q quit")
  }

  @Test func `the help lists every key under its heading`() {
    let help = KeyHelp(lesson.followed(by: everywhere).helpRows)
    #expect(
      drawing(help, width: 44, height: 9).text == """
        Lesson
        → l   Show the next frame
        ← h   Show the frame before (this is the
              first frame)
        PgDn  Go to the next step

        Everywhere
        ?     Show the keys
        q     Leave the screen
        """)
    #expect(help.maximumOffset(in: Size(width: 44, height: 4)) == 5)
  }

  @Test func `the printed table has a row for each binding`() {
    #expect(
      lesson.markdown == """
        ## Lesson

        | Key | What it does |
        |---|---|
        | `→` `l` | Show the next frame |
        | `←` `h` | Show the frame before |
        | `PgDn` | Go to the next step |
        """)
  }

  @Test(arguments: [
    (Key.space, "Space"), (.control("c"), "C-c"), (.alt("x"), "M-x"), (.function(5), "F5"),
    (.backTab, "S-Tab"), ("?", "?"), (.up, "↑"),
  ])
  func `keys have the names that people use`(key: Key, label: String) {
    #expect(key.label() == label)
  }
}
