import ConvolutionArithmetic
import Lessons
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// The views of ops beside convolutions on the screen.
struct OpViewScreenTests {
  /// An op on a stage, some frames from its start.
  private struct Script: Sendable {
    let name: String
    let op: Op
    let operands: [Tensor<Double>]
    let views: [StoryView]
    var upstream: Tensor<Double>?
    var steps = 1
  }

  private static let scripts: [Script] = {
    guard let pair = try? SlidingWindow(kernelSize: 2, stride: 2),
      let three = try? SlidingWindow(kernelSize: 3, stride: 2, padding: .symmetric(1))
    else { return [] }
    let image = Tensor<Double>(
      [1, 1, 4, 4], [1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 4, 4, 1, 2, 4, 4])
    let upstream = Tensor<Double>([1, 1, 2, 2], [1, -2, 3, 5])
    let row = Tensor<Double>([1, 6], [-3, -1, 0, 0.5, 1.5, 3])
    return [
      Script(
        name: "max_pool2d", op: .maxPool([pair, pair]), operands: [image], views: [.gradients],
        upstream: upstream, steps: 3),
      Script(
        name: "avg_pool2d", op: .averagePool(AveragePool(windows: [three, three])),
        operands: [image], views: [.gradients], upstream: upstream, steps: 3),
      Script(
        name: "sigmoid", op: .unary(.sigmoid), operands: [row], views: [.curve, .gradients],
        upstream: Tensor([1, 6], [1, -1, 2, 1, 3, 1]), steps: 4),
      Script(name: "relu", op: .unary(.relu), operands: [row], views: [.curve], steps: 2),
    ]
  }()

  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ]

  @Test func `there are scripts`() { #expect(!Self.scripts.isEmpty) }

  @Test(arguments: scripts.map(\.name), sizes)
  func `a view of an op is as recorded`(name: String, size: Size) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    for view in script.views {
      try expectRecorded(script, view, size, .unicode)
      if size == Self.sizes[0] { try expectRecorded(script, view, size, .ascii) }
    }
  }

  private func expectRecorded(
    _ script: Script, _ view: StoryView, _ size: Size, _ glyphs: GlyphSet
  ) throws {
    var model = TutorModel(lessons: [], size: size)
    _ = model.open(try lesson(script, view))
    for _ in 0..<script.steps { _ = model.update(.key(.right)) }
    let screen = drawing(TutorView(model: model, glyphs: glyphs), size: size, glyphs: glyphs).text
    let name =
      "view-\(script.name)-\(view.rawValue)-\(size.width)x\(size.height)"
      + (glyphs.isUnicode ? "" : "-ascii")
    let difference = try ScreenRecordings().difference(of: screen, from: name)
    #expect(difference == nil)
  }

  private func lesson(_ script: Script, _ view: StoryView) throws -> PreparedLesson {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    let inputs = try script.operands.map { operand in
      let id = try graph.input(operand.shape, name: "input")
      feeds[id] = operand
      return id
    }
    let node = try graph.append(script.op, inputs)
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: node, upstream: script.upstream)
    let views = try LinkedViews(of: node, in: executed, startingWith: view)
    let step = PreparedStep(
      id: script.name, text: LessonText("Look at one cell in several ways."), views: views,
      frames: views.first.frames.indices)
    return PreparedLesson(id: script.name, title: "Views", steps: [step])
  }
}
