/// Enlargement by nearest cells or linear interpolation, and its adjoint.
extension ReferenceKernels {
  /// Every new cell is the weighted sum of its sources.
  static func upsample(
    _ parameters: Upsample, _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (input, output) = (Planes(x.shape), Planes(resultShape))
    var y = [Scalar](repeating: 0, count: output.count)
    forEachSource(parameters, input, output) { cell, source, weight in
      y[cell] += weight * x.elements[source]
    }
    return Tensor(resultShape, y)
  }

  /// Every upstream value is added to its sources by the same weights.
  static func upsampleGradient(
    _ parameters: Upsample, _ upstream: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (output, input) = (Planes(upstream.shape), Planes(resultShape))
    var dx = [Scalar](repeating: 0, count: input.count)
    forEachSource(parameters, input, output) { cell, source, weight in
      dx[source] += weight * upstream.elements[cell]
    }
    return Tensor(resultShape, dx)
  }

  /// Visits every pair of an enlarged cell and one of its sources, with the product of the two
  /// axes' weights.
  private static func forEachSource(
    _ parameters: Upsample, _ input: Planes, _ output: Planes,
    _ body: (_ cell: Int, _ source: Int, _ weight: Scalar) -> Void
  ) {
    let axes = parameters.outputSize.count
    let rows =
      axes == 1
      ? [[Upsample.Source(index: 0, weight: 1)]]
      : parameters.sources(axis: 0, inputSize: input.height)
    let columns = parameters.sources(axis: axes - 1, inputSize: input.width)
    var cell = 0
    for plane in 0..<(output.batch * output.channels) {
      for rowSources in rows {
        for columnSources in columns {
          for row in rowSources {
            for column in columnSources {
              body(
                cell, plane * input.area + row.index * input.width + column.index,
                Scalar(row.weight) * Scalar(column.weight))
            }
          }
          cell += 1
        }
      }
    }
  }
}
