import ConvolutionArithmetic
import TensorEngine

extension InstructionWriter {
  /// Writes the instruction that computes a node in blocks, alone or with its neighbours.
  ///
  /// - Returns: Whether there is one; otherwise nothing was written.
  mutating func writeBlocks(_ id: NodeID) -> Bool {
    let node = graph[id]
    switch node.op {
    case .convolution(let parameters):
      return writeConvolution(id, parameters, isGradient: false)
    case .transposedConvolution(let parameters):
      return writeConvolution(id, parameters, isGradient: true)
    case .convolutionWeightGradient(let parameters):
      return writeWeightGradient(id, parameters)

    case .maxPool(let windows), .maxPoolIndices(let windows):
      return writeMaxPool(id, windows)
    case .maxUnpool:
      return writeMaxUnpool(id)
    case .averagePool(let pool):
      return writeAverage(id, .windows(pool))
    case .adaptiveAveragePool:
      return writeAverage(id, .adaptive)
    case .averagePoolGradient(let pool, _):
      return writeSpread(id, .windows(pool))
    case .adaptiveAveragePoolGradient:
      return writeSpread(id, .adaptive)
    case .broadcast:
      return writeRepetition(id)

    case .reduce(let reduction):
      return writeReduction(id, reduction)
    case .batchNorm(let norm):
      return writeNorm(id, norm)
    case .batchNormGradient(let norm):
      return writeNormGradient(id, norm)

    case .unary, .unaryGradient, .binary:
      return writePointwise(id)
    case .concat(let axis):
      return writeConcat(id, axis: axis)
    case .slice(let axis, let range):
      guard axis == 1, isInBlocks(node.inputs[0]) else { return false }
      append(
        .slice(x: node.inputs[0], from: range.lowerBound, result: id), for: id,
        blocks: [node.inputs[0]], writes: [blocks(id)])
      return true
    case .dropout(let probability, let seed):
      guard isInBlocks(node.inputs[0]) else { return false }
      let step = node.inputs.count > 1 ? node.inputs[1] : nil
      append(
        .dropout(
          DropoutMask(probability: probability, seed: seed), x: node.inputs[0], step: step,
          result: id),
        for: id, blocks: [node.inputs[0]], rows: step.map { [$0] } ?? [], writes: [blocks(id)])
      return true

    case .input, .fill, .takeAtIndices, .unfold, .fold, .matmul, .prelu, .preluGradient, .reshape,
      .transpose, .pad, .padGradient, .flip, .upsample, .upsampleGradient, .softmax, .logSoftmax,
      .pickClass, .placeClass, .localResponseNorm, .localResponseNormGradient:
      return false
    }
  }

  /// A node's value in blocks.
  func blocks(_ id: NodeID) -> Value { Value(node: id, form: .blocks) }

  /// A node's value in row-major order.
  func rows(_ id: NodeID) -> Value { Value(node: id, form: .rows) }

  /// An op on single numbers, alone or as the end of what waits for it.
  private mutating func writePointwise(_ id: NodeID) -> Bool {
    let node = graph[id]
    if node.op == .binary(.add), writeSum(id) { return true }
    if node.op == .unaryGradient(.relu), writeMaskedGradient(id) { return true }
    let isUniform = node.inputs.allSatisfy { graph[$0].shape == node.shape && canBeInBlocks($0) }
    guard isUniform, node.inputs.contains(where: isInBlocks) else { return false }
    if node.op == .unaryGradient(.tanh),
      let tangent = graph.readers(of: node.inputs[0]).first(where: {
        graph[$0].op == .unary(.tanh) && isInBlocks($0)
      })
    {
      append(
        .tanhGradient(tangent: tangent, upstream: node.inputs[1], result: id), for: id,
        blocks: [tangent, node.inputs[1]], writes: [blocks(id)])
    } else {
      append(
        .pointwise(node.op, node.inputs, result: id), for: id, blocks: node.inputs,
        writes: [blocks(id)])
    }
    return true
  }

  private mutating func writeConcat(_ id: NodeID, axis: Int) -> Bool {
    let inputs = graph[id].inputs
    guard axis == 1, inputs.contains(where: isInBlocks), inputs.allSatisfy(canBeInBlocks) else {
      return false
    }
    append(.concat(inputs, result: id), for: id, blocks: inputs, writes: [blocks(id)])
    return true
  }

  /// The ReLU that is the only use of a node besides its own gradients.
  func rectifier(of id: NodeID) -> NodeID? {
    guard !graph.kept.contains(id) else { return nil }
    var rectifier: NodeID?
    for reader in graph.readers(of: id) {
      switch graph[reader].op {
      case .unary(.relu):
        guard rectifier == nil else { return nil }
        rectifier = reader
      case .unaryGradient(.relu):
        guard graph[reader].inputs[1] != id else { return nil }
      default:
        return nil
      }
    }
    return rectifier
  }

  /// Lets what a node computes be stored through its ReLU, if that is all it is for.
  ///
  /// - Returns: How the sums are stored, and the node that they are then.
  mutating func folded(_ id: NodeID) -> (store: BlockTask.Store, result: NodeID) {
    guard let rectifier = rectifier(of: id) else { return (.all, id) }
    rectified[id] = rectifier
    return (.relu, rectifier)
  }
}
