import ConvolutionArithmetic
import TensorEngine

/// One thing that a compiled graph does.
struct Instruction {
  /// What is done.
  enum Task {
    /// The node's op, on values in row-major order.
    case rows
    /// Row-major images become blocks.
    case enter
    /// Blocks become row-major images.
    case leave
    /// Something is computed block by block.
    case blocks(BlockTask)
  }

  /// The node that it is done for.
  let node: NodeID
  let task: Task
  let reads: [Value]
  let writes: [Value]
  /// The blocks of images that it handles; 0 for one that handles none.
  let blockCount: Int

  /// Whether it handles one block of images at a time.
  var isByBlock: Bool {
    if case .rows = task { false } else { true }
  }

  /// What is written only when every block has been handled.
  var writesAtTheEnd: [Value] {
    switch task {
    case .rows, .enter: []
    case .leave: writes
    case .blocks: writes.filter { $0.form != .blocks }
    }
  }
}

/// What can be computed block by block.
///
/// Nodes stand for their values: as blocks or, for what has no images, in row-major order.
enum BlockTask {
  case convolve(FusedConvolution)
  case weightGradient(Convolution, x: NodeID, upstream: NodeID, result: NodeID)

  /// Maxima, switches or both.
  case maxPool([SlidingWindow], x: NodeID, maxima: NodeID?, switches: NodeID?)
  case maxUnpool([SlidingWindow], upstream: NodeID, switches: NodeID, result: NodeID)
  case average(PoolKind, x: NodeID, result: NodeID)
  /// The gradient of `average`.
  case spread(PoolKind, upstream: NodeID, result: NodeID)

  /// The sum of each channel.
  case channelSum(x: NodeID, divisor: Float?, result: NodeID)
  /// Mean and biased variance of each channel.
  case moments(x: NodeID, mean: NodeID, variance: NodeID)
  case normalise(FusedBatchNorm)
  /// Σ dy and Σ dy · (x − mean), of which the gradients of weight and bias are made.
  case normSums(FusedBatchNormGradient)
  /// The input gradient, with those sums.
  case normGradient(FusedBatchNormGradient)

  /// An op that treats every number of its operands alike.
  case pointwise(Op, [NodeID], result: NodeID)
  /// The derivative of a tangent whose value is there.
  case tanhGradient(tangent: NodeID, upstream: NodeID, result: NodeID)
  /// Channels one after the other.
  case concat([NodeID], result: NodeID)
  /// Some of the channels.
  case slice(x: NodeID, from: Int, result: NodeID)
  case dropout(DropoutMask, x: NodeID, step: NodeID?, result: NodeID)
}

extension BlockTask {
  /// The operands whose memory the result may take: each of their numbers is read before the result
  /// at the same place is written, and never again.
  var replaceable: [NodeID] {
    switch self {
    case .convolve(let fused):
      // What is convolved is read around every place.
      [fused.addend, fused.store.mask].compactMap { $0 }.filter { $0 != fused.x }
    case .normalise(let fused): [fused.operands.x, fused.addend].compactMap { $0 }
    case .normGradient(let fused): [fused.upstream, fused.operands.x]
    case .pointwise(.unary(.relu), let operands, _), .pointwise(.unary(.tanh), let operands, _),
      .pointwise(.unaryGradient(.relu), let operands, _),
      .pointwise(.binary(.add), let operands, _):
      operands
    case .tanhGradient(let tangent, let upstream, _): [upstream, tangent]
    case .dropout(_, let x, _, _): [x]
    case .weightGradient, .maxPool, .maxUnpool, .average, .spread, .channelSum, .moments,
      .normSums, .concat, .slice, .pointwise:
      []
    }
  }
}

/// Which cells each result of an averaging reads.
enum PoolKind {
  case windows(AveragePool)
  /// Regions that split the plane.
  case adaptive
  /// The whole plane, which is not divided by its area: a repetition, when it is spread.
  case wholePlane
}
