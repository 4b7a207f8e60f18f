import Storyboards

extension Storyboard {
  /// How many neighbouring columns of each panel take part in a frame at once: five for a 5×5 window.
  ///
  /// They stand by the panel's position; panels of which no cell takes part are absent.
  ///
  /// The first, the middle and the last frame count as well: what is wider in one of them has its
  /// room in all, so that nothing moves.
  func reach(in frame: Frame) -> [Int: Int] {
    let last = frames.count - 1
    let samples = [frame] + Set([0, last / 2, last]).map { frames[$0] }
    return samples.map(Self.reach(of:)).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: max) }
  }

  private static func reach(of frame: Frame) -> [Int: Int] {
    var spans: [Int: ClosedRange<Int>] = [:]
    // What no window covers may lie anywhere, and is not looked at together.
    for mark in frame.marks where mark.kind != .uncovered {
      let (panel, column) = (mark.cell.panel, mark.cell.column)
      let span = spans[panel] ?? column...column
      spans[panel] = min(span.lowerBound, column)...max(span.upperBound, column)
    }
    return spans.mapValues(\.count)
  }
}
