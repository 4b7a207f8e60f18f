import Storyboards

/// How much arithmetic a solution may still spell out.
///
/// A cell under a kernel of 300×300 is a sum of 90,000 products, and a thousand small ops have a
/// million cells together; written out, either would take minutes that nobody reads.
final class ArithmeticBudget {
  /// The numbers and signs that all sums of a solution may have together.
  private static let mostTokens = 1 << 18

  private var tokens = ArithmeticBudget.mostTokens
  /// Whether some cells were left out.
  private(set) var isSpent = false

  /// What the reader is told when cells were left out.
  static let note = "Not all sums are spelled out, for their length; --json gives every number."

  /// Takes what the first cells of a story cost.
  ///
  /// The frames of one story are alike, so the longer of the first and the middle one tells the
  /// length of all.
  /// - Returns: How many cells can be spelled out, at least 1.
  func cells(of story: Storyboard, wanted: Int) -> Int {
    let length = max(
      1, [0, story.frames.count / 2].map { tokenCount(story.frames[$0]) }.max() ?? 1)
    let cells = max(1, min(wanted, tokens / length))
    tokens = max(0, tokens - cells * length)
    if cells < wanted { isSpent = true }
    return cells
  }

  private func tokenCount(_ frame: Frame) -> Int {
    frame.arithmetic.reduce(0) { $0 + $1.tokens.count }
  }
}
