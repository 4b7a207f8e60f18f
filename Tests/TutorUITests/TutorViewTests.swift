import Lessons
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

struct TutorViewTests {
  private func course() throws -> Course {
    Course(lessons: [try SampleLessons.summary(goals: ["slide a window"])])
  }

  private func tutor(size: Size = Size(width: 80, height: 24), keys: [Key]) throws -> TutorModel {
    var model = TutorModel(try course(), size: size)
    _ = model.open(try SampleLessons.lesson())
    for key in keys { _ = model.update(.key(key)) }
    return model
  }

  private func draw(_ model: TutorModel, glyphs: GlyphSet = .unicode) -> Buffer {
    drawing(TutorView(model: model, glyphs: glyphs), size: model.size, glyphs: glyphs)
  }

  @Test func `the second window of the board example`() throws {
    let lines = draw(try tutor(keys: [.right])).text.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix(" A sample lesson"))
    #expect(lines[0].hasSuffix("step 1 of 5"))
    #expect(lines.contains { $0.contains("3·1 + (−1)·0 + 1·2 + 0·(−1) = 5") })
    #expect(lines.contains { $0.contains("2 of 4") })
    #expect(lines.last?.contains("→ next") == true)
  }

  @Test func `finished cells show their result and the others a dot`() throws {
    let text = draw(try tutor(keys: [.right])).text
    let stage = text.split(separator: "\n").filter { $0.contains("│") }
    #expect(stage.contains { $0.contains("4[ 5]") })
    #expect(stage.contains { $0.contains("·  ·") })
  }

  @Test func `hidden results are question marks until answered`() throws {
    var model = try tutor(keys: [.pageDown])
    let hidden = draw(model).text
    // The size is asked for, so a single mark stands for the whole output.
    let stage = hidden.split(separator: "\n").filter { $0.contains("│") && !$0.contains("How") }
    #expect(stage.joined().filter { $0 == "?" } == "?")
    #expect(hidden.contains("the size appears when you have answered"))
    for key: Key in ["2", "x", "2", .enter] { _ = model.update(.key(key)) }
    #expect(draw(model).text.contains("Right"))
    // The step before has shown them.
    #expect(draw(model).text.contains("4  5"))
  }

  @Test func `the cursor stands in the cell being typed`() throws {
    let model = try tutor(keys: [.pageDown, .pageDown, "4", .right])
    #expect(TutorView(model: model).cursor != nil)
    #expect(draw(model).text.contains("4"))
  }

  @Test func `the help lists the keys of the open screen`() throws {
    let text = draw(try tutor(keys: ["?"])).text
    #expect(text.contains("Next frame; after the last one next question or step"))
    #expect(text.contains("any key closes"))
  }

  @Test func `a window below 80 by 24 says so`() throws {
    let text = draw(try tutor(size: Size(width: 79, height: 24), keys: [])).text
    #expect(text.contains("convscope needs 80×24 characters; this window has"))
  }

  @Test func `plain ASCII holds everything`() throws {
    for step in 0..<5 {
      let keys = Array(repeating: Key.pageDown, count: step)
      let text = draw(try tutor(keys: keys), glyphs: .ascii).text
      #expect(!text.contains { !$0.isASCII }, "step \(step)")
    }
  }

  @Test(arguments: [20, 79, 80, 81, 100, 109, 110, 140, 400], [5, 23, 24, 25, 40, 120])
  func `no size makes the screen fail`(width: Int, height: Int) throws {
    let size = Size(width: width, height: height)
    for step in 0..<5 {
      let keys = Array(repeating: Key.pageDown, count: step)
      let buffer = draw(try tutor(size: size, keys: keys + ["t", .enter]))
      #expect(buffer.size == size)
    }
    #expect(draw(try tutor(size: size, keys: ["q"])).size == size)
    #expect(draw(try tutor(size: size, keys: ["?", .down])).size == size)
  }

  @Test func `the home screen opens the chosen lesson`() throws {
    var model = TutorModel(try course(), size: Size(width: 120, height: 24))
    #expect(draw(model).text.contains("slide a window"))
    let effects = model.update(.key(.enter))
    #expect(effects == [.prepareLesson("sample", step: nil)])
    _ = model.open(try SampleLessons.lesson())
    _ = model.update(.key("q"))
    #expect(draw(model).text.contains("1 of 5"))
    let last = model.update(.key("q"))
    #expect(last == [.quit])
  }

  @Test func `a click on a result shows the frame that makes it`() throws {
    var model = try tutor(keys: [.end])
    let lines = draw(model).lines
    let row = try #require(lines.firstIndex { $0.contains("0[ 6]") })
    let column = try #require(lines[row].range(of: "0[ 6]")).lowerBound
    let x = lines[row].distance(from: lines[row].startIndex, to: column)
    _ = model.update(.mouse(MouseEvent(.press(.left), at: Point(x: x, y: row))))
    #expect(try #require(model.lesson).framePosition == 2)
  }

  @Test func `the program plays a script and ends`() throws {
    let terminal = InMemoryTerminal(script: [.key(.enter), .key(.right), .key("q"), .key("q")])
    let desk = CourseDesk(
      memory: nil, prepare: { _ in try SampleLessons.lesson() }, train: { _ in [] })
    var program = TutorProgram(on: terminal, try course(), desk: .empty, course: desk)
    let reason = try program.run()
    #expect(reason == nil)
    #expect(terminal.frames.count == 4)
    #expect(!terminal.isEntered)
  }
}
