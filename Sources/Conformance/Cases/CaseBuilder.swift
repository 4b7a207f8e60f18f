import ConvolutionArithmetic
import TensorEngine

/// A graph under construction and the numbers for its inputs.
struct CaseBuilder {
  var graph = Graph()
  private(set) var feeds: [NodeID: Tensor<Double>] = [:]
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
    let values: Tensor<Float> = (integers ? filling.inIntegers : filling)
      .tensor(shape, using: &numbers)
    feeds[id] = Tensor(converting: values)
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
