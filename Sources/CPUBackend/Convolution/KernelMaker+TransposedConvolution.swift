import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// Transposed convolution, which is also the input gradient of a convolution.
  ///
  /// Few output channels are computed by a product with the transposed weight and `col2im`, many
  /// by gathering for each phase of the stride: the first holds C/G · K intermediate numbers for
  /// every cell, the second O/G · K.
  ///
  /// - Parameters:
  ///   - parameters: Windows and groups of the direct twin.
  ///   - operands: x [N, O, S'], weight [O, C/G, K], optionally bias [C].
  ///   - result: [N, C, S].
  /// - Complexity: N·O·S'·C/G·K multiply-adds.
  func transposedConvolution(
    _ parameters: Convolution, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (input, output) = (operands[0].shape, result.shape)
    return input[1] >= 4 * output[1]
      ? scatteredTransposedConvolution(parameters, operands, result)
      : gatheredTransposedConvolution(parameters, operands, result)
  }

  /// For each phase of the stride a convolution of stride 1 with the taps that reach it.
  private func gatheredTransposedConvolution(
    _ parameters: Convolution, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(operands[0].shape), Planes(result.shape))
    let phases = PhaseProduct.all(
      of: parameters, input: input, output: output, in: scratch)
    for phase in phases { scratch.reserve(phase.scratchCount) }
    let (x, weight) = (operands[0].pointer, operands[1].pointer)
    let bias = operands.count > 2 ? operands[2].pointer : nil
    let multiplyAdds = phases.map(\.multiplyAdds).reduce(0, +)
    let work =
      input.batch * parameters.groups * multiplyAdds / ThreadPool.multiplyAddsPerNumber
    let tiles = phases.map(\.tiles)
    let blocksPerImage = tiles.reduce(0, +)
    return { [pool, scratch] in
      for phase in phases { phase.pack(weight) }
      pool.forEach(blocks: input.batch * blocksPerImage, work: work) { block, worker in
        let n = block / blocksPerImage
        var tile = block % blocksPerImage
        var phase = 0
        while tile >= tiles[phase] {
          tile -= tiles[phase]
          phase += 1
        }
        phases[phase].compute(
          image: n, tile: tile, from: x, bias: bias, into: result.pointer,
          scratch: scratch.part(ofWorker: worker))
      }
    }
  }

  /// `col2im(weightᵀ · x)`, as many rows of x at a time as leave the columns in a core's own
  /// cache.
  private func scatteredTransposedConvolution(
    _ parameters: Convolution, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(operands[0].shape), Planes(result.shape))
    let windows = PlaneWindows(parameters.windows)
    let groups = parameters.groups
    let (inputs, channels) = (input.channels / groups, output.channels / groups)
    // The adjoint reads the result's shape, so the direct twin's axes are the ones wanted.
    let gather = TapGather(
      channels: channels,
      vertical: TapAxis(
        window: windows.vertical, inputSize: output.height, outputSize: input.height),
      horizontal: TapAxis(
        window: windows.horizontal, inputSize: output.width, outputSize: input.width))
    let tileRows = min(input.height, max(1, (1 << 15) / (gather.rows * input.width)))
    scratch.reserve(gather.rows * tileRows * input.width)
    let (x, weight) = (operands[0].pointer, operands[1].pointer)
    let bias = operands.count > 2 ? operands[2].pointer : nil
    let multiplyAdds = input.batch * input.channels * input.area * gather.rows
    return { [pool, scratch] in
      pool.forEach(
        blocks: input.batch * groups, work: multiplyAdds / ThreadPool.multiplyAddsPerNumber
      ) { block, worker in
        let (n, group) = block.quotientAndRemainder(dividingBy: groups)
        let columns = scratch.part(ofWorker: worker)
        let firstChannel = group * channels
        let y = result.pointer + (n * output.channels + firstChannel) * output.area
        for c in 0..<channels {
          let start = bias.map { $0[firstChannel + c] } ?? 0
          (y + c * output.area).fill(start, count: output.area)
        }
        let factors = MatrixView(
          pointer: weight + group * inputs * gather.rows, stride: gather.rows,
          isTransposed: true)
        let planes = x + (n * input.channels + group * inputs) * input.area
        for first in stride(from: 0, to: input.height, by: tileRows) {
          let rows = first..<min(first + tileRows, input.height)
          let count = rows.count * input.width
          MatrixProduct(rows: gather.rows, columns: count, inner: inputs).multiply(
            factors, MatrixView(pointer: planes + first * input.width, stride: input.area),
            into: columns, cStride: count, accumulates: false)
          gather.scatter(overwriting: columns, resultRows: rows, addingTo: y)
        }
      }
    }
  }
}
