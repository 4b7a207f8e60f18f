import Storyboards
import TerminalKit

/// The rows of a graph's ops on a stage: which bands of the table each of them has, and which of them are in
/// view where not all fit.
struct OpRows {
  /// The bands of each row, from the top.
  let bands: [Range<Int>]
  /// The columns before the first one of the table: what goes on in a line of its own begins with its sign.
  var leading = 0
  /// The columns in which results stand where each line has columns of its own: they are as wide as the widest.
  var results: [Int] = []

  /// The rows in view.
  struct View {
    let bands: Range<Int>
    /// How many rows are out of view above and below.
    let above: Int, below: Int

    /// The lines that say so.
    func counts(in area: Rect) -> [StageLayout.Count] {
      let (top, rest) = area.splitTop(1)
      let counts = [
        StageLayout.Count(rows: above, isAbove: true, area: top),
        StageLayout.Count(
          rows: below, isAbove: false, area: rest.splitTop(max(0, rest.height - 1)).rest),
      ]
      return counts.filter { $0.rows > 0 }
    }
  }

  private func row(of band: Int) -> Int { bands.firstIndex { $0.contains(band) } ?? 0 }

  /// Which bands of a row are in view that has itself no room: one of them and what is around it.
  private func part(
    of row: Range<Int>, around band: Int, _ sized: StageTable.Sized, in room: Int
  ) -> Range<Int> {
    var part = band..<band + 1
    func fits(_ part: Range<Int>) -> Bool {
      row.lowerBound <= part.lowerBound && part.upperBound <= row.upperBound
        && part.reduce(0) { $0 + sized.heights[$1] + sized.gap(before: $1) } <= room
    }
    while let wider = [
      part.lowerBound - 1..<part.upperBound, part.lowerBound..<part.upperBound + 1,
    ].first(where: fits) {
      part = wider
    }
    return part
  }

  /// Which rows are in view: that of the frame, those it was made of before those it goes into, as many as
  /// have room beside the lines that count the others.
  ///
  /// - Parameters:
  ///   - band: The band that the frame is about.
  ///   - focus: The one that somebody points at; where its row is out of view that comes first.
  ///   - sized: How high each band is, and the lines between them.
  ///   - room: The lines that there are.
  func inView(
    around band: Int, focus: Int?, _ sized: StageTable.Sized, in room: Int
  ) -> View {
    let heights = bands.map { bands in
      bands.reduce(0) { $0 + sized.heights[$1] + sized.gap(before: $1) }
    }
    func found(_ middle: Int) -> Range<Int> {
      var rows = middle..<middle + 1
      func fits(_ rows: Range<Int>) -> Bool {
        guard rows.lowerBound >= 0, rows.upperBound <= heights.count else { return false }
        let counts = (rows.lowerBound > 0 ? 1 : 0) + (rows.upperBound < heights.count ? 1 : 0)
        let top = sized.gap(before: bands[rows.lowerBound].lowerBound)
        return heights[rows].reduce(counts - top, +) <= room
      }
      while true {
        let wider = [
          rows.lowerBound - 1..<rows.upperBound, rows.lowerBound..<rows.upperBound + 1,
        ]
        // In turn above and below.
        let isNextAbove = middle - rows.lowerBound <= rows.upperBound - 1 - middle
        guard let next = (isNextAbove ? wider : wider.reversed()).first(where: fits) else {
          return rows
        }
        rows = next
      }
    }
    var (middle, rows) = (band, found(row(of: band)))
    if let focus, !rows.contains(row(of: focus)) { (middle, rows) = (focus, found(row(of: focus))) }
    if rows.count == 1, heights[rows.lowerBound] > room {
      return View(
        bands: part(of: bands[rows.lowerBound], around: middle, sized, in: room - 2),
        above: rows.lowerBound, below: heights.count - rows.upperBound)
    }
    return View(
      bands: bands[rows.lowerBound].lowerBound..<bands[rows.upperBound - 1].upperBound,
      above: rows.lowerBound, below: heights.count - rows.upperBound)
  }
}
