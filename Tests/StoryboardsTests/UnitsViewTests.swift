import Storyboards
import TensorEngine
import Testing

/// The view of a small network as units and edges.
struct UnitsViewTests {
  private struct Network {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]
    var sums: [NodeID] = []
    var weights: [NodeID] = []
    var outputs: [NodeID] = []
    var end: NodeID

    /// Linear layers with a bias, each with an activation, and a squared error.
    init(
      _ input: [Double], _ layers: [(weight: [Double], bias: [Double])], _ function: UnaryFunction,
      target: [Double]
    ) throws {
      var current = try graph.input([1, input.count], name: "input")
      feeds[current] = Tensor([1, input.count], input)
      for (index, layer) in layers.enumerated() {
        let (count, fanIn) = (layer.bias.count, layer.weight.count / layer.bias.count)
        let weight = try graph.input([count, fanIn], name: "\(index).weight")
        let bias = try graph.input([count], name: "\(index).bias")
        feeds[weight] = Tensor([count, fanIn], layer.weight)
        feeds[bias] = Tensor([count], layer.bias)
        let product = try graph.append(
          .matmul(transposeA: false, transposeB: true), [current, weight])
        let sum = try graph.append(.binary(.add), [product, bias])
        current = try graph.append(.unary(function), [sum])
        weights.append(weight)
        sums.append(sum)
        outputs.append(current)
      }
      let wanted = try graph.input([1, target.count], name: "target")
      feeds[wanted] = Tensor([1, target.count], target)
      end = try graph.mseLoss(current, target: wanted, reduction: .sum)
    }

    func executed() throws -> ExecutedGraph {
      var executed = try ExecutedGraph(
        running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
      executed.gradientStart = .init(output: end, upstream: nil)
      return executed
    }

    func story(of node: NodeID) throws -> Storyboard {
      try Storyboard.explaining(node, in: executed(), view: .units)
    }

    /// The gradients of some values as the engine has them in training.
    func gradients(by nodes: [NodeID]) throws -> [[Double]] {
      var graph = graph
      let seed = try graph.input(graph[end].shape, name: "upstream")
      let found = try graph.appendGradients(of: end, by: nodes, upstream: seed)
      var feeds = feeds
      feeds[seed] = Tensor(graph[end].shape, repeating: 1)
      let executed = try ExecutedGraph(
        running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
      return nodes.map { node in
        found[node].flatMap { executed.values[$0] }?.elements ?? []
      }
    }
  }

  /// The network of a lesson: two inputs, two hidden units, one output.
  private func small() throws -> Network {
    try Network(
      [1, 2], [([2, -2, 1, 1], [0, 0]), ([4, -2], [0])], .leakyRelu(negativeSlope: 0.5),
      target: [-3])
  }

  private func wide() throws -> Network {
    try Network(
      [1, -0.5],
      [([0.5, -1, 2, 0.25, -0.75, 1], [0.1, 0, -0.2]), ([1, -2, 0.5, 0.3, 1.5, -1], [0.2, 0])],
      .sigmoid, target: [1, 0])
  }

  /// What the rows of a layer's units say, by the first letter of their names.
  private func numbers(_ story: Storyboard, _ panel: Int, _ row: Character) -> [Double] {
    story.panels[panel].planes.compactMap { plane in
      plane.rowLabels.firstIndex { $0.first == row }.map { plane[$0, 0] }
    }
  }

  @Test func `sums, activations and every Delta are those of the executed graph`() throws {
    for network in [try small(), try wide()] {
      let story = try network.story(of: network.sums[0])
      let values = try network.executed().values
      let deltas = try network.gradients(by: network.sums)
      let weights = try network.gradients(by: network.weights)
      for layer in network.sums.indices {
        #expect(numbers(story, layer + 1, "z") == values[network.sums[layer]]?.elements)
        #expect(numbers(story, layer + 1, "a") == values[network.outputs[layer]]?.elements)
        #expect(numbers(story, layer + 1, "Δ") == deltas[layer])
        let edges = story.edges.filter { $0.end.panel == layer + 1 }
        #expect(edges.map(\.weight) == network.feeds[network.weights[layer]]?.elements)
        #expect(edges.map(\.gradient) == weights[layer])
      }
      #expect(numbers(story, network.sums.count + 1, "L") == values[network.end]?.elements)
    }
  }

  @Test func `a network is walked forward number by number, then back`() throws {
    let network = try small()
    let story = try network.story(of: network.end)
    #expect(
      story.frames.map { $0.arithmetic.map(\.text).joined(separator: "; ") } == [
        "2·1 + (−2)·2 + bias 0 = −2", "1·1 + 1·2 + bias 0 = 3", "0.5·(−2) = −1", "1·3 = 3",
        "4·(−1) + (−2)·3 + bias 0 = −10", "0.5·(−10) = −5", "−5 − (−3) = −2; −2·(−2) = 4",
        "−4·1 = −4; 0.5·(−4) = −2", "dLoss/dw35: −1·(−2) = 2; dLoss/dw45: 3·(−2) = −6",
        "0.5·4·(−2) = −4", "dLoss/dw13: 1·(−4) = −4; dLoss/dw23: 2·(−4) = −8",
        "1·(−2)·(−2) = 4", "dLoss/dw14: 1·4 = 4; dLoss/dw24: 2·4 = 8",
      ])
    #expect(story.resultFrames == 6..<7)
    #expect(story.panels.map(\.title) == ["input", "leaky_relu", "leaky_relu", "loss"])
    #expect(story.panels[2].planes[0].rowLabels == ["z5", "a5", "Δ5"])
  }

  @Test func `every line comes to its number`() throws {
    for network in [try small(), try wide()] {
      let story = try network.story(of: network.end)
      for frame in story.frames {
        for line in frame.arithmetic {
          let value = try LineEvaluator.value(of: line)
          #expect(abs(value - line.result) < 1e-9 * max(1, abs(line.result)))
        }
      }
    }
  }

  @Test func `edges of a frame are those that its unit reads, and their gradients come with it`()
    throws
  {
    let network = try small()
    let story = try network.story(of: network.end)
    func names(_ frame: Frame) -> [[Int]] {
      frame.edges.map { [story.edges[$0].start.plane, story.edges[$0].end.plane] }
    }
    #expect(
      names(story.frames[0]) == [[0, 0], [1, 0]] && names(story.frames[1]) == [[0, 1], [1, 1]])
    #expect(names(story.frames[9]) == [[0, 0]] && story.frames[9].edges == [4])
    let edge = story.edges[4]
    #expect(
      edge.knownGradient(finishedCells: 8) == nil && edge.knownGradient(finishedCells: 9) == 2)
  }

  @Test func `a frame about a result names the cell that other views have there`() throws {
    let network = try wide()
    for node in [network.sums[0], network.outputs[0], network.sums[1], network.end] {
      let views = try LinkedViews(of: node, in: network.executed())
      let (own, units) = (views.first, views.storyboard(.units))
      for result in own.resultFrames.indices {
        let frames = (
          own.frames[own.frame(ofResult: result)], units.frames[units.frame(ofResult: result)]
        )
        let cells = (own.resultCell(of: frames.0), units.resultCell(of: frames.1))
        let elements = (cells.0.flatMap(own.element), cells.1.flatMap(units.element))
        #expect(elements.0 != nil && elements.0 == elements.1)
      }
    }
  }

  @Test func `without a loss a network is walked forward alone`() throws {
    let network = try small()
    var graph = Graph()
    let x = try graph.input([1, 2], name: "input")
    let weight = try graph.input([1, 2], name: "0.weight")
    let sum = try graph.append(.matmul(transposeA: false, transposeB: true), [x, weight])
    _ = try graph.append(.unary(.relu), [sum])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([1, 2], [1, 2]), weight: Tensor([1, 2], [3, -1])])
    let story = try Storyboard.explaining(sum, in: executed, view: .units)
    #expect(
      story.frames.map { $0.arithmetic.map(\.text) } == [["3·1 + (−1)·2 = 1"], ["max(0, 1) = 1"]])
    #expect(story.panels.map(\.planes[0].rowLabels) == [["x1"], ["z3", "a3"]])
    #expect(story.edges.allSatisfy { $0.gradient == nil } && story.resultFrames == 0..<1)
    #expect(try network.story(of: network.end).frames.count == 13)
  }

  @Test func `what is no small network is not drawn as one`() throws {
    let large = try Network(
      Array(repeating: 1, count: 7), [(Array(repeating: 1, count: 7), [0])], .relu, target: [0])
    #expect(try !LinkedViews(of: large.end, in: large.executed()).views.contains(.units))
  }

  @Test func `pointing tells how a number is made, and where an input goes`() throws {
    let network = try small()
    let story = try network.story(of: network.end)
    let input = story.pointing(at: CellReference(panel: 0, plane: 1, row: 0, column: 0))
    #expect(input.caption == "x2 is given, and goes into unit 3, unit 4." && input.edges == [1, 3])
    let delta = story.pointing(at: CellReference(panel: 1, plane: 0, row: 2, column: 0))
    #expect(delta.arithmetic.map(\.text) == ["0.5·4·(−2) = −4"])
  }
}
