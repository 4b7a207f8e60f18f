import Testing

/// A learner's way through the tutor, key by key.
@Suite("A walk through a lesson")
struct LessonWalkTests {
  @Test func `home screen, frames, a wrong and a right answer, and back`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start([], in: sandbox)
    try terminal.waitFor("Begin      \(BoardLesson.title)")
    #expect(terminal.screen.contains("○○○○") && terminal.screen.contains("4 steps"))

    terminal.press(.enter)
    try terminal.waitFor("step 1 of 4")
    try terminal.waitFor("1 of 4 ─┘")
    #expect(terminal.screen.contains("1·1 + 3·0 + 2·2 + 1·(−1) = 4"))
    terminal.press(.right)
    try terminal.waitFor("2 of 4 ─┘")
    #expect(terminal.screen.contains("= 5"))
    terminal.press(.left)
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.end)
    try terminal.waitFor("4 of 4 ─┘")
    #expect(terminal.screen.contains("= 6"))

    terminal.press(.right)
    try terminal.waitFor("step 2 of 4")
    #expect(terminal.screen.contains("Which number goes into row 1, column 0?"))
    terminal.type("5\r")
    try terminal.waitFor("That is row 0, column 1.")
    terminal.press(.backspace)
    terminal.type("0\r")
    try terminal.waitFor("The first and the last tap cancel out.")

    terminal.press(.pageDown)
    try terminal.waitFor("step 3 of 4")
    terminal.press(.pageUp)
    try terminal.waitFor("step 2 of 4")
    terminal.type("q")
    try terminal.waitFor("Continue   \(BoardLesson.title), step 2")
    terminal.type("q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
    #expect(terminal.screen.unrecognized == [])
    #expect(try terminal.currentLine == terminal.initialLine)
  }

  @Test func `a whole grid is typed cell by cell`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    terminal.press(.pageDown, .pageDown)
    try terminal.waitFor("What is the whole output?")
    terminal.type("4\r5\r0\r7\r")
    try terminal.waitFor("Not yet")
    terminal.type("t")
    try terminal.waitFor("The last window covers 1 and 0")
    terminal.press(.backspace)
    terminal.type("6\r")
    try terminal.waitFor("Sixteen products and four sums.")
  }

  @Test func `help lists the keys and goes away`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    terminal.type("?")
    try terminal.waitFor("Previous frame")
    terminal.type("x")
    try terminal.waitUntil("the help is gone") { !$0.contains("Previous frame") }
  }

  @Test func `frames play by themselves`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("1 of 4 ─┘")
    terminal.press(.space)
    try terminal.waitFor("4 of 4 ─┘")
  }

  @Test(arguments: [ScreenSize.standard, ScreenSize(columns: 140, rows: 40)])
  func `every step of every shipped lesson is drawn`(size: ScreenSize) throws {
    let sandbox = try Sandbox()
    for lesson in try ShippedLesson.all(in: sandbox) {
      let terminal = try Convscope.start("learn", lesson.id, in: sandbox, size: size)
      for step in 1...lesson.stepCount {
        // The header comes first; the rest of the frame may come in a piece of its own.
        try terminal.waitUntil("step \(step) of \(lesson.id) is drawn") { screen in
          screen.contains("step \(step) of \(lesson.stepCount)")
            && screen.lines.count { !$0.isEmpty } > 4
        }
        terminal.press(.pageDown)
      }
      try terminal.waitFor("this is the last step")
      terminal.type("qq")
      #expect(try terminal.waitForExit() == .exited(0))
      #expect(terminal.screen.leftovers == [])
      #expect(terminal.screen.unrecognized == [])
    }
  }

  @Test func `an unknown lesson is one message on a whole terminal`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(["learn", "bord"], in: sandbox)
    #expect(try terminal.waitForExit() == .exited(2))
    #expect(terminal.screen.contains("bord"))
    #expect(terminal.screen.leftovers == [])
  }

  @Test func `keys in any number and order do no harm`() throws {
    let sandbox = try Sandbox()
    let terminal = try BoardLesson.start(in: sandbox)
    try terminal.waitFor("step 1 of 4")
    // No q, Esc or C-c, which would leave; sequences that no terminal sends are among them.
    let keys = ["l", "h", "]", "[", "5", "-", "t", "s", " ", "\r", "\u{7F}", "\t", "ü", "卷"]
    let sequences = ["\u{1B}[A", "\u{1B}[B", "\u{1B}[<35;10;10M", "\u{1B}[99~", "\u{1B}[<0;1;1m"]
    for round in 0..<40 {
      terminal.type(keys[round * 5 % keys.count] + sequences[round % sequences.count])
      terminal.type((keys + keys.reversed()).joined())
      // Reading keeps the line from filling up in both directions.
      terminal.read(within: 0)
    }
    // Some of them lead out of the lesson, or into a list.
    terminal.type("?")
    try terminal.waitFor("any key closes")
    terminal.press(.control("c"))
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.screen.leftovers == [])
  }
}
