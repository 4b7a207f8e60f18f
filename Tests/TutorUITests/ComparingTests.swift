import Lessons
import Problems
import StageUI
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// A wrong computation, laid beside the right one.
struct ComparingTests {
  private func model(_ ask: String) throws -> LessonModel {
    try .written(
      """
      show: {input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: conv2d 1 0 / 2 -1}
          ask: {question: Which?, hints: [Add.], explain: So., \(ask)}
      """)
  }

  private static let small = Size(width: 80, height: 24)

  @Test(arguments: [small, Size(width: 120, height: 36)])
  func `a turned kernel is laid beside the one that was given`(size: Size) throws {
    var model = try model("kind: number, cell: [1, 0]")
    for key: Key in ["2", .enter] { _ = model.update(key) }
    #expect(model.step.question?.outcome.slip == "the kernel was turned")
    #expect(!model.screen(size.width, size.height).contains("your way"))
    _ = model.update("c")
    let compared = model.screen(size.width, size.height)
    #expect(compared.contains("beside it your way: the kernel was turned"))
    // The turned kernel, and what comes of it; the asked number stays hidden.
    #expect(compared.contains("= 2") && compared.contains("?"))
    _ = model.update("c")
    #expect(!model.screen(size.width, size.height).contains("your way"))
  }

  @Test func `of a grid the first wrong cell is compared`() throws {
    var model = try model("kind: grid")
    for key: Key in ["6", .enter, "-", "5", .enter, "2", .enter, "-", "2", .enter] {
      _ = model.update(key)
    }
    _ = model.update("c")
    #expect(model.step.comparison?.position == 0)
    #expect(model.screen(Self.small.width, Self.small.height).contains("= 6"))
  }

  @Test func `what is compared goes with the next answer`() throws {
    var model = try model("kind: number, cell: [1, 0]")
    for key: Key in ["2", .enter, "c", "0", .enter] { _ = model.update(key) }
    #expect(model.step.comparison == nil && model.step.isDone)
  }

  @Test func `where nothing is known of an answer the key says so`() throws {
    var model = try model("kind: number, cell: [1, 0]")
    let outcome = model.update("c")
    #expect(
      outcome == [
        .notice("c: it lays a wrong answer beside the right one; there is none yet.")
      ])
    for key: Key in ["9", "9", .enter] { _ = model.update(key) }
    #expect(
      model.update("c") == [
        .notice("c: what led to this answer is not known, so it has no picture.")
      ])
    #expect(model.step.comparison == nil)
  }
}
