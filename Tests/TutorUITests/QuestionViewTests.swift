import Lessons
import TerminalKit
import TestSupport
import Testing
import Typesetting

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

  private func view(_ state: QuestionState, offset: Int? = nil) -> QuestionView {
    QuestionView(state: state, hasGridOnStage: false, offset: offset)
  }

  private func text(_ state: QuestionState, height: Int, offset: Int? = nil) -> String {
    drawing(view(state, offset: offset), size: Size(width: 80, height: height)).text
  }

  @Test func `long options are wrapped`() {
    let state = state(Self.options)
    let screen = text(state, height: view(state).height(width: 80, glyphs: GlyphSet.unicode))
    for number in 1...3 {
      #expect(screen.contains("option \(number)") && screen.contains("end\(number)"))
    }
    #expect(!screen.contains("…"))
  }

  @Test func `where options do not fit the chosen one is in view`() {
    var state = state(Self.options)
    for _ in 1...3 { _ = state.handle(.down) }
    #expect(text(state, height: 6).contains("end3"))
    for _ in 1...2 { _ = state.handle(.up) }
    #expect(text(state, height: 6).contains("option 1"))
  }

  @Test func `an answered question stays to be read, its options behind it`() {
    var state = state(["one", "two", "three"])
    _ = state.handle("3")
    #expect(state.submit() == .correct)
    let roomy = text(state, height: 8)
    for part in ["Right: 3", "Which of these?", "two", "Because."] {
      #expect(roomy.contains(part), "\(part)")
    }
    let narrow = text(state, height: 4)
    #expect(narrow.contains("Right: three") && narrow.contains("Because."))
    // No row is empty while the question is out of view.
    #expect(narrow.contains("Which"))
    // The last option alone would be taken for the answer: all stand behind what is said.
    #expect(!text(state, height: 5).contains("3  three"))
    #expect(text(state, height: 4, offset: 9).contains("three"))
  }

  @Test func `a wrong answer is sent to hints only while there are some`() {
    var state = QuestionState(
      SampleLessons.question("How many windows are there?", .number, solution: ["4"]))
    let message = "Another number comes out. \(AnswerKey.invitation)"
    while state.hasMoreHints {
      #expect(state.saying(message) == message)
      state.showHint()
    }
    #expect(
      state.saying(message) == "Another number comes out. Try again, or s shows the solution.")
    #expect(state.noSolutionReason == nil)
  }

  @Test func `every line of a question can be scrolled to`() {
    var asked = state(Self.options, explanation: Self.options.joined(separator: " "))
    asked.showHint()
    for state in [asked, asked.solved] {
      let area = Rect(x: 0, y: 0, width: 80, height: 5)
      let (first, most) = view(state).scrolling(in: area, glyphs: .unicode)
      let isSeenWhole = view(state).showsWhatMatters(in: area, glyphs: .unicode)
      #expect(most > 0 && first <= most && !isSeenWhole)
      let whole = text(state, height: view(state).height(width: 80, glyphs: .unicode))
      let seen = (0...most).map { text(state, height: 5, offset: $0) }.joined()
      for line in whole.split(separator: "\n").dropFirst().dropLast() {
        let words = line.filter { $0 != "│" }.split(separator: " ").joined(separator: " ")
        let isSeen = seen.split(separator: "\n").contains {
          $0.split(separator: " ").joined(separator: " ").contains(words)
        }
        #expect(isSeen, "\(words)")
      }
    }
  }

  @Test func `a hint or a verdict comes into view with the answer being typed`() {
    var state = QuestionState(
      SampleLessons.question(
        String(repeating: "How many windows are there? ", count: 12), .number, solution: ["4"]))
    state.showHint()
    _ = state.handle("7")
    #expect(state.submit() != .correct)
    let screen = text(state, height: 6)
    #expect(screen.contains("Answer: 7") && screen.contains("Not quite."))
    #expect(view(state).cursor(in: Rect(x: 0, y: 0, width: 80, height: 6), glyphs: .unicode) != nil)
  }

  @Test func `what is said comes into view where options are taller than the card`() {
    var state = state(Self.options)
    state.showHint()
    #expect(text(state, height: 6).contains("Hint 1: "))
    _ = state.handle(.down)
    #expect(text(state, height: 6).contains("option 1"))
    state.showHint()
    #expect(text(state, height: 6).contains("Hint 1: "))
    _ = state.handle(.down)
    _ = state.submit()
    #expect(text(state, height: 6).contains("No."))
    _ = state.handle(.up)
    #expect(text(state, height: 6).contains("option 1"))
  }

  @Test func `keys scroll the prose to its end, then the question`() throws {
    let long = Array(repeating: "Many words of a lesson.", count: 60).joined(separator: " ")
    let step = PreparedStep(
      id: "long", text: LessonText(long),
      questions: [SampleLessons.question(long, .number, solution: ["4"])])
    var model = LessonModel(PreparedLesson(id: "long", title: "Long", steps: [step]))
    let body = Rect(x: 0, y: 0, width: 80, height: 23)
    #expect(LessonView(model, in: body).canScroll)
    let start = LessonView(model, in: body)
    #expect(start.maximumProseOffset > 0 && start.questionScrolling.most > 0)
    for _ in 0..<start.maximumProseOffset { _ = model.update(.down) }
    #expect(model.step.proseOffset == start.maximumProseOffset)
    #expect(model.step.questionOffset == nil)
    _ = model.update("K")
    #expect(model.step.questionOffset == start.questionScrolling.most - 1)
    for _ in 0..<100 { _ = model.update(.up) }
    #expect(model.step.questionOffset == 0 && model.step.proseOffset == 0)
  }
}
