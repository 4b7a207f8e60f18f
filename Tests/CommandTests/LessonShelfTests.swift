import Foundation
import Lessons
import Problems
import TestSupport
import Testing

@testable import convscope

@Suite struct LessonShelfTests {
  @Test func `with --only the option wins over the environment`() {
    let shelf = LessonShelf(ownFolder: "/a", only: true, environment: ["CONVSCOPE_LESSONS": "/b"])
    #expect(shelf.used?.folder == "/a")
  }

  @Test func `own lessons come after the others, or in their place`() throws {
    let folder = try TemporaryFolder()
    for (name, id) in [
      ("base/01-a", "a"), ("base/02-b", "b"), ("own/01-b", "B"), ("own/02-c", "c"),
    ] {
      try folder.write(
        "format: 1\nid: \(id)\ntitle: \(name)\nneeds: [a]\nsteps: [{text: Read this.}]\n",
        to: "\(name)/lesson.yaml")
    }
    let environment = ["CONVSCOPE_LESSONS": folder("base")]
    func titles(_ shelf: LessonShelf) throws -> [String] {
      try shelf.library().summaries.map(\.title)
    }
    #expect(
      try titles(LessonShelf(ownFolder: folder("own"), environment: environment))
        == ["base/01-a", "own/01-b", "own/02-c"])
    #expect(
      try titles(LessonShelf(ownFolder: folder("own"), only: true, environment: environment))
        == ["own/01-b", "own/02-c"])
    #expect(try titles(LessonShelf(environment: environment)) == ["base/01-a", "base/02-b"])
  }

  @Test func `the environment wins over what was installed`() {
    let shelf = LessonShelf(environment: ["CONVSCOPE_LESSONS": "/b"])
    #expect(shelf.used?.folder == "/b")
  }

  @Test func `an empty variable counts as none`() {
    let shelf = LessonShelf(environment: ["CONVSCOPE_LESSONS": ""])
    #expect(shelf.used?.isNamed != true)
  }

  @Test func `a folder that was named and cannot be read is refused, with what named it`() {
    let shelf = LessonShelf(
      environment: ["CONVSCOPE_LESSONS": "/no/such/folder"])
    let error = #expect(throws: Diagnostic.self) { try shelf.library() }
    #expect(error?.headline.contains("($CONVSCOPE_LESSONS)") == true)
  }
}
