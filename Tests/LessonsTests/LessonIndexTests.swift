import Foundation
import Problems
import Testing

@testable import Lessons

struct LessonIndexTests {
  private let files = [
    "01-a/lesson.yaml": LessonFixture.head.replacing("id: test", with: "id: a")
      + "  - text: Look.\n",
    "02-b/lesson.yaml": LessonFixture.head.replacing("id: test", with: "id: b")
      + "  - text: Stop.\n",
  ]
  /// Late enough for files that were written just now to count as settled.
  private let later = Date() + 60

  private func titles(_ folder: String, _ index: inout LessonIndex) throws -> [String] {
    try LessonLibrary(folder: folder, index: &index, at: later).summaries.map(\.title)
  }

  @Test func `what is known of a file is not read again until its lesson is opened`() throws {
    try LessonFixture.withFolder(files) { folder in
      var index = LessonIndex()
      let first = try LessonLibrary(folder: folder, index: &index, at: later)
      let known = index
      let path = "\(folder)/01-a/lesson.yaml"
      let stamp = try #require(FileStamp(path: path))
      let other = LessonSummary(
        id: "a", title: "from the index", goals: [], needs: [], steps: first.summaries[0].steps)
      index.remember(other, ofFile: path, stamp)
      let again = try LessonLibrary(folder: folder, index: &index, at: later)
      #expect(again.summaries.map(\.title) == ["from the index", first.summaries[1].title])
      #expect(try again.lesson("a").title == first.summaries[0].title)
      var same = known
      #expect(try titles(folder, &same) == first.summaries.map(\.title))
      #expect(same == known)
    }
  }

  @Test func `a file that was changed is read, and a broken one is told each time`() throws {
    try LessonFixture.withFolder(files) { folder in
      var index = LessonIndex()
      _ = try titles(folder, &index)
      let path = "\(folder)/01-a/lesson.yaml"
      let text = try #require(files["01-a/lesson.yaml"])
      let title = try LessonLibrary(folder: folder).summaries[0].title
      try text.replacing("title: \(title)", with: "title: Another").write(
        toFile: path, atomically: true, encoding: .utf8)
      #expect(try titles(folder, &index).first == "Another")
      try "id: a".write(toFile: path, atomically: true, encoding: .utf8)
      for _ in 1...2 {
        let library = try LessonLibrary(folder: folder, index: &index, at: later)
        #expect(library.summaries.map(\.id) == ["b"])
        #expect(library.problems.count == 1)
      }
    }
  }

  @Test func `a file that may still be written to is not remembered`() throws {
    try LessonFixture.withFolder(files) { folder in
      var index = LessonIndex()
      _ = try LessonLibrary(folder: folder, index: &index, at: Date())
      #expect(index == LessonIndex())
    }
  }

  @Test func `an index outlives its program as JSON`() throws {
    try LessonFixture.withFolder(files) { folder in
      var index = LessonIndex()
      _ = try titles(folder, &index)
      let read = try JSONDecoder().decode(LessonIndex.self, from: JSONEncoder().encode(index))
      #expect(read == index)
      #expect(read != LessonIndex())
    }
  }
}
