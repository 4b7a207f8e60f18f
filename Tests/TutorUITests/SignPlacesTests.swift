import ConvolutionArithmetic
import Storyboards
import TensorEngine
import TerminalKit
import TestSupport
import Testing

@testable import StageUI

/// Where signs and names of planes stand among the grids of a stage.
struct SignPlacesTests {
  /// A convolution, its transpose and a batch norm, each over several channels.
  private static func player(_ op: Op, _ shapes: [Shape]) throws -> StagePlayer {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    let operands = try shapes.enumerated().map { position, shape in
      let id = try graph.input(shape, name: "operand \(position)")
      feeds[id] = Tensor(shape, (0..<shape.count).map { Double($0 * 7 % 4 + 1) })
      return id
    }
    let node = try graph.append(op, operands)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    return StagePlayer(try LinkedViews(of: node, in: executed), noun: "step")
  }

  private static func players() throws -> [StagePlayer] {
    let window = try SlidingWindow(kernelSize: 2)
    let strided = try SlidingWindow(kernelSize: 2, stride: 2)
    let channels: Shape = [2]
    return [
      try player(
        .convolution(Convolution(windows: [window, window])),
        [[1, 2, 3, 3], [2, 2, 2, 2], channels]),
      try player(
        .transposedConvolution(Convolution(windows: [strided, strided])),
        [[1, 2, 2, 2], [2, 3, 2, 2]]),
      try player(
        .batchNorm(BatchNorm(training: false)),
        [[1, 2, 2, 2], channels, channels, channels, channels]),
      try player(.binary(.add), [[1, 3, 2, 2], [1, 3, 2, 2]]),
    ]
  }

  private static let sizes = [
    Size(width: 76, height: 17), Size(width: 116, height: 30), Size(width: 114, height: 45),
    Size(width: 196, height: 55),
  ]

  private static func panes(_ size: Size) throws -> [StagePane] {
    try players().flatMap { player in
      player.views.flatMap { view in
        var player = player
        player.open(view)
        let area = Rect(x: 0, y: 0, width: size.width, height: size.height)
        return player.frames.flatMap { position -> [StagePane] in
          player.go(to: position)
          return player.view().divide(area, .unicode).panes
        }
      }
    }
  }

  @Test(arguments: sizes)
  func `a sign stands level with grids, not with the name of a plane`(size: Size) throws {
    for pane in try Self.panes(size) {
      for sign in pane.layout.signs where sign.sign != .apart {
        let names = pane.layout.planes.filter { !$0.title.isEmpty }
        #expect(
          !names.contains { $0.titleArea.minY == sign.area.minY },
          "\(sign.sign.rawValue) in \(pane.name), \(pane.layout.planes.map(\.title.plain))")
      }
    }
  }

  @Test(arguments: sizes)
  func `where rows stand apart the name of a plane keeps away from the grid above it`(
    size: Size
  ) throws {
    for pane in try Self.panes(size) {
      for placed in pane.layout.planes where placed.grid.cellHeight + placed.grid.rowSpacing > 1 {
        let above = pane.layout.planes.filter {
          $0.panel == placed.panel && $0.area.maxY <= placed.titleArea.minY
        }
        #expect(above.allSatisfy { $0.area.maxY < placed.titleArea.minY })
      }
    }
  }
}
