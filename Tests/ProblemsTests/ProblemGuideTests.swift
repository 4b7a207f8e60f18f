import Foundation
import Testing

@testable import Problems

/// The guide and the schema of problem files say what the program reads.
struct ProblemGuideTests {
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
