import CUDAKernels
import TensorEngine

/// What is done to a number before it is stored.
struct Store {
  /// What is added to it, in the result's shape.
  var addend: Place?
  /// Where this is not positive, it becomes 0.
  var mask: Place?
  /// Whether it becomes 0 where it is not positive itself.
  var isRectified = false

  /// The same, as a kernel gets it.
  var onDevice: cuda_store {
    cuda_store(
      addend: addend?.memory ?? .none, mask: mask?.memory ?? .none,
      is_rectified: isRectified ? 1 : 0)
  }
}

/// Nodes that are computed at one go.
extension LaunchMaker {
  /// The launches of a node, or of several of which only some values are stored.
  ///
  /// - Parameters:
  ///   - fused: What is computed.
  ///   - graph: The graph that it is part of.
  ///   - places: Where values lie.
  ///   - bad: What an op that reads positions says when one of them is wrong.
  /// - Throws: ``BackendError/unavailable(backend:reason:remedy:)``.
  func launches(
    _ fused: FusedNode, in graph: PlannedGraph, _ places: NodePlaces, bad: cuda_integers
  ) throws(BackendError) -> [Launch] {
    guard fused.results.contains(where: { graph[$0].shape.count > 0 }) else { return [] }
    let operands = fused.operands(in: graph).map { places[$0] }
    switch fused {
    case .alone(let id), .tanhGradient(_, _, let id):
      return try launches(graph[id].op, operands, places[id], bad: bad)
    case .convolution(let fused):
      let stored = store(fused.store, adding: fused.addend, places)
      let operands = Array(operands.prefix(fused.bias == nil ? 2 : 3))
      return fused.isGradient
        ? try transposedConvolution(
          fused.parameters, operands, places[fused.result], storing: stored)
        : try convolution(fused.parameters, operands, places[fused.result], storing: stored)
    case .product(let fused):
      return try matmul(
        operands[0], fused.transposeA, operands[1], fused.transposeB,
        bias: fused.bias.map { places[$0] }, places[fused.result],
        storing: store(fused.store, adding: nil, places))
    case .batchNorm(let fused):
      return try batchNorm(
        fused.norm, operands, places[fused.result],
        storing: store(fused.store, adding: fused.addend, places))
    case .batchNormGradient(let fused):
      return try batchNormGradient(
        fused.norm, operands, places[fused.result],
        weightGradient: fused.weightGradient.map { places[$0] },
        biasGradient: fused.biasGradient.map { places[$0] })
    case .moments(_, let mean, let variance):
      return try moments(operands[0], mean: places[mean], variance: places[variance])
    case .maxPool(let windows, _, let maxima, let switches):
      return try maxPool(
        windows, operands[0], maxima: maxima.map { places[$0] },
        switches: switches.map { places[$0] })
    case .reluGradient(_, _, let result):
      return try unary(.relu, operands[0], operands[1], places[result])
    }
  }

  private func store(_ storing: Storing, adding addend: NodeID?, _ places: NodePlaces) -> Store {
    Store(
      addend: addend.map { places[$0] }, mask: storing.mask.map { places[$0] },
      isRectified: storing == .relu)
  }
}

extension FusedNode {
  /// The nodes whose values are read, those that the op itself reads in front.
  func operands(in graph: PlannedGraph) -> [NodeID] {
    switch self {
    case .alone(let id): graph[id].inputs
    case .convolution(let fused):
      [fused.x, fused.weight]
        + [fused.bias, fused.addend, fused.store.mask].compactMap { $0 }
    case .product(let fused):
      [fused.a, fused.b] + [fused.bias, fused.store.mask].compactMap { $0 }
    case .batchNorm(let fused):
      fused.operands.all + [fused.addend, fused.store.mask].compactMap { $0 }
    case .batchNormGradient(let fused): fused.operands.all + [fused.upstream]
    case .moments(let x, _, _), .maxPool(_, let x, _, _): [x]
    case .reluGradient(let rectified, let upstream, _): [rectified, upstream]
    // 1 − tanh² would cancel where the tangent is near 1, so that the op's own operands are read.
    case .tanhGradient(_, _, let result): graph[result].inputs
    }
  }
}

extension NormOperands {
  /// All of them, in the order of the op.
  fileprivate var all: [NodeID] { [x, weight] + (bias.map { [$0] } ?? []) + [mean, variance] }
}
