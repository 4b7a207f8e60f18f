import ConvolutionArithmetic
import TensorEngine

extension KernelMaker {
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
    let product = tapProduct(parameters, input: input, output: output)
    let (channels, filters) = (product.gather.channels, product.outputs)
    scratch.reserve(product.scratchCount + product.tileRows * output.width * filters)

    let sums = PartialSums(
      batch: input.batch, groups: parameters.groups, filters: filters, channels: channels,
      kernel: PlaneWindows(parameters.windows).kernel)
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
              product.addWeightGradient(
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

/// The weight gradients of parts of a batch, which are added in order: their number depends on the
/// shapes alone, so the bits do not depend on the threads.
private struct PartialSums {
  /// The number of parts.
  let blocks: Int

  private let batch: Int
  private let groups: Int
  private let filters: Int
  private let channels: Int
  private let kernel: (height: Int, width: Int)
  /// [blocks, G, kernel rows, C/G, kernel columns, O/G].
  private let buffer: AlignedBuffer

  init(
    batch: Int, groups: Int, filters: Int, channels: Int, kernel: (height: Int, width: Int)
  ) {
    (self.batch, self.groups) = (batch, groups)
    (self.filters, self.channels, self.kernel) = (filters, channels, kernel)
    let count = groups * filters * channels * kernel.height * kernel.width
    // As many as fit a megabyte, so that they stay in the cache until they are added; at least
    // 8, so that many threads find work.
    blocks = min(batch, max(8, min(32, (1 << 18) / count)))
    buffer = AlignedBuffer(count: blocks * count)
  }

  /// The numbers of one part.
  private var count: Int { buffer.count / blocks }

  /// The images whose gradients a part holds.
  func images(ofBlock block: Int) -> Range<Int> {
    (block * batch / blocks)..<((block + 1) * batch / blocks)
  }

  /// Where the sum of a part and a group starts.
  func start(ofBlock block: Int, group: Int) -> UnsafeMutablePointer<Float> {
    buffer.pointer + (block * count + group * (count / groups))
  }

  /// Adds the parts in their order and puts the axes in the weight's order, [O, C/G, K].
  func addUp(on pool: ThreadPool, into result: UnsafeMutablePointer<Float>) {
    let total = buffer.pointer
    pool.forEachRange(of: count, workPerItem: blocks) { range in
      for block in 1..<max(1, blocks) {
        let addend = total + block * count
        for i in range { total[i] += addend[i] }
      }
    }
    var from = UnsafePointer(total)
    let taps = kernel.height * kernel.width
    for group in 0..<groups {
      for row in 0..<kernel.height {
        for channel in 0..<channels {
          for column in 0..<kernel.width {
            let tap = channel * taps + row * kernel.width + column
            let to = result + (group * filters * channels * taps + tap)
            for o in 0..<filters { to[o * channels * taps] = from[o] }
            from += filters
          }
        }
      }
    }
  }
}

extension TapProduct {
  /// Adds a tile's part of the transposed weight gradient, [vertical taps, strips, outputs].
  ///
  /// - Parameters:
  ///   - source: The channels that are read.
  ///   - upstream: [outputs, positions].
  ///   - rows: The tile's rows of result cells.
  ///   - sums: What is added to, or overwritten.
  ///   - accumulates: Whether the sums hold anything yet.
  ///   - scratch: Takes ``scratchCount`` numbers and the tile's part of the upstream.
  fileprivate func addWeightGradient(
    source: UnsafePointer<Float>, upstream: UnsafePointer<Float>, rows: Range<Int>,
    to sums: UnsafeMutablePointer<Float>, accumulates: Bool,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let width = gather.horizontal.resultSize
    let cells = rows.count * width
    let strips = gathered(from: source, rows: rows, scratch: scratch)
    let turned = scratch + scratchCount
    turn(
      upstream + rows.lowerBound * width, rows: outputs, columns: cells,
      stride: gather.positions, into: turned)
    let product = MatrixProduct(rows: gather.strips, columns: outputs, inner: cells)
    for tap in gather.vertical.offsets.indices {
      product.multiply(
        strips(tap), MatrixView(pointer: UnsafePointer(turned), stride: outputs),
        into: sums + tap * gather.strips * outputs, cStride: outputs, accumulates: accumulates)
    }
  }
}

/// Transposes a matrix, a band of columns at a time: a row's part in a band is one cache line, and
/// rows that lie a power of two apart would otherwise throw each other out of the cache.
private func turn(
  _ matrix: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int,
  into turned: UnsafeMutablePointer<Float>
) {
  let band = 16
  for first in Swift.stride(from: 0, to: columns, by: band) {
    let count = min(band, columns - first)
    for row in 0..<rows {
      let from = matrix + (row * stride + first)
      let to = turned + (first * rows + row)
      for column in 0..<count { to[column * rows] = from[column] }
    }
  }
}
