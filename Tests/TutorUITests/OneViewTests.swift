import Foundation
import Lessons
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import Testing
import Typesetting

@testable import TutorUI

/// A frame may take some work, so a key press makes as few as it can.
struct OneViewTests {
  /// Counts how often each frame is made.
  private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var made: [Int: Int] = [:]

    func note(_ position: Int) {
      lock.withLock { made[position, default: 0] += 1 }
    }

    /// What was made since this was last asked.
    func take() -> [Int: Int] {
      lock.withLock {
        defer { made = [:] }
        return made
      }
    }
  }

  /// A 3×3 kernel over a square: over 12×12 a hundred frames, each counted when it is made.
  private static func story(_ counter: Counter, side: Int) throws -> Storyboard {
    let board = try SampleLessons.convolution(
      Tensor([1, 1, side, side], (0..<side * side).map { Double($0 % 5) }),
      Tensor([1, 1, 3, 3], (0..<9).map { Double($0 % 3) }))
    return Storyboard(
      title: board.title, panels: board.panels,
      frames: Frames(count: board.frames.count) { position in
        counter.note(position)
        return board.frames[position]
      })
  }

  private static func tutor(_ counter: Counter, size: Size, side: Int = 12) throws -> TutorModel {
    let story = try story(counter, side: side)
    let step = PreparedStep(
      id: "watch", text: LessonText("Watch."), views: LinkedViews(story),
      frames: story.frames.indices)
    var model = TutorModel(Course(lessons: []), size: size)
    _ = model.open(PreparedLesson(id: "long", title: "Long", steps: [step]))
    return model
  }

  /// Shows the model as the program does, and returns what is seen.
  private static func present(_ model: TutorModel) -> TutorView {
    var buffer = Buffer(size: model.size)
    let view = TutorView(model: model, glyphs: buffer.glyphs)
    buffer.draw(view, in: buffer.area)
    _ = view.cursor
    return view
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 140, height: 40)])
  func `a key press makes the frame that it shows, once, and no other`(size: Size) throws {
    let counter = Counter()
    var model = try Self.tutor(counter, size: size)
    var view = Self.present(model)
    _ = counter.take()
    for position in 1..<15 {
      _ = model.update(.key(.right), seen: view)
      view = Self.present(model)
      #expect(counter.take() == [position: 1])
    }
  }

  @Test func `a key that scrolls or asks for help makes no frame but the one that is seen`() throws
  {
    let counter = Counter()
    var model = try Self.tutor(counter, size: Size(width: 80, height: 24))
    var view = Self.present(model)
    _ = model.update(.key(.right), seen: view)
    view = Self.present(model)
    _ = counter.take()
    for key: Key in ["J", "?", .down, .escape, "+", "z"] {
      _ = model.update(.key(key), seen: view)
      view = Self.present(model)
      #expect(counter.take() == [1: 1], "\(key)")
    }
  }

  @Test func `the first view makes the frames that give the others their room, once`() throws {
    let counter = Counter()
    let model = try Self.tutor(counter, size: Size(width: 80, height: 24))
    _ = Self.present(model)
    // That behind the middle tells whether all show as many planes.
    #expect(counter.take() == [0: 1, 49: 1, 50: 1, 99: 1])
  }

  @Test func `a small storyboard is gone through once, and no key makes a frame again`() throws {
    let counter = Counter()
    var model = try Self.tutor(counter, size: Size(width: 80, height: 24), side: 6)
    var view = Self.present(model)
    #expect(counter.take() == Dictionary(uniqueKeysWithValues: (0..<16).map { ($0, 1) }))
    for _ in 0..<3 {
      _ = model.update(.key(.right), seen: view)
      view = Self.present(model)
      #expect(counter.take() == [:])
    }
  }
}
