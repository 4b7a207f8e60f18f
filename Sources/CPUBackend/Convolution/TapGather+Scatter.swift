extension TapGather {
  /// `col2im`: adds the matrix back onto the cells it would be gathered from.
  ///
  /// The adjoint of ``gather(from:resultRows:into:)``; what was read from padding is dropped.
  ///
  /// - Parameters:
  ///   - matrix: [rows, resultRows.count · result width].
  ///   - resultRows: The rows of result cells that the matrix holds.
  ///   - target: [channels, source height, source width], which is added to.
  func scatter(
    _ matrix: UnsafePointer<Float>, resultRows: Range<Int>,
    addingTo target: UnsafeMutablePointer<Float>
  ) {
    let (width, sourceWidth) = (horizontal.resultSize, horizontal.sourceSize)
    let step = horizontal.step
    var tapRow = matrix
    for channel in 0..<channels {
      let plane = target + channel * vertical.sourceSize * sourceWidth
      for i in vertical.offsets.indices {
        let rows = vertical.readable[i].clamped(to: resultRows)
        for j in horizontal.offsets.indices {
          let columns = horizontal.readable[j]
          for resultRow in rows {
            let row = resultRow * vertical.step + vertical.offsets[i]
            let first = columns.lowerBound * step + horizontal.offsets[j]
            let cells = plane + (row * sourceWidth + first)
            let line = (resultRow - resultRows.lowerBound) * width
            let values = tapRow + (line + columns.lowerBound)
            if step == 1 {
              cells.add(values, count: columns.count)
            } else {
              for column in 0..<columns.count { cells[column * step] += values[column] }
            }
          }
          tapRow += resultRows.count * width
        }
      }
    }
  }

  /// The same, and may overwrite the matrix, which makes it faster where source and result have
  /// the same width and windows move by one cell.
  ///
  /// A tap's row of the matrix then lies on the plane as one unbroken run, once the cells that
  /// stick out at both sides are zero, and the runs of all taps are added in one pass.
  func scatter(
    overwriting matrix: UnsafeMutablePointer<Float>, resultRows: Range<Int>,
    addingTo target: UnsafeMutablePointer<Float>
  ) {
    let width = horizontal.resultSize
    guard vertical.step == 1, horizontal.step == 1, width == horizontal.sourceSize else {
      scatter(matrix, resultRows: resultRows, addingTo: target)
      return
    }
    let taps = vertical.offsets.count * horizontal.offsets.count
    let length = resultRows.count * width
    withUnsafeTemporaryAllocation(of: Run.self, capacity: taps) { runs in
      for channel in 0..<channels {
        let rows = matrix + channel * taps * length
        let count = prepare(runs, rows, resultRows)
        let plane = target + channel * vertical.sourceSize * width
        add(UnsafeBufferPointer(rebasing: runs[..<count]), to: plane)
      }
    }
  }

  /// What one tap adds to the plane: to each of its `cells` the number at that index of `values`.
  private struct Run {
    let values: UnsafePointer<Float>
    let cells: Range<Int>
  }

  /// Zeroes what sticks out of the plane and finds each tap's run.
  ///
  /// - Returns: The number of runs; taps that only ever read padding have none.
  private func prepare(
    _ runs: UnsafeMutableBufferPointer<Run>, _ matrix: UnsafeMutablePointer<Float>,
    _ resultRows: Range<Int>
  ) -> Int {
    let width = horizontal.resultSize
    var count = 0
    var tapRow = matrix
    for i in vertical.offsets.indices {
      let rows = vertical.readable[i].clamped(to: resultRows)
      for j in horizontal.offsets.indices {
        let columns = horizontal.readable[j]
        if !rows.isEmpty, !columns.isEmpty {
          let first = (rows.lowerBound - resultRows.lowerBound) * width
          for column in 0..<width where !columns.contains(column) {
            (tapRow + first + column).zero(rows.count, width)
          }
          // The plane's cell that the first number of the tap's row would be added to.
          let cell = (resultRows.lowerBound + vertical.offsets[i]) * width + horizontal.offsets[j]
          let start = cell + first + columns.lowerBound
          let end = start + (rows.count - 1) * width + columns.count
          runs[count] = Run(values: UnsafePointer(tapRow) - cell, cells: start..<end)
          count += 1
        }
        tapRow += resultRows.count * width
      }
    }
    return count
  }

  /// Adds all runs to the plane; where they overlap, each cell is read and written once.
  private func add(
    _ runs: UnsafeBufferPointer<Run>, to plane: UnsafeMutablePointer<Float>
  ) {
    guard var (first, last) = runs.first.map({ ($0.cells.lowerBound, $0.cells.upperBound) }) else {
      return
    }
    for run in runs {
      first = max(first, run.cells.lowerBound)
      last = min(last, run.cells.upperBound)
    }
    let shared = first..<(first + max(0, last - first) / 8 * 8)
    for run in runs {
      let before = run.cells.lowerBound..<min(shared.lowerBound, run.cells.upperBound)
      (plane + before.lowerBound).add(run.values + before.lowerBound, count: before.count)
      let end = run.cells.upperBound
      let after = min(end, max(shared.upperBound, before.upperBound))..<end
      (plane + after.lowerBound).add(run.values + after.lowerBound, count: after.count)
    }
    for cell in stride(from: shared.lowerBound, to: shared.upperBound, by: 8) {
      var sum = UnsafePointer(plane + cell).load8()
      for run in runs { sum += (run.values + cell).load8() }
      (plane + cell).store(sum)
    }
  }
}

extension UnsafeMutablePointer<Float> {
  /// Zeroes numbers that lie a stride apart.
  @inline(__always)
  fileprivate func zero(_ count: Int, _ stride: Int) {
    var number = self
    for _ in 0..<count {
      number.pointee = 0
      number += stride
    }
  }
}
