import Foundation
import Testing

/// Whatever is wrong: one message that says where and what to do, and an exit status.
@Suite("Bad input")
struct BadInputTests {
  @Test(arguments: MalformedProblem.mistakes + MalformedProblem.damage)
  func `a malformed problem is refused by one message`(problem: MalformedProblem) throws {
    let sandbox = try Sandbox()
    try sandbox.write(problem.bytes, to: "problem.yaml")
    let run = try Convscope.run("solve", "problem.yaml", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    let place = problem.place.map { "problem.yaml:\($0): error: " } ?? "problem.yaml:"
    #expect(run.standardError.hasPrefix(place))
    #expect(run.standardError.contains(problem.mention))
    // The fault and the remedy.
    #expect(run.standardError.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    ["solve", "missing.yaml"], ["solve", "."], ["check", "missing"], ["learn", "nothing"],
    ["learn", "--plain", "nothing"], ["learn", "--lessons", "missing"],
    ["solve", "--input", "1 2/3", "--ops", "relu"], ["solve", "--input", "1", "--ops", "rely"],
    ["solve", "-"],
  ])
  func `what cannot be run is said in two lines`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    #expect(run.standardError.contains("error: "))
    #expect(run.standardError.split(separator: "\n").count == 2)
  }

  @Test(arguments: [["solve", "pipe"], ["check", "pipe"], ["solve", "/dev/zero"]])
  func `a named pipe and a device are refused at once`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let pipe = try sandbox.write("", to: "pipe")
    try #require(unlink(pipe) == 0 && mkfifo(pipe, 0o600) == 0)
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    #expect(run.standardError.contains("no regular file"))
    #expect(run.standardError.split(separator: "\n").count == 2)
  }

  @Test func `a folder with a named pipe is checked to its end`() throws {
    let sandbox = try Sandbox()
    let pipe = try sandbox.write("", to: "sheets/pipe.yaml")
    try #require(unlink(pipe) == 0 && mkfifo(pipe, 0o600) == 0)
    let run = try Convscope.run("check", "sheets", in: sandbox)
    #expect(run.status == .exited(1))
    #expect(run.standardOutput.contains("sheets/pipe.yaml: error: this is no regular file"))
  }

  @Test func `a path with control characters is shown without them`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("solve", "a\u{1B}[2J\nb", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardError.hasPrefix("a\\u{1B}[2J\\u{A}b: error: there is no such file\n"))
  }

  @Test(arguments: [
    ["--nonsense"], ["solve"], ["solve", "--input", "1"], ["solve", "a", "b"],
    ["solve", "a", "--backend", "abacus"], ["learn", "convolution", "--list"], ["check"],
  ])
  func `a command line that is not understood is a usage error`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(64))
    #expect(run.standardOutput == "")
    #expect(run.standardError.contains("Usage: convscope"))
  }

  @Test func `a lesson with a wrong answer fails its check`() throws {
    let sandbox = try Sandbox()
    let folder = try BoardLesson.write(into: sandbox)
    let good = try Convscope.run("check", folder, in: sandbox)
    #expect(good.status == .exited(0))

    let source = BoardLesson.source.replacingOccurrences(of: "answer: 0", with: "answer: 7")
    try sandbox.write(source, to: "lessons/01-board/lesson.yaml")
    let bad = try Convscope.run("check", "lessons", in: sandbox)
    #expect(bad.status == .exited(1))
    #expect(bad.standardOutput.contains("lessons/01-board/lesson.yaml:20:"))
    #expect(bad.standardOutput.contains("7"))
  }
}
