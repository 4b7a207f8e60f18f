/// Convolution, its transpose and its weight gradient. All three walk over the same meetings of a
/// kernel element with an input cell (taps); they differ in which of the three tensors they sum
/// into. Taps in the padding meet zeros and are left out.
extension ReferenceKernels {
  /// `y[n, o, s'] = Σ over c, k of x[n, c, s' · stride + k · dilation − padding] · w[o, c, k]`,
  /// plus the bias of o.
  static func convolution(
    _ parameters: Convolution, _ operands: [Tensor<Scalar>], _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (x, weight) = (operands[0].elements, operands[1].elements)
    let bias = operands.count > 2 ? operands[2].elements : nil
    let (input, kernel) = (Planes(operands[0].shape), Planes(operands[1].shape))
    let output = Planes(resultShape)
    let windows = PlaneWindows(parameters.windows)
    let filtersPerGroup = output.channels / parameters.groups

    var y: [Scalar] = []
    y.reserveCapacity(output.count)
    for n in 0..<output.batch {
      for o in 0..<output.channels {
        let firstChannel = o / filtersPerGroup * kernel.channels
        for row in 0..<output.height {
          let rowTaps = windows.vertical.tapsReadingInput(atOutput: row, inputSize: input.height)
          for column in 0..<output.width {
            let columnTaps = windows.horizontal.tapsReadingInput(
              atOutput: column, inputSize: input.width)
            var sum: Scalar = 0
            for c in 0..<kernel.channels {
              for i in rowTaps {
                let inputRow = windows.vertical.inputIndex(ofTap: i, atOutput: row)
                let xStart = input.rowStart(n, firstChannel + c, inputRow)
                let weightStart = kernel.rowStart(o, c, i)
                for j in columnTaps {
                  let inputColumn = windows.horizontal.inputIndex(ofTap: j, atOutput: column)
                  sum += x[xStart + inputColumn] * weight[weightStart + j]
                }
              }
            }
            y.append(bias.map { sum + $0[o] } ?? sum)
          }
        }
      }
    }
    return Tensor(resultShape, y)
  }

  /// Every input cell adds its kernel-shaped copy of the weight to the result, at the place its
  /// window has in the direct convolution; plus the bias of c.
  static func transposedConvolution(
    _ parameters: Convolution, _ operands: [Tensor<Scalar>], _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (x, weight) = (operands[0].elements, operands[1].elements)
    let (input, kernel) = (Planes(operands[0].shape), Planes(operands[1].shape))
    let output = Planes(resultShape)
    let windows = PlaneWindows(parameters.windows)
    let filtersPerGroup = input.channels / parameters.groups

    var y = [Scalar](repeating: 0, count: output.count)
    for n in 0..<input.batch {
      for o in 0..<input.channels {
        let firstChannel = o / filtersPerGroup * kernel.channels
        for row in 0..<input.height {
          let rowTaps = windows.vertical.tapsReadingInput(atOutput: row, inputSize: output.height)
          for column in 0..<input.width {
            let columnTaps = windows.horizontal.tapsReadingInput(
              atOutput: column, inputSize: output.width)
            let value = x[input.rowStart(n, o, row) + column]
            for c in 0..<kernel.channels {
              for i in rowTaps {
                let outputRow = windows.vertical.inputIndex(ofTap: i, atOutput: row)
                let yStart = output.rowStart(n, firstChannel + c, outputRow)
                let weightStart = kernel.rowStart(o, c, i)
                for j in columnTaps {
                  let outputColumn = windows.horizontal.inputIndex(ofTap: j, atOutput: column)
                  y[yStart + outputColumn] += value * weight[weightStart + j]
                }
              }
            }
          }
        }
      }
    }
    if operands.count > 2 {
      let bias = operands[2].elements
      for position in y.indices { y[position] += bias[position / output.area % output.channels] }
    }
    return Tensor(resultShape, y)
  }

  /// `dw[o, c, k] = Σ over n, s' of x[n, c, s' · stride + k · dilation − padding] · dy[n, o, s']`.
  static func convolutionWeightGradient(
    _ parameters: Convolution, _ inputs: Tensor<Scalar>, _ upstream: Tensor<Scalar>,
    _ resultShape: Shape
  ) -> Tensor<Scalar> {
    let (x, dy) = (inputs.elements, upstream.elements)
    let (input, output) = (Planes(inputs.shape), Planes(upstream.shape))
    let kernel = Planes(resultShape)
    let windows = PlaneWindows(parameters.windows)
    let filtersPerGroup = output.channels / parameters.groups

    var dw: [Scalar] = []
    dw.reserveCapacity(kernel.count)
    for o in 0..<kernel.batch {
      let firstChannel = o / filtersPerGroup * kernel.channels
      for c in 0..<kernel.channels {
        for i in 0..<kernel.height {
          let rows = windows.vertical.outputs(
            readingInputThroughTap: i, inputSize: input.height, outputSize: output.height)
          for j in 0..<kernel.width {
            let columns = windows.horizontal.outputs(
              readingInputThroughTap: j, inputSize: input.width, outputSize: output.width)
            var sum: Scalar = 0
            for n in 0..<input.batch {
              for row in rows {
                let inputRow = windows.vertical.inputIndex(ofTap: i, atOutput: row)
                let xStart = input.rowStart(n, firstChannel + c, inputRow)
                let dyStart = output.rowStart(n, o, row)
                for column in columns {
                  let inputColumn = windows.horizontal.inputIndex(ofTap: j, atOutput: column)
                  sum += x[xStart + inputColumn] * dy[dyStart + column]
                }
              }
            }
            dw.append(sum)
          }
        }
      }
    }
    return Tensor(resultShape, dw)
  }
}
