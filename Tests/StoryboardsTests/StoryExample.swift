import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// An op applied to small operands, executed by the reference backend.
struct StoryExample: CustomTestStringConvertible, Sendable {
  private(set) var testDescription: String
  let executed: ExecutedGraph
  let node: NodeID
  /// How many frames there are, where it is not one for each cell of the result.
  let frameCount: Int
  /// How it is looked at; `nil` for the usual view.
  private(set) var view: StoryView?

  init(
    _ name: String, _ op: Op, _ operands: [Tensor<Double>], over pad: Pad? = nil,
    frameCount: Int? = nil
  ) throws {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    var inputs: [NodeID] = []
    for (position, operand) in operands.enumerated() {
      let id = try graph.input(operand.shape, name: "operand \(position)")
      feeds[id] = operand
      inputs.append(id)
    }
    if let pad { inputs[0] = try graph.append(.pad(pad), [inputs[0]]) }
    node = try graph.append(op, inputs)
    if case .input(let shape) = op { feeds[node] = .integers(shape) }
    executed = try ExecutedGraph(running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    testDescription = name
    self.frameCount = frameCount ?? graph[node].shape.count
  }

  /// Batch norm as problems have it: with the statistics of the batch, or with running ones.
  static func batchNorm(_ input: Tensor<Double>, training: Bool) throws -> StoryExample {
    let channels = input.shape[1]
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    func feed(_ name: String, _ value: Tensor<Double>) throws -> NodeID {
      let id = try graph.input(value.shape, name: name)
      feeds[id] = value
      return id
    }
    let x = try feed("input", input)
    let weight = try feed("0.weight", Tensor([channels], repeating: 2))
    let bias = try feed("0.bias", Tensor([channels], repeating: 1))
    let node: NodeID
    if training {
      node = try graph.batchNormTraining(x, weight: weight, bias: bias).result
    } else {
      let mean = try feed("0.running_mean", Tensor([channels], repeating: 0.5))
      let variance = try feed("0.running_var", Tensor([channels], repeating: 4))
      node = try graph.append(
        .batchNorm(BatchNorm(training: false)), [x, weight, bias, mean, variance])
    }
    return try StoryExample(
      training ? "batch_norm in training" : "batch_norm in evaluation", node,
      in: ExecutedGraph(running: graph, on: ReferenceBackend<Double>(), feeds: feeds))
  }

  /// A node of a graph that was executed.
  init(_ name: String, _ node: NodeID, in executed: ExecutedGraph) {
    (testDescription, self.node, self.executed) = (name, node, executed)
    frameCount = executed.graph[node].shape.count
  }

  var story: Storyboard {
    get throws { try Storyboard.explaining(node, in: executed, view: view) }
  }

  /// The same example in one of its views.
  func seen(as view: StoryView) -> StoryExample {
    var example = self
    example.view = view
    example.testDescription += ", \(view.rawValue) view"
    return example
  }

  /// The example once for each of its views.
  var inEachView: [StoryExample] {
    get throws {
      try LinkedViews(of: node, in: executed).views.map { seen(as: $0) }
    }
  }

  /// The executed result.
  var result: Tensor<Double> { executed.values[node]! }
}

extension Storyboard {
  /// The frames that make the results of the node, in their order.
  var framesOfResults: [Frame] { resultFrames.map { frames[$0] } }

  /// Whether it walks through more than the results of the node.
  var isWalk: Bool { resultFrames.count < frames.count }
}

extension Tensor where Scalar == Double {
  /// Small integers with both signs, in an order without an obvious pattern.
  static func integers(_ shape: Shape, seed: Int = 1) -> Tensor {
    Tensor(shape, (0..<shape.count).map { Double(($0 * 7 + seed * 5 + $0 * $0 * 3) % 11 - 5) })
  }

  /// Positive numbers, some of them fractions.
  static func positives(_ shape: Shape) -> Tensor {
    Tensor(shape, (0..<shape.count).map { Double($0 * 5 % 7) / 2 + 0.25 })
  }

  /// The numbers given.
  static func vector(_ elements: Double...) -> Tensor { Tensor([elements.count], elements) }
}

extension SlidingWindow {
  /// The window with these numbers; examples are valid.
  static func make(
    _ kernelSize: Int, stride: Int = 1, padding: (Int, Int) = (0, 0), dilation: Int = 1,
    outputPadding: Int = 0, ceilMode: Bool = false
  ) throws -> SlidingWindow {
    try SlidingWindow(
      kernelSize: kernelSize, stride: stride, paddingBefore: padding.0, paddingAfter: padding.1,
      dilation: dilation, outputPadding: outputPadding, ceilMode: ceilMode)
  }
}
