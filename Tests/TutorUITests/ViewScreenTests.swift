import ConvolutionArithmetic
import Lessons
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing
import Typesetting

@testable import TutorUI

/// The views of one computation on the screen.
struct ViewScreenTests {
  private struct Script {
    let op: String
    let view: StoryView
    let size: Size
    let glyphs: GlyphSet

    var name: String {
      "view-\(op)-\(view.rawValue)-\(size.width)x\(size.height)"
        + (glyphs.isUnicode ? "" : "-ascii")
    }
  }

  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 160, height: 50),
  ]

  private static let scripts: [Script] = {
    let convolution: [StoryView] = [.window, .im2col, .matrix, .gradients, .back, .cover]
    let transposed: [StoryView] = [.stamp, .twin, .matrix, .gradients, .back, .cover]
    let views =
      convolution.map { ("conv2d", $0) } + transposed.map { ("conv_transpose2d", $0) }
      + ["chain", "shortcut"].map { ($0, .chain) }
    return views.flatMap { op, view in
      sizes.flatMap { size in
        [GlyphSet.unicode, .ascii].map { Script(op: op, view: view, size: size, glyphs: $0) }
      }
    }
  }()

  /// The views that are recorded here.
  static var views: [StoryView] { scripts.map(\.view) }

  @Test(arguments: scripts.map(\.name))
  func `a view is as recorded`(name: String) throws {
    let script = try #require(Self.scripts.first { $0.name == name })
    var model = TutorModel(Course(lessons: []), size: script.size)
    _ = model.open(try lesson(script.op))
    for _ in 0..<4 { _ = model.update(.key(.right)) }
    while model.lesson?.step.player?.storyView != script.view { _ = model.update(.key(.tab)) }
    let difference = try ScreenRecordings().difference(
      of: model.recorded(size: script.size, script.glyphs), from: name)
    #expect(difference == nil)
  }

  @Test(arguments: 80...200)
  func `a stage is never narrower than on a screen of 80 columns`(width: Int) {
    let needs = LessonLayout.Needs(
      leastProse: 3, prose: { _ in 4 },
      stage: { _ in LessonLayout.StageRows(least: 10, whole: 10, ideal: 20) }, question: nil)
    let layout = LessonLayout(needs, in: Rect(x: 0, y: 0, width: width, height: 40))
    #expect(layout.stage.width >= 78 && layout.stage.maxX <= width)
    #expect(layout.prose.width >= 36)
  }

  @Test func `a stage that would push fresh prose out of view stands in its lowest way`() {
    func prose(_ whole: Int, asked: Int) -> LessonLayout {
      let needs = LessonLayout.Needs(
        leastProse: 3, prose: { _ in 5 },
        stage: { _ in LessonLayout.StageRows(least: 8, whole: whole, ideal: 20) },
        question: { _ in LessonLayout.QuestionRows(fresh: 4, asked: asked, solved: 4, now: asked) })
      return LessonLayout(needs, in: Rect(x: 0, y: 0, width: 80, height: 23))
    }
    #expect(prose(13, asked: 4).prose.height == 4)
    #expect(prose(20, asked: 4).prose.height == 4)
    // What is said to an answer does not change the stage.
    #expect(prose(13, asked: 7).prose.height == 3)
  }

  @Test func `Tab goes round the views and keeps frame and pointer`() throws {
    var model = LessonModel(try lesson("conv2d"))
    for _ in 0..<4 { _ = model.update(.right) }
    var seen: [StoryView] = []
    for _ in 0..<6 {
      seen.append(try #require(model.step.player?.storyView))
      #expect(model.framePosition == 4)
      _ = model.update(.tab)
    }
    #expect(seen == [.window, .im2col, .matrix, .gradients, .back, .cover])
    #expect(model.step.player?.storyView == .window)
    _ = model.update(.backTab)
    #expect(model.step.player?.storyView == .cover)
  }

  @Test func `T turns the matrix over, and back`() throws {
    var player = try #require(LessonModel(try lesson("conv2d")).step.player)
    _ = player.perform(.transpose)
    #expect(player.storyView == .window)
    player.open(.matrix)
    _ = player.perform(.transpose)
    #expect(player.storyView == .back)
    _ = player.perform(.transpose)
    #expect(player.storyView == .matrix)
  }

  @Test func `the pointer stays on its number`() throws {
    var player = try #require(LessonModel(try lesson("conv2d")).step.player)
    let cell = CellReference(panel: 0, plane: 0, row: 2, column: 3)
    _ = player.update(.move, over: cell)
    let element = player.storyboard.element(in: cell)
    player.open(.matrix)
    let pointed = try #require(player.pointer?.cell)
    #expect(element != nil && player.storyboard.element(in: pointed) == element)
    #expect(player.pointed?.caption.contains("feeds") == true)
  }

  @Test func `a gradient that is pointed at shows its sum`() throws {
    var player = try #require(LessonModel(try lesson("conv2d")).step.player)
    player.open(.gradients)
    let panel = try #require(
      player.storyboard.panels.firstIndex { $0.title == "dLoss/dKernel" })
    _ = player.update(.move, over: CellReference(panel: panel, plane: 0, row: 1, column: 1))
    let pointed = try #require(player.pointed)
    #expect(pointed.caption.contains("collects what 9 cells of the output send back"))
    #expect(pointed.arithmetic.count == 1)
  }

  @Test func `N compares the gradient pointed at with differences`() throws {
    var player = try #require(LessonModel(try lesson("conv2d")).step.player)
    player.open(.gradients)
    _ = player.perform(.togglePointing)
    func point(at title: String) {
      for _ in 0..<20
      where player.pointer.map({ player.storyboard.panels[$0.cell.panel].title }) != title {
        _ = player.perform(.pointAtNextGrid)
      }
    }
    // A number that was given has its gradient wherever that stands, and a result what flows back to it.
    for (title, gradient) in [
      ("output", "upstream"), ("upstream", "upstream"), ("kernel", "dLoss/dKernel"),
      ("dLoss/dKernel", "dLoss/dKernel"), ("input", "dLoss/dInput"),
    ] {
      point(at: title)
      // Around the input is padding.
      if title == "input" { _ = player.perform(.movePointer(rows: 1, columns: 1)) }
      guard case .answered(let sentence) = player.perform(.checkGradient) else {
        Issue.record("nothing is told of \(title)")
        return
      }
      #expect(
        sentence.hasPrefix("\(gradient), row ") && sentence.contains("(f(x + h) − f(x − h)) / 2h"))
      #expect(sentence.count <= 78, "\(sentence)")
    }
  }

  @Test func `in back a number that flows back is pointed at with its column of the matrix`() throws
  {
    var player = try #require(LessonModel(try lesson("conv2d")).step.player)
    player.open(.back)
    let titles = player.storyboard.panels.map(\.title)
    let matrix = try #require(titles.firstIndex(of: "matrix C transposed"))
    _ = player.perform(.togglePointing)
    for _ in 0..<6 where player.pointer.map({ titles[$0.cell.panel] }) != "upstream" {
      _ = player.perform(.pointAtNextGrid)
    }
    for _ in 0..<4 { _ = player.perform(.movePointer(rows: 0, columns: 1)) }
    let cell = try #require(player.pointer?.cell)
    let pointed = try #require(player.pointed)
    let lit = Set(pointed.marks.map(\.cell).filter { $0.panel == matrix })
    #expect(!lit.isEmpty && lit.allSatisfy { $0.column == cell.column })
    // The rows in view are those that it reaches.
    #expect(!lit.isDisjoint(with: pointed.sights))
  }

  @Test func `a problem of several parts names the way to the next one`() throws {
    let step = try lesson("conv2d").steps[0]
    var model = LessonModel(PreparedLesson(id: "own", title: "Own", steps: [step, step]))
    model.isAlone = true
    let hint = try #require(model.keys.hints.first { $0.keys == [.pageDown] })
    #expect(hint.place == .pinned && hint.label == "step")
    _ = model.update(.pageDown)
    #expect(!model.keys.hints.contains { $0.keys == [.pageDown] })
  }

  @Test func `z leaves one view, and brings the others back`() throws {
    var model = TutorModel(Course(lessons: []), size: Size(width: 160, height: 50))
    _ = model.open(try lesson("conv2d"))
    func views() -> Int {
      let text = drawing(TutorView(model: model), size: model.size).text
      return ["│ window  ", "│ im2col  ", "│ matrix  "].count { text.contains($0) }
    }
    #expect(views() == 3)
    _ = model.update(.key("z"))
    #expect(views() == 0)
    _ = model.update(.key("z"))
    #expect(views() == 3)
  }

  @Test(arguments: sizes)
  func `two problems stand beside each other, as recorded`(size: Size) throws {
    let views = try views("conv2d")
    let comparison = Comparison(name: "mine", otherName: "yours", other: views)
    var model = TutorModel(Course(lessons: []), size: size)
    _ = model.open(
      PreparedLesson(
        id: "beside", title: "Beside",
        steps: [
          PreparedStep(
            id: "both", text: LessonText("Compare them."), views: views, comparison: comparison,
            frames: views.first.frames.indices)
        ]))
    for _ in 0..<4 { _ = model.update(.key(.right)) }
    let screen = drawing(TutorView(model: model), size: size).text
    // Grids never lie over the text below them, nor over the frame.
    #expect(screen.contains("┘") && screen.contains("mine  ") && screen.contains("yours  "))
    let name = "beside-\(size.width)x\(size.height)"
    let difference = try ScreenRecordings().difference(of: screen, from: name)
    #expect(difference == nil)
  }

  @Test func `m puts shades behind the numbers, and takes them away`() throws {
    var player = StagePlayer(try views("conv2d"), noun: "step", isShaded: true)
    func shades() -> Int {
      drawing(player.view(), width: 80, height: 16).mask { $0.shade != nil }.count { $0 == "#" }
    }
    let many = shades()
    #expect(many > 0)
    _ = player.perform(.toggleShades)
    #expect(shades() == 0)
    let resumed = StagePlayer(try views("conv2d"), noun: "step", isShaded: true)
      .resumed(with: player.state)
    #expect(
      drawing(resumed.view(), width: 80, height: 16).mask { $0.shade != nil }.contains("#") == false
    )
    _ = player.perform(.toggleShades)
    #expect(shades() == many)
  }

  @Test func `a view of results waits while they are asked for`() throws {
    let views = try views("conv2d")
    let question = SampleLessons.question("How large?", .size(axes: 2), solution: ["3x3"])
    var model = LessonModel(
      PreparedLesson(
        id: "asked", title: "Asked",
        steps: [
          PreparedStep(
            id: "size", text: LessonText("Say it."), views: views,
            frames: views.first.frames.indices, hidesResults: true, questions: [question])
        ]))
    let outcome = model.update(.tab)
    #expect(
      outcome == [.notice("Tab: answer the question first, or leave with q.")])
    #expect(model.step.player?.storyView == .window)
    let screen = drawing(
      LessonView(model, in: Rect(x: 0, y: 0, width: 80, height: 23)), width: 80, height: 23
    ).text
    // Products would tell the sums.
    #expect(!screen.contains("im2col"))
  }

  @Test func `the state of a stage names its view, and one that is not there is forgotten`() throws
  {
    var player = StagePlayer(try views("conv2d"), noun: "step")
    player.open(.im2col)
    let again = StagePlayer(try views("conv2d"), noun: "step").resumed(with: player.state)
    #expect(again.storyView == .im2col)
    let other = StagePlayer(try views("conv_transpose2d"), noun: "step")
      .resumed(with: player.state)
    #expect(other.storyView == .stamp)
  }

  private func lesson(_ op: String) throws -> PreparedLesson {
    let views = try views(op)
    let step = PreparedStep(
      id: op, text: LessonText("Look at one cell in several ways."), views: views,
      frames: views.first.frames.indices)
    return PreparedLesson(id: op, title: "Views", steps: [step])
  }

  /// A convolution, an activation and a pooling; or a block of two convolutions with a shortcut.
  private func chain(hasShortcut: Bool) throws -> LinkedViews {
    var graph = Graph()
    let x = try graph.input([1, 1, 4, 4], name: "input")
    let weights = try [0, 2].map { try graph.input([1, 1, 3, 3], name: "\($0).weight") }
    let same = Convolution(
      windows: try (0..<2).map { _ in try SlidingWindow(kernelSize: 3, padding: .symmetric(1)) })
    var y = try graph.convolution(x, weight: weights[0], same)
    y = try graph.append(.unary(.relu), [y])
    var shown = y
    if hasShortcut {
      y = try graph.convolution(y, weight: weights[1], same)
      shown = try graph.append(.binary(.add), [y, x])
      _ = try graph.append(.unary(.relu), [shown])
    } else {
      let pair = try SlidingWindow(kernelSize: 2, stride: 2)
      _ = try graph.append(.maxPool([pair, pair]), [y])
    }
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: Tensor([1, 1, 4, 4], [3, -3, 2, 1, 0, 0, -1, 3, 3, 1, 2, -2, 2, 0, 0, 2]),
        weights[0]: Tensor([1, 1, 3, 3], [0, 1, 0, 1, 0, -2, 0, 1, 0]),
        weights[1]: Tensor([1, 1, 3, 3], [1, 0, 0, 0, 1, 0, 0, 0, -1]),
      ])
    return try LinkedViews(of: shown, in: executed)
  }

  /// The running example of Dumoulin and Visin's guide, and the one that doubles a 2×2 input.
  private func views(_ op: String) throws -> LinkedViews {
    if op == "chain" || op == "shortcut" { return try chain(hasShortcut: op == "shortcut") }
    var graph = Graph()
    let isDirect = op == "conv2d"
    let image = Tensor<Double>(
      isDirect ? [1, 1, 5, 5] : [1, 1, 2, 2],
      isDirect
        ? [3, 3, 2, 1, 0, 0, 0, 1, 3, 1, 3, 1, 2, 2, 3, 2, 0, 0, 2, 2, 2, 0, 0, 0, 1]
        : [1, 2, 3, 4])
    let kernel = Tensor<Double>(
      [1, 1, 3, 3], isDirect ? [0, 1, 2, 2, 2, 0, 0, 1, 2] : (1...9).map(Double.init))
    let window = try SlidingWindow(
      kernelSize: 3, stride: 2, padding: .symmetric(1), outputPadding: isDirect ? 0 : 1)
    let convolution = Convolution(windows: [window, window])
    let x = try graph.input(image.shape, name: "input")
    let weight = try graph.input(kernel.shape, name: "weight")
    let y = try graph.append(
      isDirect ? .convolution(convolution) : .transposedConvolution(convolution), [x, weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: image, weight: kernel])
    return try LinkedViews(of: y, in: executed)
  }
}
