import ConvolutionArithmetic

/// Averages over regions of varying size.
extension ReferenceKernels {
  /// The mean of each region.
  static func adaptiveAveragePool(
    _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (input, output) = (Planes(x.shape), Planes(resultShape))
    let (rowsOf, columnsOf) = regions(input, output)
    var y: [Scalar] = []
    y.reserveCapacity(output.count)
    for plane in 0..<(output.batch * output.channels) {
      for rows in rowsOf {
        for columns in columnsOf {
          var sum: Scalar = 0
          for row in rows {
            for column in columns {
              sum += x.elements[plane * input.area + row * input.width + column]
            }
          }
          y.append(sum / Scalar(rows.count * columns.count))
        }
      }
    }
    return Tensor(resultShape, y)
  }

  /// Every upstream value over its region's size, added to each cell of the region.
  static func adaptiveAveragePoolGradient(
    _ upstream: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (output, input) = (Planes(upstream.shape), Planes(resultShape))
    let (rowsOf, columnsOf) = regions(input, output)
    var dx = [Scalar](repeating: 0, count: input.count)
    var position = 0
    for plane in 0..<(output.batch * output.channels) {
      for rows in rowsOf {
        for columns in columnsOf {
          let share = upstream.elements[position] / Scalar(rows.count * columns.count)
          position += 1
          for row in rows {
            for column in columns {
              dx[plane * input.area + row * input.width + column] += share
            }
          }
        }
      }
    }
    return Tensor(resultShape, dx)
  }

  /// The input rows of each output row, and the input columns of each output column.
  private static func regions(
    _ input: Planes, _ output: Planes
  ) -> (rows: [Range<Int>], columns: [Range<Int>]) {
    func split(_ inputSize: Int, into outputSize: Int) -> [Range<Int>] {
      // Shape inference has made this value once already.
      // swift-format-ignore: NeverUseForceTry
      let pooling = try! AdaptivePooling(inputSize: inputSize, outputSize: outputSize)
      return (0..<outputSize).map { pooling.inputs(ofOutput: $0) }
    }
    return (split(input.height, into: output.height), split(input.width, into: output.width))
  }
}
