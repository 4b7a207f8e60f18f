import Foundation
import Testing

/// `convscope solve` from problems to results.
@Suite("solve")
struct SolveTests {
  /// Convolution, ReLU and pooling, small enough to be worked out by hand: the windows give
  /// 1, −2, 3 and 1, of which the largest after ReLU is 3.
  private let homework = """
    input: 1 2 3 4 5 / 2 2 1 1 1 / 3 2 1 1 1 / 4 1 1 1 1 / 5 1 1 1 1
    ops:
      - conv2d: {weight: 0 -1 0 / 1 1 1 / 0 -1 0, stride: 2}
      - relu
      - max_pool2d: 2
    """

  private struct Answer: Decodable {
    struct Step: Decodable, Equatable {
      var op: String
      var shape: [Int]
      var output: [[[[Double]]]]
    }

    struct Gradients: Decodable, Equatable {
      var input: [[[[Double]]]]
      var weight: [[[[Double]]]]

      enum CodingKeys: String, CodingKey {
        case input
        case weight = "0.weight"
      }
    }

    var steps: [Step]
    var shape: [Int]
    var output: [[[[Double]]]]
    var gradients: Gradients?
  }

  @Test(arguments: ["cpu", "reference"])
  func `a homework is solved for another program`(backend: String) throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let run = try Convscope.run(
      "solve", file, "--json", "--gradients", "--backend", backend, in: sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
    let answer = try JSONDecoder().decode(Answer.self, from: Data(run.outputBytes))
    #expect(
      answer.steps == [
        .init(op: "conv2d", shape: [1, 1, 2, 2], output: [[[[1, -2], [3, 1]]]]),
        .init(op: "relu", shape: [1, 1, 2, 2], output: [[[[1, 0], [3, 1]]]]),
        .init(op: "max_pool2d", shape: [1, 1, 1, 1], output: [[[[3]]]]),
      ])
    #expect(answer.shape == [1, 1, 1, 1])
    #expect(answer.output == [[[[3]]]])
    // Only the third window counts: its taps are the gradient of the input, its cells that of the
    // weight.
    let input: [[Double]] = [
      [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, -1, 0, 0, 0], [1, 1, 1, 0, 0], [0, -1, 0, 0, 0],
    ]
    #expect(answer.gradients?.input == [[input]])
    #expect(answer.gradients?.weight == [[[[3, 2, 1], [4, 1, 1], [5, 1, 1]]]])
  }

  @Test func `a homework is solved for a student`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let run = try Convscope.run("solve", file, in: sandbox)
    #expect(run.status == .exited(0))
    #expect(
      run.standardOutput.contains(
        "1·0 + 2·(−1) + 3·0 + 2·1 + 2·1 + 1·1 + 3·0 + 2·(−1) + 1·0 =  1"))
    #expect(run.standardOutput.contains("max(0, −2) = 0"))
    #expect(run.standardOutput.contains("max(1, 0, 3, 1) = 3"))
    #expect(!run.outputBytes.contains(0x1B))
  }

  @Test func `file, standard input and command line say the same`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let fromFile = try Convscope.run("solve", file, "--json", in: sandbox)
    let fromInput = try Convscope.run("solve", "-", "--json", in: sandbox, input: .text(homework))
    let fromFlags = try Convscope.run(
      "solve", "--input", "1 2 3 4 5/2 2 1 1 1/3 2 1 1 1/4 1 1 1 1/5 1 1 1 1", "--ops",
      "conv2d weight=0,-1,0/1,1,1/0,-1,0 stride=2 | relu | max_pool2d 2", "--json", in: sandbox)
    #expect(fromFile.status == .exited(0))
    #expect(fromInput.standardOutput == fromFile.standardOutput)
    #expect(fromFlags.standardOutput == fromFile.standardOutput)
  }

  @Test func `several problems are worked out one after the other, and printed as a list`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(
      "title: Sheet 3\nproblems:\n  - {input: 1 -2, ops: [relu]}\n  - {input: 3, ops: [sigmoid]}\n",
      to: "sheet.yaml")
    let run = try Convscope.run("solve", file, in: sandbox)
    #expect(run.status == .exited(0))
    let headings = ["Sheet 3\n=", "Problem 1\n=", "max(0, −2) = 0", "Problem 2\n="]
    let places = headings.compactMap { run.standardOutput.range(of: $0)?.lowerBound }
    #expect(places.count == 4 && places == places.sorted())
    let json = try Convscope.run("solve", file, "--json", in: sandbox)
    #expect(json.standardOutput.hasPrefix("{\"problems\":[{\"steps\":"))
    #expect(try Convscope.run("figure", file, in: sandbox).status == .exited(2))
    let check = try Convscope.run("check", file, in: sandbox)
    #expect(check.standardOutput.contains("2 problems checked: no errors"))
  }

  @Test(arguments: [
    ["--cell", "9,9"], ["--channel", "5"], ["--cell", "0,0", "--channel", "3"],
  ])
  func `parts that there are not are refused with the sizes there are`(_ arguments: [String]) throws
  {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let run = try PipedRun(Convscope.command(["solve", file] + arguments, in: sandbox))
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("1. conv2d 1×1×2×2"))
  }

  @Test(arguments: [
    ["--cell", "1"], ["--cell", "a,b"], ["--cell", "1,-1"], ["--channel", "-1"],
    ["--format", "pdf"],
    ["--sheet", "--all"], ["--sheet", "--brief"], ["--json", "--format", "latex"],
    ["--step", "--sheet"], ["--all", "--cell", "0,0"],
  ])
  func `flags that do not go together are named`(_ arguments: [String]) throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let run = try PipedRun(Convscope.command(["solve", file] + arguments, in: sandbox))
    #expect(run.status == .exited(64))
    #expect(run.standardError.hasPrefix("Error: "))
    #expect(run.standardOutput == "")
  }

  @Test func `gradients are stepped through where the file has an upstream gradient`() throws {
    let sandbox = try Sandbox()
    let ops = "input: 1 -2\nops: [relu]\n"
    for (upstream, count) in [("upstream: 2\n", 3), ("", 1)] {
      let file = try sandbox.write(ops + upstream, to: "problem\(count).yaml")
      let terminal = try Convscope.start("solve", file, "--step", in: sandbox)
      try terminal.waitFor("step 1 of \(count)")
      if count == 1 {
        terminal.press(.end, .right)
        try terminal.waitFor("The one step is done.")
      }
      terminal.type("qq")
      #expect(try terminal.waitForExit() == .exited(0))
    }
  }

  @Test func `on a terminal a page has colours, and a long one goes to the pager`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let plain = try Convscope.start(
      "solve", "--input", "1 -2", "--ops", "relu", in: sandbox, environment: ["PAGER": "cat"])
    try plain.waitFor("y = max(0, x)")
    #expect(try plain.waitForExit() == .exited(0))
    #expect(plain.screen.hasUsedColor && plain.screen.isRestored)
    // A pager that shows that it was asked.
    let paged = try Convscope.start(
      "solve", file, in: sandbox, environment: ["PAGER": "sed s/output/OUTPUT/"])
    try paged.waitFor("OUTPUT")
    #expect(try paged.waitForExit() == .exited(0))
    let missing = try Convscope.start(
      "solve", file, in: sandbox, environment: ["PAGER": "no-such-pager"])
    try missing.waitFor("output")
    #expect(try missing.waitForExit() == .exited(0))
  }

  @Test func `a locale without UTF-8 gets ASCII only`() throws {
    let sandbox = try Sandbox()
    let run = try Convscope.run(
      "solve", "-", in: sandbox, input: .text(homework), environment: ["LANG": "C"])
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains("2*(-1)"))
    #expect(run.outputBytes.allSatisfy { $0 < 0x80 })
  }

  @Test func `an output that cannot be written is an error`() throws {
    let sandbox = try Sandbox()
    let file = try sandbox.write(homework, to: "homework.yaml")
    let run = try shell("\(Convscope.path) solve \(file) > /dev/full", in: sandbox)
    #expect(run.status == .exited(2))
    #expect(run.standardError.hasPrefix("error: "))
  }

  @Test func `a reader that goes away is no error to shout about`() throws {
    let sandbox = try Sandbox()
    let run = try shell("\(Convscope.path) learn --plain convolution | head -n 1", in: sandbox)
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
    #expect(run.standardOutput.split(separator: "\n").count == 1)
  }

  private func shell(_ script: String, in sandbox: Sandbox) throws -> PipedRun {
    try PipedRun(
      Command(
        program: "/bin/sh", arguments: ["-c", script], environment: sandbox.environment(),
        folder: sandbox.path))
  }
}
