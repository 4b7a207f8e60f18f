import Storyboards
import TensorEngine
import Testing

/// The view of a whole small graph: values above, gradients below, a walk forward and back.
struct GraphViewTests {
  /// A graph with its end, and the values that are fed in by name.
  private struct Example {
    var graph = Graph()
    var feeds: [NodeID: Tensor<Double>] = [:]

    mutating func feed(_ name: String, _ shape: Shape, _ values: [Double]) throws -> NodeID {
      let id = try graph.input(shape, name: name)
      feeds[id] = Tensor(shape, values)
      return id
    }

    func story(
      of node: NodeID, endingAt end: NodeID, upstream: Tensor<Double>? = nil
    ) throws -> Storyboard {
      try Storyboard.explaining(node, in: executed(endingAt: end, upstream), view: .graph)
    }

    func executed(endingAt end: NodeID, _ upstream: Tensor<Double>? = nil) throws -> ExecutedGraph {
      var executed = try ExecutedGraph(
        running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
      executed.gradientStart = .init(output: end, upstream: upstream)
      return executed
    }
  }

  /// f = (x + y) · z with x = −2, y = 5, z = −4.
  private func classic() throws -> (Example, sum: NodeID, end: NodeID) {
    var example = Example()
    let x = try example.feed("x", [1], [-2])
    let y = try example.feed("y", [1], [5])
    let z = try example.feed("z", [1], [-4])
    let sum = try example.graph.append(.binary(.add), [x, y])
    let end = try example.graph.append(.binary(.multiply), [sum, z])
    return (example, sum, end)
  }

  /// The network of two inputs, two hidden units and an output that a lesson goes through.
  private func network() throws -> (Example, hidden: NodeID, end: NodeID) {
    var example = Example()
    let x = try example.feed("input", [1, 2], [1, 2])
    let first = try example.feed("0.weight", [2, 2], [2, -2, 1, 1])
    let bias = try example.feed("0.bias", [2], [0, 0])
    let second = try example.feed("2.weight", [1, 2], [4, -2])
    let target = try example.feed("4.target", [1, 1], [-3])
    let bend = Op.unary(.leakyRelu(negativeSlope: 0.5))
    let product = try example.graph.append(
      .matmul(transposeA: false, transposeB: true), [x, first])
    let hidden = try example.graph.append(.binary(.add), [product, bias])
    let a = try example.graph.append(bend, [hidden])
    let z = try example.graph.append(.matmul(transposeA: false, transposeB: true), [a, second])
    let output = try example.graph.append(bend, [z])
    let miss = try example.graph.append(.binary(.subtract), [output, target])
    let end = try example.graph.append(.binary(.multiply), [miss, miss])
    return (example, hidden, end)
  }

  /// The values, or their gradients.
  private func numbers(_ story: Storyboard, areGradients: Bool) -> [[Double]] {
    story.panels.filter { ($0.title == "gradient") == areGradients && !$0.isName }
      .map { $0.planes.flatMap(\.values) }
  }

  /// What each op reads and makes as it stands on the screen, with the signs.
  private func rows(_ story: Storyboard) -> [String] {
    let panels = story.panels.filter { $0.title != "gradient" }
    return Dictionary(grouping: panels, by: \.place.band).sorted { $0.key < $1.key }.map {
      $0.value.map {
        [$0.sign?.rawValue ?? "", $0.title].filter { !$0.isEmpty }.joined(separator: " ")
      }
      .joined(separator: " ")
    }
  }

  private func titles(_ story: Storyboard) -> [String] {
    story.panels.filter { $0.title != "gradient" && !$0.isName }.map(\.title)
  }

  private func lines(_ story: Storyboard) -> [String] {
    story.frames.map { $0.arithmetic.map(\.text).joined(separator: "; ") }
  }

  @Test func `a small graph is walked forward and back, number by number`() throws {
    let (example, _, end) = try classic()
    let story = try example.story(of: end, endingAt: end)
    #expect(titles(story) == ["x", "y", "add", "z", "mul"])
    #expect(story.title == "graph of 2 ops, add to mul")
    #expect(numbers(story, areGradients: false) == [[-2], [5], [3], [-4], [-12]])
    #expect(numbers(story, areGradients: true) == [[-4], [-4], [-4], [3], [1]])
    #expect(
      lines(story) == [
        "−2 + 5 = 3", "3·(−4) = −12", "", "1·3 = 3", "1·(−4) = −4", "−4·1 = −4", "−4·1 = −4",
      ])
    #expect(rows(story) == ["x + y → add · z → mul"])
    #expect(story.bandsPerRow == nil)
    #expect(story.panels.suffix(5).map(\.sign) == [nil, .and, .comesFrom, .and, .comesFrom])
  }

  @Test func `where a value is used twice its ways add up`() throws {
    var example = Example()
    let x = try example.feed("input", [1], [2])
    let y = try example.feed("0.other", [1], [3])
    let z = try example.feed("1.other", [1], [-1])
    let u = try example.graph.append(.binary(.multiply), [x, y])
    let v = try example.graph.append(.binary(.add), [u, z])
    let f = try example.graph.append(.binary(.multiply), [v, x])
    let story = try example.story(of: u, endingAt: f)
    #expect(lines(story).suffix(2) == ["2·2 = 4", "2·3 + 1·5 = 11"])
    #expect(story.frames.last?.caption.contains("used 2 times") == true)
    #expect(rows(story) == ["input · other 1 → mul 1 + other 2 → add → mul 2"])
    // A wire leads on from what is read again.
    #expect(story.panels.map(\.wires) == [[], [], [], [], [], [0], [], [], [], [], [], []])
  }

  @Test func `what would read the wrong way round in a line stands in rows`() throws {
    var example = Example()
    let x = try example.feed("input", [1], [2])
    let y = try example.feed("0.other", [1], [3])
    let u = try example.graph.append(.binary(.multiply), [x, y])
    let f = try example.graph.append(.binary(.subtract), [x, u])
    let story = try example.story(of: u, endingAt: f)
    #expect(rows(story) == ["input · other → mul", "input − mul → sub"])
    #expect(story.bandsPerRow == 2)
  }

  @Test func `every Delta of a network stands below its unit`() throws {
    let (example, hidden, end) = try network()
    let story = try example.story(of: hidden, endingAt: end)
    #expect(
      titles(story) == [
        "input", "weight 1", "bias", "linear 1", "leaky_relu 1", "weight 2", "linear 2",
        "leaky_relu 2",
        "target", "sub", "mul",
      ])
    #expect(
      rows(story) == [
        "input @ᵀ weight 1 + bias → linear 1", "linear 1 → leaky_relu 1",
        "leaky_relu 1 @ᵀ weight 2 → linear 2", "linear 2 → leaky_relu 2",
        "leaky_relu 2 − target → sub", "sub · sub → mul",
      ])
    #expect(
      numbers(story, areGradients: true) == [
        [-4, 12], [-4, -8, 4, 8], [-4, 4], [-4, 4], [-8, 4], [2, -6], [-2], [-4], [-4], [1],
      ])
    #expect(lines(story).contains("−2·4 = −8") && lines(story).contains("−8·0.5 = −4"))
  }

  @Test func `every line comes to its number, and every gradient to that of differences`() throws {
    for (example, node, end) in [try classic(), try network()] {
      let story = try example.story(of: node, endingAt: end)
      for (turn, frame) in story.frames.enumerated() {
        #expect(frame.finishedCells == turn + 1)
        let result = try #require(frame.marks.last { $0.kind == .result }).cell
        let plane = story.panels[result.panel].planes[result.plane]
        #expect(story.frame(making: result) == turn)
        for line in frame.arithmetic {
          #expect(line.result == plane[result.row, result.column])
          #expect(try LineEvaluator.value(of: line) == line.result, "\(line.text)")
        }
      }
      for (input, value) in example.feeds where example.graph[input].name != "4.target" {
        let place = try #require(story.panels.first { $0.source?.node == input }).place
        let below = PanelPlace(band: place.band + 1, column: place.column)
        let gradient = try #require(story.panels.first { $0.place == below })
        for position in value.elements.indices {
          func loss(_ step: Double) throws -> Double {
            var moved = example
            moved.feeds[input]?.elements[position] += step
            return try #require(try moved.executed(endingAt: end).values[end]).elements[0]
          }
          let slope = try (loss(0x1p-10) - loss(-0x1p-10)) * 0x1p9
          #expect(abs(slope - gradient.planes.flatMap(\.values)[position]) < 1e-9)
        }
      }
    }
  }

  @Test func `every gradient that comes from behind is compared with differences of the loss`()
    throws
  {
    let (example, node, end) = try network()
    let views = try [StoryView.graph, .gradients].map {
      try LinkedViews(of: node, in: example.executed(endingAt: end), startingWith: $0).first
    }
    for story in views {
      let flowing = story.panels.indices.filter {
        story.panels[$0].role == .gradient && story.panels[$0].source == nil
      }
      #expect(!flowing.isEmpty)
      for panel in flowing {
        let name = story.panels[panel].title
        for (plane, shown) in story.panels[panel].planes.enumerated() {
          for position in shown.values.indices {
            let cell = CellReference(
              panel: panel, plane: plane, row: position / shown.columns,
              column: position % shown.columns)
            let check = try #require(story.numericGradient(at: cell), "\(name)")
            #expect(check.agrees, "\(check.sentence(of: name))")
          }
        }
      }
    }
  }

  @Test func `a sigmoid of a sum has its slope in the way back`() throws {
    var example = Example()
    let x = try example.feed("input", [1, 2], [-1, -2])
    let w = try example.feed("0.weight", [1, 2], [2, -3])
    let b = try example.feed("0.bias", [1], [-3])
    let product = try example.graph.append(.matmul(transposeA: false, transposeB: true), [x, w])
    let sum = try example.graph.append(.binary(.add), [product, b])
    let end = try example.graph.append(.unary(.sigmoid), [sum])
    let story = try example.story(of: end, endingAt: end)
    #expect(lines(story)[0] == "−1·2 + (−2)·(−3) + bias (−3) = 1")
    #expect(lines(story)[3] == "1·0.1966 ≈ 0.1966")
    #expect(lines(story)[5].hasPrefix("0.1966·(−1)"))
  }

  @Test func `the frames of a node's own results are known, whatever else is walked through`()
    throws
  {
    let (example, hidden, end) = try network()
    let views = try LinkedViews(of: hidden, in: example.executed(endingAt: end))
    #expect(views.views.filter { $0.scope == .graph } == [.graph, .units])
    let (own, graph) = (views.first, views.storyboard(.graph))
    #expect(graph.resultFrames == 0..<2 && own.resultFrames == 0..<2)
    for result in 0..<2 {
      let frame = graph.frames[graph.frame(ofResult: result)]
      #expect(frame.arithmetic.map(\.text) == own.frames[result].arithmetic.map(\.text))
      #expect(graph.result(ofFrame: graph.frame(ofResult: result)) == result)
    }
    // The way back to a weight is about the one result that the weight was used for.
    let weight = try #require(
      graph.frames.lastIndex { $0.caption.hasPrefix("Back to weight 1 (row 0") })
    #expect(graph.result(ofFrame: weight) == 0)
  }

  @Test func `what is given flows into the end, and pointing tells where a number goes`() throws {
    let (example, _, end) = try classic()
    let story = try example.story(of: end, endingAt: end, upstream: Tensor([1], [10]))
    #expect(numbers(story, areGradients: true) == [[-40], [-40], [-40], [30], [10]])
    let seed = try #require(story.panels.lastIndex { $0.operand == .upstream })
    #expect(
      story.upstreamPosition(in: CellReference(panel: seed, plane: 0, row: 0, column: 0)) == 0)
    let told = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    #expect(told.caption == "x is given, and goes into add.")
  }

  /// What a step of gradient descent makes is not trained: nothing flows back.
  @Test
  func `operands stand in the order of their op, and where nothing flows back nothing is said`()
    throws
  {
    var example = Example()
    let weight = try example.feed("input", [2], [1, 2])
    let kept = try example.feed("0.momentum_buffer", [2], [3, 4])
    let grad = try example.feed("0.grad", [2], [5, 6])
    let scaled = try example.graph.append(.unary(.affine(factor: 0.5, offset: 0)), [kept])
    let sum = try example.graph.append(.binary(.add), [scaled, grad])
    let step = try example.graph.append(.unary(.affine(factor: 0.25, offset: 0)), [sum])
    let end = try example.graph.append(.binary(.subtract), [weight, step])
    var executed = try example.executed(endingAt: end)
    executed.gradientStart = .init(output: end, upstream: nil, variables: [])
    let story = try Storyboard.explaining(end, in: executed, view: .graph)
    #expect(
      rows(story) == [
        "momentum_buffer → 0.5·momentum_buffer", "0.5·momentum_buffer + grad → add",
        "add → 0.25·add", "input − 0.25·add → sub",
      ])
    #expect(story.frames.count == 8 && !story.panels.contains { $0.title == "gradient" })
  }

  /// No sign but that of an op on two values stands between grids; of others the operands are listed.
  @Test func `a normalisation lists what it reads`() throws {
    var example = Example()
    let x = try example.feed("input", [2, 1], [1, 3])
    let weight = try example.feed("0.weight", [1], [2])
    let bias = try example.feed("0.bias", [1], [1])
    let end = try example.graph.batchNormTraining(x, weight: weight, bias: bias, epsilon: 0).result
    let story = try example.story(of: end, endingAt: end)
    #expect(rows(story).last == "input , weight , bias , mean 1 , mean 2 → batch_norm")
    #expect(rows(story).contains("sub · sub → mul"))
  }

  @Test func `a graph of one step, and one of many numbers, is not offered`() throws {
    var example = Example()
    let x = try example.feed("input", [1, 40], (0..<40).map(Double.init))
    let once = try example.graph.append(.unary(.relu), [x])
    #expect(
      try !LinkedViews(of: once, in: example.executed(endingAt: once)).views.contains(.graph))
    let twice = try example.graph.append(.unary(.sigmoid), [once])
    #expect(
      try !LinkedViews(of: twice, in: example.executed(endingAt: twice)).views.contains(.graph))
  }
}
