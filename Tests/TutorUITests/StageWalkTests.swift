import Problems
import Storyboards
import TensorEngine
import TerminalKit
import Testing
import Typesetting

@testable import StageUI

/// Every view of small problems on stages of three screens: the view that is looked at has its room first,
/// and nothing moves from frame to frame.
struct StageWalkTests {
  /// A stage as it is on a screen.
  private struct Screen {
    let name: String
    let area: Rect
    let isRoomy: Bool
  }

  private static let screens = [
    Screen(name: "80×24", area: Rect(x: 0, y: 0, width: 74, height: 14), isRoomy: false),
    Screen(name: "120×36", area: Rect(x: 0, y: 0, width: 76, height: 31), isRoomy: true),
    Screen(name: "160×50", area: Rect(x: 0, y: 0, width: 115, height: 45), isRoomy: true),
  ]

  /// Calls something with the stage of each view of each node that is explained, and what it is called.
  private func walk(
    _ problem: StageProblem, _ visit: (inout StagePlayer, String) throws -> Void
  ) throws {
    let solved = try problem.solved()
    let built = solved.problem
    let forward = built.steps.flatMap(built.parts)
    let last = built.steps.flatMap(\.nodes).max() ?? built.input
    let named = Set(built.gradients.map(\.node) + built.resultGradients)
    let back = built.graph.ids.filter {
      $0 > last && (named.contains($0) || built.graph[$0].op.isWorthExplaining)
    }
    for (page, node) in (forward + back).enumerated() {
      let views = try LinkedViews(of: node, in: solved.executed)
      for view in views.views {
        var player = StagePlayer(views, noun: "step")
        player.open(view)
        try visit(&player, "\(problem) page \(page + 1) \(view.rawValue)")
      }
    }
  }

  private func stage(_ player: StagePlayer, _ screen: Screen) -> StageView {
    var stage = player.view()
    stage.isRoomy = screen.isRoomy
    return stage
  }

  @Test(arguments: StageProblem.all)
  func `what is looked at is whole before anything stands beside it`(_ problem: StageProblem) throws
  {
    try walk(problem) { player, name in
      player.go(to: player.frames.count / 2)
      for screen in Self.screens {
        let stage = stage(player, screen)
        let (panes, text) = stage.divide(screen.area, .unicode)
        let lead = try #require(panes.first { $0.isLead })
        let others = panes.filter { !$0.isLead }.map(\.name)
        let place = "\(name), \(screen.name), beside \(others)"
        let isWhole = lead.layout.isWhole
        if !others.isEmpty, !isWhole { Issue.record("\(place): cut beside others") }
        let free = screen.area.height - text.height - 1
        if !isWhole, isWholeOneByOne(stage, Size(width: screen.area.width, height: free)) {
          Issue.record("\(place): cut, though one grid below the other is whole")
        }
        for other in panes where !other.isLead && other.layout.rowPitch > lead.layout.rowPitch {
          Issue.record("\(place): \(other.name) is larger")
        }
      }
    }
  }

  /// Whether everything would be in view with each panel in a row of its own.
  private func isWholeOneByOne(_ stage: StageView, _ room: Size) -> Bool {
    let cells = CellSize(.compact)
    let panels = stage.storyboard.panels.indices.map { index in
      PanelBlock(
        stage.storyboard, stage.frame, panel: index, samples: stage.samples, .none)
    }.filter { !$0.panel.isOptional }
    let widths = panels.map { $0.plot == nil ? $0.size(cells).width : $0.leastWidth(ofColumns: 1) }
    let heights = panels.map { $0.leastHeight(cells) }
    return widths.allSatisfy { $0 + 3 <= room.width } && heights.reduce(0, +) <= room.height
  }

  @Test(arguments: StageProblem.all)
  func `nothing moves from frame to frame`(_ problem: StageProblem) throws {
    try walk(problem) { player, name in
      // A graph of more ops than there is room for goes on to the row of the frame.
      guard player.storyboard.bandsPerRow == nil else { return }
      expectStanding(&player, name)
      // Whoever wants nothing to move has the pictures of a turn beside each other.
      guard player.storyboard.turn?.isVisible == true else { return }
      player.standStill()
      #expect(player.storyboard.panels.contains { $0.title == "kernel" })
      expectStanding(&player, "\(name), still")
    }
  }

  private func expectStanding(_ player: inout StagePlayer, _ name: String) {
    for screen in Self.screens {
      var before: [String: Rect]?
      for frame in player.frames where frame % max(1, player.frames.count / 9) == 0 {
        player.go(to: frame)
        let now = places(stage(player, screen), screen)
        defer { before = now }
        guard let before else { continue }
        let moved = now.filter { (before[$0.key] ?? $0.value) != $0.value }
        let gone = Set(now.keys).symmetricDifference(before.keys).filter { !$0.contains("#") }
        if !moved.isEmpty || !gone.isEmpty {
          let texts = moved.sorted { $0.key < $1.key }.prefix(3).map {
            "\($0.key) \(short(before[$0.key]!)) → \(short($0.value))"
          }
          Issue.record(
            "\(name), \(screen.name), frame \(frame): \(texts.joined(separator: "; ")) \(gone.sorted())"
          )
          break
        }
      }
    }
  }

  @Test(arguments: StageProblem.all)
  func `numbers of columns that stand for the same end on one line`(_ problem: StageProblem) throws
  {
    try walk(problem) { player, name in
      for screen in Self.screens {
        for frame in player.frames where frame % max(1, player.frames.count / 9) == 0 {
          player.go(to: frame)
          let stage = stage(player, screen)
          let planes = stage.divide(screen.area, .unicode).panes.first { $0.isLead }?.layout.planes
          let alike = Dictionary(grouping: planes ?? []) {
            player.storyboard.panels[$0.panel].columnAxis
          }
          for (axis, planes) in alike where axis != nil {
            let places = planes.map { placed in
              let area = placed.area
              return "\(area.minX) \(placed.grid.cellWidth) \(placed.grid.trailingRoom)"
                + " \(placed.grid.visible(in: area).columns)"
            }
            #expect(Set(places).count <= 1, "\(name), \(screen.name), frame \(frame): \(places)")
          }
        }
      }
    }
  }

  private func short(_ rect: Rect) -> String {
    "\(rect.minX),\(rect.minY) \(rect.width)×\(rect.height)"
  }

  /// Where everything stands.
  private func places(_ stage: StageView, _ screen: Screen) -> [String: Rect] {
    let parts = stage.divide(screen.area, .unicode)
    var places = ["text": Rect(origin: parts.text.origin, size: .zero)]
    for pane in parts.panes {
      places[pane.name] = Rect(origin: pane.area.origin, size: .zero)
      for (index, header) in pane.layout.headers.enumerated() {
        // Titles stand in the middle of their room.
        let start = header.area.minX + max(0, header.area.width - header.title.width) / 2
        places["\(pane.name) header \(index)"] = Rect(
          x: start, y: header.area.minY, width: 0, height: 0)
      }
      var counts: [Int: Int] = [:]
      for plane in pane.layout.planes {
        let slot = counts[plane.panel, default: 0]
        counts[plane.panel] = slot + 1
        // What overlaps in a cell comes and goes.
        places["\(pane.name) grid \(plane.panel)\(slot > 0 ? "#\(slot)" : "")"] = plane.area
      }
      for (index, plot) in pane.layout.plots.enumerated() {
        places["\(pane.name) plot \(index)"] = plot.area
      }
      for (index, sign) in pane.layout.signs.enumerated() {
        places["\(pane.name) sign \(index)"] = sign.area
      }
    }
    return places
  }

  @Test(arguments: StageProblem.all)
  func `a frame says whole sentences, and what its sum comes to is in view`(
    _ problem: StageProblem
  ) throws {
    let screen = Self.screens[0]
    try walk(problem) { player, name in
      for frame in player.frames where frame % max(1, player.frames.count / 5) == 0 {
        player.go(to: frame)
        let stage = stage(player, screen)
        let parts = stage.divide(screen.area, .unicode)
        let lines = stage.textLines(
          stage.frame, width: parts.text.width, .unicode,
          upTo: screen.area.maxY - parts.text.minY)
        let end = lines.last.map { $0.spans.map(\.text).joined() } ?? ""
        if end.hasSuffix("…"), !end.hasSuffix("; …") {
          Issue.record("\(name), frame \(frame): \(end)")
        }
        let told = lines.flatMap(\.spans).map(\.text).joined()
        if told.count(where: { $0 == "(" }) != told.count(where: { $0 == ")" }) {
          Issue.record("\(name), frame \(frame): \(told)")
        }
        guard case .number(_, _, let cell?)? = stage.frame.told.last?.tokens.last,
          let planes = parts.panes.first(where: \.isLead)?.layout.planes
        else { continue }
        let position = GridView.Position(row: cell.row, column: cell.column)
        let isInView = planes.contains {
          $0.panel == cell.panel && $0.plane == cell.plane
            && $0.grid.frame(of: position, in: $0.area) != nil
        }
        if !isInView { Issue.record("\(name), frame \(frame): \(cell)") }
      }
    }
  }

  @Test(arguments: StageProblem.all)
  func `the name of an operand stands beside its sign`(_ problem: StageProblem) throws {
    try walk(problem) { player, name in
      guard player.storyboard.bandsPerRow != nil else { return }
      for screen in Self.screens {
        let stage = stage(player, screen)
        let layout = try #require(stage.leadingLayout(in: screen.area, .unicode))
        for band in layout.table.blocks where band.values.allSatisfy(\.panel.isName) {
          Issue.record("\(name), \(screen.name): a line of names \(band.values.map(\.panel.title))")
        }
        let lines = Set(layout.signs.map(\.area.minY))
        for name in layout.headers where name.isOperand {
          #expect(lines.contains(name.area.minY), "\(name.title)")
        }
      }
    }
  }
}
