import Storyboards
import Typesetting

/// Which part of an axis is in view.
struct AxisSpan {
  /// `columns 3–7 of 16`, as wide wherever the part is, so that titles stay where they are.
  let words: String
  /// `3–7/16`, the same.
  let brief: String
  /// `5 of 16` where the part is in several pieces, and like ``brief`` where it is not.
  let count: String
}

extension PlaneAxis {
  /// The elements at some positions, in ascending order, padding not counted; `nil` where all positions are
  /// in view.
  func span(of positions: [Int], _ noun: String) -> AxisSpan? {
    guard positions.count < count else { return nil }
    let elements = positions.filter { kind(at: $0).isElement }.compactMap(element(at:)).sorted()
    guard let first = elements.first, let last = elements.last else {
      return AxisSpan(words: "\(noun)s of the padding", brief: "", count: "")
    }
    let (digits, total) = ("\(size - 1)".count, "\(size)".count)
    let runs = Self.runs(of: elements)
    let part = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      .joined(separator: ", ")
    let words = "\(noun)\(first == last ? "" : "s") \(part) of \(size)"
    guard runs.count == 1 else {
      return AxisSpan(
        words: words, brief: "\(part)/\(size)", count: "\(elements.count) of \(size)")
    }
    let brief = "\(part)/\(size)".padded(to: 2 * digits + 2 + total)
    return AxisSpan(
      words: words.padded(to: noun.count + 2 * digits + 7 + total), brief: brief, count: brief)
  }

  /// The stretches that some numbers, in ascending order, make.
  private static func runs(of numbers: [Int]) -> [ClosedRange<Int>] {
    numbers.reduce(into: []) { runs, number in
      if let last = runs.last, number <= last.upperBound + 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
  }
}
