import ConvolutionArithmetic
import TensorEngine

/// Average pooling with windows and with adaptive regions, which differ in their regions only.
extension KernelMaker {
  /// The mean of each window: [N, C, S] → [N, C, S'].
  func averagePool(_ pool: AveragePool, _ x: Operand, _ result: Destination) -> Kernel {
    let (rows, columns) = regions(pool, Planes(x.shape), Planes(result.shape))
    return average(rows, columns, x, result)
  }

  /// Spreads every value over its window: [N, C, S'] → [N, C, S].
  func averagePoolGradient(
    _ pool: AveragePool, _ upstream: Operand, _ result: Destination
  ) -> Kernel {
    let (rows, columns) = regions(pool, Planes(result.shape), Planes(upstream.shape))
    return spread(rows, columns, upstream, result)
  }

  /// The mean of each region: [N, C, S] → [N, C, S'].
  func adaptiveAveragePool(_ x: Operand, _ result: Destination) -> Kernel {
    let (rows, columns) = adaptiveRegions(Planes(x.shape), Planes(result.shape))
    return average(rows, columns, x, result)
  }

  /// Spreads every value over its region: [N, C, S'] → [N, C, S].
  func adaptiveAveragePoolGradient(_ upstream: Operand, _ result: Destination) -> Kernel {
    let (rows, columns) = adaptiveRegions(Planes(result.shape), Planes(upstream.shape))
    return spread(rows, columns, upstream, result)
  }

  private func average(
    _ rows: PoolRegions, _ columns: PoolRegions, _ x: Operand, _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(x.shape), Planes(result.shape))
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: input.area) { planes in
        for plane in planes {
          let cells = x.pointer + plane * input.area
          var y = result.pointer + plane * output.area
          for row in 0..<output.height {
            for column in 0..<output.width {
              var sum: Float = 0
              rows.forEachCell(ofOutput: row) { inputRow in
                columns.forEachCell(ofOutput: column) { inputColumn in
                  sum += cells[inputRow * input.width + inputColumn]
                }
              }
              y.pointee = sum / Float(rows.divisors[row] * columns.divisors[column])
              y += 1
            }
          }
        }
      }
    }
  }

  private func spread(
    _ rows: PoolRegions, _ columns: PoolRegions, _ upstream: Operand, _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(result.shape), Planes(upstream.shape))
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: input.area) { planes in
        for plane in planes {
          let cells = result.pointer + plane * input.area
          cells.fill(0, count: input.area)
          var dy = upstream.pointer + plane * output.area
          for row in 0..<output.height {
            for column in 0..<output.width {
              let share = dy.pointee / Float(rows.divisors[row] * columns.divisors[column])
              dy += 1
              rows.forEachCell(ofOutput: row) { inputRow in
                columns.forEachCell(ofOutput: column) { inputColumn in
                  cells[inputRow * input.width + inputColumn] += share
                }
              }
            }
          }
        }
      }
    }
  }

  private func regions(
    _ pool: AveragePool, _ input: Planes, _ output: Planes
  ) -> (rows: PoolRegions, columns: PoolRegions) {
    let windows = PlaneWindows(pool.windows)
    let counted = pool.countIncludePad
    return (
      PoolRegions(
        windows.vertical, inputSize: input.height, outputSize: output.height,
        countIncludePad: counted),
      PoolRegions(
        windows.horizontal, inputSize: input.width, outputSize: output.width,
        countIncludePad: counted)
    )
  }

  private func adaptiveRegions(
    _ input: Planes, _ output: Planes
  ) -> (rows: PoolRegions, columns: PoolRegions) {
    (
      PoolRegions(splitting: input.height, into: output.height),
      PoolRegions(splitting: input.width, into: output.width)
    )
  }
}
