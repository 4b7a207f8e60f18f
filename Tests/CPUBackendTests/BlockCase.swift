import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// A few ops on a batch of a block and more, with the gradients of everything that they depend on.
struct BlockCase: CustomTestStringConvertible, Sendable {
  /// Appends the ops to a graph and returns the result.
  typealias Body = @Sendable (inout BlockCaseBuilder) throws -> NodeID

  let testDescription: String
  /// Whether integers are computed without rounding.
  let isExact: Bool
  /// How many images more there are than the blocks that the ops were written for.
  private let more: Int
  private let body: Body

  init(_ description: String, isExact: Bool = true, more: Int = 0, _ body: @escaping Body) {
    testDescription = description
    self.isExact = isExact
    self.more = more
    self.body = body
  }

  /// The same with images that do not fill the last block.
  func withMoreImages(_ more: Int) -> BlockCase {
    BlockCase("\(testDescription), and \(more) images more", isExact: isExact, more: more, body)
  }

  /// The graph, the result with its gradients, and numbers for the inputs.
  func step(
    integers: Bool
  ) throws -> (graph: Graph, outputs: [NodeID], feeds: [NodeID: Tensor<Float>]) {
    var builder = BlockCaseBuilder(integers: integers, more: more)
    let result = try body(&builder)
    let variables = builder.variables
    let upstream = try builder.input(builder.graph[result].shape, "upstream")
    let gradients = try builder.graph.appendGradients(
      of: result, by: variables, upstream: upstream)
    return (
      builder.graph, [result] + variables.compactMap { gradients[$0] } + builder.others,
      builder.feeds
    )
  }
}

/// A graph and the numbers for its inputs.
struct BlockCaseBuilder {
  var graph = Graph()
  private(set) var feeds: [NodeID: Tensor<Float>] = [:]
  /// The inputs that are differentiated by.
  private(set) var variables: [NodeID] = []
  /// Values that are looked at besides the result and the gradients.
  var others: [NodeID] = []
  private var numbers = SplitMix64(seed: 11)
  private let integers: Bool
  private let more: Int

  init(integers: Bool, more: Int) {
    self.integers = integers
    self.more = more
  }

  /// The shape of a batch, with the images that there are more.
  func batch(_ shape: Shape) -> Shape {
    Shape([shape[0] + more] + shape.dimensions.dropFirst())
  }

  mutating func input(
    _ shape: Shape, _ name: String, _ filling: Filling = .numbers
  ) throws -> NodeID {
    let id = try graph.input(shape, name: name)
    feeds[id] = (integers ? filling.inIntegers : filling).tensor(shape, using: &numbers)
    return id
  }

  mutating func variable(
    _ shape: Shape, _ name: String, _ filling: Filling = .numbers
  ) throws -> NodeID {
    let id = try input(shape, name, filling)
    variables.append(id)
    return id
  }

  /// A convolution with a weight of its own.
  mutating func convolution(
    _ x: NodeID, outputs: Int, _ windows: [SlidingWindow], bias: Bool = false
  ) throws -> NodeID {
    let weight = try variable(
      Shape([outputs, graph[x].shape[1]] + windows.map(\.kernelSize)), "weight")
    let bias = bias ? try variable([outputs], "bias") : nil
    return try graph.convolution(x, weight: weight, bias: bias, Convolution(windows: windows))
  }

  /// Images after a convolution with kernels of one cell: what comes next finds them in blocks.
  mutating func images(_ shape: Shape) throws -> NodeID {
    let x = try variable(batch(shape), "images")
    let window = window(1)
    return try convolution(
      x, outputs: shape[1], Array(repeating: window, count: shape.rank - 2))
  }

  mutating func relu(_ x: NodeID) throws -> NodeID { try graph.append(.unary(.relu), [x]) }

  mutating func norm(_ x: NodeID) throws -> NodeID {
    let channels = graph[x].shape[1]
    let (weight, bias) = (try variable([channels], "γ"), try variable([channels], "β"))
    let (result, mean, variance) = try graph.batchNormTraining(x, weight: weight, bias: bias)
    others += [mean, variance]
    return result
  }
}
