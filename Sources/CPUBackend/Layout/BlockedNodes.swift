import ConvolutionArithmetic
import TensorEngine

/// Which nodes of a graph are computed in blocks of images.
///
/// A convolution of a block of images and more, or the gradient of a pool or of a mean, starts them;
/// whatever follows stays in blocks as long as there is a kernel for it. Every other op finds its
/// operands in row-major order.
struct BlockedNodes {
  /// The nodes that kernels for blocks compute.
  private(set) var computed: Set<NodeID> = []
  private let graph: PlannedGraph
  /// The nodes whose values are there in blocks: results, and operands that one of them wanted so.
  private var values: Set<NodeID> = []

  /// Chooses among the nodes of a graph.
  init(of graph: PlannedGraph) {
    self.graph = graph
    for id in graph.order {
      if let (operands, isResult) = kernel(of: id) {
        computed.insert(id)
        values.formUnion(operands)
        if isResult { values.insert(id) }
      } else if case .fill = graph[id].op, canBe(id) {
        // A constant is the same in every form.
        values.insert(id)
      }
    }
  }

  /// The operands that a kernel for blocks reads as blocks, and whether it writes blocks; `nil` where
  /// there is no such kernel.
  private func kernel(of id: NodeID) -> (operands: [NodeID], isResult: Bool)? {
    let node = graph[id]
    let inputs = node.inputs
    func when(
      _ condition: Bool, _ operands: [NodeID], result: Bool = true
    ) -> (operands: [NodeID], isResult: Bool)? {
      condition ? (operands, result) : nil
    }
    let isSpatial = node.shape.rank >= 3
    switch node.op {
    case .convolution(let parameters), .transposedConvolution(let parameters):
      return when(parameters.groups == 1 && isSpatial && canBe(inputs[0]), [inputs[0]])
    case .convolutionWeightGradient(let parameters):
      return when(parameters.groups == 1 && inputs.allSatisfy(canBe), inputs, result: false)

    case .maxPool, .maxPoolIndices:
      return when(isSpatial && values.contains(inputs[0]), inputs)
    case .maxUnpool(let unpooling):
      // The windows of the pool that made the switches say where each may point.
      guard unpooling.overlap == .sum, case .maxPoolIndices = graph[inputs[1]].op,
        graph[graph[inputs[1]].inputs[0]].shape == node.shape
      else { return nil }
      return when(values.contains(inputs[1]) && canBe(inputs[0]), inputs)
    case .averagePool, .adaptiveAveragePool:
      return when(values.contains(inputs[0]), inputs)
    case .averagePoolGradient, .adaptiveAveragePoolGradient:
      return when(isSpatial && canBe(inputs[0]), inputs)
    case .broadcast:
      // One number for each plane becomes the plane: the gradient of a global mean.
      let from = graph[inputs[0]].shape
      guard node.shape.rank == 4, from.dimensions == [node.shape[0], node.shape[1], 1, 1] else {
        return nil
      }
      return when(node.shape.count > from.count && canBe(inputs[0]), inputs)

    case .reduce(let reduction):
      let rank = graph[inputs[0]].shape.rank
      guard rank >= 3, values.contains(inputs[0]) else { return nil }
      if reduction.axes == (0..<rank).filter({ $0 != 1 }) { return (inputs, false) }
      return when(reduction.kind == .mean && reduction.axes == Array(2..<rank), inputs)
    case .batchNorm:
      return when(isSpatial && values.contains(inputs[0]), [inputs[0]])
    case .batchNormGradient:
      return when(
        isSpatial && values.contains(inputs[0]) && canBe(inputs[4]), [inputs[0], inputs[4]])

    case .unary, .unaryGradient, .binary:
      let isUniform = inputs.allSatisfy { graph[$0].shape == node.shape && canBe($0) }
      return when(isUniform && inputs.contains(where: values.contains), inputs)
    case .concat(let axis):
      return when(
        axis == 1 && inputs.contains(where: values.contains) && inputs.allSatisfy(canBe), inputs)
    case .slice(let axis, _):
      return when(axis == 1 && values.contains(inputs[0]), inputs)
    case .dropout:
      return when(values.contains(inputs[0]), [inputs[0]])

    case .input, .fill, .takeAtIndices, .unfold, .fold, .matmul, .prelu, .preluGradient, .reshape,
      .transpose, .pad, .padGradient, .flip, .upsample, .upsampleGradient, .softmax, .logSoftmax,
      .pickClass, .placeClass, .localResponseNorm, .localResponseNormGradient:
      return nil
    }
  }

  /// Whether a node's value is there, or can be had, in blocks.
  private func canBe(_ id: NodeID) -> Bool {
    values.contains(id) || BlockShape(graph[id].shape) != nil
  }
}
