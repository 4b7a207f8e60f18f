import ConvolutionArithmetic

/// Pooling, unpooling and their gradients. Every plane of every channel stands for itself.
extension ReferenceKernels {
  /// The maximum of each window and where in the plane it was found.
  ///
  /// As in PyTorch the first of equal maxima is taken, a NaN beats every number (and an earlier
  /// NaN), and padding is never the maximum.
  static func maxPool(
    _ axes: [SlidingWindow], _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> (maxima: Tensor<Scalar>, switches: Tensor<Scalar>) {
    let (input, output) = (Planes(x.shape), Planes(resultShape))
    let windows = PlaneWindows(axes)
    var maxima: [Scalar] = []
    var switches: [Scalar] = []
    maxima.reserveCapacity(output.count)
    switches.reserveCapacity(output.count)
    for plane in 0..<(output.batch * output.channels) {
      let start = plane * input.area
      for row in 0..<output.height {
        let rows = cells(windows.vertical, atOutput: row, inputSize: input.height)
        for column in 0..<output.width {
          let columns = cells(windows.horizontal, atOutput: column, inputSize: input.width)
          // Shape inference has refused windows without a cell.
          var best = rows[0] * input.width + columns[0]
          for inputRow in rows {
            for inputColumn in columns {
              let cell = inputRow * input.width + inputColumn
              let value = x.elements[start + cell]
              if value > x.elements[start + best] || value.isNaN { best = cell }
            }
          }
          maxima.append(x.elements[start + best])
          switches.append(Scalar(best))
        }
      }
    }
    return (Tensor(resultShape, maxima), Tensor(resultShape, switches))
  }

  /// Zeros, with every value at the cell its switch names.
  static func maxUnpool(
    _ overlap: Unpooling.Overlap, _ x: Tensor<Scalar>, switches: Tensor<Scalar>,
    _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (input, output) = (Planes(x.shape), Planes(resultShape))
    var y = [Scalar](repeating: 0, count: output.count)
    for position in x.elements.indices {
      let start = position / input.area * output.area
      let cell = start + Int(switches.elements[position])
      switch overlap {
      case .replace: y[cell] = x.elements[position]
      case .sum: y[cell] += x.elements[position]
      }
    }
    return Tensor(resultShape, y)
  }

  /// The cells that the switches name.
  static func takeAtIndices(_ x: Tensor<Scalar>, switches: Tensor<Scalar>) -> Tensor<Scalar> {
    let (input, output) = (Planes(x.shape), Planes(switches.shape))
    let y = switches.elements.indices.map { position in
      x.elements[position / output.area * input.area + Int(switches.elements[position])]
    }
    return Tensor(switches.shape, y)
  }

  /// The sum of each window over its divisor.
  static func averagePool(
    _ pool: AveragePool, _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (input, output) = (Planes(x.shape), Planes(resultShape))
    let windows = PlaneWindows(pool.windows)
    var y: [Scalar] = []
    y.reserveCapacity(output.count)
    for plane in 0..<(output.batch * output.channels) {
      for row in 0..<output.height {
        let rows = cells(windows.vertical, atOutput: row, inputSize: input.height)
        for column in 0..<output.width {
          let columns = cells(windows.horizontal, atOutput: column, inputSize: input.width)
          var sum: Scalar = 0
          for inputRow in rows {
            for inputColumn in columns {
              sum += x.elements[plane * input.area + inputRow * input.width + inputColumn]
            }
          }
          y.append(sum / divisor(pool, windows, row, column, input))
        }
      }
    }
    return Tensor(resultShape, y)
  }

  /// Every upstream value over its window's divisor, added to each cell of the window.
  static func averagePoolGradient(
    _ pool: AveragePool, _ upstream: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (output, input) = (Planes(upstream.shape), Planes(resultShape))
    let windows = PlaneWindows(pool.windows)
    var dx = [Scalar](repeating: 0, count: input.count)
    for plane in 0..<(output.batch * output.channels) {
      for row in 0..<output.height {
        let rows = cells(windows.vertical, atOutput: row, inputSize: input.height)
        for column in 0..<output.width {
          let columns = cells(windows.horizontal, atOutput: column, inputSize: input.width)
          let value = upstream.elements[plane * output.area + row * output.width + column]
          let share = value / divisor(pool, windows, row, column, input)
          for inputRow in rows {
            for inputColumn in columns {
              dx[plane * input.area + inputRow * input.width + inputColumn] += share
            }
          }
        }
      }
    }
    return Tensor(resultShape, dx)
  }

  /// The input cells of a window along one axis, padding left out.
  private static func cells(
    _ window: SlidingWindow, atOutput output: Int, inputSize: Int
  ) -> [Int] {
    window.tapsReadingInput(atOutput: output, inputSize: inputSize).map {
      window.inputIndex(ofTap: $0, atOutput: output)
    }
  }

  /// What the sum of a window is divided by.
  private static func divisor(
    _ pool: AveragePool, _ windows: PlaneWindows, _ row: Int, _ column: Int, _ input: Planes
  ) -> Scalar {
    let counted = pool.countIncludePad
    let vertical = windows.vertical.averageDivisor(
      atOutput: row, inputSize: input.height, countIncludePad: counted)
    let horizontal = windows.horizontal.averageDivisor(
      atOutput: column, inputSize: input.width, countIncludePad: counted)
    return Scalar(vertical * horizontal)
  }
}
