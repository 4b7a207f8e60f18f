import Lessons
import Problems
import Storyboards
import TensorEngine
import TerminalKit
import Testing

@testable import StageUI
@testable import TutorUI

struct PointingTests {
  private func cells(_ frame: Frame, _ kind: Mark.Kind) -> Set<CellReference> {
    Set(frame.marks.filter { $0.kind == kind }.map(\.cell))
  }

  @Test func `an input cell knows every result that it feeds`() throws {
    let board = try SampleLessons.board()
    let frame = board.pointing(at: CellReference(panel: 0, plane: 0, row: 1, column: 1))
    #expect(cells(frame, .window).count == 4)
    #expect(cells(frame, .window).allSatisfy { $0.panel == 2 })
    #expect(frame.caption == "input, row 1, column 1 is 1: it feeds 4 of 4 results.")
  }

  @Test func `a corner feeds a single result`() throws {
    let board = try SampleLessons.board()
    let frame = board.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 2))
    #expect(cells(frame, .window) == [CellReference(panel: 2, plane: 0, row: 0, column: 1)])
  }

  @Test func `a kernel cell knows the input cells that it meets`() throws {
    let board = try SampleLessons.board()
    let frame = board.pointing(at: CellReference(panel: 1, plane: 0, row: 1, column: 1))
    let met = cells(frame, .window)
    #expect(met.count == 4)
    #expect(met.allSatisfy { $0.panel == 0 && $0.row >= 1 && $0.column >= 1 })
  }

  @Test func `a result knows what it is computed from`() throws {
    let board = try SampleLessons.board()
    let result = CellReference(panel: 2, plane: 0, row: 0, column: 1)
    let frame = board.pointing(at: result)
    #expect(cells(frame, .chosen) == [result])
    #expect(cells(frame, .window).filter { $0.panel == 0 }.count == 4)
  }

  @Test func `a product shows the sum that it is a term of`() throws {
    let board = try SampleLessons.board()
    let products = try #require(board.panels.firstIndex { $0.title == "products" })
    for plane in board.panels[products].planes.indices {
      let cell = CellReference(panel: products, plane: plane, row: 0, column: 0)
      #expect(board.pointing(at: cell).arithmetic == board.frames[plane].arithmetic)
    }
  }

  @Test func `a cell beside its gradient shows the sum that makes the gradient`() throws {
    let schema = try #require(OperationSchema.named("conv2d"))
    var player = try LabModel(exampleOf: schema, on: ReferenceBackend<Double>()).player
    player.open(.gradients)
    let input = try #require(player.storyboard.panels.firstIndex { $0.operand == .input })
    for row in 0..<3 {
      let cell = CellReference(panel: input, plane: 0, row: row, column: 2)
      player.point(at: Pointer(cell, isKeyboard: true))
      let gradient = try #require(player.storyboard.gradient(of: cell))
      let plane = player.storyboard.panels[gradient.panel].planes[gradient.plane]
      #expect(player.pointed?.arithmetic.last?.result == plane[gradient.row, gradient.column])
    }
  }

  @Test func `the arrow keys move the pointer and Enter shows its frame`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    for key: Key in ["v", .tab, .tab, .down, .right] { _ = model.update(key) }
    let cell = CellReference(panel: 2, plane: 0, row: 1, column: 1)
    #expect(model.step.player?.pointer?.cell == cell)
    _ = model.update(.enter)
    #expect(model.step.player?.pointer == nil)
    #expect(model.framePosition == 3)
  }

  @Test func `the sum stays where it is, and what is said stands below it`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    let sum = "1·1 + 3·0 + 2·2 + 1·(−1) = 4"
    let row = try #require(model.screenLines().firstIndex { $0.contains(sum) })
    _ = model.update("v")
    for cell in ["input, row 0, column 0", "kernel, row 0, column 0"] {
      let lines = model.screenLines()
      #expect(lines[row].contains("\(sum)   output, row 0, column 0"), "\(cell)")
      #expect(lines[row + 1].contains(cell), "\(lines[row + 1])")
      _ = model.update(.tab)
    }
    for key: Key in [.down, .right] { _ = model.update(key) }
    #expect(model.screenLines()[row].contains("1·1 + 0·0 + 2·2 + (−1)·(−1) = 6"))
    #expect(model.screenLines()[row + 1].contains("output, row 1, column 1"))
  }

  @Test func `a product knows its two factors and its sum`() throws {
    let board = try SampleLessons.board()
    let products = try #require(board.panels.firstIndex { $0.isOptional })
    let marks = board.frames[1].marks.map(\.cell).filter { $0.panel == products }
    let frame = board.pointing(at: try #require(marks.last))
    #expect(
      frame.caption == "products, row 1, column 1 is 0: it is input, row 1, column 2 times kernel,"
        + " row 1, column 1.")
    #expect(
      cells(frame, .window) == [
        CellReference(panel: 0, plane: 0, row: 1, column: 2),
        CellReference(panel: 1, plane: 0, row: 1, column: 1),
        CellReference(panel: 2, plane: 0, row: 0, column: 1),
      ])
  }

  @Test func `Enter is offered on results alone`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    _ = model.update("v")
    func isOffered() -> Bool { model.keys.hints.contains { $0.label == "show" && $0.isEnabled } }
    #expect(!isOffered())
    #expect(model.update(.enter) == [.notice("Enter: no frame of this step makes that cell.")])
    for key: Key in [.tab, .tab] { _ = model.update(key) }
    #expect(isOffered())
  }

  @Test func `the pointer stays inside and leaves with v`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    for key: Key in ["v", .up, .left, .left] { _ = model.update(key) }
    let cell = CellReference(panel: 0, plane: 0, row: 0, column: 0)
    #expect(model.step.player?.pointer?.cell == cell)
    _ = model.update("v")
    #expect(model.step.player?.pointer == nil)
  }

  @Test func `a result that is not computed yet keeps its number`() throws {
    let board = try SampleLessons.board()
    let step = PreparedStep(
      id: "", text: LessonText("Two windows."), views: LinkedViews(board), frames: 0..<2)
    var model = LessonModel(PreparedLesson(id: "two", title: "Two", steps: [step]))
    for key: Key in ["v", .tab, .tab, .down, .right] { _ = model.update(key) }
    #expect(model.step.player?.pointed?.caption == "This result is not computed yet in this step.")
    #expect(model.step.player?.pointed?.marks.map(\.kind) == [.chosen])
  }

  @Test func `hidden results cannot be asked`() throws {
    var model = LessonModel(try SampleLessons.lesson())
    _ = model.go(toStep: 1)
    let outcome = model.update("v")
    #expect(outcome == [.notice("v: answer the question first, or skip it with PgDn.")])
  }

  @Test func `the mouse points while it is over a cell`() throws {
    var tutor = TutorModel(Course(lessons: []), size: Size(width: 80, height: 24))
    _ = tutor.open(try SampleLessons.lesson())
    var buffer = Buffer(size: tutor.size)
    buffer.draw(TutorView(model: tutor), in: buffer.area)
    let row = try #require(buffer.lines.firstIndex { $0.contains("2  1] 0") })
    let line = buffer.lines[row]
    let start = try #require(line.range(of: "2  1] 0")).lowerBound
    let x = line.distance(from: line.startIndex, to: start) + 3
    _ = tutor.update(.mouse(MouseEvent(.move, at: Point(x: x, y: row))))
    buffer.draw(TutorView(model: tutor), in: buffer.area)
    #expect(buffer.text.contains("it feeds 4 of 4 results"))
    _ = tutor.update(.mouse(MouseEvent(.move, at: Point(x: 0, y: 0))))
    let lesson = try #require(tutor.lesson)
    #expect(lesson.step.player?.pointer == nil)
  }

  @Test func `a cell that no window covers feeds nothing`() throws {
    // Windows at rows and columns 0 and 4: those between, and the last one, are in none.
    let image = Tensor<Double>([1, 1, 7, 7], (0..<49).map(Double.init))
    let board = try SampleLessons.convolution(
      image, Tensor([1, 1, 2, 2], [1, 2, 3, 4]), stride: 4)
    let between = board.pointing(at: CellReference(panel: 0, plane: 0, row: 2, column: 3))
    #expect(
      between.caption
        == "input, row 2, column 3 is 17: no window covers it, so it feeds 0 of 4 results.")
    #expect(cells(between, .window).isEmpty)
    let result = try #require(board.panels.firstIndex { $0.isFilledByFrames && !$0.isOptional })
    let made = board.pointing(at: CellReference(panel: result, plane: 0, row: 0, column: 1))
    #expect(cells(made, .window).filter { $0.panel == 0 }.count == 4)
  }
}
