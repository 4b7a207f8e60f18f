import Problems
import Testing

@testable import Lessons

/// What is asked beside what the engine computes, and what is right beside what the author says.
struct OwnAnswerTests {
  @Test func `a number of the author's own is asked beside a problem`() throws {
    let question = try LessonFixture.question("kind: number\nof: nothing\nanswer: 16")
    #expect(question.said(to: ["16"]) == nil && question.said(to: ["4"]) != nil)
    #expect(question.asked == nil)
    let step = try LessonFixture.prepared(
      "question: Q\nhints: [h]\nkind: number\nof: nothing\nanswer: 16")
    #expect(!step.hidesResults)
    for (rest, message) in [
      ("kind: number\nof: nothing", "the question has no answer"),
      ("kind: number\nof: nothing\nanswer: 1\ncell: [0, 0]", "this names a value"),
    ] {
      let error = #expect(throws: Diagnostic.self) { try LessonFixture.question(rest) }
      #expect(error?.message.hasPrefix(message) == true)
    }
  }

  @Test func `other right answers are counted where the question speaks of one`() throws {
    func warnings(_ question: String, _ explain: String, _ range: String) throws -> [String] {
      let ask = """
        question: \(question)
        kind: find
        of: {input: 1 2 3 4 5 / 1 2 3 4 5 / 1 2 3 4 5 / 1 2 3 4 5 / 1 2 3 4 5, ops: conv2d 1 0 1 / 0 1 0 / 1 0 1}
        unknown: [0.stride, 0.padding]
        must: {size: 3 x 3}
        range: \(range)
        answer: {0.stride: 2, 0.padding: 1}
        hints: [h]
        explain: "\(explain)"
        """
      let lesson = try LessonFixture.lesson(LessonFixture.step(ask))
      var checker = LessonChecker(lesson, backend: LessonFixture.backend)
      return checker.check().map(\.message)
    }
    let range = "{0.stride: 1..3, 0.padding: 0..2}"
    let which = "Which stride and padding do it?"
    #expect(
      try warnings(which, "(5 + 2 − 3) / 2 + 1 = 3.", range) == [
        "3 of 9 answers are right, and the question speaks of one: stride 1, padding 0;"
          + " stride 2, padding 1; stride 3, padding 2"
      ])
    #expect(try warnings(which, "2 and 1; there are others.", range) == [])
    #expect(try warnings(which, "Stride 1, stride 2 with padding 1, stride 3.", range) == [])
    #expect(try warnings("Find a stride and a padding.", "So.", range) == [])
    #expect(try warnings(which, "So.", "{0.stride: 2..3, 0.padding: 0..1}") == [])
    // What cannot be counted is passed over.
    #expect(try warnings(which, "So.", "{0.stride: 1..300, 0.padding: -1e300..1e300}") == [])
  }
}
