import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// Convolution by `im2col` and a matrix product.
  ///
  /// - Parameters:
  ///   - parameters: Windows and groups.
  ///   - operands: x [N, C, S], weight [O, C/G, K], optionally bias [O].
  ///   - result: [N, O, S'].
  /// - Complexity: N·O·S'·C/G·K multiply-adds.
  func convolution(
    _ parameters: Convolution, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(operands[0].shape), Planes(result.shape))
    let windows = PlaneWindows(parameters.windows)
    let groups = parameters.groups
    let channels = input.channels / groups
    let gather = TapGather(
      channels: channels,
      vertical: TapAxis(
        window: windows.vertical, inputSize: input.height, outputSize: output.height),
      horizontal: TapAxis(
        window: windows.horizontal, inputSize: input.width, outputSize: output.width))
    let product = TapProduct(gather: gather, outputs: output.channels / groups)
    scratch.reserve(product.scratchCount)

    let (x, weight) = (operands[0].pointer, operands[1].pointer)
    let bias = operands.count > 2 ? operands[2].pointer : nil
    let work = input.batch * groups * product.multiplyAdds / ThreadPool.multiplyAddsPerNumber
    let tiles = product.tiles
    return { [pool, scratch] in
      pool.forEach(blocks: input.batch * tiles, work: work) { block, worker in
        let (n, tile) = block.quotientAndRemainder(dividingBy: tiles)
        let rows = product.rows(ofTile: tile)
        for group in 0..<groups {
          let firstOutput = group * product.outputs
          let y =
            result.pointer
            + ((n * output.channels + firstOutput) * output.area
              + rows.lowerBound * output.width)
          for o in 0..<product.outputs {
            let start = bias.map { $0[firstOutput + o] } ?? 0
            (y + o * output.area).fill(start, count: rows.count * output.width)
          }
          product.add(
            weight: weight + firstOutput * gather.rows,
            source: x + (n * input.channels + group * channels) * input.area, rows: rows, to: y,
            planeStride: output.area, scratch: scratch.part(ofWorker: worker))
        }
      }
    }
  }
}
