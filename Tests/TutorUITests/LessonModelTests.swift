import Lessons
import TerminalKit
import TestSupport
import Testing

@testable import TutorUI

struct LessonModelTests {
  private func model(atStep step: Int = 0) throws -> LessonModel {
    var model = LessonModel(try SampleLessons.lesson())
    if step > 0 { _ = model.go(toStep: step) }
    return model
  }

  private func screen(_ model: LessonModel) -> String {
    let body = Rect(x: 0, y: 0, width: 80, height: 23)
    return drawing(LessonView(model, in: body), size: body.size).text
  }

  private func type(_ text: String, _ model: inout LessonModel) {
    for character in text { _ = model.update(.character(character)) }
  }

  private func expect(
    _ key: Key, _ outcome: LessonModel.Outcome?, _ model: inout LessonModel,
    at location: Testing.SourceLocation = #_sourceLocation
  ) {
    let actual = model.update(key)
    #expect(actual == (outcome.map { [$0] } ?? []), sourceLocation: location)
  }

  @Test func `right walks through the frames and then into the next step`() throws {
    var model = try model()
    for expected in [1, 2, 3] {
      expect(.right, nil, &model)
      #expect(model.framePosition == expected)
    }
    expect(.right, nil, &model)
    #expect(model.index == 1)
  }

  @Test(arguments: [Key.left, "h", "p"])
  func `back at the first frame goes to the step before`(key: Key) throws {
    var model = try model(atStep: 4)
    _ = model.update(.left)
    #expect(model.index == 3)
    let first = try self.model()
    #expect(first.keys.lookup(key) == .disabled("this is the beginning of the lesson"))
  }

  @Test func `home and end jump within the step`() throws {
    var model = try model()
    _ = model.update(.end)
    #expect(model.framePosition == 3)
    _ = model.update(.home)
    #expect(model.framePosition == 0)
  }

  @Test func `a key that cannot do anything says why`() throws {
    var model = try model()
    expect(.home, .notice("Home: this is the first frame of the step."), &model)
    expect("x", .notice("x does nothing here; ? shows all keys."), &model)
    expect(.pageUp, .notice("PgUp: this is the first step."), &model)
  }

  @Test func `space plays to the end and stops there`() throws {
    var model = try model()
    #expect(model.step.player?.frameDuration == nil)
    _ = model.update(.space)
    #expect(model.step.player?.frameDuration == .seconds(1))
    for _ in 0..<5 { _ = model.tick() }
    #expect(model.framePosition == 3)
    #expect(model.step.player?.frameDuration == nil)
  }

  @Test func `plus and minus change the speed within limits`() throws {
    var model = try model()
    expect("+", .notice("2 frames a second"), &model)
    expect("-", .notice("1 frame a second"), &model)
    expect("-", .notice("0.5 frames a second"), &model)
    expect("-", .notice("This is the slowest."), &model)
  }

  @Test func `results stay hidden until the question is answered`() throws {
    var model = try model(atStep: 1)
    #expect(model.step.hidesResults)
    expect(.right, .notice("→: answer the question first, or skip it with PgDn."), &model)
    type("3x3", &model)
    _ = model.update(.enter)
    #expect(model.step.question?.outcome == .wrong("Not quite.", slip: nil))
    for _ in 0..<3 { _ = model.update(.backspace) }
    #expect(model.step.question?.outcome == .open)
    type("2x2", &model)
    _ = model.update(.enter)
    #expect(model.step.question?.outcome == .right)
    // The step before has shown all of them.
    #expect(model.step.player?.reveal == .found([0, 1, 2, 3], last: 3))
    _ = model.update(.right)
    #expect(model.index == 2)
  }

  @Test func `space is no answer before anything is typed`() throws {
    var model = try model(atStep: 1)
    expect(" ", .notice("Space: answer the question first, or skip it with PgDn."), &model)
    type("2 ", &model)
    #expect(model.step.question?.entry.texts == ["2 "])
  }

  @Test func `the wheel steps through frames and leaves an answer alone`() throws {
    let body = Rect(x: 0, y: 0, width: 80, height: 23)
    var model = try model()
    let wheel = MouseEvent(.scrollDown, at: .zero)
    _ = model.update(wheel, seen: LessonView(model, in: body))
    #expect(model.framePosition == 1)
    _ = model.go(toStep: 2)
    #expect(
      model.update(wheel, seen: LessonView(model, in: body))
        == [.notice("→: answer the question first, or skip it with PgDn.")]
    )
    guard case .grid(let grid) = model.step.question?.entry else {
      Issue.record("no grid is asked for")
      return
    }
    #expect(grid.cursor == 0)
  }

  @Test func `an empty answer is not wrong but missing`() throws {
    var model = try model(atStep: 1)
    let before = screen(model)
    // It is told in the footer, so that nothing moves.
    #expect(model.update(.enter) == [.notice("Type an answer first.")])
    #expect(screen(model) == before)
    #expect(model.step.question?.outcome == .incomplete("Type an answer first."))
    #expect(model.step.question?.misses == 0)
  }

  @Test func `a grid is typed cell by cell and wrong cells are marked`() throws {
    var model = try model(atStep: 2)
    type("4", &model)
    _ = model.update(.enter)
    type("9", &model)
    _ = model.update(.enter)
    type("0", &model)
    _ = model.update(.enter)
    type("-6", &model)
    _ = model.update(.enter)
    guard case .grid(let grid) = model.step.question?.entry else {
      Issue.record("the answer is no grid")
      return
    }
    #expect(grid.cells == ["4", "9", "0", "−6"])
    #expect(grid.wrong == [1, 3])
    #expect(grid.cursor == 1)
    type("5", &model)
    _ = model.update(.enter)
    _ = model.update(.down)
    type("6", &model)
    _ = model.update(.enter)
    #expect(model.step.question?.outcome == .right)
  }

  @Test func `an answered grid stays on the stage`() throws {
    var model = try model(atStep: 2)
    for text in ["4", "5", "0", "6"] {
      type(text, &model)
      _ = model.update(.enter)
    }
    if model.step.question?.isClosed == false { _ = model.update(.enter) }
    #expect(model.step.player?.reveal == .everything)
    #expect(model.framePosition == 3)
  }

  @Test func `typing after a wrong answer starts a new one`() throws {
    var model = try model(atStep: 1)
    type("3x3", &model)
    _ = model.update(.enter)
    type("2x2", &model)
    #expect(model.step.question?.entry.texts == ["2x2"])
    // One that begins like the wrong answer is no exception.
    for key: Key in [.control("u"), "3", .enter, "3", .space, "x", .space, "4"] {
      _ = model.update(key)
    }
    #expect(model.step.question?.entry.texts == ["3 x 4"])
  }

  @Test func `the end of the lesson is the way to the next one`() throws {
    var model = try model(atStep: 4)
    model.next = "The lesson after it"
    _ = model.update(.right)
    // Three questions are open; the way on is chosen.
    #expect(model.stepList?.rows == [.step(1), .step(2), .step(3), .nextLesson, .leave])
    expect(.enter, .openNext, &model)
    _ = model.update(.right)
    for key: Key in [.up, .up, .enter] { _ = model.update(key) }
    #expect(model.index == 2 && model.stepList == nil)
  }

  @Test func `the end of the last lesson leads back to the course`() throws {
    var model = try model(atStep: 4)
    _ = model.update(.right)
    #expect(model.stepList?.rows.last == .leave)
    expect(.enter, .leave, &model)
  }

  @Test func `any step is a few keys away`() throws {
    var model = try model(atStep: 1)
    _ = model.update("3")
    _ = model.update("g")
    #expect(model.stepList?.selection == 1 && model.keys.conflicts == [])
    for key: Key in [.down, .down, .end, .up, "l"] { _ = model.update(key) }
    #expect(model.index == 3)
    for key: Key in ["g", .home, .enter] { _ = model.update(key) }
    #expect(model.index == 0)
    _ = model.update("g")
    expect("x", .notice("x does nothing here; ? shows all keys."), &model)
    _ = model.update(.escape)
    #expect(model.stepList == nil && model.index == 0)
    _ = model.update(.pageDown)
    #expect(model.step.question?.entry.texts == ["3"])
  }

  @Test func `hints come one by one, the solution after them`() throws {
    var model = try model(atStep: 1)
    expect("s", .notice("s: look at the hints first: t shows the next one."), &model)
    _ = model.update("t")
    #expect(model.step.question?.hintsShown == 1)
    _ = model.update("t")
    expect("t", .notice("t: all hints are shown."), &model)
    _ = model.update("s")
    #expect(model.step.question?.outcome == .shown)
    #expect(model.step.question?.entry.texts == ["2x2"])
  }

  @Test func `options are chosen by arrows or number`() throws {
    var model = try model(atStep: 3)
    _ = model.update("2")
    _ = model.update(.enter)
    #expect(model.step.question?.outcome == .right)
    #expect(model.doneSteps == 2)
  }

  @Test func `going back finds a step as it was left`() throws {
    var model = try model()
    _ = model.update(.right)
    _ = model.update(.pageDown)
    _ = model.update(.pageUp)
    #expect(model.framePosition == 1)
  }

  @Test func `no key is bound twice`() throws {
    for step in 0..<5 {
      var model = try model(atStep: step)
      #expect(model.keys.conflicts == [])
      _ = model.update("t")
      _ = model.update("t")
      _ = model.update("s")
      #expect(model.keys.conflicts == [])
    }
  }
}
