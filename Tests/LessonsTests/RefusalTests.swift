import Problems
import Storyboards
import Testing

@testable import Lessons

/// Steps that show what cannot be computed.
struct RefusalTests {
  private func step(_ show: String, _ rest: String = "") throws(Diagnostic) -> PreparedStep {
    try LessonFixture.lesson("  - text: Look.\n    show: {\(show)}\n" + rest)
      .prepared(on: LessonFixture.backend).steps[0]
  }

  private let tooLarge = "input: 1 2 / 3 4, ops: 'conv2d 1 2 3/4 5 6/7 8 9'"

  @Test func `a refusal says why, and has the numbers that were given`() throws {
    let step = try step(tooLarge + ", refusal: true")
    let live = try #require(step.live)
    #expect(live.refusal != nil && step.shown == nil && !step.hidesResults)
    let story = try #require(step.storyboard)
    #expect(story.frames[0].caption.contains("kernel"))
    #expect(story.panels.map(\.title) == ["input", "weight"])
    #expect(step.frames == 0..<1)
  }

  @Test func `what is changed until it can be is explained`() throws {
    var live = try #require(try step(tooLarge + ", refusal: true").live)
    let padding = try #require(live.parameters.first { $0.name == "padding" })
    try live.apply(try live.edit(padding, by: 1))
    #expect(live.refusal == nil)
    #expect(live.views(startingWith: nil).views.first == .window)
  }

  @Test func `a refusal that can be computed is reported`() throws {
    let error = #expect(throws: Diagnostic.self) {
      try step("input: 1 2 / 3 4, ops: relu, refusal: true")
    }
    #expect(error?.message.contains("no refusal to show") == true)
  }

  @Test func `without being called one, it is an error as before`() throws {
    #expect(throws: Diagnostic.self) { try step(tooLarge) }
    #expect(throws: Diagnostic.self) { try step(tooLarge + ", refusal: false") }
  }

  @Test(arguments: ["view: window", "frames: 0", "beside: {input: 1, ops: relu}"])
  func `a refusal has no views, no frames and nothing beside it`(_ more: String) throws {
    let error = #expect(throws: Diagnostic.self) {
      try step(tooLarge + ", refusal: true, " + more)
    }
    #expect(error?.message.contains("a refusal has no views") == true)
  }

  @Test func `results of a refusal cannot be asked for`() throws {
    let ask = "    ask: {question: How large?, kind: size, hints: [Look.]}\n"
    #expect(throws: Diagnostic.self) { try step(tooLarge + ", refusal: true", ask) }
  }

  @Test func `companions are kept away where a lesson wants it`() throws {
    let show = "input: 1 2 / 3 4, ops: relu"
    #expect(try step(show + ", companions: false").companions == [])
    #expect(try step(show + ", companions: true").companions == step(show).companions)
    let error = #expect(throws: Diagnostic.self) {
      try step(show + ", companions: false, beside: {input: 1, ops: relu}")
    }
    #expect(error?.message.contains("companions") == true)
  }
}
