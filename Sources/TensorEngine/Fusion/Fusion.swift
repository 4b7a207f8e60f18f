import ConvolutionArithmetic

extension PlannedGraph {
  /// Sorts the nodes into those that are computed together and those that are alone.
  ///
  /// A ReLU, a sum of two paths or a ReLU's gradient takes no pass over memory of its own where it can
  /// be done to numbers that are about to be stored; statistics that are taken of the same numbers are
  /// taken in one pass.
  ///
  /// - Parameter fusable: The nodes of which the backend can compute every fusion; the others are
  ///   alone.
  /// - Returns: What is to be computed, in an order in which all operands are there.
  public func fused(among fusable: Set<NodeID>) -> [FusedNode] {
    var fusion = Fusion(graph: self, fusable: fusable)
    for id in order where !fusion.done.contains(id) { fusion.add(id) }
    return fusion.nodes
  }
}

/// The fusions of a graph, found in the order of its nodes.
struct Fusion {
  let graph: PlannedGraph
  let fusable: Set<NodeID>
  private(set) var nodes: [FusedNode] = []
  /// Nodes whose values are there, or that nobody needs any more.
  var done: Set<NodeID> = []
  /// Convolutions that wait for what reads them.
  var sums: [NodeID: FusedConvolution] = [:]
  /// Batch norms that wait for the sum that reads them.
  var norms: [NodeID: FusedBatchNorm] = [:]
  /// For a node that was fused with its ReLU the ReLU, which is positive where the node was.
  var rectified: [NodeID: NodeID] = [:]

  init(graph: PlannedGraph, fusable: Set<NodeID>) {
    (self.graph, self.fusable) = (graph, fusable)
  }

  mutating func add(_ id: NodeID) {
    if !fusable.contains(id) || !fuse(id) { append(.alone(id)) }
  }

  mutating func append(_ fused: FusedNode) {
    nodes.append(fused)
    done.formUnion(fused.results)
  }

  /// Fuses a node with its neighbours, or lets it wait for one of them.
  ///
  /// - Returns: Whether it is more than an op by itself.
  private mutating func fuse(_ id: NodeID) -> Bool {
    let inputs = graph[id].inputs
    switch graph[id].op {
    case .convolution(let parameters):
      fuseConvolution(id, parameters, isGradient: false)
    case .transposedConvolution(let parameters):
      fuseConvolution(id, parameters, isGradient: true)
    case .matmul(let transposeA, let transposeB):
      fuseProduct(id, transposeA, transposeB)
    case .batchNorm(let norm):
      fuseNorm(id, norm)
    case .batchNormGradient(let norm):
      fuseNormGradient(id, norm)
    case .maxPool(let windows), .maxPoolIndices(let windows):
      fuseMaxPool(id, windows)
    case .reduce(let reduction):
      return reduction.kind == .mean && isOfChannels(id) && fuseMoments(id, of: inputs[0])
    case .binary(.add):
      return joinSum(id)
    case .unaryGradient(.relu):
      return joinMask(id)
    case .unaryGradient(.tanh):
      let tangent = graph.readers(of: inputs[0]).first {
        graph[$0].op == .unary(.tanh) && isThere($0)
      }
      guard let tangent else { return false }
      append(.tanhGradient(tangent: tangent, upstream: inputs[1], result: id))
    default:
      return false
    }
    return true
  }

  /// Whether a node's value has been computed, where fusions can read it.
  func isThere(_ id: NodeID) -> Bool { fusable.contains(id) && done.contains(id) }

  /// The maxima and the switches of the same windows are found in one go.
  private mutating func fuseMaxPool(_ id: NodeID, _ windows: [SlidingWindow]) {
    let x = graph[id].inputs[0]
    func find(_ op: Op) -> NodeID? {
      graph[id].op == op
        ? id : graph.readers(of: x).first { graph[$0].op == op && !done.contains($0) }
    }
    append(
      .maxPool(
        windows, x: x, maxima: find(.maxPool(windows)), switches: find(.maxPoolIndices(windows))))
  }

  /// The ReLU that is the only use of a node besides its own gradients.
  private func rectifier(of id: NodeID) -> NodeID? {
    guard !graph.kept.contains(id) else { return nil }
    var rectifier: NodeID?
    for reader in graph.readers(of: id) {
      guard fusable.contains(reader) else { return nil }
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
  /// - Returns: How the numbers are stored, and the node that they are then.
  mutating func throughRectifier(_ id: NodeID) -> (store: Storing, result: NodeID) {
    guard let rectifier = rectifier(of: id) else { return (.all, id) }
    rectified[id] = rectifier
    return (.relu, rectifier)
  }
}
