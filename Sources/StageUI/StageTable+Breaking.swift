import Storyboards

/// How a table that is too wide goes on in rows below.
extension StageTable {
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

  /// The signs with which something new begins; what stands apart begins without one.
  private static let relations: Set<PanelSign> = [.makes, .equals, .comesFrom, .apart]

  private func broken(into groups: [Range<Int>], keepsBands: Bool) -> StageTable {
    let (bands, ranks) = (Array(blocks.indices), Array(groups.indices))
    let rows =
      keepsBands
      ? ranks.flatMap { group in bands.map { (group: group, band: $0) } }
      : bands.flatMap { band in ranks.map { (group: $0, band: band) } }
    let used = rows.filter { row in
      blocks[row.band].keys.contains(where: groups[row.group].contains)
    }
    let continued = used.indices.filter { index in
      let start = groups[used[index].group].lowerBound
      return sign(before: start, inBand: used[index].band).map { $0 != .apart } ?? false
    }
    return StageTable(
      used.map { row in blocks[row.band].filter { groups[row.group].contains($0.key) } },
      groups: groups, groupOfBand: used.map(\.group),
      continued: Set(continued), reach: reach, width: width)
  }

  /// What stands between the panels of a column and those on their left, lists left out: a list is broken
  /// where there is nothing else.
  private func signs(before column: Int) -> Set<PanelSign> {
    Set(blocks.indices.compactMap { sign(before: column, inBand: $0) }).subtracting([.and])
  }

  private func sign(before column: Int, inBand band: Int) -> PanelSign? {
    guard let block = blocks[band][column], blocks[band].keys.contains(where: { $0 < column })
    else { return nil }
    return block.panel.sign
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
}
