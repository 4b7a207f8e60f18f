import Storyboards

/// The rows of a graph's ops as lines of a table: in columns that they share, or where those are too wide each in
/// columns of its own, broken only where its own panels have no room beside each other.
///
/// Results stand below each other on the right, and gradients below their values.
struct OpLines {
  /// The bands of the table.
  private(set) var bands: [[Int: PanelBlock]] = []
  /// The columns of each line, and which line a band belongs to.
  private(set) var groups: [Range<Int>] = []
  private(set) var groupOfBand: [Int] = []
  /// The bands of each row, and what is known of its columns.
  private(set) var rows: OpRows

  /// A column of one row.
  private struct Column {
    let place: Int
    let width: Int
    /// Whether it has but the name of what stands elsewhere.
    let isName: Bool
  }

  /// Rows in the columns that they were given.
  init(sharing rows: [[[Int: PanelBlock]]]) {
    var ranges: [Range<Int>] = []
    for row in rows {
      let parts = row.filter { !$0.isEmpty }
      ranges.append(bands.count..<bands.count + parts.count)
      bands += parts
    }
    groups = [0..<(bands.flatMap(\.keys).max() ?? -1) + 1]
    groupOfBand = bands.map { _ in 0 }
    self.rows = OpRows(bands: ranges)
  }

  /// Rows in columns of their own.
  ///
  /// - Parameters:
  ///   - size: The width of panels that stand below each other.
  ///   - width: The columns that there are.
  init(breaking rows: [[[Int: PanelBlock]]], width: Int, size: ([PanelBlock]) -> Int) {
    let columns = rows.map { row in
      Set(row.flatMap(\.keys)).sorted().map { place in
        let blocks = row.compactMap { $0[place] }
        return Column(
          place: place, width: size(blocks), isName: blocks.allSatisfy(\.panel.isName))
      }
    }
    let result = columns.reduce(0) { max($0, $1.last?.width ?? 0) }
    let room = width - Self.leadingGap
    var (ranges, results): ([Range<Int>], [Int]) = ([], [])
    for (row, columns) in zip(rows, columns) {
      let top = bands.count
      let extra = result - (columns.last?.width ?? 0)
      for line in Self.lines(of: columns, behind: extra, in: room) {
        let first = groups.last?.upperBound ?? 0
        let places = Dictionary(uniqueKeysWithValues: zip(line.map(\.place), first...))
        for band in row {
          let part = band.compactMap { key, block in places[key].map { ($0, block) } }
          if part.isEmpty { continue }
          bands.append(Dictionary(uniqueKeysWithValues: part))
          groupOfBand.append(groups.count)
        }
        groups.append(first..<first + line.count)
      }
      ranges.append(top..<bands.count)
      results += groups.last.map { [$0.upperBound - 1] } ?? []
    }
    let isBroken = groups.count > rows.count
    self.rows = OpRows(
      bands: ranges, leading: isBroken ? Self.leadingGap : 0, results: results)
  }

  /// The columns between two panels, and before a line that begins with a sign.
  private static let leadingGap = 3

  /// Into which lines the columns of a row are broken: from the result on each has as many as fit.
  ///
  /// Names alone are no line: they would be read as the title of what is below.
  ///
  /// - Parameter extra: How many columns a result has more than it needs.
  private static func lines(
    of columns: [Column], behind extra: Int, in room: Int
  ) -> [ArraySlice<Column>] {
    func fits(_ line: ArraySlice<Column>) -> Bool {
      let width = line.reduce(leadingGap * (line.count - 1)) { $0 + $1.width }
      return width + (line.endIndex == columns.endIndex ? extra : 0) <= room
    }
    var lines: [ArraySlice<Column>] = []
    var rest = columns[...]
    while !rest.isEmpty {
      let line = rest.indices.lazy.map { rest[$0...] }.first(where: fits) ?? rest.suffix(1)
      lines.insert(line, at: 0)
      rest = rest.dropLast(line.count)
    }
    guard lines.count > 1, lines[0].allSatisfy(\.isName), lines[1].count > 1 else { return lines }
    let longer = columns.prefix(lines[0].count + 1)
    if fits(longer) { lines[0...1] = [longer, lines[1].dropFirst()] }
    return lines
  }
}
