import Lessons
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

/// What a step's stage shows of results, before and after its question, with those around it.
struct RevealTests {
  private static let board = "{input: 1 3 -1 / 2 1 0 / 0 2 -1, ops: conv2d 1 0 / 2 -1}"

  /// A question about the board, as a step of a lesson.
  private enum Asked: String {
    case size = "{question: How large?, kind: size, hints: [Count.]}"
    case first = "{question: Which?, kind: number, cell: [0, 0], hints: [Add.]}"
    case second = "{question: Which?, kind: number, cell: [0, 1], hints: [Add.]}"
    case third = "{question: Which?, kind: number, cell: [1, 0], hints: [Add.]}"
    case grid = "{question: Which?, kind: grid, hints: [Add.]}"
    case choice = "{question: Why?, kind: choice, choices: [a, b], answer: a, hints: [Think.]}"
  }

  /// A step that shows the first two results of the board.
  private static let watch = "show: " + board.dropLast() + ", frames: 0-1}"

  private func asking(_ asked: Asked) -> String {
    let hides = asked == .choice ? "\n    hides: true" : ""
    return "show: \(Self.board)\(hides)\n    ask: \(asked.rawValue)"
  }

  @Test func `results of earlier steps stay while one number is asked for, which is marked`() throws
  {
    var model = try LessonModel.written(Self.watch, asking(.third))
    _ = model.update(.pageDown)
    let asked = model.screen()
    #expect(asked.shows("4 5") && asked.shows("[?]?"))
    #expect(asked.contains("the result appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.screen().shows("4 5") && model.screen().shows("[0]6"))
    #expect(model.screen().contains("3 of 4"))
    // No frame is stepped to but those that lead to it; the other views are there.
    #expect(model.step.isAtEnd && model.step.player?.views.contains(.gradients) == true)
    _ = model.update(.left)
    #expect(model.screen().contains("2 of 4") && model.screen().shows("[5]"))
    _ = model.update(.right)
    #expect(model.screen().contains("3 of 4") && !model.step.step(by: 1))
    #expect(model.update(" ") == [] && model.step.player?.position == 0)
  }

  @Test func `results that a later question hides stay hidden`() throws {
    var model = try LessonModel.written(Self.watch, asking(.third), asking(.choice))
    _ = model.update(.pageDown)
    model.step.answer { $0.showSolution() }
    #expect(model.screen().shows("4 5") && model.screen().shows("[0]?"))
  }

  @Test func `numbers of one's own have no end before the last`() throws {
    var model = try LessonModel.written(asking(.first))
    model.step.answer { $0.showSolution() }
    #expect(model.screen().shows("[4]5") && model.step.isAtEnd)
    for key: Key in ["e", "7", .enter, .escape] { _ = model.update(key) }
    #expect(!model.step.isAtEnd)
  }

  @Test func `a number that was skipped is not among those found`() throws {
    var model = try LessonModel.written(asking(.first), asking(.second))
    _ = model.update(.pageDown)
    #expect(model.screen().shows("?[?]"))
    _ = model.update(.pageUp)
    model.step.answer { $0.showSolution() }
    _ = model.update(.pageDown)
    #expect(model.screen().shows("4[?]"))
  }

  @Test func `a solution tells nothing that a later step asks for`() throws {
    var model = try LessonModel.written(
      asking(.choice), asking(.size), asking(.second), asking(.grid))
    #expect(model.screen().contains("results are left to step 2"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .nothing)
    #expect(model.screen().contains("results are left to step 2"))
    #expect(model.update(" ") == [.notice("Space: results are left to step 2.")])
    _ = model.update(.pageDown)
    #expect(model.screen().contains("the size appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .size)
    #expect(model.screen().contains("results are left to step 3"))
    _ = model.update(.pageDown)
    model.step.answer { $0.showSolution() }
    // The first result is left to the grid, though the window has passed it.
    #expect(model.step.player?.reveal == .found([1], last: 1))
    #expect(model.screen().shows("?[5]") && model.screen().contains("3·1 + (−1)·0"))
    #expect(
      model.update(" ") == [
        .notice("Space: the results beyond this one have not been found yet.")
      ])
    _ = model.update(.pageDown)
    #expect(model.screen().contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
    #expect(model.screen().shows("0[6]"))
  }

  @Test func `what is left out is not told by pointing either`() throws {
    var model = try LessonModel.written(asking(.second), asking(.grid))
    model.step.answer { $0.showSolution() }
    var player = try #require(model.step.player)
    let output = try #require(player.storyboard.panels.firstIndex { $0.isFilledByFrames })
    for (column, isTold) in [(0, false), (1, true)] {
      _ = player.update(
        .move, over: CellReference(panel: output, plane: 0, row: 0, column: column))
      #expect(player.pointed?.caption.contains("not computed yet") == !isTold)
    }
  }

  @Test func `a size that nothing follows shows all`() throws {
    var model = try LessonModel.written(asking(.size))
    #expect(model.screen().contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
    #expect(model.screen().shows("0[6]"))
  }

  @Test func `a size tells no more where the results are asked for later`() throws {
    var model = try LessonModel.written(asking(.size), asking(.grid))
    #expect(model.screen().contains("the size appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .size)
    #expect(model.screen().contains("results are left to step 2"))
  }

  @Test func `a choice that nothing follows shows all`() throws {
    var model = try LessonModel.written(asking(.choice))
    #expect(model.screen().contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
  }
}
