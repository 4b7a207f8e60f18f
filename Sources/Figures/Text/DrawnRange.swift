/// The part of an axis that is drawn: all of it, or a run around what a frame is about.
struct DrawnRange {
  /// The positions that are drawn.
  let range: Range<Int>
  /// Whether positions before them are left out.
  let cutsStart: Bool
  /// Whether positions behind them are left out.
  let cutsEnd: Bool

  /// Cuts an axis down.
  ///
  /// - Parameters:
  ///   - length: The length of the axis.
  ///   - focus: The positions that a frame is about; when there is room they lie in the middle.
  ///   - limit: The most positions to draw; at least 1.
  init(length: Int, focus: [Int], limit: Int) {
    guard length > limit else {
      range = 0..<length
      (cutsStart, cutsEnd) = (false, false)
      return
    }
    let first = focus.min() ?? 0
    let last = focus.max() ?? 0
    let slack = max(0, limit - (last - first + 1)) / 2
    let start = min(max(0, first - slack), length - limit)
    range = start..<(start + limit)
    (cutsStart, cutsEnd) = (start > 0, start + limit < length)
  }
}
