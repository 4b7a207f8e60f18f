import Storyboards
import TensorEngine
import TerminalKit
import Testing

@testable import StageUI

/// The rows of a graph's ops on a stage that has no room for all of them.
struct GraphRowsTests {
  /// A network of two layers with a squared error: six ops.
  private static func player() throws -> StagePlayer {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    func feed(_ name: String, _ shape: Shape, _ values: [Double]) throws -> NodeID {
      let id = try graph.input(shape, name: name)
      feeds[id] = Tensor(shape, values)
      return id
    }
    let x = try feed("input", [1, 2], [1, -2])
    let first = try feed("0.weight", [3, 2], [1, 0.5, -1, 1, 2, 1])
    let bias = try feed("0.bias", [3], [0, 1, 0.5])
    let second = try feed("2.weight", [1, 3], [1, -1, 2])
    let target = try feed("target", [1, 1], [1])
    let hidden = try graph.append(.unary(.sigmoid), [graph.linear(x, weight: first, bias: bias)])
    let end = try graph.mseLoss(graph.linear(hidden, weight: second), target: target)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    return StagePlayer(
      try LinkedViews(of: end, in: executed, startingWith: .graph), noun: "step", companions: [])
  }

  @Test(arguments: [(76, 16), (78, 26), (116, 44), (40, 12)])
  func `the row of a frame is in view with whole labels and numbers, and the others are counted`(
    width: Int, height: Int
  ) throws {
    var player = try Self.player()
    let area = Rect(x: 0, y: 0, width: width, height: height)
    #expect(player.frames.count > 30)
    var places: [Int: Int] = [:]
    for turn in player.frames {
      player.go(to: turn)
      let layout = try #require(player.view().leadingLayout(in: area, .unicode))
      let frame = player.storyboard.frames[turn]
      let result = try #require(frame.marks.last { $0.kind == .result }).cell
      let placed = try #require(layout.planes.first { $0.panel == result.panel })
      let cell = GridView.Position(row: result.row, column: result.column)
      #expect(placed.grid.frame(of: cell, in: placed.area) != nil)
      for plane in layout.planes {
        #expect(plane.grid.visible(in: plane.area).columns.count == plane.grid.columnCount)
        #expect(plane.area.maxY <= height && plane.area.minX >= 0)
      }
      for header in layout.headers { #expect(header.title.width <= header.area.width) }
      let rows = Set(layout.planes.map { player.storyboard.panels[$0.panel].place.band / 2 })
      #expect(rows.count + layout.counts.reduce(0) { $0 + $1.rows } == 6)
      for count in layout.counts { #expect(area.contains(count.area.origin)) }
      // Only rows change: none moves sideways.
      for plane in layout.planes {
        #expect(places[plane.panel] ?? plane.area.minX == plane.area.minX)
        places[plane.panel] = plane.area.minX
      }
    }
  }

  @Test func `where there is room all rows are in view`() throws {
    let player = try Self.player()
    let area = Rect(x: 0, y: 0, width: 116, height: 60)
    let layout = try #require(player.view().leadingLayout(in: area, .unicode))
    #expect(layout.isWhole && layout.counts.isEmpty)
  }
}
