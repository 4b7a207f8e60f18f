/// The nodes of a graph that run, and who reads whom: what a backend plans its work with.
///
/// Planning may exchange what neighbouring nodes compute, as long as nobody can see the difference;
/// the caller's graph stays as it is.
public struct PlannedGraph {
  /// A node that runs.
  public struct Node {
    /// What is computed.
    public fileprivate(set) var op: Op
    /// The operands.
    public fileprivate(set) var inputs: [NodeID]
    /// The shape of the result.
    public fileprivate(set) var shape: Shape
  }

  /// The nodes that run, operands first.
  public let order: [NodeID]
  /// The nodes whose values are seen from outside: outputs and results that are bound.
  public let kept: Set<NodeID>
  private var nodes: [NodeID: Node]
  /// The nodes that read each node, ascending.
  private var readers: [NodeID: [NodeID]] = [:]

  /// Plans what runs of a graph.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - order: The nodes that run, operands first.
  ///   - kept: Those whose values are seen from outside.
  public init(_ graph: Graph, order: [NodeID], keeping kept: Set<NodeID>) {
    self.order = order
    self.kept = kept
    nodes = Dictionary(
      uniqueKeysWithValues: order.map { id in
        (id, Node(op: graph[id].op, inputs: graph[id].inputs, shape: graph[id].shape))
      })
    findReaders()
  }

  /// A node that runs.
  ///
  /// - Precondition: It is in ``order``.
  public subscript(id: NodeID) -> Node {
    guard let node = nodes[id] else {
      preconditionFailure("node \(id.index) does not run")
    }
    return node
  }

  /// The nodes that read a node; one that reads it twice is named once.
  public func readers(of id: NodeID) -> [NodeID] { readers[id] ?? [] }

  /// The only reader of a node whose value nobody else sees.
  public func onlyReader(of id: NodeID) -> NodeID? {
    guard let reader = readers(of: id).first, readers(of: id).count == 1, !kept.contains(id) else {
      return nil
    }
    return reader
  }

  private mutating func findReaders() {
    readers = [:]
    for id in order {
      for input in Set(self[id].inputs) { readers[input, default: []].append(id) }
    }
  }

  /// Takes the gradient of a ReLU to the small side of the max pool that follows it.
  ///
  /// A window's maximum is positive exactly if the ReLU let it through, so the pooled values say
  /// what the ReLU's input says, with a quarter of the numbers:
  /// `relu′(x, unpool(dy, switches)) = unpool(relu′(pooled, dy), switches)`.
  public mutating func moveRectifierGradientsBelowPools() {
    for id in order {
      guard case .unaryGradient(.relu) = self[id].op else { continue }
      let (x, unpooled) = (self[id].inputs[0], self[id].inputs[1])
      guard case .maxUnpool = self[unpooled].op, onlyReader(of: unpooled) == id else { continue }
      let (upstream, switches) = (self[unpooled].inputs[0], self[unpooled].inputs[1])
      guard case .maxPoolIndices(let windows) = self[switches].op else { continue }
      let rectified = self[switches].inputs[0]
      guard self[rectified].op == .unary(.relu), self[rectified].inputs == [x] || rectified == x,
        let pooled = readers(of: rectified).first(where: { self[$0].op == .maxPool(windows) })
      else { continue }
      let unpool = self[unpooled].op
      nodes[unpooled] = Node(
        op: .unaryGradient(.relu), inputs: [pooled, upstream], shape: self[upstream].shape)
      nodes[id] = Node(op: unpool, inputs: [unpooled, switches], shape: self[id].shape)
    }
    findReaders()
  }
}
