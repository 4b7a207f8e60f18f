import TerminalKit
import Testing

@testable import NCursesTerminal

@Suite struct EscapeSequenceTests {
  @Test(arguments: [
    ("A", Key.up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ("Z", .backTab), ("1~", .home), ("7~", .home), ("4~", .end), ("2~", .insert), ("3~", .delete),
    ("5~", .pageUp), ("6~", .pageDown), ("P", .function(1)), ("11~", .function(1)),
    ("15~", .function(5)), ("17~", .function(6)), ("24~", .function(12)), ("[A", .function(1)),
    ("[E", .function(5)), ("1;5C", .right), ("3;2~", .delete),
  ])
  func `keys are known in every form`(sequence: String, key: Key) {
    #expect(EscapeSequence.event(Array(sequence.utf8)) == .key(key))
  }

  @Test(arguments: [
    ("<0;10;5M", MouseEvent.Kind.press(.left)), ("<1;10;5M", .press(.middle)),
    ("<2;10;5m", .release(.right)), ("<35;10;5M", .move), ("<32;10;5M", .move),
    ("<64;10;5M", .scrollUp), ("<65;10;5M", .scrollDown), ("<4;10;5M", .press(.left)),
  ])
  func `the mouse is at a cell counted from zero`(sequence: String, kind: MouseEvent.Kind) {
    let expected = MouseEvent(kind, at: Point(x: 9, y: 4))
    #expect(EscapeSequence.event(Array(sequence.utf8)) == .mouse(expected))
  }

  @Test(arguments: [
    "", "200~", "?1;2c", "<0;1M", "<;;;;M", "99999999999999999999~", "<66;1;1M", "~",
  ])
  func `what is not understood is passed over`(sequence: String) {
    #expect(EscapeSequence.event(Array(sequence.utf8)) == nil)
  }
}
