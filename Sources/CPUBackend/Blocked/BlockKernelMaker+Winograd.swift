import CKernels
import ConvolutionArithmetic
import TensorEngine

extension BlockKernelMaker {
  /// A convolution with kernels of 3×3 at stride 1, or its input gradient, by Winograd's algorithm:
  /// 16 multiplications for four results where the definition has 36.
  ///
  /// - SeeAlso: A. Lavin, S. Gray, *Fast algorithms for convolutional neural networks* (2015),
  ///   arXiv:1509.09308.
  func winograd(
    _ parameters: Convolution, isGradient: Bool, x: NodeID, weight: NodeID, bias: NodeID?,
    addend: NodeID?, store: BlockTask.Store, result: NodeID
  ) -> BlockKernel {
    let (x, y) = (blocks(x), blocks(result))
    let table = WinogradTable(parameters, isGradient: isGradient, from: x.shape, to: y.shape)
    scratch.reserve(ck_winograd_scratch(table.plan, kernels.output_block))
    let packing = WinogradWeightPacking(
      isGradient: isGradient, channels: x.shape.channels, outputs: y.shape.channels,
      block: Int(kernels.output_block))
    let packed = AlignedBuffer(count: packing.count)
    let (weight, bias) = (rows(weight), bias.map(rows))
    let addend = addend.map(blocks)
    let (how, mask) = storing(store)
    let pack: Kernel = { [pool] in packing.pack(weight, into: packed.pointer, on: pool) }
    return BlockKernel(prepare: pack) { [kernels, scratch] block, worker in
      kernels.winograd(
        table.plan, x(block), packed.pointer, bias, addend?(block), how, mask?(block),
        scratch.part(ofWorker: worker), y(block))
    }
  }
}

/// What the C kernel is told.
private final class WinogradTable {
  let plan: UnsafeMutablePointer<ck_winograd>
  private let memory = TableMemory()

  init(
    _ parameters: Convolution, isGradient: Bool, from source: BlockShape, to result: BlockShape
  ) {
    let windows = PlaneWindows(parameters.windows)
    // The input gradient is a convolution of the padding that is left of a whole kernel.
    func padding(_ window: SlidingWindow) -> Int32 {
      Int32(isGradient ? 2 - window.paddingBefore : window.paddingBefore)
    }
    plan = memory.value(
      ck_winograd(
        source_height: Int32(source.height), source_width: Int32(source.width),
        result_height: Int32(result.height), result_width: Int32(result.width),
        row_padding: padding(windows.vertical), column_padding: padding(windows.horizontal),
        channels: Int32(source.channels), outputs: Int32(result.channels), tiles: 1))
    plan.pointee.tiles = ck_winograd_tiles(plan)
  }
}

/// The order in which the C kernel reads transformed weights: [blocks of outputs][16 points]
/// [channels][outputs of the block].
private struct WinogradWeightPacking {
  /// Whether the rows are the convolution's input channels, and the kernel is turned round.
  let isGradient: Bool
  /// The channels that are read.
  let channels: Int
  /// The channels that are computed.
  let outputs: Int
  /// The outputs that are computed at a time.
  let block: Int

  private static let points = 16

  /// The numbers of the weight.
  var count: Int { channels * outputs * Self.points }

  func pack(
    _ weight: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>, on pool: ThreadPool
  ) {
    let blocks = (outputs + block - 1) / block
    pool.forEach(blocks: blocks, work: count) { number, _ in
      let first = number * block
      let width = min(block, outputs - first)
      let part = packed + first * channels * Self.points
      for output in 0..<width {
        for channel in 0..<channels {
          let (o, c) = isGradient ? (channel, first + output) : (first + output, channel)
          let from = weight + (o * (isGradient ? outputs : channels) + c) * 9
          ck_winograd_weight(
            from, isGradient, channels * width, part + channel * width + output)
        }
      }
    }
  }
}
