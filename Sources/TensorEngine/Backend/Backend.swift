import Typesetting

/// Something that can run graphs.
///
/// The reference backend defines what is right; the others agree with it, bit for bit on small
/// integers.
public protocol Backend<Scalar>: Sendable {
  /// The number type that this backend computes in.
  associatedtype Scalar: TensorScalar

  /// The name on the command line: `reference`, `cpu`, `cuda`.
  var name: String { get }

  /// Whether a run whose results are bound may still be under way when it returns, so that something else
  /// can be done meanwhile.
  var computesLater: Bool { get }

  /// What it computes with on this machine, for people who ask: libraries, devices, threads.
  var facts: [BackendFact] { get }

  /// Takes memory of zeros, which starts at a multiple of ``TensorBufferAlignment/bytes``.
  ///
  /// - Throws: ``BackendError`` when there is not as much.
  func makeMemory(count: Int) throws(BackendError) -> any TensorMemory<Scalar>

  /// Prepares a graph for running.
  ///
  /// A bound input is read from its buffer instead of being fed; any other bound node is an output
  /// that is written to its buffer instead of being returned. With every input and output bound, a
  /// run allocates nothing.
  ///
  /// One buffer may be bound to an input and to a node that replaces its value, such as a running
  /// statistic, as long as nothing reads the input later than that node.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - outputs: The nodes whose values the caller wants; only what they and the bound nodes need
  ///     is computed.
  ///   - bindings: Memory of this backend for nodes, each in its node's shape.
  /// - Throws: ``BackendError`` when this backend cannot run the graph.
  /// - Precondition: Buffers have their nodes' shapes.
  func compile(
    _ graph: Graph, outputs: [NodeID], bindings: [NodeID: TensorBuffer<Scalar>]
  ) throws -> any Executable<Scalar>

  /// Waits until everything that was begun is done.
  ///
  /// Whoever keeps what is read asks this first: steps of an optimiser, and copies, do not say that
  /// they failed.
  ///
  /// - Throws: ``BackendError`` with what failed.
  func finish() throws(BackendError)
}

/// Something that a backend found on this machine.
public struct BackendFact: Hashable, Sendable {
  /// What it is about: `threads`.
  public let name: String
  /// What was found, and why it is so.
  public let value: String

  /// Creates a fact.
  public init(_ name: String, _ value: String) {
    (self.name, self.value) = (name, value)
  }
}

extension Backend {
  /// A run is over when it returns, unless a backend says otherwise.
  public var computesLater: Bool { false }

  /// Nothing, unless a backend has something to say.
  public var facts: [BackendFact] { [] }

  /// Prepares a graph for running on values that are fed and returned.
  ///
  /// - Parameters:
  ///   - graph: The computation.
  ///   - outputs: The nodes whose values the caller wants; only what they need is computed.
  /// - Throws: ``BackendError`` when this backend cannot run the graph.
  public func compile(_ graph: Graph, outputs: [NodeID]) throws -> any Executable<Scalar> {
    try compile(graph, outputs: outputs, bindings: [:])
  }
}

/// A graph prepared for running, as often as wanted.
public protocol Executable<Scalar>: AnyObject {
  /// The number type of the values.
  associatedtype Scalar: TensorScalar

  /// Runs the graph; what is bound may be written later, see ``TensorMemory``.
  ///
  /// - Parameter feeds: A value for each input node that the outputs depend on and that is bound to
  ///   no buffer.
  /// - Returns: The value of each requested output that is bound to no buffer.
  /// - Throws: ``BackendError`` when a feed is missing or has another shape, or when a target
  ///   names no class; of a run that nobody has waited for, a later one or ``Backend/finish()`` says
  ///   that.
  func run(_ feeds: [NodeID: Tensor<Scalar>]) throws -> [NodeID: Tensor<Scalar>]
}

/// Why a backend cannot compile or run a graph.
public enum BackendError: UserError, Equatable {
  /// An input node got no value.
  case missingFeed(name: String, shape: Shape)
  /// An input node got a value of another shape.
  case wrongFeedShape(name: String, expected: Shape, actual: Shape)
  /// A target or a switch names a class or cell that does not exist.
  case badIndex(op: String, operand: String, value: Double, position: [Int], allowed: Range<Int>)
  /// The system has not as much memory.
  case memory(bytes: Int)
  /// This machine or this build lacks what the backend needs.
  case unavailable(backend: String, reason: String, remedy: String)
  /// A setting of the backend makes no sense or is not possible here.
  case wrongSetting(backend: String, reason: String, remedy: String)

  /// What is wrong.
  public var message: String {
    switch self {
    case .missingFeed(let name, let shape):
      "no value was given for '\(name)', which has shape \(shape)"
    case .wrongFeedShape(let name, let expected, let actual):
      "'\(name)' has shape \(expected) but was given a value of shape \(actual)"
    case .badIndex(let op, let operand, let value, let position, let allowed):
      "\(op): the \(operand) at position \(position) is \(NumberText.exact(value)), but it must be"
        + " a whole number from \(allowed.lowerBound) to \(allowed.upperBound - 1)"
        + (operand == "target" ? ": classes are counted from 0" : "")
    case .memory(let bytes):
      "memory is missing: the system does not give \(ByteCount.memory(bytes)) more"
    case .unavailable(let backend, let reason, _), .wrongSetting(let backend, let reason, _):
      "the \(backend) backend cannot be used: \(reason)"
    }
  }

  /// What to do.
  public var remedy: String {
    switch self {
    case .unavailable(_, _, let remedy), .wrongSetting(_, _, let remedy): remedy
    case .memory:
      "Use smaller batches or a smaller network, or raise a limit (ulimit -v unlimited)."
    case .missingFeed, .wrongFeedShape, .badIndex: ""
    }
  }
}
