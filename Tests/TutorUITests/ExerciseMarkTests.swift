import Lessons
import TerminalKit
import Testing

@testable import TutorUI

/// How exercises are marked, how difficult the next one becomes, and what is summed up.
@Suite("Marks of exercises")
struct ExerciseMarkTests {
  /// An exercise whose right answer is its level.
  private static func step(_ position: Int, level: Int) -> PreparedStep {
    PreparedStep(
      id: "\(position)-\(level)", text: LessonText("Exercise \(position)."),
      questions: [
        PreparedQuestion(
          id: "\(position)-\(level)", prompt: "Which level?", form: .number, hints: ["Count."],
          explanation: "", solution: ["\(level)"]
        ) { texts in
          texts == ["\(level)"]
            ? .correct
            : .wrong(
              cells: [], message: "No.",
              diagnosis: .misconception(id: "off", name: "it was off", edits: nil))
        }
      ], exercise: ExerciseID(family: "levels", level: level, seed: UInt64(position)))
  }

  private func model(count: Int = 6, level: Int = 2) -> LessonModel {
    LessonModel(
      PreparedLesson(
        id: "practice", title: "Levels",
        steps: (0..<count).map { Self.step($0, level: level) },
        practice: .init(session: "levels", command: "convscope practice levels --seed 1") {
          (1...4).contains($1) ? Self.step($0, level: $1) : nil
        }))
  }

  private func answer(_ answers: String..., hints: Int = 0, in model: inout LessonModel) {
    for _ in 0..<hints { model.step.answer { $0.showHint() } }
    for answer in answers {
      model.step.answer { question in
        for character in answer { _ = question.handle(.character(character)) }
        _ = question.submit()
      }
    }
  }

  private func level(_ model: LessonModel) -> Int? { model.step.content.exercise?.level }

  @Test func `marks tell at once, after help, open and ahead apart`() {
    var model = model()
    answer("2", in: &model)
    _ = model.go(toStep: 1)
    answer("2", hints: 1, in: &model)
    _ = model.go(toStep: 2)
    answer("7", "2", in: &model)
    _ = model.go(toStep: 3)
    model.step.answer { $0.showHint() }
    model.step.answer { $0.showSolution() }
    _ = model.go(toStep: 4)
    #expect(model.marks == [.atOnce, .afterHelp, .afterHelp, .open, .here, .ahead])
    answer("7", in: &model)
    _ = model.go(toStep: 5)
    #expect(model.marks == [.atOnce, .afterHelp, .afterHelp, .open, .open, .here])
  }

  @Test func `two at once lead up, one that stays open leads down, as far as there are levels`() {
    var model = model(count: 10)
    for next in 1...2 {
      answer("2", in: &model)
      #expect(level(model) == 2)
      _ = model.go(toStep: next)
    }
    #expect(level(model) == 3)
    // Left open.
    _ = model.go(toStep: 3)
    #expect(level(model) == 2)
    // Seen exercises stay as they are.
    _ = model.go(toStep: 2)
    #expect(level(model) == 3)
    for next in 4...9 {
      _ = model.go(toStep: next)
      #expect((1...4).contains(level(model) ?? 0))
    }
    #expect(level(model) == 2, "where there is no level the exercise stays")
  }

  @Test func `the summary counts what went well and names slips, the most frequent first`() {
    var model = model(count: 4)
    answer("2", in: &model)
    _ = model.go(toStep: 1)
    answer("7", "8", "2", in: &model)
    _ = model.go(toStep: 2)
    let text = PracticeSummary(
      of: model, [TopicStanding(id: "levels", title: "Levels", strength: 1, due: 0)]
    ).text
    #expect(text.hasPrefix("Practice: Levels\n\n●◐✗○   "))
    #expect(
      text.contains(
        "1 right at once · 1 after a hint or another try · 1 open · 1 not looked at"))
    #expect(text.contains("What went wrong\nIt was off  twice"))
    #expect(text.contains("How firmly it sits\nLevels  ▮▮▮▮▮"))
    #expect(text.contains("The same again: convscope practice levels --seed 1"))
  }
}
