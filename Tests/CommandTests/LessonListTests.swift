import Foundation
import Lessons
import Testing

@testable import convscope

struct LessonListTests {
  private struct Row: Decodable, Equatable {
    let id: String
    let chapter: String
    let title: String
    let steps: Int
    let questions: Int
    let minutes: Int
  }

  @Test func `programs get lessons with their steps, questions and minutes`() throws {
    let lesson = LessonSummary(
      id: "a", title: "An \"A\"", chapter: "Letters", goals: [], needs: [],
      steps: [
        .init(id: "one", words: "One", questions: 2, seconds: 200),
        .init(id: "two", words: "Two", seconds: 20),
      ])
    let rows = try JSONDecoder().decode([Row].self, from: Data(LessonList.json([lesson]).utf8))
    #expect(
      rows == [
        Row(id: "a", chapter: "Letters", title: "An \"A\"", steps: 2, questions: 2, minutes: 4)
      ])
  }
}
