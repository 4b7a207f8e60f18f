import Lessons
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// Nothing that an author wrote is cut.
struct QuestionViewTests {
  private static let options = (1...3).map { number in
    "option \(number) " + String(repeating: "of many words ", count: 9) + "end\(number)"
  }

  private func state(_ options: [String], explanation: String = "Because.") -> QuestionState {
    QuestionState(
      PreparedQuestion(
        id: "q", prompt: "Which of these?", form: .choice(options), hints: ["Look."],
        explanation: explanation, solution: ["3"],
        check: { $0 == ["3"] ? .correct : .wrong(cells: [], message: "No.") }))
  }

  private func text(_ state: QuestionState, height: Int) -> String {
    drawing(
      QuestionView(state: state, hasGridOnStage: false), size: Size(width: 80, height: height)
    ).text
  }

  @Test func `long options are wrapped`() {
    let state = state(Self.options)
    let height = QuestionView(state: state, hasGridOnStage: false)
      .heights(width: 80, glyphs: .unicode).ideal
    let screen = text(state, height: height)
    for number in 1...3 {
      #expect(screen.contains("option \(number)") && screen.contains("end\(number)"))
    }
    #expect(!screen.contains("…"))
  }

  @Test func `where options do not fit the chosen one is in view`() {
    var state = state(Self.options)
    for _ in 1...3 { _ = state.handle(.down) }
    #expect(text(state, height: 6).contains("end3"))
  }

  @Test func `an answered question stays to be read where there is room`() {
    var state = state(["one", "two", "three"])
    _ = state.handle("3")
    #expect(state.submit() == .correct)
    let roomy = text(state, height: 8)
    for part in ["Right: 3", "Which of these?", "two", "Because."] {
      #expect(roomy.contains(part), "\(part)")
    }
    let narrow = text(state, height: 4)
    #expect(narrow.contains("Right: three") && narrow.contains("Because."))
    #expect(!narrow.contains("Which"))
  }

  @Test func `an answer too long for the title stands above its explanation`() {
    var state = state(Self.options)
    state.showSolution()
    let screen = text(state, height: 6)
    #expect(screen.contains("option 3") && screen.contains("end3"))
    #expect(screen.contains("Because."))
  }
}
