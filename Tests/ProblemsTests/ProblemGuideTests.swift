import Foundation
import TestSupport
import Testing

@testable import Problems

/// The guide and the schema of problem files say what the program reads.
struct ProblemGuideTests {
  private func text(_ name: String) throws -> String {
    try String(contentsOf: Repository.url("Documentation/\(name)"), encoding: .utf8)
  }

  @Test func `the guide's table of ops is the vocabulary`() throws {
    #expect(
      try text("Guides/ProblemFiles.md").contains(
        "rewrites it -->\n\n\(OperationSchema.markdownTable)\n\n<!-- /ops -->"),
      "the table is stale: run make generate")
  }

  @Test func `the schema of problem files is the vocabulary`() throws {
    #expect(
      try text("Schemas/problem.schema.json") == ProblemSchema.text(),
      "the schema is stale: run make generate")
  }

  @Test func `the problems that the guide shows can be read`() throws {
    let blocks = try text("Guides/ProblemFiles.md").components(separatedBy: "```yaml\n")
    let problems = blocks.dropFirst().map { $0.components(separatedBy: "```")[0] }
      .filter { $0.contains("ops:\n") }
    #expect(!problems.isEmpty)
    for yaml in problems {
      let file = try SourceFile(path: "ProblemFiles.md", text: yaml)
      _ = try Problem(file).built(withGradients: true)
    }
  }
}
