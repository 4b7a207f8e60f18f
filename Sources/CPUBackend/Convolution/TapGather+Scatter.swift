extension TapGather {
  /// `col2im`: adds the matrix back onto the cells it would be gathered from; the adjoint of
  /// ``gather(from:resultRows:into:)``. What was read from padding is dropped.
  ///
  /// - Parameters:
  ///   - matrix: [rows, positions].
  ///   - target: [channels, source height, source width], which is added to.
  func scatter(
    _ matrix: UnsafePointer<Float>, addingTo target: UnsafeMutablePointer<Float>
  ) {
    let width = horizontal.resultSize
    let sourceWidth = horizontal.sourceSize
    let step = horizontal.step
    var row = matrix
    for channel in 0..<channels {
      let plane = target + channel * vertical.sourceSize * sourceWidth
      for i in vertical.offsets.indices {
        let rows = vertical.readable[i]
        for j in horizontal.offsets.indices {
          let columns = horizontal.readable[j]
          for resultRow in rows {
            let sourceRow = resultRow * vertical.step + vertical.offsets[i]
            let first = columns.lowerBound * step + horizontal.offsets[j]
            let cells = plane + (sourceRow * sourceWidth + first)
            let values = row + (resultRow * width + columns.lowerBound)
            if step == 1 {
              for column in 0..<columns.count { cells[column] += values[column] }
            } else {
              for column in 0..<columns.count { cells[column * step] += values[column] }
            }
          }
          row += positions
        }
      }
    }
  }
}
