/// A node's place in its graph.
public struct NodeID: Hashable, Comparable, Sendable {
  /// The position in ``Graph/nodes``.
  public let index: Int

  /// Creates the identifier of the node at a position.
  public init(_ index: Int) {
    self.index = index
  }

  /// Orders nodes by position: a node's inputs come before it.
  public static func < (left: NodeID, right: NodeID) -> Bool {
    left.index < right.index
  }
}

/// One op applied to earlier nodes.
public struct Node: Hashable, Sendable {
  /// What is computed.
  public let op: Op
  /// The operands, in the order that the op states.
  public let inputs: [NodeID]
  /// The shape of the result.
  public let shape: Shape
  /// What people call the value: `input`, `0.weight`, `conv1`; may be absent.
  public var name: String?
  /// What the value is within the op that was asked for, in a few words: `log-probabilities`; absent
  /// where its op says it.
  public var meaning: String?
}

/// A computation: ops in an order in which each comes after its operands.
///
/// A homework problem, a lesson's example and a network are all graphs. Shapes are inferred as
/// nodes are appended, so a graph that exists is a graph that runs.
///
///     var graph = Graph()
///     let x = try graph.input([1, 1, 3, 3], name: "input")
///     let y = try graph.append(.unary(.relu), [x])
///     graph[y].shape  // [1, 1, 3, 3]
public struct Graph: Hashable, Sendable {
  /// The most bytes (at 4 a number) that one node's value may take.
  ///
  /// It keeps a mistyped padding from taking the machine's memory: the message comes before the
  /// allocation.
  public static let largestValueInBytes = 1 << 30

  /// The nodes, operands first.
  public private(set) var nodes: [Node] = []

  /// The nodes that hold how a loss changes with something, and not what something is.
  private var gradients: Set<NodeID> = []

  /// Creates an empty graph.
  public init() {}

  /// The node with an identifier.
  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// All identifiers, operands first.
  public var ids: [NodeID] { nodes.indices.map(NodeID.init) }

  /// The nodes that are fed in when the graph runs.
  public var inputs: [NodeID] {
    ids.filter { if case .input = self[$0].op { true } else { false } }
  }

  /// Appends an op applied to earlier nodes and infers the shape of its result.
  ///
  /// - Throws: ``ShapeError``, whose text shows the shapes and names the remedy.
  /// - Precondition: Every operand is a node of this graph.
  @discardableResult
  public mutating func append(
    _ op: Op, _ inputs: [NodeID], name: String? = nil, meaning: String? = nil
  ) throws(ShapeError) -> NodeID {
    precondition(inputs.allSatisfy { $0.index < nodes.count }, "operand of another graph")
    let shape = try op.outputShape(inputs.map { self[$0].shape })
    let count = Shape.checkedCount(shape.dimensions)
    guard let count, count <= Graph.largestValueInBytes / MemoryLayout<Float>.size else {
      throw .tooLarge(op: op.name, shape: shape)
    }
    nodes.append(Node(op: op, inputs: inputs, shape: shape, name: name, meaning: meaning))
    let id = NodeID(nodes.count - 1)
    // Whatever is made of a gradient is one: differentiation is linear in it.
    if inputs.contains(where: gradients.contains) { gradients.insert(id) }
    return id
  }

  /// Whether a node's value is dLoss/d-something: the one that differentiation began with, or made
  /// of it.
  public func isGradient(_ id: NodeID) -> Bool { gradients.contains(id) }

  /// Notes that a node's value is a gradient.
  mutating func setIsGradient(_ id: NodeID) { gradients.insert(id) }

  /// Appends a value that is fed in when the graph runs.
  ///
  /// - Throws: ``ShapeError`` when the value would be too large.
  public mutating func input(_ shape: Shape, name: String) throws(ShapeError) -> NodeID {
    do throws(ShapeError) {
      return try append(.input(shape), [], name: name)
    } catch {
      guard case .tooLarge = error else { throw error }
      throw .inputTooLarge(name: name, shape: shape)
    }
  }

  /// Gives a node a name for people.
  public mutating func setName(_ name: String, of id: NodeID) {
    nodes[id.index].name = name
  }
}
