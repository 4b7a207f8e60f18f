import Foundation
import Testing

/// `convscope sheet`, `new`, `answer` and `check` from a class to its grades.
@Suite("homework for a class")
struct SheetTests {
  private let roster = "id,name\nada,Ada Lovelace\nbo,\"Bo, Li\"\n"

  /// A folder with a new sheet and a class.
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    #expect(try Convscope.run("new", "sheet", "week-3", in: sandbox).status == .exited(0))
    _ = try sandbox.write(roster, to: "class.csv")
    return sandbox
  }

  private func text(_ name: String, in sandbox: Sandbox) throws -> String {
    try String(contentsOfFile: "\(sandbox.path)/\(name)", encoding: .utf8)
  }

  @Test func `what is begun passes the check, and is never written over`() throws {
    let sandbox = try sandbox()
    #expect(try Convscope.run("new", "lesson", "dilation", in: sandbox).status == .exited(0))
    #expect(try Convscope.run("new", "exercise", "strides", in: sandbox).status == .exited(0))
    let check = try Convscope.run("check", "--strict", ".", in: sandbox)
    #expect(check.status == .exited(0), "\(check.standardOutput)")
    #expect(check.standardOutput.contains("1 lesson, 1 topic and 1 sheet checked: no errors"))
    let twin = try Convscope.run("new", "lesson", "dilation", in: sandbox)
    #expect(twin.status == .exited(2))
    #expect(twin.standardError.contains("there is a lesson 'dilation' already"))
    let again = try Convscope.run("new", "sheet", "week-3", in: sandbox)
    #expect(again.status == .exited(2))
    #expect(again.standardError.contains("already"))
    for words in [["new", "sheet"], ["sheet", "new"]] {
      let refused = try PipedRun(Convscope.command(words + ["../x"], in: sandbox))
      #expect(refused.status == .exited(64))
      #expect(
        refused.standardError.contains("Usage: convscope \(words.joined(separator: " ")) <name>"))
    }
  }

  @Test func `a sheet is made, answered, graded, and kept`() throws {
    let sandbox = try sandbox()
    let made = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", "--solutions", in: sandbox)
    #expect(made.status == .exited(0), "\(made.standardError)")
    #expect(try text("week-3/ada/week-3.md", in: sandbox).contains("Ada Lovelace"))
    #expect(try text("week-3/ada/week-3.tex", in: sandbox).contains("\\end{document}"))
    #expect(try text("week-3/solutions/bo.md", in: sandbox).contains("solutions for Bo, Li"))
    let solution = try text("week-3/solutions/bo.tex", in: sandbox)
    #expect(solution.contains("\\end{document}"))
    // The numbers of a row are no product: blanks stay between them.
    #expect(solution.contains(/& [^&$]*\d −?\d+ \/ −?\d/))
    let name = "week-3/ada/week-3-ada.answers.txt"
    let answered = try text(name, in: sandbox).replacing("\n2a:\n", with: "\n2a: 3 x 3\n")
    _ = try sandbox.write(answered, to: name)

    let again = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    #expect(again.standardOutput.contains("2 that were there kept as they are"))
    #expect(try text(name, in: sandbox) == answered)

    _ = try sandbox.write("PK", to: "week-3/ada/photo.zip")
    let graded = try Convscope.run(
      "sheet", "grade", "week-3.yaml", "--students", "class.csv", "week-3", "--out", "grades",
      in: sandbox)
    #expect(graded.status == .exited(1))
    #expect(graded.standardError.contains("photo.zip"))
    #expect(!graded.standardOutput.contains("photo.zip"))
    #expect(try text("grades/class.md", in: sandbox).contains("photo.zip"))
    let book = try text("grades/gradebook.csv", in: sandbox)
    #expect(
      book.hasPrefix("id,name,1,2a,2b,2c,points,out of,remark\nada,Ada Lovelace,0,1,0,0,1,8,\n"))
    #expect(book.contains("\nbo,\"Bo, Li\","))
    #expect(try text("grades/students/ada.md", in: sandbox).contains("3 x 3"))
    #expect(try text("grades/class.md", in: sandbox).contains("# Week 3: the class"))
  }

  @Test func `bad lines of the roster are named, and the others get their sheet`() throws {
    let sandbox = try sandbox()
    _ = try sandbox.write(roster + "no name\nada,Again\n", to: "class.csv")
    let made = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    #expect(made.status == .exited(1))
    #expect(made.standardError.contains("class.csv:4:1: error: the line has 1 fields"))
    #expect(made.standardError.contains("class.csv:5:1: error: the id 'ada' is that of line 2"))
    #expect(made.standardOutput.contains("2 students"))
  }

  @Test(arguments: [
    ["sheet", "make", "week-3.yaml", "--students", "none.csv"],
    ["sheet", "make", "none.yaml", "--students", "class.csv"],
    ["sheet", "make", "class.csv", "--students", "class.csv"],
    ["sheet", "make", "week-3.yaml", "--students", "week-3.yaml"],
    ["sheet", "make", "week-3.yaml", "--students", "class.csv", "--out", "class.csv"],
    ["sheet", "make", "week-3.yaml", "--students", "class.csv", "--exercises", "none"],
    ["sheet", "grade", "week-3.yaml", "--students", "class.csv", "none"],
    ["sheet", "grade", "week-3.yaml", "--students", "class.csv", "class.csv"],
    ["sheet", "make", "week-3.yaml", "--format", "moodle", "--out", "none/bank.xml"],
    ["answer", "class.csv"], ["answer", "none.txt"], ["answer", "."],
  ])
  func `what cannot be used is one message, and nothing is made`(_ arguments: [String]) throws {
    let sandbox = try sandbox()
    let before = try FileManager.default.contentsOfDirectory(atPath: sandbox.path).sorted()
    let run = try PipedRun(Convscope.command(arguments, in: sandbox))
    #expect(run.status == .exited(2), "\(run.standardError)")
    #expect(run.standardError.contains("error: "))
    #expect(run.standardError.contains("\n  "), "no remedy: \(run.standardError)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path).sorted() == before)
    #expect(try text("class.csv", in: sandbox) == roster)
  }

  @Test func `a question bank is written for Moodle`() throws {
    let sandbox = try sandbox()
    let made = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--format", "moodle", "--variants", "2", "--out", "bank.xml",
      in: sandbox)
    #expect(made.status == .exited(0), "\(made.standardError)")
    #expect(
      try text("bank.xml", in: sandbox).hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
  }

  @Test func `without a terminal the questions of a file are listed`() throws {
    let sandbox = try sandbox()
    _ = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    let list = try Convscope.run(
      "answer", "week-3/ada/week-3-ada.answers.txt", in: sandbox, input: .text(""))
    #expect(list.status == .exited(0))
    #expect(list.standardOutput.contains("2b (3 points). What is the result of 1. conv2d?"))
    #expect(list.standardOutput.contains("0 of 4 questions have an answer."))
  }

  private struct Findings: Decodable {
    struct Finding: Decodable {
      var severity: String
      var file: String
      var line: Int?
      var column: Int?
      var message: String
      var remedy: String
    }

    var findings: [Finding]
    var errors: Int
    var sheets: Int
  }

  @Test func `check tells programs what it found`() throws {
    let sandbox = try sandbox()
    let broken = try text("week-3.yaml", in: sandbox).replacing(
      "strided-cell", with: "strided-sell")
    _ = try sandbox.write(broken, to: "week-3.yaml")
    let run = try Convscope.run("check", "--json", "week-3.yaml", in: sandbox)
    #expect(run.status == .exited(1))
    let found = try JSONDecoder().decode(Findings.self, from: Data(run.outputBytes))
    #expect(found.errors == 1 && found.sheets == 1)
    #expect(found.findings[0].line == 8)
    #expect(found.findings[0].remedy == "Did you mean 'strided-cell'?")
    let missing = try Convscope.run("check", "--json", "none.yaml", in: sandbox)
    #expect(missing.status == .exited(2))
    #expect(try JSONDecoder().decode(Findings.self, from: Data(missing.outputBytes)).errors == 1)
    #expect(try Convscope.run("check", "--json", "--watch", ".", in: sandbox).status == .exited(64))
  }

  @Test func `a check that watches checks again after a save`() throws {
    let sandbox = try sandbox()
    let script = """
      \(Convscope.path) check --watch week-3.yaml > out.txt & p=$!
      n=0; until grep -q Waiting out.txt || [ $n -gt 200 ]; do sleep 0.1; n=$((n+1)); done
      sed -i s/strided-cell/no-such-family/ week-3.yaml
      n=0; until grep -q no-such-family out.txt || [ $n -gt 200 ]; do sleep 0.1; n=$((n+1)); done
      kill -INT $p 2>/dev/null; kill $p; cat out.txt
      """
    let run = try PipedRun(
      Command(
        program: "/bin/sh", arguments: ["-c", script], environment: sandbox.environment(),
        folder: sandbox.path))
    #expect(run.standardOutput.contains("1 sheet checked: no errors"))
    #expect(run.standardOutput.contains("there is no family 'no-such-family'"))
  }

  @Test func `answers are typed on a terminal, and are in the file after each`() throws {
    let sandbox = try sandbox()
    _ = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    let name = "week-3/ada/week-3-ada.answers.txt"
    let terminal = try Convscope.start("answer", name, in: sandbox)
    try terminal.waitFor("1 (2 points).")
    // Nothing is sent: what is typed is in the file all the same.
    terminal.type("777")
    try terminal.waitUntil("it is in the file") {
      try text(name, in: sandbox).contains("\n1: 777\n")
    }
    terminal.type("\r")
    try terminal.waitFor("Not yet")
    terminal.press(.pageDown)
    try terminal.waitFor("2a (1 point).")
    terminal.type("4 x 3\r")
    try terminal.waitFor("What is in your file counts.")
    terminal.press(.pageDown)
    try terminal.waitFor("2b (3 points).")
    terminal.type("1 2 3 / 4 5 6 / 7 8 9")
    try terminal.waitFor("4  5  6")
    terminal.type("\u{1B}")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(try text(name, in: sandbox).contains("\n2b:\n  1 2 3\n  4 5 6\n  7 8 9\n"))
  }

  @Test func `nothing is said about the answers of an exam`() throws {
    let sandbox = try sandbox()
    let sheet = try text("week-3.yaml", in: sandbox).replacing("tasks:", with: "exam: true\ntasks:")
    _ = try sandbox.write(sheet, to: "week-3.yaml")
    _ = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    let name = "week-3/ada/week-3-ada.answers.txt"
    #expect(throws: (any Error).self) { try text("week-3/ada/week-3.yaml", in: sandbox) }
    let terminal = try Convscope.start("answer", name, "--sheet", "week-3.yaml", in: sandbox)
    try terminal.waitFor("nothing is said about answers")
    terminal.type("s")
    try terminal.waitFor("the answer is yours")
    terminal.type("777\r")
    try terminal.waitFor("Your answer: 777")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(try text(name, in: sandbox).contains("\n1: 777\n"))
  }

  @Test func `answers that come through a pipe are taken line by line`() throws {
    let sandbox = try sandbox()
    _ = try Convscope.run(
      "sheet", "make", "week-3.yaml", "--students", "class.csv", in: sandbox)
    let name = "week-3/ada/week-3-ada.answers.txt"
    let run = try Convscope.run(
      "answer", name, in: sandbox, input: .text("7\n3 x 3\n1 2 3\n4 5 6\n7 8 9\n\n.\n"))
    #expect(run.standardOutput.contains("3 of 4 questions have an answer."))
    #expect(try text(name, in: sandbox).contains("\n2b:\n  1 2 3\n  4 5 6\n  7 8 9\n"))
  }
}
