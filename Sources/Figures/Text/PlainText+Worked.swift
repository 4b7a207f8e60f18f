import Storyboards
import Typesetting

extension PlainText {
  /// The most cells whose arithmetic a worked story spells out.
  public static let workedCellLimit = 49

  /// A whole story as a worked solution: what is given, a line of arithmetic for each result cell,
  /// and the finished result.
  ///
  ///     (0,0): 1·1 + 3·0 + 2·2 + 1·(−1) = 4
  ///
  /// - Returns: Lines joined by newlines, without one at the end.
  public func worked(_ storyboard: Storyboard) -> String {
    page(
      joined([
        prose(storyboard.title),
        whole(storyboard.panels.filter { !$0.isFilledByFrames }),
        prose(storyboard.opening),
        cells(storyboard),
        results(storyboard),
        prose(storyboard.closing),
      ]))
  }

  /// How many frames without arithmetic are looked at before a story counts as one of copies.
  private static let searchLimit = 4096

  /// The arithmetic of each result cell behind its place.
  private func cells(_ storyboard: Storyboard) -> [ColoredText] {
    var lines: [ColoredText] = []
    var shown = 0
    for (position, frame) in storyboard.frames.enumerated() {
      if shown == PlainText.workedCellLimit {
        let rest = storyboard.frames.count - position
        lines.append(ColoredText(glyphs.adapt("… \(rest) more cell\(rest == 1 ? "" : "s")"), .dim))
        break
      }
      if shown == 0, position == PlainText.searchLimit { break }
      guard !frame.arithmetic.isEmpty else { continue }
      shown += 1
      let label = place(frame, in: storyboard).map { "\($0): " } ?? ""
      if frame.arithmetic.count == 1 {
        lines += arithmetic.lines(frame.arithmetic[0], label: label)
      } else {
        if !label.isEmpty { lines.append(ColoredText(glyphs.adapt(label)).trimmingTrailingSpaces) }
        lines += arithmetic.lines(frame.arithmetic, indent: label.isEmpty ? 0 : 2)
      }
    }
    return lines
  }

  /// Where a frame's result is: `(0,1)`, `channel 2 (0,1)`, `(3)` in a row; `nil` for a lone number.
  private func place(_ frame: Frame, in storyboard: Storyboard) -> String? {
    guard let cell = storyboard.resultCell(of: frame) else { return nil }
    let plane = storyboard.panels[cell.panel].planes[cell.plane]
    var parts = plane.title.isEmpty ? [] : [plane.title]
    if plane.rows > 1 {
      parts.append("(\(cell.row),\(cell.column))")
    } else if plane.columns > 1 {
      parts.append("(\(cell.column))")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}
