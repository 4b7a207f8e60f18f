import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
  /// How many partial sums a weight gradient is split into at most. Their number depends on the
  /// batch alone, and they are added in order, so the bits do not depend on the threads.
  private static let mostPartialSums = 16

  /// The weight gradient of a convolution: `dWᵀ = im2col(x) · dyᵀ`, summed over the batch.
  ///
  /// The transposed form is computed because then no large operand is transposed: OpenBLAS
  /// multiplies such products from where they lie, and dy is the smallest matrix of the three.
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
    let windows = PlaneWindows(parameters.windows)
    let groups = parameters.groups
    let (channels, filters) = (input.channels / groups, output.channels / groups)
    let gather = TapGather(
      channels: channels,
      vertical: TapAxis(
        window: windows.vertical, inputSize: input.height, outputSize: output.height),
      horizontal: TapAxis(
        window: windows.horizontal, inputSize: input.width, outputSize: output.width))
    let product = TapProduct(gather: gather, outputs: filters)
    let tileCells = product.tileRows * output.width
    scratch.reserve(product.scratchCount + tileCells * filters)

    let blocks = min(input.batch, KernelMaker.mostPartialSums)
    let partialCount = groups * gather.rows * filters
    let partials = AlignedBuffer(count: blocks * partialCount)
    let (x, upstream) = (operands[0].pointer, operands[1].pointer)
    let work = input.batch * groups * product.multiplyAdds / ThreadPool.multiplyAddsPerNumber
    return { [pool, scratch] in
      pool.forEach(blocks: blocks, work: work) { block, worker in
        let memory = scratch.part(ofWorker: worker)
        let sums = partials.pointer + block * partialCount
        sums.fill(0, count: partialCount)
        let images = (block * input.batch / blocks)..<((block + 1) * input.batch / blocks)
        for n in images {
          for group in 0..<groups {
            for tile in 0..<product.tiles {
              product.addWeightGradient(
                source: x + (n * input.channels + group * channels) * input.area,
                upstream: upstream + (n * output.channels + group * filters) * output.area,
                rows: product.rows(ofTile: tile), to: sums + group * gather.rows * filters,
                scratch: memory)
            }
          }
        }
      }
      addUp(partials.pointer, blocks, groups, filters, gather.rows, into: result.pointer)
    }
  }

  /// Adds the partial sums in their order and turns each group's [C/G · K, O/G] round.
  private func addUp(
    _ partials: UnsafePointer<Float>, _ blocks: Int, _ groups: Int, _ filters: Int, _ taps: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    let count = groups * taps * filters
    pool.forEachRange(of: groups * filters, workPerItem: blocks * taps) { outputs in
      for output in outputs {
        let (group, o) = output.quotientAndRemainder(dividingBy: filters)
        let from = partials + (group * taps * filters + o)
        let to = result + output * taps
        for tap in 0..<taps { to[tap] = from[tap * filters] }
        for block in 1..<max(1, blocks) {
          let next = from + block * count
          for tap in 0..<taps { to[tap] += next[tap * filters] }
        }
      }
    }
  }
}

extension TapProduct {
  /// Adds a tile's part of the transposed weight gradient, [gather.rows, outputs].
  ///
  /// - Parameters:
  ///   - source: The channels that are read.
  ///   - upstream: [outputs, positions].
  ///   - rows: The tile's rows of result cells.
  ///   - sums: What is added to.
  ///   - scratch: Takes ``scratchCount`` numbers and the tile's part of the upstream.
  fileprivate func addWeightGradient(
    source: UnsafePointer<Float>, upstream: UnsafePointer<Float>, rows: Range<Int>,
    to sums: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    let width = gather.horizontal.resultSize
    let cells = rows.count * width
    let columns: MatrixView
    if gather.isIdentity {
      columns = MatrixView(
        pointer: source + rows.lowerBound * width, stride: gather.positions)
    } else {
      gather.gather(from: source, resultRows: rows, into: scratch)
      columns = MatrixView(pointer: UnsafePointer(scratch), stride: cells)
    }
    let turned = scratch + scratchCount
    let first = upstream + rows.lowerBound * width
    for cell in 0..<cells {
      for o in 0..<outputs { turned[cell * outputs + o] = first[o * gather.positions + cell] }
    }
    MatrixProduct(rows: gather.rows, columns: outputs, inner: cells).multiply(
      columns, MatrixView(pointer: UnsafePointer(turned), stride: outputs), into: sums,
      cStride: outputs, accumulates: true)
  }
}
