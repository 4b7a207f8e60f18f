import Foundation
import TestSupport
import Testing

@testable import Problems

/// The guide and the schema of problem files say what the program reads.
struct ProblemGuideTests {
  private func guide() throws -> String {
    try String(contentsOf: Repository.url("Documentation/Guides/ProblemFiles.md"), encoding: .utf8)
  }

  @Test func `the guide's table of ops is the vocabulary`() throws {
    let guide = try guide()
    let start = try #require(guide.firstRange(of: "rewrites it -->\n\n")?.upperBound)
    let end = try #require(guide.firstRange(of: "\n\n<!-- /ops -->")?.lowerBound)
    let wanted = guide[..<start] + OperationSchema.markdownTable + guide[end...]
    let recording = Recording(Repository.url("Documentation/Guides/ProblemFiles.md"))
    #expect(try recording.difference(of: String(wanted)) == nil)
  }

  @Test func `the schema of problem files is the vocabulary`() throws {
    let recording = Recording(Repository.url("Documentation/Schemas/problem.schema.json"))
    #expect(try recording.difference(of: ProblemSchema.text()) == nil)
  }

  @Test func `the problems that the guide shows can be read`() throws {
    let blocks = try guide().components(separatedBy: "```yaml\n")
    let problems = blocks.dropFirst().map { $0.components(separatedBy: "```")[0] }
      .filter { $0.contains("ops:\n") }
    #expect(!problems.isEmpty)
    for yaml in problems {
      let file = try SourceFile(path: "ProblemFiles.md", text: yaml)
      _ = try Problem(file).built(withGradients: true)
    }
  }
}
