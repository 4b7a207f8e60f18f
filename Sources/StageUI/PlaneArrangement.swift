import Storyboards
import TerminalKit

/// How the planes of a view stand where all of them are in view: also the channels and filters that a frame
/// is not about.
///
/// It depends on the storyboard and the room alone, never on the frame, so that nothing moves from frame to
/// frame.
struct PlaneArrangement: Hashable, Sendable {
  /// How many planes of a panel stand side by side, by the panel's position; of one that is left out, none.
  private var abreast: [Int: Int]

  /// How many planes a panel has at most: more are nothing to look at together.
  private static let mostPlanes = 32

  /// Finds the narrowest way in which all planes are in view and no panel towers over the others, and where
  /// the height has no end the lowest that is not too wide; `nil` where there is none.
  ///
  /// - Parameter leavesOut: Whether what may be left out is.
  init?(
    _ storyboard: Storyboard, _ frame: Frame, _ samples: StageSamples,
    _ concealment: StageView.Concealment, leavesOut: Bool = false, in size: Size
  ) {
    guard storyboard.panels.allSatisfy({ !$0.canShowAll || $0.planes.count <= Self.mostPlanes })
    else { return nil }
    let panels = storyboard.panels.indices.filter {
      !leavesOut || !storyboard.panels[$0].isOptional
    }
    let blocks = panels.map {
      PanelBlock(
        storyboard, frame, panel: $0, samples: samples, concealment, showsAll: true)
    }
    self.init(blocks, reach: samples.reach, in: size)
  }

  /// Finds the narrowest way in which the planes that panels have in view are whole; `nil` where there is
  /// none.
  init?(_ blocks: [PanelBlock], reach: [Int: Int], in size: Size) {
    let ways = blocks.map(\.waysAbreast)
    var chosen = blocks.map { _ in 0 }
    var found: [Int: Int]?
    let close = CellSize(.compact)
    let tallestPlane = blocks.reduce(1) {
      max($0, $1.abreast($1.waysAbreast.last ?? 1).size(close).height)
    }
    while true {
      let arranged = blocks.indices.map { blocks[$0].abreast(ways[$0][chosen[$0]]) }
      let table = StageTable(arranged, reach: reach, width: size.width).fitted
      guard table.isCompact else { break }
      let isLowEnough = table.compactHeight <= size.height
      if isLowEnough {
        found = Dictionary(
          uniqueKeysWithValues: blocks.indices.map { (blocks[$0].index, ways[$0][chosen[$0]]) })
      }
      let isBalanced = arranged.allSatisfy {
        $0.size(close).height <= Self.mostPlaneHeights * tallestPlane
      }
      if isLowEnough, isBalanced, size.height < Self.endless { break }
      // The tallest panel of a band gives way: what is lower does not make the band lower.
      let heights = arranged.map { $0.size(close).height }
      let tallest = blocks.indices.filter { index in
        chosen[index] + 1 < ways[index].count
          && blocks.indices.allSatisfy {
            blocks[$0].panel.place.band != blocks[index].panel.place.band
              || heights[$0] <= heights[index]
          }
      }
      guard let next = tallest.max(by: { heights[$0] < heights[$1] }) else { break }
      chosen[next] += 1
    }
    guard let found else { return nil }
    abreast = found
    widen(blocks, reach, to: close, width: size.width)
  }

  /// Puts planes side by side where that is no wider than what stands above or below them: channels of a
  /// gradient as those of the input.
  private mutating func widen(
    _ blocks: [PanelBlock], _ reach: [Int: Int], to cells: CellSize, width: Int
  ) {
    let columns = StageTable.columns(of: blocks)
    let widths = arranged(blocks).map { $0.size(cells).width }
    for (index, block) in blocks.enumerated() {
      let others = blocks.indices.filter { $0 != index && columns[$0] == columns[index] }
      let room = others.reduce(0) { max($0, widths[$1]) }
      let wider = block.waysAbreast.last { block.abreast($0).size(cells).width <= room }
      guard let wider, let own = abreast[block.index], wider > own else { continue }
      abreast[block.index] = wider
      // Grids that are read downwards have columns of one width, which may be too wide for it.
      if !StageTable(arranged(blocks), reach: reach, width: width).isCompact {
        abreast[block.index] = own
      }
    }
  }

  /// How tall a panel of several planes is at most, in planes, where a lower one has room: two below each
  /// other are read at a glance, four are a tower beside a small input.
  private static let mostPlaneHeights = 2

  /// From this height on, rows cost nothing.
  private static let endless = Int.max / 8

  /// Panels so arranged.
  func arranged(_ blocks: [PanelBlock]) -> [PanelBlock] {
    blocks.compactMap { block in abreast[block.index].map { block.abreast($0) } }
  }
}
