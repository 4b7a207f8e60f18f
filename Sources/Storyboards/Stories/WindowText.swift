import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// Sentences about where a window is and what no window reaches.
struct WindowText: Sendable {
  let grid: WindowGrid
  /// What the windows slide over.
  var over = OperandRole.input

  /// `the window covers rows 0–1 and columns 1–2 of the input`, and what lies in the padding.
  func position(row: Int, column: Int) -> String {
    let taps = grid.taps(row: row, column: column)
    let outside = taps.count { $0.isPadding }
    let overhanging = taps.count { grid.overhangs($0) }
    let padded = outside - overhanging
    if padded == taps.count { return "the window lies in the padding alone" }
    let rows = WindowText.cells(
      grid.vertical, at: row, size: grid.inputRows, singular: "row", plural: "rows")
    let columns = WindowText.cells(
      grid.horizontal, at: column, size: grid.inputColumns,
      singular: grid.isSequence ? "position" : "column",
      plural: grid.isSequence ? "positions" : "columns")
    var text = "the window covers "
    text += (grid.isSequence ? columns : "\(rows) and \(columns)") + " of the \(over.title)"
    if padded > 0 {
      text += "; \(padded) of its \(taps.count) taps \(padded == 1 ? "lies" : "lie") in the padding"
    }
    if overhanging > 0 {
      text +=
        "; \(overhanging) of its \(taps.count) taps"
        + " \(overhanging == 1 ? "hangs" : "hang") over the end"
    }
    return text
  }

  /// The input cells of one axis that a window meets: `rows 0–1`, `columns 0, 2 and 4`.
  private static func cells(
    _ window: SlidingWindow, at output: Int, size: Int, singular: String, plural: String
  ) -> String {
    let indices = window.taps(atOutput: output, inputSize: size).compactMap(\.input)
    guard let first = indices.first, let last = indices.last else { return "no \(plural)" }
    if first == last { return "\(singular) \(first)" }
    if window.dilation == 1 { return "\(plural) \(first)–\(last)" }
    return "\(plural) \(list(indices))"
  }

  /// What is left over once the last window has passed: a sentence for each axis that leaves cells,
  /// one for both where they are alike.
  func leftover() -> String {
    if grid.isSequence {
      return leftover(grid.horizontal, size: grid.inputColumns, ["position"]) ?? ""
    }
    if grid.vertical == grid.horizontal, grid.inputRows == grid.inputColumns {
      return leftover(grid.vertical, size: grid.inputRows, ["row", "column"]) ?? ""
    }
    let rows = leftover(grid.vertical, size: grid.inputRows, ["row"])
    let columns = leftover(grid.horizontal, size: grid.inputColumns, ["column"])
    return [rows, columns].compactMap { $0 }.joined(separator: " ")
  }

  private func leftover(_ window: SlidingWindow, size: Int, _ nouns: [String]) -> String? {
    guard let uncovered = try? window.uncovered(forInputSize: size), !uncovered.isEmpty else {
      return nil
    }
    // Each cause has cells of its own: what the last window leaves, and what lies between the taps.
    let holes = uncovered.holes
    let causes = [
      (
        cells: holes, reason: "the taps step over \(holes.count * nouns.count == 1 ? "it" : "them")"
      ),
      (cells: Array(uncovered.trailing), reason: WindowText.remainder(window, size)),
    ]
    return causes.filter { !$0.cells.isEmpty }.map { cells, reason in
      let subjects = nouns.map { noun in
        "\(noun)\(cells.count == 1 ? "" : "s") \(WindowText.list(cells))"
      }
      let verb = cells.count == 1 && nouns.count == 1 ? "is" : "are"
      return "\(subjects.joined(separator: " and ").capitalizedFirst) \(verb) covered by no window:"
        + " \(reason)."
    }.joined(separator: " ")
  }

  /// What rounding down leaves behind the last window.
  private static func remainder(_ window: SlidingWindow, _ size: Int) -> String {
    let padding = window.paddingBefore + window.paddingAfter
    let padded = padding == 0 ? "\(size)" : "\(size) + \(padding)"
    let room = size + padding - window.effectiveKernelSize
    return "(\(padded) − \(window.effectiveKernelSize)) / \(window.stride) does not come out even;"
      + " \(room) / \(window.stride) leaves \(room % window.stride)"
  }

  /// `6`, `5 and 6`, `0, 2 and 4`, `3–9`; long lists are cut.
  static func list(_ numbers: [Int]) -> String {
    if numbers.count == 1 { return "\(numbers[0])" }
    if numbers.count > 2, numbers[numbers.count - 1] - numbers[0] == numbers.count - 1 {
      return "\(numbers[0])–\(numbers[numbers.count - 1])"
    }
    if numbers.count > 6 {
      return numbers.prefix(3).map(String.init).joined(separator: ", ")
        + ", … and \(numbers[numbers.count - 1])"
    }
    return numbers.dropLast().map(String.init).joined(separator: ", ")
      + " and \(numbers[numbers.count - 1])"
  }
}
