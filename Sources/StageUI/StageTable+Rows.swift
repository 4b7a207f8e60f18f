import Storyboards

/// The rows of a graph's ops as a table.
extension StageTable {
  /// Puts the ops of a graph in rows, each in as few lines as the width allows.
  ///
  /// - Parameter bandsPerRow: How many bands a row has.
  init(rows blocks: [PanelBlock], bandsPerRow: Int, reach: [Int: Int], width: Int) {
    let bands = Self.bands(of: blocks)
    let rows = stride(from: 0, to: bands.count, by: bandsPerRow).map {
      Array(bands[$0..<min(bands.count, $0 + bandsPerRow)])
    }
    let shared = StageTable(OpLines(sharing: rows), reach: reach, width: width)
    guard !shared.isCompact else {
      self = shared
      return
    }
    let lines = OpLines(breaking: rows, width: width) { blocks in
      let bands = blocks.map { [0: $0] }
      return StageTable(
        bands, groups: [0..<1], groupOfBand: bands.map { _ in 0 }, continued: [], reach: reach,
        width: width
      ).compactWidth
    }
    self.init(lines, reach: reach, width: width)
  }

  private init(_ lines: OpLines, reach: [Int: Int], width: Int) {
    self.init(
      lines.bands, groups: lines.groups, groupOfBand: lines.groupOfBand, continued: [],
      rows: lines.rows, reach: reach, width: width - lines.rows.leading)
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

  /// How far from the left a band begins: lines with columns of their own end where the widest does, so that
  /// results stand below each other, but for the beginning of a row that goes on below.
  func inset(ofBand band: Int, _ widths: [Int], _ gap: Int) -> Int {
    guard let rows else { return 0 }
    let columns = columns(ofBand: band)
    if !rows.results.isEmpty, !rows.results.contains(columns.upperBound - 1) { return 0 }
    return total(widths, gap) - widths[columns].reduce(gap * max(0, columns.count - 1), +)
  }

  /// Widths of columns with those of results as wide as the widest of them.
  func aligningResults(_ widths: [Int]) -> [Int] {
    guard let results = rows?.results, let widest = results.map({ widths[$0] }).max() else {
      return widths
    }
    var aligned = widths
    for column in results { aligned[column] = widest }
    return aligned
  }
}
