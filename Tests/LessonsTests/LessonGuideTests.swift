import Exhibits
import Foundation
import Misconceptions
import Problems
import TestSupport
import Testing

@testable import Lessons

/// The guide and the schema of lessons say what the program reads.
struct LessonGuideTests {
  private static let folder = Repository.url("Documentation")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
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
    #expect(names(definitions["show"]) == Set(Problem.keys + ShownProblem.keys))
    #expect(names(definitions["exhibit"]) == Set(Exhibit.keys))
    #expect(names(definitions["question"]) == Set(Question.keys))
    func words(_ definition: String, _ name: String) -> [String]? {
      let properties = definitions[definition]?["properties"] as? [String: [String: Any]]
      return properties?[name]?["enum"] as? [String]
    }
    #expect(words("question", "kind") == Question.kinds.map { $0.name })
    #expect(words("show", "view") == ShownProblem.View.allCases.map(\.name))
  }

  /// What a list, a word or a slip must be beyond its kind, the schema says where it can.
  @Test func `the schema of lessons is as strict as the reader`() throws {
    let schema = try text("Schemas/lesson.schema.json")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for rule in [
      #""choices": { "minItems": 2 }"#, #""answer": { "minItems": 1 }"#,
      #""answer": { "pattern": "\\S" }"#, #""rule": false"#, #""option": false"#, #""pair": false"#,
      #""then": { "properties": { "view": false, "frames": false, "beside": false } }"#,
      #""id": { "type": ["string", "integer"], "minimum": 0, "pattern": "^[A-Za-z0-9-]+$" }"#,
    ] {
      #expect(schema.contains(rule), "\(rule)")
    }
  }

  @Test func `the schema completes the rules that a slip may name`() throws {
    let rules = Misconception.all.map { "\"\($0.id)\"" }.joined(separator: ",")
    let schema = try text("Schemas/lesson.schema.json").filter { !$0.isWhitespace }
    #expect(
      schema.contains("\"enum\":[\(rules)]"), "write into 'rule' of the schema: [\(rules)]")
  }

  @Test func `the lessons that the guide shows can be read`() throws {
    let blocks = try text("Guides/WritingLessons.md").components(separatedBy: "```yaml\n")
    let lessons = blocks.dropFirst().map { $0.components(separatedBy: "```")[0] }
      .filter { $0.hasPrefix("format:") }
    #expect(!lessons.isEmpty)
    for yaml in lessons {
      let lesson = try Lesson(try SourceFile(path: "WritingLessons.md", text: yaml))
      var checker = LessonChecker(lesson, backend: LessonFixture.backend)
      #expect(checker.check().map(\.description) == [])
    }
  }

  @Test func `every name of the lesson format is in the guide`() throws {
    let guide = try text("Guides/WritingLessons.md")
    for name in Lesson.keys + LessonStep.keys + ShownProblem.keys + Exhibit.keys + Question.keys {
      #expect(guide.contains("`\(name)`"), "\(name)")
    }
  }
}
