import Foundation
import TestSupport
import Testing

/// The playground in a terminal, from the first weights to a file that opens again.
@Suite("The playground")
struct PlaygroundTests {
  @Test func `a network is trained, its settings are saved, and they open again`() throws {
    let sandbox = try Sandbox()
    let terminal = try PseudoTerminal(
      Convscope.command(["lab", "playground", "--data", "xor"], in: sandbox))
    try terminal.waitFor("epoch 0, step 0")
    terminal.type(" ")
    try terminal.waitUntil("it trains") { $0.contains("playing") && !$0.contains("epoch 0,") }
    terminal.type(" ]N")
    try terminal.waitFor("epoch 1, step 20")
    terminal.type("w")
    try terminal.waitFor("Save as:")
    terminal.press(.enter)
    try terminal.waitFor("Saved as playground.json.")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])

    let other = try PseudoTerminal(
      Convscope.command(
        ["lab", "playground", "playground.json"], in: sandbox, environment: ["NO_COLOR": "1"]))
    try other.waitFor("2–4–2–2–2")
    #expect(other.screen.contains("XOR"))
    // Points are letters where there are no colours.
    try other.waitUntil("points are drawn") { screen in
      screen.lines.contains { $0.contains("AA") } && screen.lines.contains { $0.contains("BB") }
    }
    other.press(.control("c"))
    #expect(try other.waitForExit() == .exited(0))
  }

  @Test func `without a screen it trains so long, prints what comes of it and draws it`() throws {
    let sandbox = try Sandbox()
    let arguments = ["lab", "playground", "--data", "xor", "--epochs", "40"]
    let run = try PipedRun(
      Convscope.command(arguments + ["--png", "xor.png"], in: sandbox))
    #expect(run.status == .exited(0))
    #expect(run.standardOutput.contains("epoch 40, step 800"))
    #expect(run.standardOutput.contains("AA"))
    #expect(Array(try fileBytes(sandbox("xor.png")).prefix(4)) == [0x89, 0x50, 0x4E, 0x47])
    #expect(
      try PipedRun(Convscope.command(arguments, in: sandbox)).standardOutput == run.standardOutput)
    for wrong in [["--epochs", "-1"], ["--png", "a.png"]] {
      let refused = try PipedRun(Convscope.command(["lab", "playground"] + wrong, in: sandbox))
      #expect(refused.status == .exited(64))
    }
    let piped = try PipedRun(Convscope.command(["lab", "playground"], in: sandbox))
    #expect(piped.standardError.contains("--epochs 100"))
  }

  @Test func `own points are learned, and what is wrong with them is said with its line`() throws {
    let sandbox = try Sandbox()
    let lines = (0..<40).map { "\($0 % 8),\($0 / 8),\($0 % 8 < 4 ? "left" : "right")" }
    _ = try sandbox.write(lines.joined(separator: "\n"), to: "points.csv")
    let terminal = try PseudoTerminal(
      Convscope.command(["lab", "playground", "points.csv"], in: sandbox))
    try terminal.waitFor("A left")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))

    _ = try sandbox.write("1,2,a\n3;4;b\n", to: "wrong.csv")
    let wrong = try PipedRun(Convscope.command(["lab", "playground", "wrong.csv"], in: sandbox))
    #expect(wrong.status == .exited(2))
    #expect(wrong.standardError.contains("wrong.csv:2: error: this line has 1 value"))
    let both = try PipedRun(
      Convscope.command(["lab", "playground", "wrong.csv", "--data", "xor"], in: sandbox))
    #expect(both.status == .exited(64))
  }
}
