import Storyboards
import TerminalKit

/// The panels of a stage as the cells of a table, and how much room each column and band takes.
///
/// A table that is too wide is broken: its rows go on below, with columns of their own.
struct StageTable {
  private let blocks: [[Int: PanelBlock]]
  /// Which columns stand beside each other, from the left.
  private let groups: [Range<Int>]
  /// Which of these groups each band has.
  private let groupOfBand: [Int]
  /// The sign that a band begins with, where it goes on with what stands above.
  private let leadingSigns: [Int: String]
  private let reach: [Int: Int]
  private let width: Int
  /// The bands of the ops of a graph; `nil` where bands are none.
  let rows: OpRows?
  /// The room that it takes with cells close together, which most decisions ask for.
  private var compact = Sized(
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
    self.init(Self.bands(of: blocks), nil, reach, width)
  }

  /// Puts the ops of a graph in rows, each in as few lines as the width allows.
  ///
  /// - Parameter bandsPerRow: How many bands a row has.
  init(rows blocks: [PanelBlock], bandsPerRow: Int, reach: [Int: Int], width: Int) {
    let bands = Self.bands(of: blocks)
    let columns = (bands.flatMap(\.keys).max() ?? 0) + 1
    let ways = (1...columns).reversed().lazy.map { count in
      let (broken, rows) = OpRows.broken(bands, bandsPerRow: bandsPerRow, columns: count)
      return StageTable(broken, rows, reach, width - rows.leading)
    }
    self = ways.first(where: \.isCompact) ?? ways.last!
  }

  private init(
    _ bands: [[Int: PanelBlock]], _ rows: OpRows?, _ reach: [Int: Int], _ width: Int
  ) {
    // Panels that are left out leave no gap.
    let used = Set(bands.flatMap(\.keys)).sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(used, 0...))
    self.init(
      bands.map { band in
        Dictionary(uniqueKeysWithValues: band.map { (places[$0.key] ?? 0, $0.value) })
      }, groups: [0..<used.count], groupOfBand: bands.map { _ in 0 }, leadingSigns: [:],
      rows: rows, reach: reach, width: width)
  }

  private init(
    _ blocks: [[Int: PanelBlock]], groups: [Range<Int>], groupOfBand: [Int],
    leadingSigns: [Int: String], rows: OpRows? = nil, reach: [Int: Int], width: Int
  ) {
    self.rows = rows
    (self.blocks, self.groups, self.groupOfBand) = (blocks, groups, groupOfBand)
    (self.leadingSigns, self.reach, self.width) = (leadingSigns, reach, width)
    compact = sized(CellSize(.compact))
  }

  /// The same table broken into rows that go on below each other; `nil` where it has fewer columns.
  ///
  /// It is broken at signs, which begin the next row, where there are some: where few rows come of it, and
  /// rather before a result than within what it is made of.
  ///
  /// - Parameter keepsBands: Whether all bands of some columns stand together; otherwise each band goes on
  ///   right below itself.
  func broken(into rows: Int, keepsBands: Bool) -> StageTable? {
    let columns = (1..<max(1, columnCount)).filter { !signs(before: $0).isEmpty }
    let starts = columns.count >= rows - 1 ? columns : Array(1..<max(1, columnCount))
    let ways = Self.choices(of: rows - 1, among: starts[...]).map { starts in
      let groups = zip([0] + starts, starts + [columnCount]).map { $0..<$1 }
      let width = groups.map(compactWidth).max() ?? 0
      let within = starts.count { !signs(before: $0).isSubset(of: Self.relations) }
      let parts = groups.reduce(0) { count, group in
        count + blocks.count { $0.keys.contains(where: group.contains) }
      }
      return (
        groups: groups, rank: [max(0, width + compact.gap - self.width), parts, within, width]
      )
    }
    return ways.min { $0.rank.lexicographicallyPrecedes($1.rank) }
      .map { broken(into: $0.groups, keepsBands: keepsBands) }
  }

  /// The same table, or where it is too wide one that is broken into as few rows as make it narrow enough.
  var fitted: StageTable {
    isCompact
      ? self
      : (2...Self.mostRows).lazy.compactMap { broken(into: $0, keepsBands: false) }
        .first(where: \.isCompact) ?? self
  }

  /// Into how many rows a table may be broken.
  static let mostRows = 4

  /// The signs with which something new begins.
  private static let relations: Set<String> = ["→", "=", "←", "≈"]

  private func broken(into groups: [Range<Int>], keepsBands: Bool) -> StageTable {
    let (bands, ranks) = (Array(blocks.indices), Array(groups.indices))
    let rows =
      keepsBands
      ? ranks.flatMap { group in bands.map { (group: group, band: $0) } }
      : bands.flatMap { band in ranks.map { (group: $0, band: band) } }
    let used = rows.filter { row in
      blocks[row.band].keys.contains(where: groups[row.group].contains)
    }
    let signs = used.enumerated().map { index, row in
      (index, sign(before: groups[row.group].lowerBound, inBand: row.band))
    }
    return StageTable(
      used.map { row in blocks[row.band].filter { groups[row.group].contains($0.key) } },
      groups: groups, groupOfBand: used.map(\.group),
      leadingSigns: Dictionary(uniqueKeysWithValues: signs.filter { !$0.1.isEmpty }),
      reach: reach, width: width)
  }

  /// What joins the panels of a column to those on their left.
  private func signs(before column: Int) -> Set<String> {
    Set(blocks.indices.map { sign(before: column, inBand: $0) }).subtracting([""])
  }

  private func sign(before column: Int, inBand band: Int) -> String {
    guard let block = blocks[band][column], let previous = blocks[band][column - 1] else {
      return ""
    }
    return previous.panel.signBehind ?? block.panel.sign
  }

  /// All choices of so many of some numbers, in ascending order.
  private static func choices(of count: Int, among numbers: ArraySlice<Int>) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return numbers.indices.flatMap { index in
      choices(of: count - 1, among: numbers[(index + 1)...]).map { [numbers[index]] + $0 }
    }
  }

  /// The width of neighbouring columns with cells close together.
  private func compactWidth(of columns: Range<Int>) -> Int {
    columns.reduce(compact.gap * (columns.count - 1)) { $0 + compact.widths[$1] }
  }

  private var columnCount: Int { groups.last?.upperBound ?? 0 }

  /// The columns of a band.
  func columns(ofBand band: Int) -> Range<Int> { groups[groupOfBand[band]] }

  /// The sign that a band begins with; `nil` where it does not go on with what stands above.
  func leadingSign(ofBand band: Int) -> String? { leadingSigns[band] }

  /// The room that stands before the first columns, for the signs that bands begin with.
  func indent(_ gap: Int) -> Int { leadingSigns.isEmpty ? 0 : gap }

  private static func bands(of blocks: [PanelBlock]) -> [[Int: PanelBlock]] {
    var bands: [[Int: PanelBlock]] = []
    for (block, column) in zip(blocks, columns(of: blocks)) {
      while bands.count <= block.panel.place.band { bands.append([:]) }
      bands[block.panel.place.band][column] = block
    }
    return bands
  }

  /// The rows of a graph that are in view where not all fit; `nil` where all do.
  ///
  /// - Parameters:
  ///   - panel: The panel that the frame is about.
  ///   - focus: The panel that somebody points at.
  func rowsInView(
    _ sized: Sized, about panel: Int, focus: Int?, in height: Int
  ) -> OpRows.View? {
    guard let rows, sized.height > height else { return nil }
    func band(of panel: Int) -> Int? {
      blocks.firstIndex { $0.values.contains { $0.index == panel } }
    }
    return rows.inView(
      around: band(of: panel) ?? 0, focus: focus.flatMap(band), sized, in: height)
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
    return total(widths, gap(.compact, between: widths)) <= width
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
    let needed = (0..<columnCount).map { column in
      blocks(inColumn: column).reduce(0) {
        max($0, $1.width(ofColumns: reach[$1.index] ?? 1, sized.cells[column]))
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
        labelWidth: column.reduce(0) { max($0, $1.labelWidth) })
    }
    var widths = [Int](repeating: 0, count: columnCount)
    let heights = blocks.indices.map { band in
      blocks[band].reduce(0) { height, entry in
        let size = entry.value.size(cells[entry.key])
        widths[entry.key] = max(widths[entry.key], size.width)
        return max(height, size.height)
      } + (hasWires(band: band) ? 1 : 0)
    }
    return Sized(
      widths: widths, heights: heights, cells: cells, gap: gap(size.density, between: widths),
      bandGap: size.rowPitch > 1 ? 1 : 0, rowPitch: size.rowPitch,
      breaks: Set((rows?.bands ?? []).dropFirst().map(\.lowerBound)))
  }

  /// Gives each column what it needs, and a fair part of the rest; the widest gives way where room is
  /// short.
  private static func sharing(_ room: Int, among wanted: [Int], needing needed: [Int]) -> [Int] {
    // No column keeps more than all of the room.
    var widths = zip(wanted, needed).map { min($0, $1, max(room, 4)) }
    while widths.reduce(0, +) > max(room, 0), let widest = widths.max(), widest > 4,
      let index = widths.firstIndex(of: widest)
    {
      widths[index] -= 1
    }
    // Small grids are shown whole beside a wide one.
    for index in widths.indices where wanted[index] <= room / 4 {
      let more = min(wanted[index] - widths[index], room - widths.reduce(0, +))
      widths[index] += max(0, more)
    }
    // One that is far larger than the others has three tenths of the room, and they have theirs before it has
    // more: it is not seen whole anyway.
    if let largest = wanted.indices.max(by: { wanted[$0] < wanted[$1] }) {
      let kept = max(0, room * 3 / 10 - widths[largest])
      spread(
        room - kept, over: widths.indices.filter { largerBy * wanted[$0] <= wanted[largest] },
        &widths, wanted)
    }
    spread(room, over: Array(widths.indices), &widths, wanted)
    return widths
  }

  /// Gives the room that is left to some of those that want it: whoever has the smallest share of what it
  /// wants comes next.
  private static func spread(
    _ room: Int, over indices: [Int], _ widths: inout [Int], _ wanted: [Int]
  ) {
    var left = room - widths.reduce(0, +)
    while left > 0,
      let index = indices.filter({ widths[$0] < wanted[$0] }).min(by: {
        widths[$0] * wanted[$1] < widths[$1] * wanted[$0]
      })
    {
      widths[index] += 1
      left -= 1
    }
  }

  /// How many times larger than others a grid is that waits for them.
  private static let largerBy = 4
}
