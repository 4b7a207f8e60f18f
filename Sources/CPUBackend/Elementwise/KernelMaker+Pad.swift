import TensorEngine

extension KernelMaker {
  /// Copies cells and puts the constant where a padded cell has no source.
  func pad(_ parameters: Pad, _ x: Operand, _ result: Destination) -> Kernel {
    let (input, output) = (Planes(x.shape), Planes(result.shape))
    let (rows, columns) = sources(parameters, input, output)
    let border: Float = if case .constant(let value) = parameters.mode { Float(value) } else { 0 }
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: output.area) { planes in
        for plane in planes {
          var to = result.pointer + plane * output.area
          for row in rows {
            let from = row.map { x.pointer + (plane * input.area + $0 * input.width) }
            for (position, column) in columns.enumerated() {
              to[position] = if let from, let column { from[column] } else { border }
            }
            to += output.width
          }
        }
      }
    }
  }

  /// Adds every padded cell onto its source; constant cells have none.
  func padGradient(_ parameters: Pad, _ upstream: Operand, _ result: Destination) -> Kernel {
    let (input, output) = (Planes(result.shape), Planes(upstream.shape))
    let (rows, columns) = sources(parameters, input, output)
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: output.area) { planes in
        for plane in planes {
          let cells = result.pointer + plane * input.area
          cells.fill(0, count: input.area)
          var from = upstream.pointer + plane * output.area
          for row in rows {
            if let row {
              for (position, column) in columns.enumerated() {
                if let column { cells[row * input.width + column] += from[position] }
              }
            }
            from += output.width
          }
        }
      }
    }
  }

  /// For each row and each column of the padded planes the one it is copied from.
  private func sources(
    _ parameters: Pad, _ input: Planes, _ output: Planes
  ) -> (rows: [Int?], columns: [Int?]) {
    let axes = parameters.before.count
    let rows = (0..<output.height).map { row in
      axes == 1 ? row : parameters.source(of: row, axis: 0, inputSize: input.height)
    }
    let columns = (0..<output.width).map {
      parameters.source(of: $0, axis: axes - 1, inputSize: input.width)
    }
    return (rows, columns)
  }
}
