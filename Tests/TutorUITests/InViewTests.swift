import ConvolutionArithmetic
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import StageUI

/// Which cells of a view are in sight on a stage, and that they stay there.
struct InViewTests {
  /// A convolution of small integers, seen one way.
  private static func player(
    _ view: StoryView, input: Shape, kernel: Shape, padding: Int = 0, stride: Int = 1,
    dilation: Int = 1, hasBias: Bool = false
  ) throws -> StagePlayer {
    func numbers(_ shape: Shape) -> Tensor<Double> {
      Tensor(shape, (0..<shape.count).map { Double($0 * 7 % 4) })
    }
    var graph = Graph()
    let x = try graph.input(input, name: "input")
    let weight = try graph.input(kernel, name: "weight")
    var feeds = [x: numbers(input), weight: numbers(kernel)]
    var operands = [x, weight]
    if hasBias {
      let bias = try graph.input([kernel[0]], name: "bias")
      feeds[bias] = numbers([kernel[0]])
      operands.append(bias)
    }
    let window = try SlidingWindow(
      kernelSize: kernel[2], stride: stride, padding: .symmetric(padding), dilation: dilation)
    let node = try graph.append(
      .convolution(Convolution(windows: [window, window])), operands)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    return StagePlayer(
      try LinkedViews(of: node, in: executed, startingWith: view), noun: "step", companions: [])
  }

  /// Which cell is drawn at each point.
  private static func places(_ player: StagePlayer, _ size: Size) -> [Point: CellReference] {
    let area = Rect(x: 0, y: 0, width: size.width, height: size.height)
    guard let layout = player.view().leadingLayout(in: area, .unicode) else { return [:] }
    var places: [Point: CellReference] = [:]
    for y in 0..<size.height {
      for x in 0..<size.width {
        let point = Point(x: x, y: y)
        places[point] = layout.cell(at: point)
      }
    }
    return places
  }

  private static let screens = [
    Size(width: 76, height: 17), Size(width: 78, height: 31), Size(width: 116, height: 45),
  ]

  @Test(arguments: screens)
  func `of the matrix transposed every frame has in view what it speaks of`(size: Size) throws {
    var player = try Self.player(
      .back, input: [1, 2, 5, 5], kernel: [1, 2, 3, 3], padding: 1, stride: 2, dilation: 2)
    let board = player.storyboard
    for position in board.frames.indices {
      player.go(to: position)
      let seen = Set(Self.places(player, size).values)
      let gradient = try #require(board.panels.firstIndex { $0.title.hasPrefix("dLoss/dInput") })
      let sought = board.frames[position].sights
      // A low stage has as many of them as there are rows for.
      let least = size.height < 20 ? 8 : sought.count
      #expect(!sought.isEmpty && sought.count(where: seen.contains) >= min(least, sought.count))
      // The column and the gradient show the same rows.
      let rows = { (panel: Int) in Set(seen.filter { $0.panel == panel }.map(\.row)) }
      #expect(rows(gradient - 1) == rows(gradient))
    }
  }

  @Test func `the result of im2col is whole beside columns that are not`() throws {
    let player = try Self.player(.im2col, input: [1, 1, 12, 12], kernel: [1, 1, 3, 3])
    for size in [Size(width: 106, height: 44), Size(width: 148, height: 54)] {
      let seen = Set(Self.places(player, size).values)
      for (index, panel) in player.storyboard.panels.enumerated()
      where panel.title == "input" || panel.title == "output" {
        #expect(seen.count { $0.panel == index } == panel.planes[0].values.count, "\(panel.title)")
      }
      let columns = try #require(player.storyboard.panels.firstIndex { $0.title == "columns" })
      #expect(Set(seen.filter { $0.panel == columns }.map(\.column)).count >= 5)
    }
  }

  @Test func `gradients show every filter where they fit, and what each cell sends`() throws {
    let player = try Self.player(
      .gradients, input: [1, 2, 3, 3], kernel: [2, 2, 2, 2], hasBias: true)
    let seen = Set(Self.places(player, Size(width: 112, height: 42)).values)
    let board = player.storyboard
    for (index, panel) in board.panels.enumerated() {
      let planes = Set(seen.filter { $0.panel == index }.map(\.plane))
      #expect(planes.count == (panel.isOptional ? 2 : panel.planes.count), "\(panel.title)")
    }
  }

  @Test(arguments: screens)
  func `gradients of several channels say what flows back, and their sum`(size: Size) throws {
    let player = try Self.player(
      .gradients, input: [1, 2, 5, 5], kernel: [2, 2, 3, 3], padding: 1, hasBias: true)
    let lines = drawing(player.view(), width: size.width, height: size.height).lines
    #expect(lines.contains { $0.contains("sends its upstream gradient") })
    // Where the sum has one line, that is its end, with a sign that something stands before it.
    #expect(
      lines.contains { $0.contains("dLoss/dInput (") || $0.contains("… ") && $0.contains(" = ") })
  }

  @Test(arguments: [StoryView.window, .im2col, .matrix, .back, .gradients], screens)
  func `nothing moves under a mouse`(view: StoryView, size: Size) throws {
    var player = try Self.player(
      view, input: [1, 2, 9, 9], kernel: [2, 2, 3, 3], padding: 1, hasBias: true)
    player.go(to: player.storyboard.frames.count / 3)
    let places = Self.places(player, size)
    let panels = Set(places.values.map(\.panel))
    for panel in panels {
      let cell = try #require(places.values.filter { $0.panel == panel }.min())
      _ = player.update(.move, over: cell)
      let pointed = Self.places(player, size)
      #expect(
        pointed.filter { $0.value.panel == panel } == places.filter { $0.value.panel == panel })
      player.stopHovering()
    }
  }

  @Test func `pointing at a bias leaves the matrix beside its results`() throws {
    let size = Size(width: 76, height: 17)
    var player = try Self.player(
      .matrix, input: [1, 2, 6, 6], kernel: [1, 2, 3, 3], padding: 1, hasBias: true)
    player.go(to: 20)
    let places = Self.places(player, size)
    let bias = try #require(player.storyboard.panels.firstIndex { $0.title == "bias" })
    _ = player.update(.move, over: CellReference(panel: bias, plane: 0, row: 0, column: 0))
    #expect(Self.places(player, size) == places)
    // The arrow keys lead the matrix and its results on together.
    _ = player.perform(.togglePointing)
    for _ in 0..<3 { _ = player.perform(.movePointer(rows: 1, columns: 1)) }
    let seen = Set(Self.places(player, size).values)
    let axes = player.storyboard.panels.indices.filter {
      player.storyboard.panels[$0].rowAxis != nil
    }
    let rows = axes.map { panel in Set(seen.filter { $0.panel == panel }.map(\.row)) }
    #expect(axes.count == 2 && rows[0] == rows[1] && !rows[0].isEmpty)
    let stacked = player.storyboard.panels.indices.filter {
      player.storyboard.panels[$0].columnAxis != nil
    }
    let columns = stacked.map { panel in Set(seen.filter { $0.panel == panel }.map(\.column)) }
    #expect(stacked.count == 3 && Set(columns).count == 1)
  }
}
