import Lessons
import Problems
import TensorEngine
import Testing

@testable import convscope

@Suite struct LessonTranscriptTests {
  /// A lesson of one step, as text.
  private func transcript(_ step: String) throws -> String {
    let lesson = try Lesson(
      SourceFile(
        path: "lesson.yaml",
        text: """
          format: 1
          id: sample
          title: A sample
          goals: [see it]
          steps:
          """ + "\n" + step))
    let prepared = try lesson.prepared(on: ReferenceBackend<Double>())
    return LessonTranscript(lesson.summary, prepared, glyphs: .unicode).text
  }

  @Test func `a lesson begins with its title and its goals`() throws {
    let text = try transcript("- text: Hello.")
    #expect(
      text == """
        A sample
        ========

        Afterwards you can
        - see it


        Step 1 of 1
        -----------

        Hello.
        """)
  }

  @Test func `a question comes before its hints, and they before the answer`() throws {
    let text = try transcript(
      """
      - text: Look.
        show:
          input: 1 2/3 4
          ops: [{conv2d: {weight: 1 1/1 1}}]
        ask:
          question: What comes out?
          kind: number
          hints: [Add them up.]
          explain: 1 + 2 + 3 + 4.
      """)
    let places = ["Question: What comes out?", "1. Add them up.", "Answer: 10", "1 + 2 + 3 + 4."]
      .map { text.range(of: $0)?.lowerBound }
    #expect(!places.contains(nil))
    #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
  }

  @Test func `a result that is asked for does not stand above the question`() throws {
    let text = try transcript(
      """
      - text: Look.
        show:
          input: 1 2/3 4
          ops: [{conv2d: {weight: 5 5/5 5}}]
        ask:
          question: What comes out?
          kind: number
          hints: [Add them up.]
      """)
    let question = try #require(text.range(of: "Question:"))
    #expect(!text[..<question.lowerBound].contains("50"))
    #expect(text[question.lowerBound...].contains("= 50"))
  }

  @Test func `the answer to a choice is the option's own text`() throws {
    let text = try transcript(
      """
      - text: Choose.
        ask:
          question: Which?
          kind: choice
          choices: [this, that]
          answer: that
          hints: [The other one.]
      """)
    #expect(text.contains("  1. this\n  2. that\n"))
    #expect(text.contains("Answer: 2. that"))
  }

  @Test func `a grid is answered row by row`() throws {
    let text = try transcript(
      """
      - text: Look.
        show:
          input: 1 -2/3 4
          ops: [relu]
        ask:
          question: What comes out?
          kind: grid
          hints: [Negative numbers become 0.]
      """)
    #expect(text.contains("Answer:\n  1  0\n  3  4\n"))
  }
}
