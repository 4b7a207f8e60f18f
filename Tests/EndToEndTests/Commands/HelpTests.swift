import Testing

@Suite("Help")
struct HelpTests {
  @Test(arguments: [
    ["learn"], ["practice"], ["solve"], ["lab"], ["lab", "playground"], ["sheet"],
    ["sheet", "new"],
    ["sheet", "make"], ["sheet", "grade"], ["answer"], ["new"], ["new", "lesson"], ["figure"],
    ["check"],
    ["inspect"], ["train"], ["predict"], ["runs"], ["progress"], ["progress", "export"], ["data"],
    ["data", "fetch"], ["doctor"], ["bench"], ["bench", "ops"], ["bench", "train"],
    ["bench", "step"],
  ])
  func `an example and the usage are one line each of 80 columns`(command: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(command + ["--help"], in: sandbox))
    #expect(run.status == .exited(0))
    let lines = run.standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
    let usage = try #require(lines.first { $0.hasPrefix("USAGE: convscope") })
    #expect(usage.count <= 80)
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  convscope ") {
      #expect(line.count <= 80)
      #expect(next.isEmpty || next.hasPrefix("  "), "\(line) goes on with \(next)")
    }
  }
}
