import Foundation
import Testing

/// `convscope practice` for programs and for people without a terminal.
@Suite("practice")
struct PracticeTests {
  private struct Exercise: Decodable {
    struct Slip: Decodable {
      var rule: String
    }

    var family: String
    var question: String
    var kind: String
    var cell: [Int]?
    var answer: Double
    var slips: [Slip]
  }

  private struct Judged: Decodable {
    var verdict: String
    var rule: String?
    var say: String
  }

  private func practice(_ arguments: [String], _ sandbox: Sandbox) throws -> PipedRun {
    try PipedRun(
      Convscope.command(["practice"] + arguments, in: sandbox), input: .text(""))
  }

  private func judged(_ run: PipedRun) throws -> Judged {
    try JSONDecoder().decode(Judged.self, from: Data(run.outputBytes))
  }

  @Test func `an exercise is the same each time, and solve agrees with its answer`() throws {
    let sandbox = try Sandbox()
    let arguments = ["one-cell", "--seed", "7", "--json"]
    let run = try practice(arguments, sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
    #expect(try practice(arguments, sandbox).standardOutput == run.standardOutput)
    let exercise = try JSONDecoder().decode(Exercise.self, from: Data(run.outputBytes))
    #expect(exercise.family == "one-cell" && exercise.kind == "number")
    #expect(exercise.slips.contains { $0.rule == "kernel-turned" })
    let whole = try JSONSerialization.jsonObject(with: Data(run.outputBytes)) as? [String: Any]
    let problem = try JSONSerialization.data(withJSONObject: #require(whole?["problem"]))
    let file = try sandbox.write(String(decoding: problem, as: UTF8.self), to: "problem.json")
    let solved = try Convscope.run("solve", file, "--json", in: sandbox)
    let answer = try JSONSerialization.jsonObject(with: Data(solved.outputBytes)) as? [String: Any]
    let output = try #require(answer?["output"] as? [[[[Double]]]])
    let cell = try #require(exercise.cell)
    #expect(output[cell[0]][cell[1]][cell[2]][cell[3]] == exercise.answer)
  }

  @Test func `an answer is judged, and a slip is named`() throws {
    let sandbox = try Sandbox()
    func answer(_ text: String, _ more: String...) throws -> PipedRun {
      try practice(["size-strided", "--seed", "3", "--answer", text] + more, sandbox)
    }
    let exercise = try practice(
      ["size-strided", "--seed", "3", "--json"], sandbox
    ).standardOutput
    let list = try #require(exercise.firstMatch(of: /"answer":(\[[0-9]+,[0-9]+\])/)?.1)
    let size = try #require(Double(list.dropFirst().prefix { $0 != "," }))
    #expect(try answer(String(list)).status == .exited(0))
    let typed = "\(Int(size)) x \(Int(size))"
    #expect(try answer(typed).standardOutput.hasPrefix("Right."))
    let wrong = try answer("[\(Int(size) - 1),\(Int(size) - 1)]", "--json")
    #expect(wrong.status == .exited(1))
    let verdict = try judged(wrong)
    #expect(verdict.verdict == "wrong" && verdict.rule == "plus-one-forgotten")
    #expect(verdict.say.hasPrefix("You counted the moves"))
  }

  @Test(
    arguments: [
      (["nothing-such"], 2, "there is no topic or family"),
      (["pooling", "--level", "9"], 64, "no level 9"),
      (["one-cell", "--count", "0"], 64, "--count is a number from 1"),
      (["one-cell", "--answer", "3"], 64, "--seed"),
      (["--list", "pooling"], 64, "--list lists everything"),
      (["--json"], 64, "name a family"),
      (["one-cell", "--seed", "7", "--answer", "three"], 2, "not a number"),
      (["one-cell", "--seed", "-1"], 64, "--seed"),
      (["--exercises", "/nowhere"], 2, "there is no such folder"),
      (["one-cel"], 2, "Did you mean 'one-cell'?"),
    ] as [([String], Int32, String)])
  func `what cannot be is said once`(
    arguments: [String], status: Int32, message: String
  ) throws {
    let run = try practice(arguments, Sandbox())
    #expect(run.status == .exited(status))
    #expect(run.standardError.contains(message), "\(run.standardError)")
  }

  @Test func `without a terminal exercises are printed with their answers`() throws {
    let run = try practice(
      ["pooling", "--seed", "1", "--count", "3"], Sandbox())
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains("Step 3 of 3"))
    #expect(run.standardOutput.components(separatedBy: "Answer:").count == 4)
    #expect(run.standardOutput.hasSuffix("convscope practice pooling --seed 1\n"))
  }
}
