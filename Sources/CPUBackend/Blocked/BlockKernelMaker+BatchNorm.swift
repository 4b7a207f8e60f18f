import CKernels
import TensorEngine

/// What batch norms' gradients need of their whole batch, from one instruction to the next.
final class NormSums {
  /// For each gradient the mean of dy, and what x − mean is multiplied by: [C] each.
  fileprivate var vectors: [NodeID: (constant: AlignedBuffer, following: AlignedBuffer)] = [:]
}

extension BlockKernelMaker {
  /// The sum of each channel, or its mean.
  func channelSum(x: NodeID, divisor: Float?, result: NodeID) -> BlockKernel {
    let batch = batch(x)
    let (x, y) = (blocks(x), rows(result))
    let channels = x.shape.channels
    let sums = BlockSums(blocks: batch.blocks, count: channels, in: sumsMemory)
    let finish: Kernel = { [pool] in
      sums.addUp(on: pool, into: y)
      if let divisor {
        for c in 0..<channels { y[c] /= divisor }
      }
    }
    return BlockKernel(finish: finish) { [kernels] block, _ in
      kernels.channel_sums(
        x(block), Int32(batch.images(of: block)), x.shape.cells, Int32(channels), sums.part(block))
    }
  }

  /// Mean and biased variance in one pass.
  ///
  /// Each block sums the distances from its own first number, and their squares: they are small
  /// where the numbers are alike, so nothing cancels. Blocks are joined in double precision.
  /// - SeeAlso: T. Chan, G. Golub, R. LeVeque, *Updating formulae and a pairwise algorithm for
  ///   computing sample variances* (1979).
  func moments(x: NodeID, mean: NodeID, variance: NodeID) -> BlockKernel {
    let batch = batch(x)
    let x = blocks(x)
    let (mean, variance) = (rows(mean), rows(variance))
    let (channels, cells) = (x.shape.channels, x.shape.cells)
    let sums = BlockSums(blocks: batch.blocks, count: 3 * channels, in: sumsMemory)
    let finish: Kernel = {
      for c in 0..<channels {
        var (centre, squares, seen): (Double, Double, Double) = (0, 0, 0)
        for block in 0..<batch.blocks {
          let part = sums.part(block) + c
          let count = Double(cells * batch.images(of: block))
          let distance = Double(part[channels]) / count
          let own = Double(part[2 * channels]) - distance * distance * count
          let step = Double(part[0]) + distance - centre
          let total = seen + count
          centre += step * count / total
          squares += own + step * step * seen * count / total
          seen = total
        }
        mean[c] = Float(centre)
        // In this order NaN stays NaN.
        variance[c] = Float(max(squares / seen, 0))
      }
    }
    return BlockKernel(finish: finish) { [kernels] block, _ in
      let (numbers, part) = (x(block), sums.part(block))
      for c in 0..<channels { part[c] = numbers[c * BlockShape.images] }
      kernels.channel_squares(
        numbers, part, Int32(batch.images(of: block)), cells, Int32(channels), part + channels,
        part + 2 * channels)
    }
  }

  /// Batch norm, and what follows it.
  func normalise(_ fused: FusedBatchNorm) -> BlockKernel {
    let (x, y) = (blocks(fused.operands.x), blocks(fused.result))
    let addend = fused.addend.map(blocks)
    let (how, _) = storing(fused.store)
    let vectors = NormVectors(fused.norm, fused.operands, channels: x.shape.channels, self)
    return BlockKernel(prepare: vectors.prepare) { [kernels] block, _ in
      kernels.normalise(
        x(block), vectors.plan, addend?(block), how, y.shape.cells, Int32(y.shape.channels),
        y(block))
    }
  }

  /// Σ dy and Σ dy · (x − mean): gradients of bias and weight, and two parts of the input's.
  func normSums(_ fused: FusedBatchNormGradient) -> BlockKernel {
    let (norm, operands) = (fused.norm, fused.operands)
    let batch = batch(fused.upstream)
    let (x, dy) = (blocks(operands.x), blocks(fused.upstream))
    let channels = x.shape.channels
    let count = Float(batch.images * x.shape.cells)
    let sums = BlockSums(blocks: batch.blocks, count: 2 * channels, in: sumsMemory)
    let total = AlignedBuffer(count: 2 * channels)
    let (constant, following) = (AlignedBuffer(count: channels), AlignedBuffer(count: channels))
    self.sums.vectors[fused.result] = (constant, following)
    let (mean, variance) = (rows(operands.mean), rows(operands.variance))
    let (dWeight, dBias) = (fused.weightGradient.map(rows), fused.biasGradient.map(rows))
    let epsilon = Float(norm.epsilon)
    let finish: Kernel = { [pool] in
      sums.addUp(on: pool, into: total.pointer)
      for c in 0..<channels {
        let (sum, product) = (total.pointer[c], total.pointer[channels + c])
        let square = variance[c] + epsilon
        dBias?[c] = sum
        dWeight?[c] = product / square.squareRoot()
        // Constant statistics do not move with x.
        constant.pointer[c] = norm.training ? sum / count : 0
        following.pointer[c] = norm.training ? product / (count * square) : 0
      }
    }
    return BlockKernel(finish: finish) { [kernels] block, _ in
      let part = sums.part(block)
      kernels.channel_products(
        dy(block), x(block), mean, Int32(batch.images(of: block)), x.shape.cells, Int32(channels),
        part, part + channels)
    }
  }

  /// The input gradient, `weight / σ · (dy − mean(dy) − x̂ · mean(dy · x̂))`.
  func normGradient(_ fused: FusedBatchNormGradient) -> BlockKernel {
    let (x, dy, dx) = (blocks(fused.operands.x), blocks(fused.upstream), blocks(fused.result))
    guard let sums = self.sums.vectors[fused.result] else {
      preconditionFailure("the sums of node \(fused.result.index) come before its gradient")
    }
    let vectors = NormVectors(fused.norm, fused.operands, channels: x.shape.channels, self)
    return BlockKernel(prepare: vectors.prepare) { [kernels] block, _ in
      kernels.normalise_gradient(
        x(block), dy(block), vectors.plan, sums.constant.pointer, sums.following.pointer,
        dx.shape.cells, Int32(dx.shape.channels), dx(block))
    }
  }
}

/// Mean, factor and bias of each channel, as the C kernels want them.
private final class NormVectors {
  let plan: UnsafeMutablePointer<ck_normalisation>
  /// Makes the factors, weight / √(variance + ε), of this run's numbers.
  let prepare: Kernel
  private let memory = TableMemory()

  init(_ norm: BatchNorm, _ operands: NormOperands, channels: Int, _ maker: BlockKernelMaker) {
    let factors = AlignedBuffer(count: channels)
    let (weight, variance) = (maker.rows(operands.weight), maker.rows(operands.variance))
    let epsilon = Float(norm.epsilon)
    plan = memory.value(
      ck_normalisation(
        mean: maker.rows(operands.mean), factor: factors.pointer,
        bias: operands.bias.map { UnsafePointer(maker.rows($0)) }))
    prepare = {
      for c in 0..<channels {
        factors.pointer[c] = weight[c] / (variance[c] + epsilon).squareRoot()
      }
    }
  }
}
