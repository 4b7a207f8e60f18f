import TestSupport
import Testing

@testable import TerminalKit

@Suite struct TextFieldTests {
  private func typed(_ keys: [Key], into text: String = "") -> TextInput {
    var input = TextInput(text)
    for key in keys { _ = input.handle(key) }
    return input
  }

  @Test func `characters go in at the cursor`() {
    let input = typed(["1", "3", .left, "2", .end, "4", .home, "0"])
    #expect(input.text == "01234")
    #expect(input.cursor == 1)
  }

  @Test func `deleting stops at the ends`() {
    #expect(typed([.backspace, "a", .delete, .backspace, .backspace, .left, .right]).isEmpty)
    #expect(typed([.home, .delete], into: "abc").text == "bc")
  }

  @Test func `control keys edit as in a shell`() {
    #expect(typed([.control("w")], into: "one two ").text == "one ")
    #expect(typed([.left, .left, .control("k")], into: "abcd").text == "ab")
    #expect(typed([.left, .control("u")], into: "abcd").text == "d")
    #expect(typed([.control("a"), "x", .control("e"), "y"], into: "ab").text == "xaby")
  }

  @Test func `other keys are left to the screen`() {
    var input = TextInput("a")
    for key: Key in [.enter, .escape, .tab, .up, .control("c"), .function(1), .alt("x")] {
      #expect(input.handle(key) == false)
    }
    #expect(input.text == "a")
  }

  @Test func `the limit holds for typing and for the first text`() {
    var input = TextInput("abcdef", limit: 3)
    _ = input.handle("x")
    #expect(input.text == "abc")
  }

  @Test func `a long line scrolls to its cursor`() {
    let area = Rect(x: 2, y: 1, width: 5, height: 1)
    var buffer = Buffer(size: Size(width: 9, height: 2))
    let field = TextField(TextInput("abcdefgh"))
    buffer.draw(field, in: area)
    #expect(buffer.text == "\n  efgh")
    #expect(field.cursor(in: area) == Point(x: 6, y: 1))
    #expect(TextField(TextInput("日本")).cursor(in: area) == Point(x: 6, y: 1))
    #expect(field.cursor(in: .zero) == nil)
  }

  @Test func `an empty field says what it wants`() {
    let field = TextField(TextInput(), placeholder: "a number")
    #expect(drawing(field, width: 12, height: 1).text == "a number")
    #expect(
      drawing(field, width: 12, height: 1).mask { $0.attributes.contains(.underline) }
        == "############")
  }
}
