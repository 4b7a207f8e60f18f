/// `im2col` in one axis: the cells that each horizontal tap reads in each channel, as a *strip*.
///
/// A strip holds them row by row. Vertical taps are not laid out: a strip shifted by whole rows is
/// what the next vertical tap reads.
///
/// A convolution is then a sum over the vertical taps of products, each of the tap's part of the
/// weight with the strips read from another row on. Compared with whole columns a kernel of
/// height k writes and reads k times fewer numbers.
///
/// - SeeAlso: M. Cho, D. Brand, *MEC: Memory-efficient convolution for deep neural network*
///   (2017), arXiv:1706.06873.
struct StripGather {
  /// The number of channels that are read.
  let channels: Int
  /// How rows are read.
  let vertical: TapAxis
  /// How columns are read.
  let horizontal: TapAxis
  /// For each vertical tap where its strip starts.
  let starts: [Start]

  /// The first source row of each phase at result row 0.
  ///
  /// Result rows that are a step of several source rows apart need one set of rows for each
  /// remainder.
  private let phases: [Int]
  /// The rows that later taps need after the last result row.
  private let halo: Int

  /// Where the rows that a vertical tap reads start inside a strip.
  struct Start {
    /// The set of rows.
    let phase: Int
    /// The rows to skip.
    let shift: Int
  }

  init(channels: Int, vertical: TapAxis, horizontal: TapAxis) {
    self.channels = channels
    self.vertical = vertical
    self.horizontal = horizontal
    let first = vertical.offsets.min() ?? 0
    var phases: [Int] = []
    starts = vertical.offsets.map { offset in
      let (shift, remainder) = (offset - first).quotientAndRemainder(dividingBy: vertical.step)
      let known = phases.firstIndex(of: first + remainder)
      if known == nil { phases.append(first + remainder) }
      return Start(phase: known ?? phases.count - 1, shift: shift)
    }
    self.phases = phases
    halo = starts.map(\.shift).max() ?? 0
  }

  /// The number of strips: the inner dimension of each vertical tap's product.
  var strips: Int { channels * horizontal.offsets.count }

  /// The number of result cells.
  var positions: Int { vertical.resultSize * horizontal.resultSize }

  /// Whether the strips are the source itself, so that nothing needs to be gathered.
  var isIdentity: Bool { vertical.isIdentity && horizontal.isIdentity }

  /// The numbers in a strip for a number of result rows.
  func stripLength(rows: Int) -> Int {
    phases.count * (rows + halo) * horizontal.resultSize
  }

  /// Where the part of a strip that a vertical tap reads starts.
  func start(ofTap tap: Int, rows: Int) -> Int {
    (starts[tap].phase * (rows + halo) + starts[tap].shift) * horizontal.resultSize
  }

  /// Gathers the strips for some rows of result cells.
  ///
  /// - Parameters:
  ///   - source: [channels, source height, source width].
  ///   - resultRows: The rows of result cells.
  ///   - strips: Takes [channels, horizontal taps, ``stripLength(rows:)``].
  func gather(
    from source: UnsafePointer<Float>, resultRows: Range<Int>,
    into strips: UnsafeMutablePointer<Float>
  ) {
    let (width, step) = (horizontal.resultSize, horizontal.step)
    let sourceArea = vertical.sourceSize * horizontal.sourceSize
    let count = resultRows.count + halo
    var strip = strips
    for channel in 0..<channels {
      let plane = source + channel * sourceArea
      for tap in horizontal.offsets.indices {
        let columns = horizontal.readable[tap]
        for phase in phases {
          let rows = readableRows(first: resultRows.lowerBound * vertical.step + phase, count)
          if rows.isEmpty || columns.isEmpty {
            strip.fill(0, count: count * width)
          } else {
            strip.fill(0, count: rows.lowerBound * width)
            (strip + rows.upperBound * width).fill(0, count: (count - rows.upperBound) * width)
            let row = (resultRows.lowerBound + rows.lowerBound) * vertical.step + phase
            let cell = columns.lowerBound * step + horizontal.offsets[tap]
            copy(
              rows.count, from: plane + (row * horizontal.sourceSize + cell), columns,
              into: strip + rows.lowerBound * width)
          }
          strip += count * width
        }
      }
    }
  }

  /// The rows of a phase, counted from its first, that lie in the source.
  private func readableRows(first: Int, _ count: Int) -> Range<Int> {
    let step = vertical.step
    let lower = first < 0 ? (-first + step - 1) / step : 0
    let rest = vertical.sourceSize - first
    let upper = min(count, rest > 0 ? (rest + step - 1) / step : 0)
    return lower < upper ? lower..<upper : 0..<0
  }

  /// Copies the cells that a horizontal tap reads in some rows and zeroes its padding.
  @inline(__always)
  private func copy(
    _ rows: Int, from source: UnsafePointer<Float>, _ columns: Range<Int>,
    into strip: UnsafeMutablePointer<Float>
  ) {
    let (width, step) = (horizontal.resultSize, horizontal.step)
    let sourceStep = vertical.step * horizontal.sourceSize
    let (first, count) = (columns.lowerBound, columns.count)
    if step == 1 && sourceStep == width {
      // One unbroken run, in which only the padding at both sides is wrong.
      (strip + first).copy(from: source, count: (rows - 1) * width + count)
    } else {
      var (from, to) = (source, strip + first)
      for _ in 0..<rows {
        switch step {
        case 1: to.copy(from: from, count: count)
        case 2: to.copyEverySecond(from: from, count: count)
        default: for column in 0..<count { to[column] = from[step * column] }
        }
        from += sourceStep
        to += width
      }
    }
    for column in 0..<first { zeroColumn(column, rows, of: strip) }
    for column in columns.upperBound..<width { zeroColumn(column, rows, of: strip) }
  }

  @inline(__always)
  private func zeroColumn(_ column: Int, _ rows: Int, of strip: UnsafeMutablePointer<Float>) {
    let width = horizontal.resultSize
    var cell = strip + column
    for _ in 0..<rows {
      cell.pointee = 0
      cell += width
    }
  }
}
