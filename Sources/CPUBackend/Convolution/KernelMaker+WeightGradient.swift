import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// The weight gradient of a convolution: `dW = dy · im2col(x)ᵀ`, summed over the batch.
  ///
  /// See ``WeightGradientForm`` for how the transposed matrix is avoided.
  ///
  /// - Parameters:
  ///   - parameters: Windows and groups.
  ///   - operands: x [N, C, S], upstream [N, O, S'].
  ///   - result: [O, C/G, K].
  /// - Complexity: N·O·S'·C/G·K multiply-adds.
  func convolutionWeightGradient(
    _ parameters: Convolution, _ operands: [Operand], _ result: Destination
  ) -> Kernel {
    let (input, output) = (Planes(operands[0].shape), Planes(operands[1].shape))
    let product = tapProduct(parameters, input: input, output: output)
    let (channels, filters) = (product.gather.channels, product.outputs)
    let form = WeightGradientForm(product)
    scratch.reserve(form.scratchCount)
    let sums = WeightGradientSums(
      form, batch: input.batch, groups: parameters.groups,
      kernel: PlaneWindows(parameters.windows).kernel, in: scratch)
    let (x, upstream) = (operands[0].pointer, operands[1].pointer)
    let groups = parameters.groups
    let work = input.batch * groups * product.multiplyAdds / ThreadPool.multiplyAddsPerNumber
    return { [pool, scratch] in
      pool.forEach(blocks: sums.blocks, work: work) { block, worker in
        let memory = scratch.part(ofWorker: worker)
        let images = sums.images(ofBlock: block)
        for group in 0..<groups {
          let sum = sums.start(ofBlock: block, group: group)
          for n in images {
            for tile in 0..<product.tiles {
              form.add(
                source: x + (n * input.channels + group * channels) * input.area,
                upstream: upstream + (n * output.channels + group * filters) * output.area,
                rows: product.rows(ofTile: tile), to: sum,
                accumulates: n > images.lowerBound || tile > 0, scratch: memory)
            }
          }
        }
      }
      sums.addUp(on: pool, into: result.pointer)
    }
  }
}
