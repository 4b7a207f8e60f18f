import ConvolutionArithmetic
import Storyboards
import TensorEngine

/// The story of an op applied to operands, executed by the reference backend.
func executedStory(
  _ op: Op, _ operands: [Tensor<Double>], view: StoryView? = nil
) throws -> Storyboard {
  try executedViews(op, operands, startingWith: view).first
}

/// The views of an op applied to operands, executed by the reference backend.
func executedViews(
  _ op: Op, _ operands: [Tensor<Double>], startingWith view: StoryView? = nil
) throws -> LinkedViews {
  var graph = Graph()
  var feeds: [NodeID: Tensor<Double>] = [:]
  for (position, operand) in operands.enumerated() {
    feeds[try graph.input(operand.shape, name: "operand \(position)")] = operand
  }
  let node = try graph.append(op, operands.indices.map { NodeID($0) })
  let executed = try ExecutedGraph(
    running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
  return try LinkedViews(of: node, in: executed, startingWith: view)
}

/// A 3×3 kernel over a 4×4 image, padded with what it reflects.
func reflected() throws -> LinkedViews {
  var graph = Graph()
  let x = try graph.input([1, 1, 4, 4], name: "input")
  let weight = try graph.input([1, 1, 3, 3], name: "0.weight")
  let padded = try graph.append(.pad(Pad(before: [1, 1], after: [1, 1], mode: .reflect)), [x])
  let window = try SlidingWindow(kernelSize: 3)
  let node = try graph.append(
    .convolution(Convolution(windows: [window, window])), [padded, weight])
  let executed = try ExecutedGraph(
    running: graph, on: ReferenceBackend<Double>(),
    feeds: [x: counting([1, 1, 4, 4]), weight: counting([1, 1, 3, 3])])
  return try LinkedViews(of: node, in: executed)
}

/// A lone image of one channel.
func image(_ rows: [[Double]]) -> Tensor<Double> {
  Tensor([1, 1, rows.count, rows[0].count], rows.flatMap { $0 })
}

/// The numbers 0, 1, 2, … in a shape.
func counting(_ shape: Shape) -> Tensor<Double> {
  Tensor(shape, (0..<shape.count).map(Double.init))
}
