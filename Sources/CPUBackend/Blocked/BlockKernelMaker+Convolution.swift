import CKernels
import ConvolutionArithmetic
import TensorEngine

extension BlockKernelMaker {
  /// A convolution or its input gradient, with what is done to its sums, by the faster method.
  func convolution(_ fused: FusedConvolution) -> BlockKernel {
    let method = ConvolutionMethod.forBlocks(
      fused.parameters, channels: blocks(fused.x).shape.channels,
      outputs: blocks(fused.result).shape.channels, wish: convolutions)
    return method == .winograd ? winograd(fused) : direct(fused)
  }

  /// A convolution or its input gradient by its definition.
  private func direct(_ fused: FusedConvolution) -> BlockKernel {
    let isGradient = fused.isGradient
    let (x, y) = (blocks(fused.x), blocks(fused.result))
    let table = ConvolutionTable(
      fused.parameters, isGradient: isGradient, from: x.shape, to: y.shape,
      tileColumns: Int(kernels.tile_columns))
    let kernel = PlaneWindows(fused.parameters.windows).kernel
    let taps = kernel.height * kernel.width
    let packing = BlockWeightPacking(
      isGradient: isGradient, channels: x.shape.channels, outputs: y.shape.channels,
      taps: taps, points: taps, block: Int(kernels.output_block))
    let packed = scratch.memory(count: packing.count)
    let (weight, bias) = (rows(fused.weight), fused.bias.map(rows))
    let addend = fused.addend.map(blocks)
    let (how, mask) = storing(fused.store)
    let pack: Kernel = { [pool] in
      packing.pack(weight, into: packed.pointer, on: pool) { kernel, step, to in
        for tap in 0..<taps { to[tap * step] = kernel[isGradient ? taps - 1 - tap : tap] }
      }
    }
    return BlockKernel(prepare: pack) { [kernels] block, _ in
      kernels.convolve(
        table.plan, x(block), packed.pointer, bias, addend?(block), how, mask?(block), y(block))
    }
  }

  /// How the C kernels name a way of storing.
  func storing(_ store: Storing) -> (ck_store, mask: BlockPlace?) {
    switch store {
    case .all: (ck_store_all, nil)
    case .relu: (ck_store_relu, nil)
    case .masked(let mask): (ck_store_masked, blocks(mask))
    }
  }

  /// The weight gradient by the faster method: every block has sums of its own, which are added in
  /// order.
  func weightGradient(
    _ parameters: Convolution, x: NodeID, upstream: NodeID, result: NodeID
  ) -> BlockKernel {
    let batch = batch(x)
    let (x, dy) = (blocks(x), blocks(upstream))
    let method = ConvolutionMethod.forBlocks(
      parameters, channels: x.shape.channels, outputs: dy.shape.channels, wish: convolutions)
    let make = method == .winograd ? winogradGradient : directGradient
    let task = make(parameters, x, dy)
    let sums = BlockSums(blocks: batch.blocks, count: graph[result].shape.count, in: sumsMemory)
    let dw = rows(result)
    let finish: Kernel = { [pool] in sums.addUp(on: pool, into: dw) }
    return BlockKernel(finish: finish) { block, worker in
      task(block, Int32(batch.images(of: block)), worker, sums.part(block))
    }
  }

  /// Computes the sums of a block by the definition.
  private func directGradient(
    _ parameters: Convolution, x: BlockPlace, dy: BlockPlace
  ) -> BlockGradient {
    let table = WeightGradientTable(parameters, x: x.shape, upstream: dy.shape)
    scratch.reserve(Int(ck_weight_gradient_scratch(table.plan)))
    return { [kernels, scratch] block, images, worker, sums in
      kernels.weight_gradient(
        table.plan, x(block), dy(block), images, scratch.part(ofWorker: worker), sums)
    }
  }
}

/// Writes the weight gradient of a block's first images, [O, C, kernel], with a worker's scratch memory.
typealias BlockGradient = (
  _ block: Int, _ images: Int32, _ worker: Int, _ sums: UnsafeMutablePointer<Float>
) -> Void

/// What the C kernel of a weight gradient is told.
private final class WeightGradientTable {
  let plan: UnsafeMutablePointer<ck_weight_gradient>
  private let memory = TableMemory()

  init(_ parameters: Convolution, x: BlockShape, upstream: BlockShape) {
    let windows = PlaneWindows(parameters.windows)
    let memory = memory
    func meetings(_ window: SlidingWindow, _ size: Int, _ results: Int) -> [ck_meeting] {
      let axis = TapAxis(window: window, inputSize: size, outputSize: results)
      return zip(axis.offsets, axis.readable).map { offset, results in
        ck_meeting(
          first: Int32(results.lowerBound), source: Int32(results.lowerBound * axis.step + offset),
          count: Int32(results.count))
      }
    }
    plan = memory.value(
      ck_weight_gradient(
        rows: memory.table(meetings(windows.vertical, x.height, upstream.height)),
        columns: memory.table(meetings(windows.horizontal, x.width, upstream.width)),
        kernel_height: Int32(windows.kernel.height), kernel_width: Int32(windows.kernel.width),
        row_step: Int32(windows.vertical.stride), column_step: Int32(windows.horizontal.stride),
        source_height: Int32(x.height), source_width: Int32(x.width),
        result_height: Int32(upstream.height), result_width: Int32(upstream.width),
        channels: Int32(x.channels), outputs: Int32(upstream.channels), tile_rows: 1))
    plan.pointee.tile_rows = ck_weight_gradient_rows(plan)
  }
}
