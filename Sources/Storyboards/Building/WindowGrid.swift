import ConvolutionArithmetic
import TensorEngine

/// The windows of an op over planes of one size.
///
/// A sequence is a plane of one row, over which a window of one row slides.
struct WindowGrid: Sendable {
  let vertical: SlidingWindow
  let horizontal: SlidingWindow
  let inputRows: Int
  let inputColumns: Int
  let outputRows: Int
  let outputColumns: Int
  /// Whether the planes are sequences.
  let isSequence: Bool

  /// Creates the grid of one or two windows; `nil` for more axes than a plane has.
  init?(_ windows: [SlidingWindow], inputSize: [Int], outputSize: [Int]) {
    guard (1...2).contains(windows.count) else { return nil }
    let axes = PlaneWindows(windows)
    (vertical, horizontal, isSequence) = (axes.vertical, axes.horizontal, windows.count == 1)
    (inputRows, inputColumns) = (isSequence ? 1 : inputSize[0], inputSize[windows.count - 1])
    (outputRows, outputColumns) = (isSequence ? 1 : outputSize[0], outputSize[windows.count - 1])
  }

  /// The number of taps in a window.
  var tapCount: Int { vertical.kernelSize * horizontal.kernelSize }

  /// How the tensor that the windows slide over lies in planes: with its padding, including what a
  /// ceil-mode window overhangs.
  ///
  /// - Parameter fill: What padding cells hold.
  func inputLayout(fill: Pad.Mode) -> PlaneLayout {
    PlaneLayout(
      axisCount: isSequence ? 1 : 2, rows: axis(vertical, inputRows, outputRows, fill),
      columns: axis(horizontal, inputColumns, outputColumns, fill))
  }

  private func axis(
    _ window: SlidingWindow, _ input: Int, _ output: Int, _ fill: Pad.Mode
  ) -> PlaneAxis {
    let beyond = max(0, overhang(window, input, output) - window.paddingAfter)
    return PlaneAxis(
      input, before: window.paddingBefore, after: window.paddingAfter + beyond, fill: fill,
      overhang: beyond)
  }

  private func overhang(_ window: SlidingWindow, _ input: Int, _ output: Int) -> Int {
    window.inputIndex(ofTap: window.kernelSize - 1, atOutput: output - 1) + 1 - input
  }

  /// The taps of the window at an output cell, in kernel order.
  func taps(row: Int, column: Int) -> [GridTap] {
    var taps: [GridTap] = []
    taps.reserveCapacity(tapCount)
    for tapRow in 0..<vertical.kernelSize {
      for tapColumn in 0..<horizontal.kernelSize {
        taps.append(tap(row: row, column: column, tapRow: tapRow, tapColumn: tapColumn))
      }
    }
    return taps
  }

  /// What a tap meets at an output cell.
  func tap(row: Int, column: Int, tapRow: Int, tapColumn: Int) -> GridTap {
    let inputRow = vertical.inputIndex(ofTap: tapRow, atOutput: row)
    let inputColumn = horizontal.inputIndex(ofTap: tapColumn, atOutput: column)
    let isInside =
      inputRow >= 0 && inputRow < inputRows && inputColumn >= 0 && inputColumn < inputColumns
    return GridTap(
      index: tapRow * horizontal.kernelSize + tapColumn, row: inputRow, column: inputColumn,
      isPadding: !isInside)
  }

  /// Whether a tap lies beyond the padded input, where the last window of ceil mode hangs over.
  func overhangs(_ tap: GridTap) -> Bool {
    tap.row >= inputRows + vertical.paddingAfter
      || tap.column >= inputColumns + horizontal.paddingAfter
  }

  /// The cells that no window covers, those of the padding among them; at most as many as can be told
  /// apart on a screen.
  func uncoveredCells() -> [GridCell] {
    let allRows = cells(vertical, inputRows)
    let allColumns = cells(horizontal, inputColumns)
    let rows = Set(uncovered(vertical, inputRows))
    let columns = uncovered(horizontal, inputColumns)
    let coveredCount = (allRows.count - rows.count) * (allColumns.count - columns.count)
    let count = allRows.count * allColumns.count - coveredCount
    guard count > 0, count <= WindowGrid.largestUncoveredCount else { return [] }
    return allRows.flatMap { row in
      (rows.contains(row) ? Array(allColumns) : columns).map {
        GridCell(row: row, column: $0)
      }
    }
  }

  private static let largestUncoveredCount = 4096

  /// The positions of an axis with its padding, the first cell of data being 0.
  private func cells(_ window: SlidingWindow, _ size: Int) -> Range<Int> {
    -window.paddingBefore..<size + window.paddingAfter
  }

  private func uncovered(_ window: SlidingWindow, _ size: Int) -> [Int] {
    guard let uncovered = try? window.uncovered(forInputSize: size) else { return [] }
    // To ask cell after cell takes as long as the padding is wide; most often nothing is left of it.
    guard uncovered.unusedPadding > 0 else { return uncovered.cells }
    return cells(window, size).filter { window.uses(ofInput: $0, inputSize: size).isEmpty }
  }
}

/// A cell of a plane by its distance from the first cell of data; padding lies outside.
struct GridCell: Sendable {
  let row: Int
  let column: Int
}

/// A tap of a window over a plane.
struct GridTap: Sendable {
  /// The kernel element's position in row-major order.
  let index: Int
  /// The row of the input it meets; outside the input for padding.
  let row: Int
  /// The column of the input it meets.
  let column: Int
  /// Whether it meets padding.
  let isPadding: Bool
}
