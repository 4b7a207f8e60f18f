import TerminalKit

/// The table in which the panels of a stage stand, of all that come into question.
///
/// It depends on the panels and the room alone. What is whole comes before what is cut; of what is whole,
/// planes that stand below each other come before those that stand as they have room, and one row of panels
/// before several.
struct StageTableChoice {
  let table: StageTable
  /// All that came into question; `nil` where there was one.
  private let candidates: Candidates?

  /// Chooses a table.
  ///
  /// - Parameters:
  ///   - blocks: The panels.
  ///   - reach: How many neighbouring columns of each panel take part at once.
  ///   - goesOnBelow: Whether bands belong together, in the rows of a broken table too.
  ///   - size: The room.
  init(_ blocks: [PanelBlock], reach: [Int: Int], goesOnBelow: Bool, in size: Size) {
    let candidates = Candidates(blocks, reach: reach, goesOnBelow: goesOnBelow, size: size)
    if let whole = candidates.whole {
      (table, self.candidates) = (whole, nil)
    } else {
      (table, self.candidates) = (candidates.lowest ?? candidates.plain, candidates)
    }
  }

  /// The table of a graph, a row for each op.
  init(rows blocks: [PanelBlock], bandsPerRow: Int, reach: [Int: Int], in size: Size) {
    table = StageTable(rows: blocks, bandsPerRow: bandsPerRow, reach: reach, width: size.width)
    candidates = nil
  }

  /// The table in which all planes stand as they were arranged.
  init(_ blocks: [PanelBlock], reach: [Int: Int], _ arrangement: PlaneArrangement, in size: Size) {
    table = StageTable(arrangement.arranged(blocks), reach: reach, width: size.width).fitted
    candidates = nil
  }

  /// The rows that are needed at least where nothing is to be cut.
  var leastHeight: Int {
    guard let candidates, !table.isCompact, candidates.areNarrow else { return table.leastHeight }
    return candidates.broken.map(\.leastHeight).min() ?? table.leastHeight
  }
}

/// The tables that come into question.
private struct Candidates {
  private let blocks: [PanelBlock]
  /// All panels, and where some may be left out those without the ones that leave first, then those that stay.
  private let choices: [[PanelBlock]]
  private let reach: [Int: Int]
  private let goesOnBelow: Bool
  private let size: Size
  /// Each panel as it is, in one row; those that may be left out only where they have room.
  let plain: StageTable
  /// The same without those that may be left out.
  private let lean: StageTable
  /// Whether the first one is without them.
  private let leavesOut: Bool

  init(_ blocks: [PanelBlock], reach: [Int: Int], goesOnBelow: Bool, size: Size) {
    let needed = blocks.filter { !$0.panel.isOptional }
    (self.blocks, self.reach, self.goesOnBelow, self.size) = (blocks, reach, goesOnBelow, size)
    let kept = blocks.filter { !$0.panel.isOptional || $0.panel.isLeftOutLast }
    choices = [blocks, kept, needed].reduce(into: []) { choices, some in
      if choices.last?.count != some.count { choices.append(some) }
    }
    let tables = choices.map { StageTable($0, reach: reach, width: size.width) }
    let lean = tables[tables.count - 1]
    let first = tables.dropLast().firstIndex {
      $0.fits && ($0.compactHeight <= size.height || lean.compactHeight >= $0.compactHeight)
    }
    self.lean = lean
    leavesOut = tables.count > 1 && first != 0
    plain = first.map { tables[$0] } ?? lean
  }

  /// The first one that is whole.
  var whole: StageTable? {
    // Before panels are left out, planes stand side by side.
    if leavesOut, hasPlanes, let whole = arranged([blocks]) { return whole }
    if plain.isWhole(in: size) { return plain }
    if plain.hasLayers || !mayBeWhole { return nil }
    if goesOnBelow {
      return firstWhole([lean]) ?? firstWhole(broken) ?? firstWhole(spread) ?? arranged(choices)
    }
    return firstWhole(spread) ?? arranged(choices) ?? firstWhole(broken)
  }

  /// Whether what may not be left out has a chance of being whole, so that large grids in little room do not
  /// ask for all the ways in which they have none, at every press of a key.
  private var mayBeWhole: Bool {
    var cells = 0
    for block in choices[choices.count - 1] where block.plot == nil {
      let least = block.size(CellSize(.compact))
      if block.panel.planes.count == 1 {
        guard least.width <= size.width, least.height <= size.height else { return false }
        cells += least.width * least.height
      } else {
        // Planes may stand in other ways, with less between them.
        cells += least.width * least.height / 2
      }
    }
    return cells / max(1, size.width) <= size.height
  }

  /// Whether each panel by itself is narrow enough.
  var areNarrow: Bool {
    !choices[choices.count - 1].contains {
      $0.plot == nil && $0.panel.planes.count == 1
        && $0.size(CellSize(.compact)).width > size.width
    }
  }

  private var hasPlanes: Bool { blocks.contains { $0.panel.planes.count > 1 } }

  private func table(_ blocks: [PanelBlock]) -> StageTable {
    StageTable(blocks, reach: reach, width: size.width)
  }

  private func firstWhole(_ tables: some Sequence<StageTable>) -> StageTable? {
    tables.first { $0.isWhole(in: size) }
  }

  /// The lowest one in a single row that has several planes and is not too wide; `nil` where there is none.
  var lowest: StageTable? {
    plain.hasLayers ? nil : spread.min { $0.compactHeight < $1.compactHeight }
  }

  /// Those in which planes that are too wide side by side go on below, and some of those that are too tall
  /// below each other stand side by side.
  private var spread: some Sequence<StageTable> {
    (hasPlanes ? Self.ways : []).lazy.flatMap { way in
      choices.lazy.map { table($0.map(way)) }
    }.filter(\.isCompact)
  }

  /// Those that go on in rows below, where that makes them narrow enough.
  var broken: some Sequence<StageTable> {
    let ways: [(PanelBlock) -> PanelBlock] = [{ $0 }] + (hasPlanes ? Self.ways : [])
    let tables = plain.isCompact && !goesOnBelow ? [] : choices
    return (2...StageTable.mostRows).lazy.flatMap { rows in
      tables.lazy.flatMap { blocks in
        ways.lazy.compactMap { way in
          table(blocks.map(way)).broken(into: rows, keepsBands: goesOnBelow)
        }
      }
    }.filter(\.isCompact)
  }

  /// The first of the choices of panels that is whole where each has its own number of planes side by side:
  /// channels of a wide input below each other, those of a kernel not.
  private func arranged(_ choices: [[PanelBlock]]) -> StageTable? {
    guard hasPlanes else { return nil }
    return firstWhole(
      choices.lazy.compactMap { blocks in
        PlaneArrangement(blocks, reach: reach, in: size).map { table($0.arranged(blocks)) }
      })
  }

  /// How few planes may stand side by side where more would, and how many where fewer would.
  private static var ways: [(PanelBlock) -> PanelBlock] {
    [2, 1].map { count in { $0.narrowed(to: count) } }
      + [2, 3, 4, 6, 8].map { count in { $0.spread(count) } }
  }
}
