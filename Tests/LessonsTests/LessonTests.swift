import Foundation
import Problems
import Storyboards
import TensorEngine
import Testing

@testable import Lessons

struct LessonTests {
  @Test func `a lesson is read with all its parts`() throws {
    let text = """
      format: 1
      id: one-window
      title: One window
      chapter: Windows
      goals:
        - compute one cell
      needs: basics
      sources: [notes]
      steps:
        - text: |
            First.

            **Second**.
          show: &board
            input: 1 3 -1 / 2 1 0 / 0 2 -1
            ops:
              - conv2d: {weight: 1 0 / 2 -1}
            frames: 0-1
        - text: Now you.
          show: *board
          ask:
            question: Which number comes first?
            kind: number
            cell: [0, 0]
            answer: 4
            hints: [Multiply., Add.]
            explain: 1·1 + 2·2 − 1·1.
            slips:
              - {answer: 5, say: One column too far.}
      """
    let lesson = try Lesson(try SourceFile(path: "lesson.yaml", text: text))
    #expect(lesson.id == "one-window")
    #expect(lesson.needs.map(\.id) == ["basics"])
    #expect(lesson.steps[0].text.blocks.count == 2)
    #expect(lesson.steps[0].show?.frames == .range(0...1))
    #expect(lesson.steps[1].hidesResults)
    #expect(lesson.steps[1].questions.first?.hints == ["Multiply.", "Add."])
    #expect(
      lesson.summary
        == LessonSummary(
          id: "one-window", title: "One window", chapter: "Windows", goals: ["compute one cell"],
          needs: ["basics"],
          steps: [
            .init(id: "first-second", words: "First", seconds: 30),
            .init(id: "now-you", words: "Now you", questions: 1, seconds: 75),
          ]))
  }

  @Test func `a second problem stands beside the first, and shades behind the numbers`() throws {
    let step = try LessonFixture.lesson(
      """
        - text: Look.
          show:
            title: zeros
            shades: true
            input: 1 2 3
            ops: [{conv1d: {weight: 1 1 1, padding: 1}}]
            beside:
              title: copies
              input: 1 2 3
              ops: [{conv1d: {weight: 1 1 1, padding: 1, padding_mode: replicate}}]
      """ + "\n"
    ).prepared(on: LessonFixture.backend).steps[0]
    #expect(step.isShaded)
    let comparison = try #require(step.comparison)
    #expect([comparison.name, comparison.otherName] == ["zeros", "copies"])
    let sums = [try #require(step.storyboard), comparison.other.first].map {
      $0.frames[0].arithmetic[0].result
    }
    #expect(sums == [3, 4])
  }

  @Test func `what stands beside has its own name where the author gives none`() throws {
    let step = try LessonFixture.lesson(
      """
        - text: Look.
          show:
            input: 1 2 3
            ops: [relu]
            beside: {input: 1 2 3, ops: [sigmoid], view: curve}
      """ + "\n"
    ).prepared(on: LessonFixture.backend).steps[0]
    let comparison = try #require(step.comparison)
    #expect([comparison.name, comparison.otherName] == ["relu", "sigmoid"])
    #expect(comparison.other.start == .curve && !step.isShaded)
  }

  @Test func `an answer is computed and slips have their own word`() throws {
    let step = try LessonFixture.prepared(
      """
      question: The output?
      kind: grid
      hints: [Try.]
      slips:
        - {answer: 6 -5 / 2 -2, say: Turned.}
      """)
    let question = try #require(step.questions.first)
    #expect(question.form == .grid(rows: 2, columns: 2))
    #expect(question.solution == ["4", "5", "0", "6"])
    #expect(question.check(["4", "5", "0", "6"]) == .correct)
    #expect(
      question.check(["6", "-5", "2", "-2"])
        == .wrong(cells: [0, 1, 2, 3], message: "Turned.", diagnosis: .slip(0)))
    #expect(step.hidesResults)
    #expect(step.storyboard?.frames.count == 4)
    #expect(step.frames == 0..<4)
  }

  @Test func `a number is a cell, and its frame is in focus`() throws {
    let ask = "question: Which?\nkind: number\ncell: [1, 1]\nhints: [Try.]"
    let question = try #require(try LessonFixture.prepared(ask).questions.first)
    #expect(question.solution == ["6"])
    #expect(question.focus == 3)
    let elsewhere = try LessonFixture.prepared(
      "question: Which?\nkind: number\nof: {input: 1 2, ops: mse_loss 1 4}\nhints: [Try.]")
    #expect(elsewhere.questions.first?.solution == ["2"])
    #expect(elsewhere.questions.first?.focus == nil)
    #expect(!elsewhere.hidesResults)
  }

  @Test func `a size may be given with its channels`() throws {
    let show = "show: {input: 1 2 3 / 4 5 6 / 7 8 9, ops: conv2d 1;;1;;1;;1;;1 stride=2}"
    let ask = "question: How large?\nkind: size\nhints: [Count.]"
    let question = try #require(try LessonFixture.prepared(ask, show: show).questions.first)
    #expect(question.solution == ["2 x 2"])
    for right in ["2x2", "5 x 2 x 2", "2x2x5", "1x5x2x2", "(1, 2, 2, 5)"] {
      #expect(question.check([right]) == .correct, "\(right)")
    }
    #expect(question.check(["3x3"]) != .correct)
    let row = "show: {input: 1 2 3 4, ops: conv1d 1 1}"
    #expect(try LessonFixture.prepared(ask, show: row).questions.first?.solution == ["3"])
    let columns = "show: {input: 1 2 3 / 4 5 6 / 7 8 9, ops: unfold 2}"
    let unfolded = try #require(try LessonFixture.prepared(ask, show: columns).questions.first)
    #expect(unfolded.solution == ["4 x 4"])
    let wide = "show: {input: 1 2 3 4 / 4 5 6 7 / 7 8 9 0, ops: unfold 2}"
    let rows = try #require(try LessonFixture.prepared(ask, show: wide).questions.first)
    #expect(rows.check(["4x6"]) == .correct)
    #expect(rows.check(["1x4x6"]) == .correct)
    for wrong in ["6x4", "6", "4"] { #expect(rows.check([wrong]) != .correct, "\(wrong)") }
  }

  @Test func `a channel names the plane that is meant`() throws {
    let show = "show: {input: 1 2 / 3 4, ops: conv2d 1;;2}"
    let ask = "question: Which?\nkind: grid\nchannel: 1\nhints: [Double.]"
    #expect(
      try LessonFixture.prepared(ask, show: show).questions.first?.solution == ["2", "4", "6", "8"])
    let cell = "question: Which?\nkind: number\ncell: [0, 1, 1, 0]\nhints: [Double.]"
    #expect(try LessonFixture.prepared(cell, show: show).questions.first?.solution == ["6"])
  }

  @Test func `earlier ops and gradients can be asked about`() throws {
    let show = "show: {input: 1 -2, ops: relu | mul 3}"
    let first = "question: After ReLU?\nkind: grid\nnode: 0\nhints: [Clip.]"
    #expect(try LessonFixture.prepared(first, show: show).questions.first?.solution == ["1", "0"])
    let gradient = "question: And back?\nkind: grid\ngradient: input\nhints: [Clip.]"
    #expect(
      try LessonFixture.prepared(gradient, show: show).questions.first?.solution == ["3", "0"])
    let shown = "show: {input: 1 2 / 3 4, ops: conv2d 1 1, gradient: 0.weight}"
    let step = try LessonFixture.lesson("  - text: Back.\n    \(shown)\n").prepared(
      on: LessonFixture.backend
    ).steps[0]
    #expect(step.storyboard?.frames.count == 2)
  }

  @Test func `the arithmetic of a size is told unless it is asked for`() throws {
    let show = "show: {input: 1 2 3 / 4 5 6 / 7 8 9, ops: conv2d 1 1 / 1 1, view: size}"
    let told = try LessonFixture.lesson("  - text: Size.\n    \(show)\n").prepared(
      on: LessonFixture.backend
    ).steps[0]
    #expect((told.storyboard?.frames.count ?? 0) > 1)
    let ask = "question: How large?\nkind: size\nhints: [Count.]"
    let asked = try LessonFixture.prepared(ask, show: show)
    #expect(asked.storyboard?.frames.count == 1)
    #expect(asked.storyboard?.panels.map(\.role) == [.input, .kernel])
    #expect(
      asked.storyboard?.frames[0].arithmetic.map(\.text)
        == ["rows: (3 − 2) / 1 + 1 = 2", "columns: (3 − 2) / 1 + 1 = 2"])
  }

  @Test(arguments: [("all", 0..<4), ("last", 3..<4), ("1-2", 1..<3), ("2", 2..<3)])
  func `frames belong to the step`(frames: String, range: Range<Int>) throws {
    let show = "show: {input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: conv2d 1 0 / 2 -1, frames: \(frames)}"
    let lesson = try LessonFixture.lesson("  - text: Look.\n    \(show)\n")
    #expect(try lesson.prepared(on: LessonFixture.backend).steps[0].frames == range)
  }

  @Test func `the same step is the same on every run`() throws {
    let ask = "question: The output?\nkind: grid\nhints: [Try.]"
    let first = try LessonFixture.prepared(ask)
    let second = try LessonFixture.prepared(ask)
    #expect(first.questions.first?.solution == second.questions.first?.solution)
    #expect(first.storyboard.map { Array($0.frames) } == second.storyboard.map { Array($0.frames) })
  }

  @Test func `the problems of a lesson are counted together`() throws {
    let step = """
        - text: Look.
          show: {input: 1 2 / 3 4, ops: [{pad: 300}]}

      """
    let head = "format: 1\nid: large\ntitle: Large\nsteps:\n"
    let small = try Lesson(SourceFile(path: "a.yaml", text: head + step))
    #expect(throws: Never.self) { try small.builtSteps() }
    let steps = [String](repeating: step, count: 6).joined()
    let large = try Lesson(SourceFile(path: "a.yaml", text: head + steps))
    #expect(throws: Diagnostic.self) { try large.builtSteps() }
  }

  @Test func `steps and questions are called by their ids, or by their first words`() throws {
    let ask = "ask: {question: Q, kind: choice, choices: [x, y], answer: x, hints: [h]"
    let lesson = try LessonFixture.lesson(
      """
        - text: "**Slide** the window, cell by cell, over all."
        - {text: Slide the window cell by cell., \(ask)}}
        - {id: slide-the-window-cell-by-cell-3, text: "Slide the window, cell by cell.", \(ask), id: q}}
        - text: Slide the window cell by cell.
        - text: "+ −"

      """)
    let words = "slide-the-window-cell-by-cell"
    #expect(lesson.steps.map(\.id) == [words, words + "-2", words + "-3", words + "-4", "step"])
    #expect(lesson.steps.map { $0.questions.first?.id } == [nil, words + "-2", "q", nil, nil])
    let prepared = try lesson.prepared(on: LessonFixture.backend)
    #expect(prepared.steps.map(\.id) == lesson.steps.map(\.id))
    #expect(
      prepared.steps.map { $0.questions.first?.id } == lesson.steps.map { $0.questions.first?.id })
  }

  @Test func `what progress keeps can be written and read back`() throws {
    let verdicts: [Verdict] = [
      .correct, .wrong(cells: [1, 3], message: "Turned.", diagnosis: .slip(1)),
      .wrong(cells: [], message: "Not yet."), .unreadable(cells: [0], message: "A word."),
    ]
    let data = try JSONEncoder().encode(verdicts)
    #expect(try JSONDecoder().decode([Verdict].self, from: data) == verdicts)
  }

  /// 10⁸ + 1 is 10⁸ in 32 bits.
  @Test(arguments: [("", "0"), ("precision: double\n    ", "1")])
  func `a step that asks for 64 bits has them on any backend`(
    _ precision: String, _ sum: String
  ) throws {
    let show = "show: {input: 100000000 1 -100000000, ops: [{conv1d: {weight: [1, 1, 1]}}]}"
    let ask = "question: Which?\nkind: grid\nhints: [a, b]\nexplain: So."
    let step = try LessonFixture.prepared(ask, show: precision + show)
    #expect(step.questions[0].solution == [sum])
  }
}
