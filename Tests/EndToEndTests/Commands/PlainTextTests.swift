import Testing

/// Without a terminal everything is plain text, and nothing waits.
@Suite("Plain text")
struct PlainTextTests {
  @Test func `the lessons are listed`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("learn", "--list", in: sandbox)
    #expect(run.status == .exited(0))
    let lessons = try ShippedLesson.all(in: sandbox)
    #expect(lessons.map(\.id).contains("convolution"))
    #expect(lessons.allSatisfy { $0.stepCount > 0 })
  }

  @Test func `every shipped lesson is printed, step by step`() throws {
    let sandbox = try Sandbox()
    for lesson in try ShippedLesson.all(in: sandbox) {
      let run = try Convscope.run("learn", "--plain", lesson.id, in: sandbox)
      #expect(run.status == .exited(0))
      #expect(run.standardError == "")
      for step in 1...lesson.stepCount {
        #expect(run.standardOutput.contains("Step \(step) of \(lesson.stepCount)"))
      }
      #expect(!run.outputBytes.contains(0x1B))
    }
  }

  @Test(arguments: [[], ["learn"], ["learn", "convolution"]])
  func `without a terminal a screen becomes text`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains("onvolution"))
    #expect(!run.outputBytes.contains(0x1B))
  }

  @Test(arguments: [[], ["learn", "board"]])
  func `a closed standard input ends it too`(arguments: [String]) throws {
    let sandbox = try Sandbox()
    let run = try PipedRun(
      BoardLesson.command(arguments, in: sandbox), input: .closed)
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains(BoardLesson.title))
  }

  @Test(arguments: ["< /dev/null", "<&-", "| cat"])
  func `half a terminal is none`(redirection: String) throws {
    let sandbox = try Sandbox()
    var command = try BoardLesson.command(in: sandbox)
    command.program = "/bin/sh"
    command.arguments = ["-c", "\(Convscope.path) learn board \(redirection)"]
    let terminal = try PseudoTerminal(command, size: ScreenSize(columns: 100, rows: 300))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.contains("Step 4 of 4"))
    #expect(!terminal.transcript.contains(0x1B))
    #expect(try terminal.currentLine == terminal.initialLine)
  }

  @Test func `folders of one's own are read from the flag before the variable`() throws {
    let sandbox = try Sandbox()
    let folder = try BoardLesson.write(into: sandbox)
    let byFlag = try Convscope.run(
      "learn", "--list", "--lessons", folder, "--only", in: sandbox,
      environment: ["CONVSCOPE_LESSONS": "/nowhere"])
    #expect(byFlag.standardOutput.contains(BoardLesson.title))
    let byVariable = try Convscope.run(
      "learn", "--list", in: sandbox, environment: ["CONVSCOPE_LESSONS": folder])
    #expect(byVariable.standardOutput == byFlag.standardOutput)
  }

  @Test func `the version is one line`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("--version", in: sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.wholeMatch(of: /convscope \d+\.\d+\.\d+\S*\n/) != nil)
  }

  @Test(arguments: ["learn", "solve", "check", "doctor"])
  func `help fits a terminal`(command: String) throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run(command, "--help", in: sandbox)
    #expect(run.status == .exited(0))
    let lines = run.standardOutput.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("USAGE: convscope \(command)") })
    // The usage line, which argument-parser does not wrap, is left to the terminal.
    #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") })
  }

  @Test func `doctor finds what it needs`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("doctor", in: sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains("OpenBLAS"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions name the commands`(shell: String) throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run("--generate-completion-script", shell, in: sandbox)
    #expect(run.status == .exited(0))
    for command in ["learn", "solve", "check", "doctor"] {
      #expect(run.standardOutput.contains(command))
    }
  }

  @Test func `the completions for bash propose lessons`() throws {
    let sandbox = try Sandbox()
    let completions = try Convscope.run("--generate-completion-script", "bash", in: sandbox)
    try sandbox.write(completions.standardOutput, to: "completions.bash")
    // As bash calls them when Tab is pressed after "convscope learn pad".
    let script = """
      source completions.bash
      COMP_LINE='convscope learn pad' COMP_POINT=19 COMP_WORDS=(convscope learn pad) COMP_CWORD=2
      PATH="\(Convscope.path.dropLast("/convscope".count)):$PATH"
      "$(complete -p convscope | sed 's/.*-F \\([^ ]*\\).*/\\1/')" convscope pad learn
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try PipedRun(
      Command(
        program: "/bin/bash", arguments: ["--norc", "-c", script],
        environment: sandbox.environment(), folder: sandbox.path))
    #expect(run.standardOutput.contains("padding-and-stride"))
  }
}
