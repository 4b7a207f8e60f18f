import Storyboards
import Typesetting

/// Which part of an axis is in view.
struct AxisSpan {
  /// `columns 3–7 of 16`, as wide wherever the part is, so that titles stay where they are.
  let words: String
  /// `3–7/16`, the same.
  let brief: String
}

extension PlaneAxis {
  /// The elements at some positions, padding not counted; `nil` where all positions are in view.
  func span(of positions: Range<Int>, _ noun: String) -> AxisSpan? {
    guard positions.count < count else { return nil }
    let elements = positions.filter { kind(at: $0) == .data }.compactMap(element(at:))
    guard let first = elements.min(), let last = elements.max() else {
      return AxisSpan(words: "\(noun)s of the padding", brief: "")
    }
    let digits = "\(size - 1)".count
    let part = first == last ? "\(first)" : "\(first)–\(last)"
    let brief = "\(part)/\(size)".padded(to: 2 * digits + 2 + "\(size)".count)
    let words = "\(noun)\(first == last ? "" : "s") \(part) of \(size)"
    return AxisSpan(
      words: words.padded(to: noun.count + 2 * digits + 7 + "\(size)".count), brief: brief)
  }
}
