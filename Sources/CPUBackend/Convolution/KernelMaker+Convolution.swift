import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// Convolution by `im2col` and matrix products.
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
    let groups = parameters.groups
    let product = tapProduct(parameters, input: input, output: output)
    scratch.reserve(product.scratchCount)
    let (channels, filters) = (product.gather.channels, product.outputs)
    let kernel = PlaneWindows(parameters.windows).kernel
    let packing = WeightPacking(
      exchangesChannels: false, groups: groups, filters: filters, channels: channels,
      kernel: kernel, rows: Array(0..<kernel.height), columns: Array(0..<kernel.width))
    let packed = scratch.memory(count: packing.isIdentity ? 0 : groups * packing.groupCount)

    let (x, weight) = (operands[0].pointer, operands[1].pointer)
    let bias = operands.count > 2 ? operands[2].pointer : nil
    let work = input.batch * groups * product.multiplyAdds / ThreadPool.multiplyAddsPerNumber
    let tiles = product.tiles
    return { [pool, scratch] in
      if !packing.isIdentity { packing.pack(weight, into: packed.pointer) }
      let factors = packing.isIdentity ? weight : UnsafePointer(packed.pointer)
      pool.forEach(blocks: input.batch * tiles, work: work) { block, worker in
        let (n, tile) = block.quotientAndRemainder(dividingBy: tiles)
        let rows = product.rows(ofTile: tile)
        for group in 0..<groups {
          let first = (n * output.channels + group * filters) * output.area
          product.compute(
            weight: factors + group * packing.groupCount,
            source: x + (n * input.channels + group * channels) * input.area, rows: rows,
            bias: bias.map { $0 + group * filters },
            into: result.pointer + (first + rows.lowerBound * output.width),
            planeStride: output.area, scratch: scratch.part(ofWorker: worker))
        }
      }
    }
  }

  /// The products that one group of a convolution consists of.
  func tapProduct(_ parameters: Convolution, input: Planes, output: Planes) -> TapProduct {
    let windows = PlaneWindows(parameters.windows)
    let gather = StripGather(
      channels: input.channels / parameters.groups,
      vertical: TapAxis(
        window: windows.vertical, inputSize: input.height, outputSize: output.height),
      horizontal: TapAxis(
        window: windows.horizontal, inputSize: input.width, outputSize: output.width))
    return TapProduct(gather: gather, outputs: output.channels / parameters.groups)
  }
}
