import Problems
import Storyboards
import Testing

@testable import Lessons

/// Which views stand beside the one that a step opens with.
struct CompanionTests {
  private func companions(_ show: String, _ rest: String = "") throws(Diagnostic) -> [StoryView]? {
    try LessonFixture.lesson("  - text: Look.\n    show: {\(show)}\n" + rest)
      .prepared(on: LessonFixture.backend).steps[0].companions
  }

  private let pool = "input: 1 2 3 4 / 5 6 7 8 / 9 1 2 3 / 4 5 6 7, ops: max_pool2d 2"

  @Test func `what flows back does not stand beside what only goes forward`() throws {
    let usual = try companions(pool)
    #expect(usual?.contains(.cover) == true && usual?.contains(.gradients) == false)
    #expect(try companions("input: 1 2 / 3 4, ops: relu") == [.cells, .curve])
    let conv = "input: 1 2 3 / 4 5 6 / 7 8 9, ops: conv2d 1 0 / 2 1"
    #expect(try companions(conv)?.contains { $0.showsGradients } == false)
    #expect(try companions(conv)?.contains(.matrix) == true)
  }

  @Test func `it does where the step is about it`() throws {
    #expect(try companions(pool + ", upstream: 1 2 / 3 4")?.contains(.gradients) == true)
    #expect(try companions(pool + ", view: gradients")?.contains(.gradients) == true)
    let ask =
      "    ask: {question: What?, kind: number, gradient: input, cell: [0, 0], hints: [Look.]}\n"
    #expect(try companions(pool, ask)?.contains(.gradients) == true)
  }

  @Test func `an author names them, or wants none`() throws {
    #expect(try companions(pool + ", companions: [gradients]") == [.gradients])
    #expect(try companions(pool + ", companions: false") == [])
    #expect(try companions(pool + ", companions: true") == companions(pool))
  }

  @Test func `one that there is not is an error with its place`() throws {
    let unknown = #expect(throws: Diagnostic.self) {
      try companions(pool + ", companions: [covers]")
    }
    #expect(unknown?.message == "a companion cannot be 'covers'")
    #expect(unknown?.remedy.contains("cover") == true)
    let missing = #expect(throws: Diagnostic.self) {
      try companions(pool + ", companions: [matrix]")
    }
    #expect(missing?.message == "what is shown has no view 'matrix'")
    #expect(missing?.remedy.contains("cover") == true)
  }
}
