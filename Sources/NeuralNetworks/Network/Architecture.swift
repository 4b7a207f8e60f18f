import TensorEngine

/// A network that is not built yet: a function that appends its layers.
public struct Architecture: Sendable {
  /// The name on the command line.
  public let name: String
  /// The name people use.
  public let title: String
  /// Where it comes from, in a line.
  public let origin: String
  /// What is to be known before its numbers are compared with those of others; often empty.
  public let note: String
  /// The images it was made for, [C, H, W].
  public let inputShape: Shape
  /// The classes it was made for.
  public let classes: Int
  /// Whether it is small enough to be trained here; the others are there to be looked at.
  public let isTrainable: Bool

  /// What training leaves as it is: names of modules or of single parameters.
  private var frozen: [String] = []

  /// Appends the layers and returns the node of the result.
  let body: @Sendable (inout NetworkBuilder, NodeID, _ classes: Int) throws -> NodeID

  /// Creates an architecture.
  public init(
    name: String, title: String, origin: String, note: String = "",
    inputShape: Shape = [3, 32, 32],
    classes: Int = 10, isTrainable: Bool,
    body: @escaping @Sendable (inout NetworkBuilder, NodeID, _ classes: Int) throws -> NodeID
  ) {
    self.name = name
    self.title = title
    self.origin = origin
    self.note = note
    self.inputShape = inputShape
    self.classes = classes
    self.isTrainable = isTrainable
    self.body = body
  }

  /// The same network, some of whose parameters training leaves as they are.
  ///
  /// Batch norm of which both are frozen normalises with its running statistics while training, too,
  /// and leaves them as they are, so that a frozen layer computes what it computed before.
  ///
  /// - Parameter names: Names of modules, such as `layer1`, with all that is inside, or of parameters.
  public func freezing(_ names: [String]) -> Architecture {
    var result = self
    result.frozen += names
    return result
  }

  /// Builds the network.
  ///
  /// - Parameters:
  ///   - batchSize: N, at least 1.
  ///   - mode: For training or for evaluation.
  ///   - inputShape: The images, [C, H, W]; those it was made for when absent.
  ///   - classes: The classes; those it was made for when absent.
  /// - Throws: ``NetworkError`` when a layer does not fit, or nothing has the name of what is frozen.
  public func build(
    batchSize: Int, mode: NetworkMode, inputShape: Shape? = nil, classes: Int? = nil
  ) throws -> BuiltNetwork {
    let image = inputShape ?? self.inputShape
    precondition(batchSize >= 1 && image.rank == 3, "a batch of \(batchSize) images of \(image)")
    var builder = try NetworkBuilder(
      network: name, mode: mode, input: Shape([batchSize] + image.dimensions), frozen: frozen)
    let output = try body(&builder, builder.input, classes ?? self.classes)
    let network = builder.finished(output: output)
    try network.check(frozen, of: name)
    return network
  }
}
