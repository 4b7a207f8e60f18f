import Foundation
import Testing

@testable import Lessons

/// The guides and the schemas say what the program reads.
struct DocumentationTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Documentation").standardized

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// Compares a file with what it should be; with RECORD_SNAPSHOTS it is rewritten, and the test
  /// fails so that a recording run never passes for a check.
  private func check(_ name: String, is wanted: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try wanted.write(
        to: Self.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded")
    } else {
      #expect(
        try text(name) == wanted, "\(name) is stale: run the tests with RECORD_SNAPSHOTS=1")
    }
  }

  @Test func `the guide's table of ops is the vocabulary`() throws {
    let guide = try text("Guides/ProblemFiles.md")
    let start = try #require(guide.firstRange(of: "rewrites it -->\n\n")?.upperBound)
    let end = try #require(guide.firstRange(of: "\n\n<!-- /ops -->")?.lowerBound)
    let wanted = guide[..<start] + OperationSchema.markdownTable + guide[end...]
    try check("Guides/ProblemFiles.md", is: String(wanted))
  }

  @Test func `the schema of problem files is the vocabulary`() throws {
    try check("Schemas/problem.schema.json", is: try ProblemSchema.text())
  }

  @Test func `the schema of lessons has the names that are read`() throws {
    let data = try Data(
      contentsOf: Self.folder.appendingPathComponent("Schemas/lesson.schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let definitions = try #require(schema["definitions"] as? [String: [String: Any]])
    func names(_ schema: [String: Any]?) -> Set<String> {
      Set((schema?["properties"] as? [String: Any] ?? [:]).keys)
    }
    #expect(names(schema) == Set(Lesson.keys))
    #expect(names(definitions["step"]) == Set(LessonStep.keys))
    #expect(names(definitions["show"]) == Set(Problem.keys + Exhibit.keys))
    #expect(names(definitions["ask"]) == Set(Question.keys))
    func words(_ definition: String, _ name: String) -> [String]? {
      let properties = definitions[definition]?["properties"] as? [String: [String: Any]]
      return properties?[name]?["enum"] as? [String]
    }
    #expect(words("ask", "kind") == Question.Kind.allCases.map(\.rawValue))
    #expect(words("show", "view") == Exhibit.View.allCases.map(\.rawValue))
  }

  @Test(arguments: ["Guides/ProblemFiles.md", "Guides/WritingLessons.md"])
  func `what the guides show can be read`(name: String) throws {
    for block in try text(name).components(separatedBy: "```yaml\n").dropFirst() {
      let yaml = String(block[..<(try #require(block.firstRange(of: "```")?.lowerBound))])
      let file = try SourceFile(path: name, text: yaml)
      if yaml.hasPrefix("format:") {
        let lesson = try Lesson(file)
        var checker = LessonChecker(lesson, backend: LessonFixture.backend)
        #expect(checker.check().map(\.description) == [])
      } else if yaml.contains("ops:\n") || yaml.hasPrefix("title:") {
        _ = try Problem(file).built(withGradients: true)
      }
    }
  }

  @Test func `every name of the lesson format is in the guide`() throws {
    let guide = try text("Guides/WritingLessons.md")
    for name in Lesson.keys + LessonStep.keys + Exhibit.keys + Question.keys {
      #expect(guide.contains("`\(name)`"), "\(name)")
    }
  }
}
