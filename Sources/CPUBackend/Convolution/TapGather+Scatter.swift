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
    let width = horizontal.resultSize
    let sourceWidth = horizontal.sourceSize
    let step = horizontal.step
    var row = matrix
    for channel in 0..<channels {
      let plane = target + channel * vertical.sourceSize * sourceWidth
      for i in vertical.offsets.indices {
        let rows = vertical.readable[i].clamped(to: resultRows)
        for j in horizontal.offsets.indices {
          let columns = horizontal.readable[j]
          for resultRow in rows {
            let sourceRow = resultRow * vertical.step + vertical.offsets[i]
            let first = columns.lowerBound * step + horizontal.offsets[j]
            let cells = plane + (sourceRow * sourceWidth + first)
            let line = (resultRow - resultRows.lowerBound) * width
            let values = row + (line + columns.lowerBound)
            if step == 1 {
              cells.add(values, count: columns.count)
            } else {
              for column in 0..<columns.count { cells[column * step] += values[column] }
            }
          }
          row += resultRows.count * width
        }
      }
    }
  }
}
