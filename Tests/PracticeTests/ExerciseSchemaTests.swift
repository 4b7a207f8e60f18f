import Foundation
import TestSupport
import Testing

@testable import Practice

/// The schema of exercise files says what the program reads.
struct ExerciseSchemaTests {
  private func schema() throws -> [String: Any] {
    let data = try Data(
      contentsOf: Repository.url("Documentation/Schemas/exercises.schema.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func names(_ schema: [String: Any]?) -> Set<String> {
    Set((schema?["properties"] as? [String: Any] ?? [:]).keys)
  }

  @Test func `the schema of exercises has the names that are read`() throws {
    let schema = try schema()
    let definitions = try #require(schema["definitions"] as? [String: [String: Any]])
    #expect(names(schema) == Set(PracticeTopic.keys))
    #expect(names(definitions["family"]) == Set(Family.keys))
    #expect(names(definitions["grid"]) == Set(GridRule.keys))
    #expect(names(definitions["layer"]) == Set(LayerDraw.keys))
    #expect(names(definitions["training"]) == Set(TrainingDraw.keys))
    #expect(names(definitions["ask"]) == Set(Asked.keys))
    func words(_ definition: String, _ name: String) -> [String]? {
      let properties = definitions[definition]?["properties"] as? [String: [String: Any]]
      let property = properties?[name]
      return property?["enum"] as? [String]
        ?? (property?["items"] as? [String: Any])?["enum"] as? [String]
    }
    #expect(words("ask", "kind") == Asked.Kind.allCases.map(\.rawValue))
    #expect(words("family", "where") == Condition.allCases.map(\.rawValue))
    #expect(words("training", "kind") == TrainingDraw.Kind.allCases.map(\.rawValue))
    let levels = (definitions["family"]?["properties"] as? [String: [String: Any]])?["levels"]
    #expect(levels?["maxItems"] as? Int == Family.mostLevels)
  }
}
