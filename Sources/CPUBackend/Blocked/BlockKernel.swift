import CKernels
import TensorEngine

/// What runs for one instruction on blocks of images.
struct BlockKernel {
  /// What has to be done once before the blocks: packing a weight.
  var prepare: Kernel?
  /// Handles a block, on the thread with a number.
  let run: (_ block: Int, _ worker: Int) -> Void
  /// What is made of all blocks: sums, in the order of the blocks.
  var finish: Kernel?

  init(
    prepare: Kernel? = nil, finish: Kernel? = nil,
    _ run: @escaping (_ block: Int, _ worker: Int) -> Void
  ) {
    self.prepare = prepare
    self.run = run
    self.finish = finish
  }
}

/// What the kernels of blocks are made of.
///
/// As with ``KernelMaker``, everything that shapes decide is worked out when a graph is compiled,
/// and each family of tasks extends this type in a file of its own.
struct BlockKernelMaker {
  let graph: PlannedGraph
  let memory: NodeMemory
  let pool: ThreadPool
  let scratch: Scratch
  /// The C kernels for this CPU.
  let kernels: ck_kernels
  /// How convolutions are computed wherever it is possible; the faster way when absent.
  let convolutions: ConvolutionMethod?
  /// Filled by ``normSums`` and read by ``normGradient``.
  let sums: NormSums
  /// Where the blocks' sums are kept until they are added up.
  let sumsMemory: SumsMemory

  /// The kernel of an instruction that handles blocks.
  func kernel(_ instruction: Instruction) -> BlockKernel {
    switch instruction.task {
    case .rows: preconditionFailure("it has no blocks")
    case .enter: enter(instruction.node)
    case .leave: leave(instruction.node)
    case .blocks(let task): kernel(task)
    }
  }

  private func kernel(_ task: BlockTask) -> BlockKernel {
    switch task {
    case .convolve(let fused):
      convolution(fused)
    case .weightGradient(let parameters, let x, let upstream, let result):
      weightGradient(parameters, x: x, upstream: upstream, result: result)
    case .maxPool(let windows, let x, let maxima, let switches):
      maxPool(windows, x: x, maxima: maxima, switches: switches)
    case .maxUnpool(let windows, let upstream, let switches, let result):
      maxUnpool(windows, upstream: upstream, switches: switches, result: result)
    case .average(let kind, let x, let result):
      average(kind, x: x, result: result)
    case .spread(let kind, let upstream, let result):
      spread(kind, upstream: upstream, result: result)
    case .channelSum(let x, let divisor, let result):
      channelSum(x: x, divisor: divisor, result: result)
    case .moments(let x, let mean, let variance):
      moments(x: x, mean: mean, variance: variance)
    case .normalise(let fused):
      normalise(fused)
    case .normSums(let fused):
      normSums(fused)
    case .normGradient(let fused):
      normGradient(fused)
    case .pointwise(let op, let operands, let result):
      pointwise(op, operands, result: result)
    case .tanhGradient(let tangent, let upstream, let result):
      tanhGradient(tangent: tangent, upstream: upstream, result: result)
    case .concat(let operands, let result):
      concat(operands, result: result)
    case .slice(let x, let start, let result):
      slice(x: x, from: start, result: result)
    case .dropout(let mask, let x, let step, let result):
      dropout(mask, x: x, step: step, result: result)
    }
  }

  /// Where a node's blocks lie.
  func blocks(_ id: NodeID) -> BlockPlace { memory.blocks(of: id) }

  /// Where a node's row-major numbers lie.
  func rows(_ id: NodeID) -> UnsafeMutablePointer<Float> { memory.pointer(of: id) }

  /// How a node's images fill blocks.
  func batch(_ id: NodeID) -> BlockedBatch { BlockedBatch(images: graph[id].shape[0]) }

  /// Row-major images become blocks.
  private func enter(_ id: NodeID) -> BlockKernel {
    let (place, from, batch) = (blocks(id), rows(id), batch(id))
    let shape = place.shape
    return BlockKernel { [kernels] block, _ in
      kernels.enter(
        from + block * shape.count, Int32(batch.images(of: block)), shape.cells,
        Int32(shape.channels), place(block))
    }
  }

  /// Blocks become row-major images.
  private func leave(_ id: NodeID) -> BlockKernel {
    let (place, to, batch) = (blocks(id), rows(id), batch(id))
    let shape = place.shape
    return BlockKernel { [kernels] block, _ in
      kernels.leave(
        place(block), Int32(batch.images(of: block)), shape.cells, Int32(shape.channels),
        to + block * shape.count)
    }
  }
}
