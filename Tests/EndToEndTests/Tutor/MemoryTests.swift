import Foundation
import Testing

/// A learner who leaves, whose program is killed or whose disk is full, and who comes back.
@Suite("What is remembered")
struct MemoryTests {
  private static func file(in sandbox: Sandbox) -> String {
    sandbox.path + "/state/convscope/progress.sqlite"
  }

  private func leave(_ terminal: PseudoTerminal, _ keys: String = "qq") throws {
    terminal.type(keys)
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
  }

  /// What is typed as an answer, as the screen shows it.
  private static func answer(on screen: Screen) -> String? {
    let line = screen.lines.first { $0.contains("Answer:") }
    return line?.components(separatedBy: "Answer:").last?.filter(\.isNumber)
  }

  @Test func `a lesson is found as it was left, and the map leads to it`() throws {
    let sandbox = try Sandbox()
    let first = try BoardLesson.start(in: sandbox)
    try first.waitFor("step 1 of 4")
    first.press(.right, .pageDown)
    try first.waitFor("step 2 of 4")
    first.type("0\r")
    try first.waitFor("The first and the last tap cancel out.")
    first.press(.pageDown)
    try first.waitFor("step 3 of 4")
    first.type("4\r5\r")
    try first.waitUntil("two cells are filled") { $0.contains("4 5") || $0.contains("4  5") }
    try leave(first, "qq")

    let second = try BoardLesson.start([], in: sandbox)
    try second.waitFor("Continue   The board example, step 3")
    #expect(second.screen.contains("●●◆○") && second.screen.contains("2 of 4"))
    second.press(.enter)
    try second.waitFor("step 3 of 4")
    try second.waitUntil("two cells are filled") { $0.contains("4 5") || $0.contains("4  5") }
    second.press(.pageUp)
    try second.waitFor("The first and the last tap cancel out.")
    second.press(.pageUp)
    try second.waitFor("2 of 4 ─┘")
    second.type("g")
    try second.waitFor("This is the end of the example")
    second.press(.end, .enter)
    try second.waitFor("step 4 of 4")
    second.press(.right)
    try second.waitFor("3 of 4 steps are done; one is still open:")
    try leave(second, "qq")

    let third = try BoardLesson.start(["learn", "board", "--step", "2"], in: sandbox)
    try third.waitFor("The first and the last tap cancel out.")
    try leave(third)
  }

  @Test func `a program that is killed fifty times loses no more than the last key`() throws {
    let sandbox = try Sandbox()
    // What the file holds at least.
    var typed = ""
    for round in 0..<50 {
      let terminal = try BoardLesson.start(in: sandbox)
      if round == 0 {
        try terminal.waitFor("step 1 of 4")
        terminal.press(.pageDown)
      }
      try terminal.waitFor("step 2 of 4")
      #expect(!terminal.screen.contains("remembered") && !terminal.screen.contains("damaged"))
      let found = try #require(Self.answer(on: terminal.screen))
      #expect(
        found == typed || found == String(typed.dropLast()), "round \(round): \(typed), \(found)")
      typed = found
      if typed.count > 15 {
        terminal.press(.control("u"))
        try terminal.waitUntil("it is empty") { Self.answer(on: $0) == "" }
        // The next key is written after this one.
        typed = ""
      }
      for digit in "\(round % 7)\(round % 9)".prefix(1 + round % 2) {
        terminal.type(String(digit))
        typed.append(digit)
        // Each is on the screen before the next one is typed.
        try terminal.waitUntil("it is shown") { Self.answer(on: $0) == typed }
      }
      terminal.read(within: Int32(round % 5) * 10)
      terminal.process.send(SIGKILL)
      #expect(try terminal.waitForExit() == .killed(signal: SIGKILL))
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: sandbox.path + "/state/convscope")
    #expect(!names.contains { $0.contains("damaged") })
  }

  @Test func `exercises that are killed fifty times are found at the same answer`() throws {
    let sandbox = try Sandbox()
    let command = Convscope.command(["practice", "one-cell"], in: sandbox)
    var typed = ""
    var exercise = 1
    var question: String?
    for round in 0..<50 {
      let terminal = try PseudoTerminal(command)
      try terminal.waitFor("\(exercise) of 10")
      try terminal.waitFor("Answer:")
      let found = try #require(Self.answer(on: terminal.screen))
      #expect(
        found == typed || found == String(typed.dropLast()), "round \(round): \(typed), \(found)")
      let seed = terminal.screen.lines.first { $0.contains("seed") }
      #expect(question == nil || question == seed, "the numbers are those of round \(round - 1)")
      question = seed
      typed = found
      if round % 10 == 9 {
        terminal.press(.pageDown)
        exercise += 1
        try terminal.waitFor("\(exercise) of 10")
        (typed, question) = ("", nil)
      } else {
        let digit = "\(round % 9 + 1)"
        terminal.type(digit)
        typed += digit
        try terminal.waitUntil("it is shown") { Self.answer(on: $0) == typed }
      }
      terminal.read(within: 20 + Int32(round % 5) * 10)
      terminal.process.send(SIGKILL)
      #expect(try terminal.waitForExit() == .killed(signal: SIGKILL))
    }
  }

  @Test func `a file that is cut off at twenty places is kept aside or read`() throws {
    let sandbox = try Sandbox()
    let first = try BoardLesson.start(in: sandbox)
    try first.waitFor("step 1 of 4")
    first.press(.pageDown)
    try first.waitFor("step 2 of 4")
    first.type("0\r")
    try first.waitFor("The first and the last tap cancel out.")
    try leave(first)
    let path = Self.file(in: sandbox)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for place in 0..<20 {
      for name in try FileManager.default.contentsOfDirectory(
        atPath: sandbox.path + "/state/convscope")
      {
        try FileManager.default.removeItem(atPath: sandbox.path + "/state/convscope/" + name)
      }
      // Not only where pages end.
      let size = place == 19 ? whole.count - 1 : (whole.count * place / 19) + place % 3
      try whole.prefix(size).write(to: URL(fileURLWithPath: path))
      let terminal = try BoardLesson.start([], in: sandbox)
      try terminal.waitFor(BoardLesson.title)
      #expect(
        terminal.screen.contains("Your progress was damaged") == (size > 0 && size < whole.count),
        "cut off at \(size) of \(whole.count)")
      try leave(terminal, "q")
    }
  }

  @Test func `two windows remember together`() throws {
    let sandbox = try Sandbox()
    let (left, right) = (
      try BoardLesson.start(in: sandbox), try BoardLesson.start(in: sandbox)
    )
    try left.waitFor("step 1 of 4")
    try right.waitFor("step 1 of 4")
    left.press(.pageDown)
    right.press(.pageDown, .pageDown)
    try left.waitFor("step 2 of 4")
    try right.waitFor("step 3 of 4")
    left.type("0\r")
    right.type("4")
    try left.waitFor("The first and the last tap cancel out.")
    right.press(.pageDown)
    try right.waitFor("step 4 of 4")
    try leave(left)
    try leave(right)
    let again = try BoardLesson.start(in: sandbox)
    try again.waitFor("step 4 of 4")
    again.press(.pageUp, .pageUp)
    try again.waitFor("The first and the last tap cancel out.")
    try leave(again)
  }

  @Test func `a disk that takes no more is told once, and the lesson goes on`() throws {
    let sandbox = try Sandbox()
    let board = try BoardLesson.command(in: sandbox)
    let limited = Command(
      program: "/bin/sh",
      // No file may grow beyond 64 KiB, which the log soon does.
      arguments: ["-c", "ulimit -f 128; exec \"$0\" learn board", Convscope.path],
      environment: board.environment, folder: board.folder)
    let first = try PseudoTerminal(limited)
    try first.waitFor("1 of 4 ─┘")
    var keys = 0
    while !first.screen.contains("Nothing is remembered") {
      first.press(keys % 2 == 0 ? .right : .left)
      try first.waitUntil("the frame changes") {
        $0.contains(keys % 2 == 0 ? "2 of 4 ─┘" : "1 of 4 ─┘") || $0.contains("is remembered")
      }
      keys += 1
      try #require(keys < 500)
    }
    first.press(.pageDown, .pageDown)
    try first.waitFor("What is the whole output?")
    first.type("4\r5\r0\r6\r")
    try first.waitFor("Sixteen products and four sums.")
    #expect(!first.screen.contains("is remembered"))
    try leave(first)

    // What had been written by then is there.
    let second = try PseudoTerminal(board)
    try second.waitFor("step 1 of 4")
    #expect(!second.screen.contains("remembered") && !second.screen.contains("damaged"))
    second.press(.pageDown)
    try second.waitFor("step 2 of 4")
    try leave(second)
    let third = try PseudoTerminal(board)
    try third.waitFor("step 2 of 4")
    try leave(third)
  }

  @Test func `without a place to write the tutor goes on without memory`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start([], in: sandbox, environment: ["XDG_STATE_HOME": "/proc"])
    try terminal.waitFor("Nothing is remembered: its folder cannot be made.")
    terminal.press(.enter)
    try terminal.waitFor("step 1 of 4")
    #expect(!terminal.screen.contains("Nothing is remembered"))
    terminal.press(.pageDown)
    try terminal.waitFor("step 2 of 4")
    terminal.type("q")
    try terminal.waitFor("Continue   The board example, step 2")
    try leave(terminal, "q")
  }

  @Test func `a damaged file is kept aside and told once`() throws {
    let sandbox = try Sandbox()
    let first = try BoardLesson.start(in: sandbox)
    try first.waitFor("step 1 of 4")
    try leave(first)
    let path = Self.file(in: sandbox)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    let cut = whole.prefix(whole.count / 2)
    try cut.write(to: URL(fileURLWithPath: path))
    let second = try BoardLesson.start([], in: sandbox)
    try second.waitFor("Your progress was damaged")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".damaged-1")) == cut)
    try leave(second, "q")
    let third = try BoardLesson.start([], in: sandbox)
    try third.waitFor(BoardLesson.title)
    #expect(!third.screen.contains("damaged"))
    try leave(third, "q")
  }

  @Test func `a training run starts from the map and returns to it`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start([], in: sandbox)
    try terminal.waitFor(BoardLesson.title)
    terminal.type("o")
    try terminal.waitFor("Train a small network")
    terminal.press(.down, .down, .down, .enter)
    try terminal.waitFor("q stop")
    terminal.type("q")
    try terminal.waitFor("Stop training?")
    terminal.type("q")
    try terminal.waitFor("Train a small network")
    #expect(terminal.screen.contains("run convnetjs-1"))
    try leave(terminal, "q")
  }
}
