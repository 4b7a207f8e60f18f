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

  private func model(_ steps: String...) throws -> LessonModel {
    let folder = try TemporaryFolder()
    let texts = steps.enumerated().map { "  - text: Step \($0).\n    \($1)\n" }
    try folder.write(
      "format: 1\nid: test\ntitle: A test\ngoals: [testing]\nsteps:\n" + texts.joined(),
      to: "01-test/lesson.yaml")
    let library = try LessonLibrary(folder: folder.path)
    return LessonModel(try library.lesson("test").prepared(on: ReferenceBackend<Double>()))
  }

  private func screen(_ model: LessonModel) -> String {
    let body = Rect(x: 0, y: 0, width: 80, height: 23)
    return drawing(LessonView(model, in: body), size: body.size).text
  }

  @Test func `results of earlier steps stay while one number is asked for, which is marked`() throws
  {
    var model = try model(Self.watch, asking(.third))
    _ = model.update(.pageDown)
    let asked = screen(model)
    #expect(asked.contains("4 5") && asked.contains("[?]?"))
    #expect(asked.contains("the result appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(screen(model).contains("4 5") && screen(model).contains("[0]6"))
    #expect(screen(model).contains("3 of 4"))
    // No frame is stepped to but those that lead to it; the other views are there.
    #expect(model.step.isAtEnd && model.step.player?.views.contains(.gradients) == true)
    _ = model.update(.left)
    #expect(screen(model).contains("2 of 4") && screen(model).contains("[5]"))
    _ = model.update(.right)
    #expect(screen(model).contains("3 of 4") && !model.step.step(by: 1))
    #expect(model.update(" ") == [] && model.step.player?.position == 0)
  }

  @Test func `results that a later question hides stay hidden`() throws {
    var model = try model(Self.watch, asking(.third), asking(.choice))
    _ = model.update(.pageDown)
    model.step.answer { $0.showSolution() }
    #expect(screen(model).contains("4 5") && screen(model).contains("[0]?"))
  }

  @Test func `numbers of one's own have no end before the last`() throws {
    var model = try model(asking(.first))
    model.step.answer { $0.showSolution() }
    #expect(screen(model).contains("[4]5") && model.step.isAtEnd)
    for key: Key in ["e", "7", .enter, .escape] { _ = model.update(key) }
    #expect(!model.step.isAtEnd)
  }

  @Test func `a number that was skipped is not among those found`() throws {
    var model = try model(asking(.first), asking(.second))
    _ = model.update(.pageDown)
    #expect(screen(model).contains("?[?]"))
    _ = model.update(.pageUp)
    model.step.answer { $0.showSolution() }
    _ = model.update(.pageDown)
    #expect(screen(model).contains("4[?]"))
  }

  @Test func `a solution tells nothing that a later step asks for`() throws {
    var model = try model(asking(.choice), asking(.size), asking(.second), asking(.grid))
    #expect(screen(model).contains("results are left to step 2"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .nothing)
    #expect(screen(model).contains("results are left to step 2"))
    #expect(model.update(" ") == [.notice("Space: results are left to step 2.")])
    _ = model.update(.pageDown)
    #expect(screen(model).contains("the size appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .size)
    #expect(screen(model).contains("results are left to step 3"))
    _ = model.update(.pageDown)
    model.step.answer { $0.showSolution() }
    // The first result is left to the grid, though the window has passed it.
    #expect(model.step.player?.reveal == .found([1], last: 1))
    #expect(screen(model).contains("?[5]") && screen(model).contains("3·1 + (−1)·0"))
    #expect(
      model.update(" ") == [
        .notice("Space: the results beyond this one have not been found yet.")
      ])
    _ = model.update(.pageDown)
    #expect(screen(model).contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
    #expect(screen(model).contains("0[6]"))
  }

  @Test func `what is left out is not told by pointing either`() throws {
    var model = try model(asking(.second), asking(.grid))
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
    var model = try model(asking(.size))
    #expect(screen(model).contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
    #expect(screen(model).contains("0[6]"))
  }

  @Test func `a size tells no more where the results are asked for later`() throws {
    var model = try model(asking(.size), asking(.grid))
    #expect(screen(model).contains("the size appears when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .size)
    #expect(screen(model).contains("results are left to step 2"))
  }

  @Test func `a choice that nothing follows shows all`() throws {
    var model = try model(asking(.choice))
    #expect(screen(model).contains("results appear when you have answered"))
    model.step.answer { $0.showSolution() }
    #expect(model.step.player?.reveal == .everything)
  }
}
