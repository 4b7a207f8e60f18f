import Foundation
import StageUI
import TerminalKit
import Testing

/// A number that is typed into a cell.
struct NumberDraftTests {
  private func typed(_ text: String) -> (draft: NumberDraft, hasRoom: Bool) {
    var draft = NumberDraft()
    let rooms = text.map { character -> Bool in
      draft.takes(.character(character)) && draft.type(.character(character))
    }
    return (draft, rooms.allSatisfy(\.self))
  }

  @Test(arguments: [
    ("0.5", 0.5), ("−2", -2), ("1e-3", 0.001), ("3/4", nil), (".", nil), ("1e", nil),
  ])
  func `is judged when it is put in`(text: String, number: Double?) {
    let (draft, hasRoom) = typed(text)
    #expect(hasRoom && draft.number == number)
    #expect(draft.refusal.contains("is not a number; write 0.5"))
  }

  @Test func `begins like a number, and has so much room`() {
    let empty = NumberDraft()
    #expect(!empty.takes("e") && !empty.takes("+") && !empty.takes(.backspace) && !empty.takes("v"))
    var (draft, hasRoom) = typed("1234567890")
    #expect(!hasRoom && draft.text == "123456789" && draft.takes(.backspace))
    #expect(draft.type(.backspace) && draft.text == "12345678")
  }

  @Test func `is kept as its text alone`() throws {
    let (draft, _) = typed("-1.5")
    let data = try JSONEncoder().encode([draft])
    #expect(String(decoding: data, as: UTF8.self) == "[\"-1.5\"]")
    #expect(try JSONDecoder().decode([NumberDraft].self, from: data) == [draft])
  }
}
