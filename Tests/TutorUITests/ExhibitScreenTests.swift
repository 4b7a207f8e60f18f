import Lessons
import Problems
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// Exhibits on the screen.
struct ExhibitScreenTests {
  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ]

  private struct Script {
    let exhibit: String
    let size: Size
    let glyphs: GlyphSet

    var name: String {
      "exhibit-\(exhibit)-\(size.width)x\(size.height)" + (glyphs.isUnicode ? "" : "-ascii")
    }
  }

  private static let scripts: [Script] = SampleExhibits.all.keys.sorted().flatMap { exhibit in
    sizes.map { Script(exhibit: exhibit, size: $0, glyphs: .unicode) }
      + [Script(exhibit: exhibit, size: sizes[0], glyphs: .ascii)]
  }

  /// How far exhibits with steps have come in their recordings; a question takes no notice of it.
  private static let stepsBefore = 4

  private func model(_ exhibit: String, _ size: Size) throws -> TutorModel {
    var model = TutorModel(Course(lessons: []), size: size)
    _ = model.open(try SampleExhibits.lesson(exhibit))
    return model
  }

  private func screen(_ model: TutorModel, _ glyphs: GlyphSet = .unicode) -> String {
    drawing(TutorView(model: model, glyphs: glyphs), size: model.size, glyphs: glyphs).text
  }

  @Test(arguments: scripts.map(\.name))
  func `an exhibit is as recorded`(name: String) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    var model = try model(script.exhibit, script.size)
    for _ in 0..<Self.stepsBefore { _ = model.update(.key(.right)) }
    let difference = try ScreenRecordings().difference(
      of: screen(model, script.glyphs), from: name)
    #expect(difference == nil)
  }

  @Test(arguments: SampleExhibits.all.keys.sorted())
  func `an exhibit fits the smallest screen`(exhibit: String) throws {
    let misfits = LessonFit.misfits(in: try SampleExhibits.lesson(exhibit))
    #expect(misfits.map(\.message) == [])
  }

  @Test func `a cell that is asked for comes with its answer`() throws {
    var model = try model("table", Self.sizes[0])
    #expect(screen(model).contains("[?]") && !screen(model).contains("2,416"))
    for key: Key in ["2", "4", "1", "6", .enter] { _ = model.update(.key(key)) }
    #expect(!screen(model).contains("[?]") && screen(model).contains("2,416"))
  }

  @Test func `steps and slider change what is on the stage, and are kept`() throws {
    var model = try model("ravine", Self.sizes[1])
    let first = screen(model)
    _ = model.update(.key(.right))
    let second = screen(model)
    #expect(first != second && second.contains("2 of 13"))
    _ = model.update(.key("]"))
    #expect(screen(model) != second && screen(model).contains("0.15"))
    let state = try #require(model.lesson?.state.steps.values.first)
    let kept = LessonState(step: "x", records: ["x": state.text])
    #expect(kept.steps["x"]?.exhibit == model.lesson?.step.exhibit?.state)
    _ = model.update(.key(.space))
    #expect(model.timeout != nil)
    for _ in 0..<20 { _ = model.update(.tick) }
    #expect(model.timeout == nil && screen(model).contains("13 of 13"))
  }

  @Test func `the number that was asked for comes on the stage with its answer`() throws {
    var model = try model("products", Self.sizes[0])
    #expect(screen(model).contains("1 of 8") == false && !screen(model).contains("19"))
    for key: Key in ["1", "9", .enter] { _ = model.update(.key(key)) }
    // m1 to m4 and y0 come before it.
    #expect(model.lesson?.step.exhibit?.state.step == 6)
    #expect(screen(model).contains("19") && model.timeout == nil)
  }

  @Test func `a curve that is kept back is not drawn before its answer`() throws {
    var model = try model("runs", Self.sizes[0])
    #expect(screen(model).contains("other train ?"))
    for key: Key in ["1", .enter] { _ = model.update(.key(key)) }
    #expect(!screen(model).contains("other train ?") && screen(model).contains("other train"))
  }
}
