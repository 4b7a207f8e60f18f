/// `im2col`: lays the cells that each tap reads out as the rows of a matrix.
///
/// Row `(c, i, j)` holds what tap (i, j) reads in channel c, one column for each result cell;
/// padding reads zero. A convolution is then the product of its weight with this matrix.
struct TapGather {
  /// The number of channels that are read.
  let channels: Int
  /// How rows are read.
  let vertical: TapAxis
  /// How columns are read.
  let horizontal: TapAxis

  private let taps: [Tap]

  /// One tap of the kernel: where it reads, and where that is not padding.
  private struct Tap {
    let rowOffset: Int
    let columnOffset: Int
    let rows: Range<Int>
    let columns: Range<Int>
  }

  init(channels: Int, vertical: TapAxis, horizontal: TapAxis) {
    self.channels = channels
    self.vertical = vertical
    self.horizontal = horizontal
    taps = vertical.offsets.indices.flatMap { i in
      horizontal.offsets.indices.map { j in
        Tap(
          rowOffset: vertical.offsets[i], columnOffset: horizontal.offsets[j],
          rows: vertical.readable[i], columns: horizontal.readable[j])
      }
    }
  }

  /// The number of rows of the matrix: one for each tap in each channel.
  var rows: Int { channels * taps.count }

  /// The number of columns of the whole matrix: the cells of the result.
  var positions: Int { vertical.resultSize * horizontal.resultSize }

  /// Gathers the columns of some rows of result cells.
  ///
  /// - Parameters:
  ///   - source: [channels, source height, source width].
  ///   - resultRows: The rows of result cells.
  ///   - matrix: Takes [rows, resultRows.count · result width].
  func gather(
    from source: UnsafePointer<Float>, resultRows: Range<Int>,
    into matrix: UnsafeMutablePointer<Float>
  ) {
    let width = horizontal.resultSize
    let sourceWidth = horizontal.sourceSize
    let sourceArea = vertical.sourceSize * sourceWidth
    let columns = resultRows.count * width
    // Then a tap reads one unbroken run of the plane, but for the padding at both sides.
    let isShift = vertical.step == 1 && horizontal.step == 1 && width == sourceWidth
    taps.withUnsafeBufferPointer { taps in
      var row = matrix
      for channel in 0..<channels {
        let plane = source + channel * sourceArea
        for tap in taps {
          let rows = tap.rows.clamped(to: resultRows)
          if rows.isEmpty || tap.columns.isEmpty {
            row.fill(0, count: columns)
          } else {
            let before = (rows.lowerBound - resultRows.lowerBound) * width
            let inside = rows.count * width
            row.fill(0, count: before)
            (row + before + inside).fill(0, count: columns - before - inside)
            if isShift {
              shift(plane, tap, rows, into: row + before)
            } else {
              copyRows(plane, tap, rows, into: row + before)
            }
          }
          row += columns
        }
      }
    }
  }

  /// Copies the run that a tap reads and zeroes what it took from neighbouring rows.
  @inline(__always)
  private func shift(
    _ plane: UnsafePointer<Float>, _ tap: Tap, _ rows: Range<Int>,
    into result: UnsafeMutablePointer<Float>
  ) {
    let width = horizontal.resultSize
    let (first, end) = (tap.columns.lowerBound, tap.columns.upperBound)
    let start = (rows.lowerBound + tap.rowOffset) * width + first + tap.columnOffset
    let count = (rows.count - 1) * width + end - first
    (result + first).copy(from: plane + start, count: count)
    guard tap.columns.count < width else { return }
    var line = result
    for _ in 0..<rows.count {
      for column in 0..<first { line[column] = 0 }
      for column in end..<width { line[column] = 0 }
      line += width
    }
  }

  /// Copies row by row, at any step.
  @inline(__always)
  private func copyRows(
    _ plane: UnsafePointer<Float>, _ tap: Tap, _ rows: Range<Int>,
    into result: UnsafeMutablePointer<Float>
  ) {
    let width = horizontal.resultSize
    let step = horizontal.step
    let (first, end) = (tap.columns.lowerBound, tap.columns.upperBound)
    var line = result
    for row in rows {
      let sourceRow = row * vertical.step + tap.rowOffset
      let start =
        plane + (sourceRow * horizontal.sourceSize + first * step + tap.columnOffset)
      for column in 0..<first { line[column] = 0 }
      for column in end..<width { line[column] = 0 }
      if step == 1 {
        (line + first).copy(from: start, count: end - first)
      } else if step == 2 {
        // Known at compile time, the step lets the loop be vectorised.
        for column in 0..<(end - first) { line[first + column] = start[2 * column] }
      } else {
        for column in 0..<(end - first) { line[first + column] = start[step * column] }
      }
      line += width
    }
  }
}
