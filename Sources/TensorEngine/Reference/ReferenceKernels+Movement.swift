/// Ops that move elements without computing.
extension ReferenceKernels {
  /// Repeats axes of length 1 and missing leading axes.
  static func broadcast(_ x: Tensor<Scalar>, _ resultShape: Shape) -> Tensor<Scalar> {
    Tensor(resultShape, x.shape.offsets(broadcastTo: resultShape).map { x.elements[$0] })
  }

  /// Axis `i` of the result walks along axis `permutation[i]` of the operand.
  static func transpose(
    _ x: Tensor<Scalar>, _ permutation: [Int], _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let strides = x.shape.strides
    let offsets = resultShape.offsets(strides: permutation.map { strides[$0] })
    return Tensor(resultShape, offsets.map { x.elements[$0] })
  }

  /// Walks the stated axes from their end.
  static func flip(_ x: Tensor<Scalar>, axes: [Int]) -> Tensor<Scalar> {
    var strides = x.shape.strides
    var last = 0
    for axis in axes {
      last += (x.shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    return Tensor(x.shape, x.shape.offsets(strides: strides, from: last).map { x.elements[$0] })
  }

  /// The part of one axis that starts at an index and is as long as the result.
  static func slice(
    _ x: Tensor<Scalar>, axis: Int, from start: Int, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let strides = x.shape.strides
    let offsets = resultShape.offsets(strides: strides, from: start * strides[axis])
    return Tensor(resultShape, offsets.map { x.elements[$0] })
  }

  /// The operands one after the other along one axis.
  static func concat(
    _ operands: [Tensor<Scalar>], axis: Int, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    var y: [Scalar] = []
    y.reserveCapacity(resultShape.count)
    for outer in 0..<resultShape.split(at: axis).outer {
      for operand in operands {
        let (_, length, inner) = operand.shape.split(at: axis)
        y += operand.elements[(outer * length * inner)..<((outer + 1) * length * inner)]
      }
    }
    return Tensor(resultShape, y)
  }

  /// Copies cells and puts the constant where a padded cell has no source.
  static func pad(
    _ parameters: Pad, _ x: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let border: Scalar = if case .constant(let value) = parameters.mode { Scalar(value) } else { 0 }
    let y = paddedSources(parameters, Planes(x.shape), Planes(resultShape)).map { source in
      source.map { x.elements[$0] } ?? border
    }
    return Tensor(resultShape, y)
  }

  /// Adds every padded cell onto its source; constant cells have none.
  static func padGradient(
    _ parameters: Pad, _ upstream: Tensor<Scalar>, _ resultShape: Shape
  ) -> Tensor<Scalar> {
    var dx = [Scalar](repeating: 0, count: resultShape.count)
    let sources = paddedSources(parameters, Planes(resultShape), Planes(upstream.shape))
    for (value, source) in zip(upstream.elements, sources) {
      if let source { dx[source] += value }
    }
    return Tensor(resultShape, dx)
  }

  /// For each cell of the padded planes the position it is copied from.
  private static func paddedSources(
    _ parameters: Pad, _ input: Planes, _ output: Planes
  ) -> [Int?] {
    let axes = parameters.before.count
    let rows = (0..<output.height).map { row in
      axes == 1 ? row : parameters.source(of: row, axis: 0, inputSize: input.height)
    }
    let columns = (0..<output.width).map {
      parameters.source(of: $0, axis: axes - 1, inputSize: input.width)
    }
    var sources: [Int?] = []
    sources.reserveCapacity(output.count)
    for plane in 0..<(output.batch * output.channels) {
      for row in rows {
        for column in columns {
          if let row, let column {
            sources.append(plane * input.area + row * input.width + column)
          } else {
            sources.append(nil)
          }
        }
      }
    }
    return sources
  }
}
