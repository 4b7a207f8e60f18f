import CKernels
import ConvolutionArithmetic
import TensorEngine

extension BlockKernelMaker {
  /// A convolution with kernels of 3×3 at stride 1, or its input gradient, by Winograd's algorithm:
  /// 16 multiplications for four results where the definition has 36.
  ///
  /// - SeeAlso: A. Lavin, S. Gray, *Fast algorithms for convolutional neural networks* (2015),
  ///   arXiv:1509.09308.
  func winograd(_ fused: FusedConvolution) -> BlockKernel {
    let isGradient = fused.isGradient
    let (x, y) = (blocks(fused.x), blocks(fused.result))
    let table = WinogradTable(fused.parameters, isGradient: isGradient, from: x.shape, to: y.shape)
    scratch.reserve(ck_winograd_scratch(table.plan, kernels.output_block))
    let packing = BlockWeightPacking(
      isGradient: isGradient, channels: x.shape.channels, outputs: y.shape.channels, taps: 9,
      points: Int(CK_POINTS), block: Int(kernels.output_block))
    let packed = scratch.memory(count: packing.count)
    let (weight, bias) = (rows(fused.weight), fused.bias.map(rows))
    let addend = fused.addend.map(blocks)
    let (how, mask) = storing(fused.store)
    let pack: Kernel = { [pool] in
      packing.pack(weight, into: packed.pointer, on: pool) { kernel, step, to in
        ck_winograd_weight(kernel, isGradient, step, to)
      }
    }
    return BlockKernel(prepare: pack) { [kernels, scratch] block, worker in
      kernels.winograd(
        table.plan, x(block), packed.pointer, bias, addend?(block), how, mask?(block),
        scratch.part(ofWorker: worker), y(block))
    }
  }

  /// Computes the sums of a weight gradient by F(3×3, 2×2): upstream's tiles take the place of the
  /// kernel.
  func winogradGradient(
    _ parameters: Convolution, x: BlockPlace, dy: BlockPlace
  ) -> BlockGradient {
    let table = WinogradTable(parameters, isGradient: false, from: x.shape, to: dy.shape)
    table.plan.pointee.tiles = ck_winograd_gradient_tiles(table.plan)
    scratch.reserve(ck_winograd_gradient_scratch(table.plan))
    return { [kernels, scratch] block, images, worker, sums in
      kernels.winograd_gradient(
        table.plan, x(block), dy(block), images, scratch.part(ofWorker: worker), sums)
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
