import Storyboards
import TerminalKit

/// The panels of a stage as the cells of a table, and how much room each column and band takes.
///
/// A table that is too wide is broken: its rows go on below, with columns of their own.
struct StageTable {
  let blocks: [[Int: PanelBlock]]
  /// Which columns stand beside each other, from the left.
  private let groups: [Range<Int>]
  /// Which of these groups each band has.
  private let groupOfBand: [Int]
  /// Which bands begin with a sign, because they go on with what stands above.
  private let continued: Set<Int>
  let reach: [Int: Int]
  let width: Int
  /// The bands of the ops of a graph; `nil` where bands are none.
  let rows: OpRows?
  /// The room that it takes with cells close together, which most decisions ask for.
  private(set) var compact = Sized(
    widths: [], heights: [], cells: [], gap: 0, bandGap: 0, rowPitch: 1)

  /// Room for every column and band.
  struct Sized {
    /// The width of each column.
    var widths: [Int]
    /// The height of each band.
    var heights: [Int]
    /// How large the cells of each column are.
    let cells: [CellSize]
    /// The columns between two columns of the table.
    let gap: Int
    /// The rows between two bands.
    let bandGap: Int
    /// The lines from one row of cells to the next.
    let rowPitch: Int
    /// Before which bands a row of a graph begins, an empty line after the one before.
    var breaks: Set<Int> = []

    /// The lines between a band and the one before.
    func gap(before band: Int) -> Int { bandGap + (breaks.contains(band) ? 1 : 0) }

    /// The rows that all bands take.
    var height: Int {
      heights.indices.dropFirst().reduce(heights.first ?? 0) { $0 + gap(before: $1) + heights[$1] }
    }
  }

  /// Puts panels where they belong.
  ///
  /// - Parameters:
  ///   - reach: How many neighbouring columns of each panel take part at once.
  ///   - width: The columns that there are.
  init(_ blocks: [PanelBlock], reach: [Int: Int], width: Int) {
    let bands = Self.bands(of: blocks)
    // Panels that are left out leave no gap.
    let used = Set(bands.flatMap(\.keys)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(used, 0...))
    self.init(
      bands.map { band in
        Dictionary(uniqueKeysWithValues: band.map { (places[$0.key] ?? 0, $0.value) })
      }, groups: [0..<used.count], groupOfBand: bands.map { _ in 0 }, continued: [],
      reach: reach, width: width)
  }

  init(
    _ blocks: [[Int: PanelBlock]], groups: [Range<Int>], groupOfBand: [Int],
    continued: Set<Int>, rows: OpRows? = nil, reach: [Int: Int], width: Int
  ) {
    self.rows = rows
    (self.blocks, self.groups, self.groupOfBand) = (blocks, groups, groupOfBand)
    (self.continued, self.reach, self.width) = (continued, reach, width)
    compact = sized(CellSize(.compact))
  }

  var columnCount: Int { groups.last?.upperBound ?? 0 }

  /// The columns of a band.
  func columns(ofBand band: Int) -> Range<Int> { groups[groupOfBand[band]] }

  /// Whether a band begins with the sign of its first panel; in a graph what goes on in a line of its own
  /// does, too.
  func beginsWithSign(band: Int) -> Bool { rows != nil || continued.contains(band) }

  /// The room that stands before the first columns, for the signs that bands begin with.
  func indent(_ gap: Int) -> Int { continued.isEmpty ? 0 : gap }

  static func bands(of blocks: [PanelBlock]) -> [[Int: PanelBlock]] {
    var bands: [[Int: PanelBlock]] = []
    for (block, column) in zip(blocks, columns(of: blocks)) {
      while bands.count <= block.panel.place.band { bands.append([:]) }
      bands[block.panel.place.band][column] = block
    }
    return bands
  }

  /// The column of the table that each panel stands in: its own, or the next one of its band.
  static func columns(of blocks: [PanelBlock]) -> [Int] {
    var last: [Int: Int] = [:]
    return blocks.map { block in
      let place = block.panel.place
      let column = place.column ?? ((last[place.band] ?? -1) + 1)
      last[place.band] = max(last[place.band] ?? -1, column)
      return column
    }
  }

  /// Whether a line leads from one panel of a band to another, below them.
  func hasWires(band: Int) -> Bool {
    let indices = Set(blocks[band].values.map(\.index))
    return blocks[band].values.contains { !indices.isDisjoint(with: $0.panel.wires) }
  }

  /// The panel in a cell of the table; `nil` where none stands.
  func block(band: Int, column: Int) -> PanelBlock? { blocks[band][column] }

  /// The first cells of the grids, in the order of the panels.
  var grids: [CellReference] {
    blocks.flatMap(\.values).sorted { $0.index < $1.index }.flatMap(\.firstCells)
  }

  private func blocks(inColumn column: Int) -> [PanelBlock] { blocks.compactMap { $0[column] } }

  /// Whether all columns fit with whole numbers and what takes part in view.
  var fits: Bool {
    let least = (0..<columnCount).map { leastWidth(ofColumn: $0) }
    return total(least, gap(.compact, between: least)) <= width
  }

  /// Whether everything is in view with cells close together.
  func isWhole(in size: Size) -> Bool {
    isCompact && leastHeight <= size.height
  }

  /// Whether its width is enough for cells close together; a curve says the same when it is narrower.
  var isCompact: Bool {
    let widths = (0..<columnCount).map { column in
      blocks(inColumn: column).reduce(0) {
        max($0, $1.plot == nil ? $1.size(compact.cells[column]).width : $1.leastWidth(ofColumns: 1))
      }
    }
    let aligned = aligningResults(widths)
    return total(aligned, gap(.compact, between: aligned)) <= width
  }

  /// The rows that it takes with cells close together.
  var compactHeight: Int { compact.height }

  /// The rows that it needs at least.
  var leastHeight: Int {
    guard blocks.contains(where: { $0.values.contains { $0.plot != nil } }) else {
      return compactHeight
    }
    return blocks.indices.reduce(compact.bandGap * max(0, blocks.count - 1)) { height, band in
      height
        + blocks[band].reduce(0) { max($0, $1.value.leastHeight(compact.cells[$1.key])) }
        + (hasWires(band: band) ? 1 : 0)
    }
  }

  private func leastWidth(ofColumn column: Int) -> Int {
    blocks(inColumn: column).reduce(0) {
      max($0, $1.leastWidth(ofColumns: reach[$1.index] ?? 1))
    }
  }

  /// The columns that the widest row takes.
  func total(_ widths: [Int], _ gap: Int) -> Int {
    groups.reduce(0) { most, columns in
      max(most, widths[columns].reduce(gap * max(0, columns.count - 1), +))
    } + indent(gap)
  }

  /// The columns between panels, fewer where their cells have no room otherwise.
  private func gap(_ density: PlaneGrid.Density, between widths: [Int]) -> Int {
    if hasLayers {
      let free = (width - total(widths, 0)) / max(1, columnCount - 1)
      return min(max(Self.edgeLengths.lowerBound, free), Self.edgeLengths.upperBound)
    }
    guard width >= 60, density != .brief, groups.allSatisfy({ $0.count < 5 }) else { return 3 }
    return total(widths, 5) > width ? 3 : 5
  }

  /// Whether edges lead from column to column.
  var hasLayers: Bool { blocks.contains { $0.values.contains(where: \.panel.isLayer) } }

  /// How long an edge between two columns is, in columns.
  private static let edgeLengths = 8...20

  /// As spacious as there is room for what takes part.
  ///
  /// Whether numbers are brief does not depend on the planes of the frame, so that nothing jumps.
  func sized(in area: Rect, _ spacing: StageSpacing, isShaded: Bool) -> Sized {
    for step in spacing.downwards {
      let sized = sizes(of: step, isShaded: isShaded, inWidth: area.width)
        .first { $0.height <= area.height }
      if let sized { return sized }
    }
    var sized = fits ? compact : sized(CellSize(.brief))
    // Rows that have no room are out of view; none is squeezed.
    if rows != nil { return sized }
    if hasLayers, fits, spacing > .close, sized.height < area.height {
      // Units that have no room for their frames stand apart as far as there is some.
      let most = min(
        area.height,
        self.sized(StageSpacing.columns.sizes(isShaded: isShaded, hasLayers: true)[0]).height)
      sized.heights[0] += max(0, most - sized.height)
      return sized
    }
    let isCompact = isCompact
    let needed = (0..<columnCount).map { column in
      blocks(inColumn: column).reduce(0) { width, block in
        // Beside a curve that may be narrower grids stay whole.
        let needed =
          isCompact && block.plot == nil
          ? block.size(sized.cells[column]).width
          : block.width(ofColumns: reach[block.index] ?? 1, sized.cells[column])
        return max(width, needed)
      }
    }
    for columns in groups {
      let room = area.width - indent(sized.gap) - sized.gap * max(0, columns.count - 1)
      sized.widths.replaceSubrange(
        columns,
        with: Self.sharing(
          room, among: Array(sized.widths[columns]), needing: Array(needed[columns])))
    }
    sized.heights = Self.sharing(
      area.height, among: sized.heights, needing: sized.heights.map { min($0, 4) })
    return sized
  }

  /// The rows that it takes and the lines of a cell, where the height has no end.
  func step(_ spacing: StageSpacing, isShaded: Bool) -> StageHeights.Step {
    for spacing in spacing.downwards {
      for sized in sizes(of: spacing, isShaded: isShaded, inWidth: width) {
        return StageHeights.Step(
          spacing: spacing, height: sized.height, rowPitch: sized.rowPitch)
      }
    }
    return StageHeights.Step(spacing: .none, height: compact.height, rowPitch: compact.rowPitch)
  }

  /// The columns that it takes with cells close together.
  var compactWidth: Int { total(compact.widths, compact.gap) }

  /// What a step of spacing comes to in the sizes that have the width, the largest first.
  private func sizes(
    of spacing: StageSpacing, isShaded: Bool, inWidth width: Int
  ) -> some Sequence<Sized> {
    spacing.sizes(isShaded: isShaded, hasLayers: hasLayers).lazy.map { sized($0) }
      .filter { total($0.widths, $0.gap) <= width }
  }

  private func sized(_ size: CellSize) -> Sized {
    let cells = (0..<columnCount).map { column -> CellSize in
      // Grids with as many columns that stand below each other are read downwards.
      let column = blocks(inColumn: column)
      let areAlike = column.count > 1 && Set(column.map(\.columnCount)).count < column.count
      guard areAlike else { return size }
      return size.aligned(
        leastWidth: column.reduce(1) { max($0, $1.cellWidth(size)) },
        labelWidth: column.reduce(0) { max($0, $1.labelWidth) },
        numberWidth: column.filter { $0.panel.columnAxis != nil }
          .reduce(0) { max($0, $1.numberWidth(size)) })
    }
    var widths = [Int](repeating: 0, count: columnCount)
    let heights = blocks.indices.map { band in
      blocks[band].reduce(0) { height, entry in
        let size = entry.value.size(cells[entry.key])
        widths[entry.key] = max(widths[entry.key], size.width)
        return max(height, size.height)
      } + (hasWires(band: band) ? 1 : 0)
    }
    widths = aligningResults(widths)
    return Sized(
      widths: widths, heights: heights, cells: cells, gap: gap(size.density, between: widths),
      bandGap: size.rowPitch > 1 ? 1 : 0, rowPitch: size.rowPitch,
      breaks: Set((rows?.bands ?? []).dropFirst().map(\.lowerBound)))
  }
}
