import Testing

@Suite("Mistyped commands")
struct UnknownCommandTests {
  @Test(arguments: [
    (["practise"], "convscope has no command 'practise'", "Did you mean 'practice'?"),
    (["lerning", "--list"], "convscope has no command 'lerning'", "convscope --help lists all "),
    (["sheet", "mak", "a.yaml"], "convscope sheet has no command 'mak'", "Did you mean 'make'?"),
    (["new", "lessons"], "convscope new has no command 'lessons'", "Did you mean 'lesson'?"),
    (["bench", "opps"], "convscope bench has no command 'opps'", "Did you mean 'ops'?"),
    (["progress", "exprt"], "convscope progress has no command 'exprt'", "Did you mean 'export'?"),
  ])
  func `are told which was probably meant`(
    arguments: [String], message: String, remedy: String
  ) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(64))
    #expect(run.standardOutput == "")
    #expect(run.standardError.hasPrefix("error: \(message)\n  \(remedy)"))
  }

  @Test(arguments: [["help", "sheet"], ["sheet", "--help"], ["--version"], ["help"]])
  func `what the parser knows is left to it`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
  }
}
