import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// What a max pool tells of each window.
  enum MaxPoolResult {
    /// The maximum.
    case maxima
    /// Where in the plane it was found.
    case switches
  }

  /// The maximum of each window, or its place.
  ///
  /// The first of equal maxima is taken, and a NaN beats every number and an earlier NaN.
  ///
  /// - Parameters:
  ///   - windows: One window per spatial axis.
  ///   - x: [N, C, S].
  ///   - wanted: Which of the two is the result.
  ///   - result: [N, C, S'].
  func maxPool(
    _ windows: [SlidingWindow], _ x: Operand, _ wanted: MaxPoolResult, _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(x.shape), Planes(result.shape))
    let axes = PlaneWindows(windows)
    let rows = PoolRegions(axes.vertical, inputSize: input.height, outputSize: output.height)
    let columns = PoolRegions(axes.horizontal, inputSize: input.width, outputSize: output.width)
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: input.area) { planes in
        for plane in planes {
          let cells = x.pointer + plane * input.area
          var y = result.pointer + plane * output.area
          for row in 0..<output.height {
            for column in 0..<output.width {
              var best = rows.starts[row] * input.width + columns.starts[column]
              var largest = cells[best]
              rows.forEachCell(ofOutput: row) { inputRow in
                columns.forEachCell(ofOutput: column) { inputColumn in
                  let cell = inputRow * input.width + inputColumn
                  let value = cells[cell]
                  if value > largest || value.isNaN { (largest, best) = (value, cell) }
                }
              }
              y.pointee = wanted == .maxima ? largest : Float(best)
              y += 1
            }
          }
        }
      }
    }
  }

  /// Zeros, with every value at the cell its switch names.
  func maxUnpool(
    _ overlap: Unpooling.Overlap, _ x: Operand, switches: Operand, _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(x.shape), Planes(result.shape))
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: output.area) { planes in
        for plane in planes {
          let cells = result.pointer + plane * output.area
          cells.fill(0, count: output.area)
          for position in (plane * input.area)..<((plane + 1) * input.area) {
            let cell = checkedSwitch(switches.pointer[position], area: output.area)
            switch overlap {
            case .replace: cells[cell] = x.pointer[position]
            case .sum: cells[cell] += x.pointer[position]
            }
          }
        }
      }
    }
  }

  /// The cells that the switches name.
  func takeAtIndices(_ x: Operand, switches: Operand, _ result: Destination) -> Kernel {
    let (input, output) = (Planes(x.shape), Planes(switches.shape))
    return { [pool] in
      pool.forEachRange(of: output.planes, workPerItem: output.area) { planes in
        for plane in planes {
          let cells = x.pointer + plane * input.area
          for position in (plane * output.area)..<((plane + 1) * output.area) {
            let cell = checkedSwitch(switches.pointer[position], area: input.area)
            result.pointer[position] = cells[cell]
          }
        }
      }
    }
  }

  /// The cell that a switch names.
  private func checkedSwitch(_ value: Float, area: Int) -> Int {
    let cell = Int(value)
    precondition(cell >= 0 && cell < area, "switch \(cell) in a plane of \(area) cells")
    return cell
  }
}
