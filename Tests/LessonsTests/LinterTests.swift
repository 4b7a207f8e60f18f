import Foundation
import Problems
import Testing

@testable import Lessons

struct LinterTests {
  private let good = LessonFixture.head + "  - text: Look.\n"

  private func named(_ id: String, needs: String = "[]") -> String {
    good.replacing("id: test", with: "id: \(id)\nneeds: \(needs)")
      .replacing("A test", with: "About \(id)")
  }

  private func check(_ files: [String: String], at path: String = "") throws -> [String] {
    var result: [String] = []
    try LessonFixture.withFolder(files) { folder in
      let report = LessonLinter.check([folder + path], on: LessonFixture.backend)
      result = report.diagnostics.map { $0.headline.replacing(folder + "/", with: "") }
    }
    return result
  }

  @Test func `a sound folder has nothing to report`() throws {
    let files = [
      "01-a/lesson.yaml": named("a"), "02-b/lesson.yaml": named("b", needs: "[a]"),
      "02-b/notes.md": "# Notes", "README.md": "# Lessons", "sheet.yaml": "input: 1\nops: relu\n",
    ]
    try LessonFixture.withFolder(files) { folder in
      let report = LessonLinter.check([folder], on: LessonFixture.backend)
      #expect(report.diagnostics.isEmpty)
      #expect(report.lessonCount == 2)
      #expect(report.problemCount == 1)
      #expect(!report.hasErrors)
    }
    #expect(try check(files, at: "/02-b") == [])
    #expect(try check(files, at: "/02-b/lesson.yaml") == [])
    #expect(try check(files, at: "/sheet.yaml") == [])
  }

  @Test func `a hint that a comma has torn is told`() throws {
    func found(_ hints: String) throws -> [String] {
      let ask = "{question: Why?, kind: choice, choices: [a, b], answer: a, explain: So., hints: "
      return try check(["01-a/lesson.yaml": named("a") + "    ask: \(ask)\(hints)}\n"])
    }
    let torn = try found("[5 + 2, halved]")
    #expect(torn.count == 1 && torn[0].contains("the comma before this word"))
    #expect(try found("[Add 5 and 2., Then halve.]") == [])
    #expect(try found("['5 + 2, halved']") == [])
  }

  @Test func `ids are unique and needs exist`() throws {
    #expect(
      try check(["01-a/lesson.yaml": named("a"), "02-a/lesson.yaml": named("a", needs: "[b, a]")])
        == [
          "02-a/lesson.yaml:2:5: error: the id 'a' is taken by 01-a/lesson.yaml",
          "02-a/lesson.yaml:3:9: error: there is no lesson 'b'",
          "02-a/lesson.yaml:3:12: error: the lesson needs itself",
        ])
  }

  @Test func `lessons of one title, and needs that are named twice, are told`() throws {
    let files = [
      "01-a/lesson.yaml": named("a"), "02-b/lesson.yaml": named("b", needs: "[a, a]"),
      "03-c/lesson.yaml": named("c").replacing("About c", with: "about A"),
    ]
    #expect(
      try check(files) == [
        "02-b/lesson.yaml:3:12: error: 'a' is named twice",
        "03-c/lesson.yaml:4:8: warning: 01-a/lesson.yaml has the same title",
      ])
  }

  @Test func `lessons may need those that are shipped, but not each other`() throws {
    let circle = [
      "01-a/lesson.yaml": named("a", needs: "[c]"), "02-b/lesson.yaml": named("b", needs: "[a]"),
      "03-c/lesson.yaml": named("c", needs: "[b]"), "04-A/lesson.yaml": named("A"),
    ]
    #expect(
      try check(circle) == [
        "01-a/lesson.yaml:3:9: error: these lessons need each other: a → c → b → a",
        "02-b/lesson.yaml:3:9: error: these lessons need each other: b → a → c → b",
        "03-c/lesson.yaml:3:9: error: these lessons need each other: c → b → a → c",
        "04-A/lesson.yaml:2:5: error: the id 'A' is taken by 01-a/lesson.yaml",
      ])
    try LessonFixture.withFolder(["01-a/lesson.yaml": named("a", needs: "[far, fra]")]) { folder in
      let report = LessonLinter.check([folder], on: LessonFixture.backend, shipped: ["far"])
      #expect(report.diagnostics.map(\.message) == ["there is no lesson 'fra'"])
      #expect(report.diagnostics.map(\.remedy) == ["Did you mean 'far'?"])
    }
  }

  @Test func `prose that YAML or the markup changes is a warning`() throws {
    let steps = """
        - text: The **kernel moves. It is `one` step #1 of two.
        - text: "Quoted #1, and 3 ** 2"
          ask:
            question: Is `x` **right?
            kind: choice
            choices: [yes, no]
            answer: no
            hints: [Look.]
            explain: It is not. # really

      """
    #expect(
      try check(["01-test/lesson.yaml": LessonFixture.head + steps]).sorted()
        == [
          "01-test/lesson.yaml:14:16: warning: YAML takes what follows ' #' for a comment, so the"
            + " text ends before it",
          "01-test/lesson.yaml:6:15: warning: '**' is not closed",
          "01-test/lesson.yaml:6:11: warning: YAML takes what follows ' #' for a comment, so the"
            + " text ends before it",
          "01-test/lesson.yaml:7:29: warning: '**' is not closed",
          "01-test/lesson.yaml:9:24: warning: '**' is not closed",
        ].sorted())
  }

  @Test func `what several steps repeat by its alias is wrong once`() throws {
    let steps = """
        - text: A
          show: &board {input: 1 2 / 3 4, ops: [{conv2d: {weight: 1, strides: 2}}]}
        - text: B
          show: *board

      """
    #expect(
      try check(["01-test/lesson.yaml": LessonFixture.head + steps]) == [
        "01-test/lesson.yaml:7:64: error: conv2d has no parameter 'strides'"
      ])
  }

  @Test func `a grid that nobody can type is a warning`() throws {
    let zeros = Array(repeating: "0", count: 156).joined(separator: " ")
    let input = Array(repeating: zeros, count: 9).joined(separator: " / ")
    let steps = """
        - text: A
          ask:
            question: Q
            kind: grid
            of: {input: \(input), ops: relu}
            hints: [a]
            explain: e

      """
    #expect(
      try check(["01-test/lesson.yaml": LessonFixture.head + steps]) == [
        "01-test/lesson.yaml:8:7: warning: the learner has to type a grid of 9×156 numbers, more"
          + " than 64"
      ])
  }

  @Test func `the course around a folder is found however the folder is named`() throws {
    let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    let above = here.deletingLastPathComponent().path
    #expect(CourseFolder.around(".") == above)
    #expect(CourseFolder.around("./") == above)
    #expect(CourseFolder.around("") == above)
    #expect(CourseFolder.around("/") == "/")
    #expect(CourseFolder.around("/a/01-b/02-c") == "/a")
    #expect(CourseFolder.around("/a/b/02-c") == "/a/b")
    #expect(try CourseFolder(".").name == here.lastPathComponent)
  }

  @Test func `lessons in chapters need and follow each other as in one list`() throws {
    let files = [
      "02-late/01-c/lesson.yaml": named("c", needs: "[a]"),
      "01-early/02-b/lesson.yaml": named("b", needs: "[a]"),
      "01-early/01-a/lesson.yaml": named("a"),
    ]
    try LessonFixture.withFolder(files) { folder in
      let library = try LessonLibrary(folder: folder)
      #expect(library.summaries.map(\.id) == ["a", "b", "c"])
      for place in ["", "/01-early", "/02-late", "/02-late/01-c"] {
        let report = LessonLinter.check([folder + place], on: LessonFixture.backend)
        #expect(report.diagnostics.map(\.headline) == [], "\(place)")
      }
      #expect(LessonLinter.check([folder], on: LessonFixture.backend).lessonCount == 3)
    }
    #expect(
      try check(files.merging(["02-late/02-d/lesson.yaml": named("a")]) { $1 }) == [
        "02-late/02-d: warning: the folder of lesson 'a' has another name",
        "02-late/02-d/lesson.yaml:2:5: error: the id 'a' is taken by 01-early/01-a/lesson.yaml",
      ])
  }

  @Test func `lessons of several paths may not share an id, and one may be reached twice`() throws {
    let files = ["a/01-a/lesson.yaml": named("a"), "b/01-a/lesson.yaml": named("A")]
    try LessonFixture.withFolder(files) { folder in
      let twice = LessonLinter.check(
        ["\(folder)/a", "\(folder)/b/../a/01-a"], on: LessonFixture.backend)
      #expect(twice.diagnostics.map(\.message) == [])
      #expect(twice.lessonCount == 2)
      let both = LessonLinter.check(
        ["\(folder)/a", "\(folder)/b/01-a"], on: LessonFixture.backend)
      #expect(
        both.diagnostics.filter { $0.severity == .error }.map(\.message) == [
          "the id 'A' is taken by \(folder)/a/01-a/lesson.yaml"
        ])
    }
  }

  @Test func `stray files, odd names and empty folders are reported`() throws {
    #expect(
      try check([
        "01-a/lesson.yaml": named("a"), "01-a/lesson.yaml~": "", "02-b/notes.md": "",
        "c/lesson.yaml": named("c"),
      ]) == [
        "01-a/lesson.yaml~: warning: this file does not belong to the lesson",
        "02-b: error: this lesson folder has no lesson.yaml",
        "c: warning: the folder of lesson 'c' has another name",
      ])
    try LessonFixture.withFolder(["README.md": ""]) { folder in
      let report = LessonLinter.check([folder], on: LessonFixture.backend)
      #expect(report.diagnostics.map(\.message) == ["there is nothing to check in this folder"])
      let second = LessonLinter.check(["/nowhere.yaml", folder], on: LessonFixture.backend)
      #expect(second.diagnostics.count == 2)
    }
  }

  @Test func `what does not fit the screen is a warning at its step`() throws {
    try LessonFixture.withFolder(
      ["01-test/lesson.yaml": LessonFixture.head + "  - text: One.\n  - text: Two.\n"]
    ) { folder in
      let report = LessonLinter.check([folder], on: LessonFixture.backend) { lesson in
        [Misfit(step: lesson.steps.count - 1, message: "too long", remedy: "Say less.")]
      }
      #expect(report.diagnostics.map(\.message) == ["too long"])
      #expect(report.diagnostics.first?.location?.line == 7 && !report.hasErrors)
    }
  }

  @Test func `a problem file with a mistake is reported`() throws {
    #expect(
      try check(["sheet.yaml": "input: 1 2\nops: [rleu]\n"], at: "/sheet.yaml")
        == ["sheet.yaml:2:7: error: there is no op 'rleu'"])
  }

  @Test func `a library lists lessons in order and proposes near ids`() throws {
    let files = [
      "02-padding/lesson.yaml": named("padding"), "01-windows/lesson.yaml": named("windows"),
      "03-broken/lesson.yaml": "format: 1\n",
    ]
    try LessonFixture.withFolder(files) { folder in
      let library = try LessonLibrary(folder: folder)
      #expect(library.summaries.map(\.id) == ["windows", "padding"])
      #expect(library.summaries.map(\.id) == ["windows", "padding"])
      #expect(library.problems.map(\.message) == ["the lesson has no 'id'"])
      #expect(try library.lesson("padding").title == "About padding")
      #expect(
        throws: Diagnostic(
          file: "", "there is no lesson 'paddng'", remedy: "Did you mean 'padding'?")
      ) { try library.lesson("paddng") }
      #expect(throws: library.problems[0]) { try library.lesson("broken") }
    }
    #expect(throws: Diagnostic.self) { try LessonLibrary(folder: "/no/such/folder") }
  }

  private func warnings(_ steps: String) throws -> [String] {
    let lesson = try LessonFixture.lesson(steps)
    var checker = LessonChecker(lesson, backend: LessonFixture.backend)
    return checker.check().filter { $0.severity == .warning }.map {
      "\($0.location?.line ?? 0): \($0.message)"
    }
  }

  @Test func `long prose and idle steps are warnings`() throws {
    let long = Array(repeating: "word", count: 91).joined(separator: " ")
    #expect(
      try warnings("  - text: \(long)\n") == [
        "6: the prose of this step has 91 words, more than 90"
      ])
    let ask = "    ask: {question: Q, kind: text, answer: a, hints: [h], explain: e}\n"
    let idle = (1...3).map { "  - text: Step \($0).\n" }.joined()
    #expect(try warnings(idle + "  - text: Now.\n" + ask) == [])
    #expect(
      try warnings(idle + "  - text: Four.\n  - text: Five.\n") == [
        "9: this is step 4 in a row without a question"
      ])
  }

  @Test func `so is another value on the stage that has the numbers asked for`() throws {
    let message = "the answer stands on the stage while it is asked for"
    func isTold(_ show: String, _ ask: String, hides: Bool) throws -> Bool {
      let step =
        "  - text: Look.\n    show: {\(show)}\n" + "    hides: \(hides)\n"
        + "    ask: {question: Q, kind: grid, hints: [h], explain: e, \(ask)}\n"
      return try warnings(step).contains { $0.hasSuffix(message) }
    }
    let flow = "input: 3 5, ops: 'linear 1 2 / 4 7', upstream: 1 2"
    // A gradient below what is shown, and one that is shown by another problem.
    #expect(try isTold(flow + ", view: gradients", "gradient: input", hides: false))
    #expect(try !isTold(flow + ", view: gradients", "gradient: input", hides: true))
    #expect(try !isTold(flow, "gradient: input", hides: false))
    #expect(
      try isTold(flow + ", gradient: input", "of: {input: 9 16, ops: relu}", hides: false))
    #expect(try !isTold(flow + ", gradient: input", "of: {input: 9 16, ops: relu}", hides: true))
    // What was computed before is read on the stage, whatever it hides.
    let chain = "input: 1 2 / 3 4, ops: [conv2d 2, relu]"
    #expect(try isTold(chain, "node: 0", hides: true))
    #expect(try !isTold(chain + ", node: 0", "node: 0", hides: true))
    // What was given is no result, even where it is the answer.
    #expect(try !isTold("input: 1 2 / 3 4, ops: [relu, relu], node: 0", "node: 1", hides: true))
  }

  @Test(arguments: ["1e300", "-1e300", "9223372036854775808", "1e19"])
  func `a number beyond every integer is an answer like others`(number: String) throws {
    let slip = "slips: [{answer: {0.padding: \(number)}, say: Too much.}]"
    let find =
      "question: Q\nkind: find\nunknown: 0.padding\nmust: {size: 2 x 2}\n"
      + "answer: {0.padding: 0}\nhints: [h]\nexplain: e\n\(slip)\nof: \(LessonFixture.board)"
    #expect(try warnings(LessonFixture.step(find)) == [])
    let size = find.replacing("size: 2 x 2", with: "size: 2 x \(number)")
    #expect(throws: Diagnostic.self) { try LessonFixture.lesson(LessonFixture.step(size)) }
  }

  @Test func `an answer that stands on the stage is a warning`() throws {
    let message = "9: the answer stands on the stage while it is asked for"
    let ask = "question: Q\nkind: number\ncell: [0, 0]\nhints: [h]\nexplain: e"
    #expect(try warnings(LessonFixture.step(ask)) == [])
    let open = "show: \(LessonFixture.board)\n    hides: false"
    #expect(try warnings(LessonFixture.step(ask, show: open)) == ["10" + message.dropFirst()])
    let find =
      "question: Q\nkind: find\nunknown: 0.padding\nmust: {size: 2 x 2}\n"
      + "answer: {0.padding: 0}\nhints: [h]\nexplain: e"
    #expect(try warnings(LessonFixture.step(find)) == [message])
    #expect(try warnings(LessonFixture.step(find + "\nof: \(LessonFixture.board)")) == [])
  }
}
