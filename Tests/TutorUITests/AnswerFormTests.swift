import Lessons
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// Answers that are chosen, matched, put in order, typed as words or set in fields.
struct AnswerFormTests {
  private func state(
    _ form: PreparedQuestion.Form, _ solution: [String], isPrediction: Bool = false
  ) -> QuestionState {
    QuestionState(
      PreparedQuestion(
        id: "q", prompt: "Which **of** these?", form: form, isPrediction: isPrediction,
        hints: isPrediction ? [] : ["Look at `k`."], explanation: "So **it** is.",
        solution: solution
      ) { texts in
        if texts == solution { return .correct }
        let wrong = zip(texts, solution).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
        return isPrediction
          ? .predicted(message: "Let us see.") : .wrong(cells: Set(wrong), message: "No.")
      })
  }

  private func press(_ keys: Key..., on state: inout QuestionState) {
    for key in keys { _ = state.handle(key) }
  }

  private func screen(_ state: QuestionState, height: Int = 16) -> String {
    drawing(
      QuestionView(state: state, hasGridOnStage: false), size: Size(width: 80, height: height)
    ).text
  }

  @Test func `numbers and Space take several options and leave them`() {
    var state = state(.several(["one", "two", "three"]), ["1", "3"])
    #expect(state.submit() == nil)
    press("1", "2", .space, .down, .space, on: &state)
    #expect(state.entry.texts == ["1", "3"])
    let text = screen(state)
    #expect(text.contains("[x] 1  one") && text.contains("[ ] 2  two"))
    #expect(text.contains("▸ [x] 3  three"))
    #expect(state.submit() == .correct)
  }

  @Test func `numbers give rows their options, and Space carries one to another row`() {
    var state = state(.match(left: ["a", "bb"], options: ["x", "y", "z"]), ["2", "1"])
    #expect(state.submit() == nil)
    press("1", "2", on: &state)
    #expect(state.entry.texts == ["1", "2"])
    #expect(state.submit() == .wrong(cells: [0, 1], message: "No."))
    press(.up, .space, .down, .enter, on: &state)
    #expect(state.entry.texts == ["2", "1"])
    let text = screen(state)
    #expect(text.contains("a   → 2  y") && text.contains("▸ bb  → 1  x"))
    #expect(text.contains("1  x    2  y    3  z"))
    press(.right, .left, on: &state)
    #expect(state.submit() == .correct)
  }

  @Test func `Space lifts an item, arrows carry it, Space drops it`() {
    var state = state(.order(["b", "c", "a"]), ["3", "1", "2"])
    press(.down, .down, .space, .up, .up, .space, .down, on: &state)
    #expect(state.entry.texts == ["3", "1", "2"])
    #expect(screen(state).contains("  1  a"))
    #expect(state.submit() == .correct)
  }

  @Test func `an item that is lifted is dropped by Enter before anything is checked`() {
    var state = state(.order(["b", "a"]), ["2", "1"])
    press(.space, .down, on: &state)
    var isTaken = state.handle(.enter)
    #expect(isTaken)
    isTaken = state.handle(.enter)
    #expect(!isTaken && state.submit() == .correct)
  }

  @Test func `letters belong to a word until Escape gives them back`() {
    var state = state(.text, ["stride"])
    for letter in "stri" { _ = state.handle(.character(letter)) }
    #expect(state.entry.texts == ["stri"])
    press(.escape, on: &state)
    var isTaken = state.handle("t")
    #expect(!isTaken && screen(state).contains("Tab goes on typing."))
    isTaken = state.handle(.tab)
    #expect(isTaken)
    for letter in "de" { _ = state.handle(.character(letter)) }
    #expect(state.submit() == .correct)
  }

  @Test func `fields stand below each other with what they are called`() {
    let fields = ["stride", "padding"].map { PreparedQuestion.Field(title: $0, range: 0...9) }
    var state = state(.fields(fields), ["2", "1"])
    press("2", .down, "1", on: &state)
    let text = screen(state)
    #expect(text.contains("stride") && text.contains("padding"))
    #expect(state.submit() == .correct)
  }

  @Test func `a long name of a field stands whole, or cut before its number`() {
    let fields = ["dilation of conv1d 1", "padding of the second convolution"].map {
      PreparedQuestion.Field(title: $0, range: 0...9)
    }
    var state = state(.fields(fields), ["2", "1"])
    press("2", .down, "1", on: &state)
    let text = drawing(
      QuestionView(state: state, hasGridOnStage: false), size: Size(width: 36, height: 12)
    ).text
    #expect(text.contains(/dilation of conv1d 1 +2/))
    #expect(text.contains(/padding of the second … +\[ *1\]/))
  }

  @Test func `a prediction is over with any answer, and then the truth is said`() {
    var state = state(.number, ["4"], isPrediction: true)
    #expect(state.noHintReason == "there are no hints: say what you think")
    press("7", on: &state)
    #expect(state.submit() == .predicted(message: "Let us see."))
    #expect(state.isClosed && state.misses == 0)
    let text = screen(state)
    for part in ["Your prediction: 7", "Let us see.", "It is 4.", "So it is."] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func `what a prediction will say has its room before`() {
    var state = state(.number, ["4"], isPrediction: true)
    func height(_ state: QuestionState) -> Int {
      QuestionView(state: state, hasGridOnStage: false).height(width: 80, glyphs: .unicode)
    }
    let kept = height(state.solved)
    press("7", on: &state)
    #expect(state.submit() == .predicted(message: "Let us see."))
    #expect(height(state) == kept)
  }

  @Test func `marks set words apart in questions, hints and explanations`() {
    var state = state(.number, ["4"])
    state.showHint()
    let buffer = drawing(
      QuestionView(state: state, hasGridOnStage: false), size: Size(width: 80, height: 12))
    #expect(buffer.text.contains("Which of these?") && buffer.text.contains("Look at k."))
  }

  @Test func `an option of several lines is drawn as it stands`() {
    let state = state(.choice(["1 0\n 0 1", "0 1\n1 0"]), ["1"])
    let lines = screen(state).split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("1  1 0") } && lines.contains { $0.contains("    0 1") })
  }

  @Test func `grids to choose from stand beside each other, column below column`() {
    let options = ["1 0\n-10 2", "0 1\n2 3", "4 4\n4 4"]
    let text = screen(state(.choice(options), ["1"]))
    #expect(text.contains("1    1 0     2  0 1     3  4 4"), "\(text)")
    #expect(
      text.contains("−10 2        2 3        4 4") || text.contains("-10 2        2 3        4 4"))
    let narrow = drawing(
      QuestionView(state: state(.choice(options), ["1"]), hasGridOnStage: false),
      size: Size(width: 30, height: 16)
    ).text
    #expect(narrow.contains(" 2  0 1"))
    #expect(!narrow.contains("1 0     2"))
  }

  @Test func `arrows of a match stand below each other, and no number is parted from its option`() {
    let left = ["a short one", "one that is a good deal longer than any of the others here"]
    let options = ["the first of them", "the second of them", "the third of them"]
    for width in [40, 60, 80] {
      var state = state(.match(left: left, options: options), ["2", "1"])
      press("1", "2", on: &state)
      let text = drawing(
        QuestionView(state: state, hasGridOnStage: false), size: Size(width: width, height: 20)
      ).text
      let lines = text.split(separator: "\n")
      let arrows = lines.compactMap { line in
        line.contains("→") ? line.prefix { $0 != "→" }.count : nil
      }
      #expect(arrows.count == 2 && Set(arrows).count == 1, "\(text)")
      for (number, option) in options.enumerated() {
        #expect(lines.contains { $0.contains("\(number + 1)  \(option)") }, "\(width): \(text)")
      }
    }
  }

  @Test func `a narrow match breaks neither options nor numbers`() {
    let left = ["kernel", "picture", "table", "the sparse matrix"]
    let options = ["36,864", "3,211,264", "28,901,376", "10,312,216,477,696"]
    var state = state(.match(left: left, options: options), ["1", "2", "3", "4"])
    press("1", "2", "3", "4", on: &state)
    let text = drawing(
      QuestionView(state: state, hasGridOnStage: false), size: Size(width: 34, height: 26)
    ).text
    for (number, option) in options.enumerated() {
      #expect(text.contains("→ \(number + 1)  \(option)"), "\(text)")
    }
  }

  @Test func `how a size is written is never cut`() {
    for axes in 1...4 {
      for width in 30...80 {
        let text = drawing(
          QuestionView(state: state(.size(axes: axes), ["1"]), hasGridOnStage: false),
          size: Size(width: width, height: 12)
        ).text
        let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "," }.joined(separator: " ")
        #expect(
          words.contains(AnswerReader.pattern(of: .size(axes: axes))), "\(axes), \(width): \(text)")
      }
    }
  }

  @Test func `a prediction is answered with a sentence that reads well`() {
    var choice = state(
      .choice(["It grows.", "It stays"]), ["1"], isPrediction: true)
    press("2", on: &choice)
    _ = choice.submit()
    #expect(screen(choice).contains("What comes out: It grows."))
    #expect(!screen(choice).contains("It is It"))
  }

  @Test func `short code stands whole on its line`() {
    let text = StyledText(markup: "The formula of the size is `(i - k) / s + 1` and no other one.")
    for width in 16...60 {
      let lines = text.wrapped(to: width).map(\.plain)
      #expect(lines.contains { $0.contains("(i - k) / s + 1") }, "\(width): \(lines)")
      #expect(!lines.joined().contains("\u{A0}"))
    }
  }

  @Test(arguments: [
    PreparedQuestion.Form.several(["a", "b"]), .match(left: ["a", "b"], options: ["x", "y"]),
    .order(["a", "b"]), .text, .fields([.init(title: "k", range: 0...9)]), .count,
    .shape(["channels", "rows"]),
  ])
  func `what was half answered fits its own question and no other`(form: PreparedQuestion.Form) {
    let entry = AnswerEntry(for: form)
    #expect(entry.fits(form))
    #expect(!entry.fits(.choice(["a", "b", "c"])) && !entry.fits(.grid(rows: 3, columns: 3)))
  }

  // MARK: - Several questions in one step

  private func lesson() throws -> LessonModel {
    let sample = try SampleLessons.lesson()
    let (size, grid) = (sample.steps[1], sample.steps[2])
    let step = PreparedStep(
      id: "both", text: size.text, views: size.views, frames: size.frames, shown: size.shown,
      hidesResults: true, questions: size.questions + grid.questions)
    return LessonModel(
      PreparedLesson(id: "both", title: "Both", steps: [step, sample.steps[4]]))
  }

  @Test func `questions of a step are asked one after the other`() throws {
    var model = try lesson()
    let body = Rect(x: 0, y: 0, width: 80, height: 23)
    func text() -> String {
      drawing(LessonView(model, in: body), width: 80, height: 23).text
    }
    #expect(text().contains("Your turn, 1 of 2"))
    for key: Key in ["2", "x", "2", .enter] { _ = model.update(key) }
    #expect(model.step.question?.isClosed == true && !model.step.isDone)
    #expect(model.step.hidesResults && model.index == 0)
    _ = model.update(.right)
    #expect(model.index == 0 && model.step.asking == 1)
    #expect(text().contains("Your turn, 2 of 2"))
    for key: Key in ["4", .enter, "5", .enter, "0", .enter, "6", .enter] { _ = model.update(key) }
    #expect(model.step.isDone && !model.step.hidesResults)
    while model.index == 0 { _ = model.update(.right) }
    #expect(model.index == 1)
  }

  @Test func `a step is resumed at the question where it was left`() throws {
    var model = try lesson()
    for key: Key in ["2", "x", "2", .enter, .right, "4"] { _ = model.update(key) }
    let resumed = LessonModel(model.lesson, resuming: model.state)
    #expect(resumed.step.asking == 1)
    #expect(resumed.step.questions.map(\.isClosed) == [true, false])
    #expect(resumed.step.question?.entry.texts == ["4", "", "", ""])
  }
}
