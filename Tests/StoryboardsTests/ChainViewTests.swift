import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What the view of a chain lights, before a result and after it.
struct ChainViewTests {
  /// A block with a shortcut, and a pooling behind it: conv → relu → conv → + input → relu → pool.
  private func block() throws -> (executed: ExecutedGraph, nodes: [NodeID]) {
    var graph = Graph()
    let x = try graph.input([1, 1, 4, 4], name: "input")
    let first = try graph.input([1, 1, 3, 3], name: "0.weight")
    let second = try graph.input([1, 1, 3, 3], name: "2.weight")
    let same = Convolution(
      windows: [try .make(3, padding: (1, 1)), try .make(3, padding: (1, 1))])
    let a = try graph.convolution(x, weight: first, same)
    let b = try graph.append(.unary(.leakyRelu(negativeSlope: 0.5)), [a])
    let c = try graph.convolution(b, weight: second, same)
    let d = try graph.append(.binary(.add), [c, x])
    let e = try graph.append(.unary(.leakyRelu(negativeSlope: 0.5)), [d])
    let pair = try SlidingWindow.make(2, stride: 2)
    let f = try graph.append(.averagePool(AveragePool(windows: [pair, pair])), [e])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: .integers([1, 1, 4, 4]), first: Tensor([1, 1, 3, 3], (1...9).map(Double.init)),
        second: Tensor([1, 1, 3, 3], (1...9).reversed().map(Double.init)),
      ])
    return (executed, [x, a, b, c, d, e, f])
  }

  /// The positions of a value's cells that a frame marks, by the value.
  private func marked(_ frame: Frame, of story: Storyboard) -> [NodeID: Set<Int>] {
    frame.marks.reduce(into: [:]) { marked, mark in
      guard let element = story.element(in: mark.cell),
        let source = story.panels[mark.cell.panel].source
      else { return }
      marked[element.node, default: []].insert(source.shape.offset(of: element.index))
    }
  }

  /// Which cells of one value depend on which of another, as the engine's gradients tell.
  private func dependence(
    of end: NodeID, on start: NodeID, at position: Int, in executed: ExecutedGraph
  ) throws -> Set<Int> {
    var graph = executed.graph
    let one = try graph.input(graph[end].shape, name: "upstream")
    let gradient = try #require(
      try graph.appendGradients(of: end, by: [start], upstream: one)[start])
    var feeds = executed.values.filter {
      if case .input = graph[$0.key].op { true } else { false }
    }
    feeds[one] = Tensor(
      graph[end].shape, (0..<graph[end].shape.count).map { $0 == position ? 1 : 0 })
    let values = try ReferenceBackend<Double>().compile(graph, outputs: [gradient]).run(feeds)
    let elements = try #require(values[gradient]).elements
    return Set(elements.indices.filter { elements[$0] != 0 })
  }

  @Test func `what is but a step of an op is called as its grid is`() throws {
    let entropy = try LossGraph(of: Tensor([2, 3], [2, 1, 0.5, 0, 1, 2]), Tensor([2], [0, 2])) {
      try $0.crossEntropy($1, target: $2, reduction: .mean)
    }
    let story = try Storyboard.explaining(entropy.loss, in: entropy.executed, view: .chain)
    #expect(story.title.hasSuffix(" → log_softmax → log-probability → loss → mean"))
  }

  @Test func `what is lit before and after a result is what depends on each other`() throws {
    let (executed, nodes) = try block()
    for node in nodes.dropFirst() {
      let story = try Storyboard.explaining(node, in: executed, view: .chain)
      for (position, frame) in story.frames.enumerated() {
        let lit = marked(frame, of: story)
        for other in nodes where other < node {
          #expect(
            try dependence(of: node, on: other, at: position, in: executed)
              .isSubset(of: lit[other] ?? []))
        }
        for other in nodes where other > node {
          for cell in 0..<executed.graph[other].shape.count {
            let depends = try dependence(of: other, on: node, at: cell, in: executed)
              .contains(position)
            #expect(depends == lit[other]?.contains(cell) ?? false)
          }
        }
        #expect(lit[node] == [position])
      }
    }
  }

  @Test func `every frame has the sum of the op's own view, its numbers in their grids`() throws {
    let (executed, nodes) = try block()
    for node in nodes.dropFirst() {
      let views = try LinkedViews(of: node, in: executed)
      let (own, chain) = (views.first, views.storyboard(.chain))
      #expect(own.frames.count == chain.frames.count)
      for (mine, frame) in zip(own.frames, chain.frames) {
        #expect(frame.arithmetic.map(\.text) == mine.arithmetic.map(\.text))
        for case .number(let value, _, let cell?) in frame.arithmetic.flatMap(\.tokens) {
          #expect(chain.panels[cell.panel].planes[cell.plane][cell.row, cell.column] == value)
        }
      }
    }
  }

  @Test func `a shortcut is a wire from where it begins`() throws {
    let (executed, nodes) = try block()
    let story = try Storyboard.explaining(nodes[4], in: executed, view: .chain)
    let values = story.panels.filter { !$0.isOptional }
    #expect(
      values.map(\.title) == [
        "input", "conv2d 1", "leaky_relu 1", "conv2d 2", "add of conv2d 2, input", "leaky_relu 2",
        "avg_pool2d",
      ])
    let sum = try #require(story.panels.first { $0.title.hasPrefix("add") })
    #expect(sum.wires.map { story.panels[$0].title } == ["input"] && sum.sign == .makes)
    #expect(story.panels.filter { !$0.wires.isEmpty }.count == 1)
  }

  @Test func `what comes after a result waits for it`() throws {
    let (executed, nodes) = try block()
    let story = try Storyboard.explaining(nodes[4], in: executed, view: .chain)
    let pool = try #require(story.panels.last)
    #expect(pool.waits == [5, 7, 13, 15])
    let finished = { (count: Int) in
      pool.isFinished(row: 0, column: 0, plane: 0, finishedCells: count)
    }
    #expect(!finished(5) && finished(6))
  }

  @Test func `pointing tells what a cell depends on and where it goes`() throws {
    let (executed, nodes) = try block()
    let story = try Storyboard.explaining(nodes[6], in: executed, view: .chain)
    let conv = try #require(story.panels.firstIndex { $0.title == "conv2d 1" })
    let frame = story.pointing(at: CellReference(panel: conv, plane: 0, row: 0, column: 0))
    #expect(
      frame.caption
        == "The cell (row 0, column 0) of conv2d 1 depends on 4 cells of input, and goes into 1 cell of"
        + " leaky_relu 1, 4 of conv2d 2, 4 of add, 4 of leaky_relu 2, 1 of avg_pool2d.")
  }

  @Test func `one op alone, a gradient and a part of an op have no chain`() throws {
    let relu = try StoryExample("relu", .unary(.relu), [.integers([2])])
    #expect(try !LinkedViews(of: relu.node, in: relu.executed).views.contains(.chain))
    var (executed, nodes) = try block()
    executed.parts = [nodes[2]]
    #expect(try !LinkedViews(of: nodes[2], in: executed).views.contains(.chain))
    let story = try Storyboard.explaining(nodes[3], in: executed, view: .chain)
    // What is but a part stands in no one's way.
    #expect(story.panels.contains { $0.title == "conv2d 1" })
    #expect(!story.panels.contains { $0.title == "leaky_relu 1" })
    #expect(marked(story.frames[5], of: story)[nodes[0]]?.count == 16)
  }

  @Test func `a product with its bias is called linear, as in the graph`() throws {
    var graph = Graph()
    let x = try graph.input([1, 2], name: "input")
    let weight = try graph.input([2, 2], name: "0.weight")
    let bias = try graph.input([2], name: "0.bias")
    let layer = try graph.linear(x, weight: weight, bias: bias)
    let end = try graph.append(.unary(.sigmoid), [layer])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 2]), weight: .integers([2, 2]), bias: .integers([2])])
    let story = try Storyboard.explaining(end, in: executed, view: .chain)
    #expect(story.title == "input → linear → sigmoid")
  }

  @Test func `what only a backward pass computes is no op of the chain`() throws {
    var graph = Graph()
    let x = try graph.input([1, 3], name: "input")
    let end = try graph.append(.logSoftmax(axis: 1), [x])
    let seed = try graph.input([1, 3], name: "upstream")
    _ = try graph.appendGradients(of: end, by: [x], upstream: seed)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 3]), seed: .integers([1, 3])])
    #expect(try !LinkedViews(of: end, in: executed).views.contains(.chain))
  }

  @Test func `of many values those nearest to the node are shown, and the data`() throws {
    var graph = Graph()
    let x = try graph.input([1, 4], name: "input")
    var node = x
    for _ in 0..<12 { node = try graph.append(.unary(.tanh), [node]) }
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: .integers([1, 4])])
    let story = try Storyboard.explaining(node, in: executed, view: .chain)
    #expect(story.title.hasSuffix("(4 more are left out)"))
    #expect(story.panels.first?.title == "input" && story.panels.count == 9)
    #expect(marked(story.frames[2], of: story)[x] == [2])
  }
}
