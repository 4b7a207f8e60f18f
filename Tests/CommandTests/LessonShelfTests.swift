import Foundation
import Lessons
import Problems
import Testing

@testable import convscope

@Suite struct LessonShelfTests {
  @Test func `the option wins over the environment`() {
    let shelf = LessonShelf(chosenFolder: "/a", environment: ["CONVSCOPE_LESSONS": "/b"])
    #expect(shelf.used?.folder == "/a")
  }

  @Test func `the environment wins over what was installed`() {
    let shelf = LessonShelf(chosenFolder: nil, environment: ["CONVSCOPE_LESSONS": "/b"])
    #expect(shelf.used?.folder == "/b")
  }

  @Test func `an empty variable counts as none`() {
    let shelf = LessonShelf(chosenFolder: nil, environment: ["CONVSCOPE_LESSONS": ""])
    #expect(shelf.used?.isNamed != true)
  }

  @Test func `a folder that was named and cannot be read is refused, with what named it`() {
    let shelf = LessonShelf(
      chosenFolder: nil, environment: ["CONVSCOPE_LESSONS": "/no/such/folder"])
    let error = #expect(throws: Diagnostic.self) { try shelf.library() }
    #expect(error?.headline.contains("($CONVSCOPE_LESSONS)") == true)
  }
}
