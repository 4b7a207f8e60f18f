import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Stories of nodes whose part depends on the graph around them.
struct GradientStoryTests {
  @Test func `every node of a network and of its gradients can be explained`() throws {
    var graph = Graph()
    let w = try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    let pool = try SlidingWindow.make(2)
    let x = try graph.input([2, 1, 6, 6], name: "input")
    let weight = try graph.input([2, 1, 3, 3], name: "weight")
    let bias = try graph.input([2], name: "bias")
    let dense = try graph.input([3, 8], name: "dense")
    let target = try graph.input([2], name: "target")
    let convolved = try graph.convolution(
      x, weight: weight, bias: bias, Convolution(windows: [w, w]), paddingMode: .reflect, flip: true
    )
    let active = try graph.append(.unary(.relu), [convolved])
    let pooled = try graph.append(.maxPool([pool, pool]), [active])
    let features = try graph.flatten(pooled)
    let logits = try graph.linear(features, weight: dense)
    let loss = try graph.crossEntropy(logits, target: target)
    _ = try graph.appendGradients(of: loss, by: [x, weight, bias, dense])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: .integers([2, 1, 6, 6]), weight: .integers([2, 1, 3, 3]), bias: .vector(1, -1),
        dense: .integers([3, 8]), target: .vector(2, 0),
      ])
    for id in graph.ids {
      let story = try Storyboard.explaining(id, in: executed)
      #expect(story.frames.last?.finishedCells == graph[id].shape.count)
      for frame in story.frames {
        for line in frame.arithmetic {
          let value = try LineEvaluator.value(of: line)
          #expect(abs(value - line.result) <= 1e-9 * max(1, abs(value)), "\(line.text)")
        }
      }
    }
  }

  @Test func `the gradient of a convolution's input is shown as a gradient`() throws {
    var graph = Graph()
    let k2 = try SlidingWindow.make(2)
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "weight")
    let y = try graph.convolution(x, weight: weight, Convolution(windows: [k2, k2]))
    let gradient = try #require(try graph.appendGradients(of: y, by: [x])[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 3, 3]), weight: .integers([1, 1, 2, 2])])
    let story = try Storyboard.explaining(gradient, in: executed)
    #expect(
      story.panels.map(\.title) == ["upstream gradient", "kernel", "stamps", "input gradient"])
    #expect(story.panels.map(\.role) == [.gradient, .kernel, .plain, .gradient])
  }

  @Test func `the gradients of a transposed convolution call each tensor what it is`() throws {
    var graph = Graph()
    let k2 = try SlidingWindow.make(2, stride: 2)
    let x = try graph.input([1, 1, 2, 2], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "0.weight")
    let y = try graph.append(
      .transposedConvolution(Convolution(windows: [k2, k2])), [x, weight])
    let gradients = try graph.appendGradients(of: y, by: [x, weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 2, 2]), weight: .integers([1, 1, 2, 2])])
    let byInput = try Storyboard.explaining(try #require(gradients[x]), in: executed)
    #expect(
      byInput.panels.map(\.title) == ["upstream gradient", "kernel", "input gradient", "products"])
    #expect(byInput.panels.map(\.role) == [.gradient, .kernel, .gradient, .plain])
    #expect(byInput.frames[0].caption.contains("of the upstream gradient"))
    let byWeight = try Storyboard.explaining(try #require(gradients[weight]), in: executed)
    #expect(byWeight.panels.map(\.title) == ["upstream gradient", "input", "kernel gradient"])
    #expect(byWeight.panels[1].planes[0].values == executed.values[x]?.elements)
  }

  @Test func `the gradient of a product shows the other factor by its name`() throws {
    var graph = Graph()
    let x = try graph.input([2], name: "input")
    let other = try graph.input([2], name: "0.other")
    let product = try graph.append(.binary(.multiply), [x, other])
    let upstream = try graph.input([2], name: "upstream")
    let gradients = try graph.appendGradients(of: product, by: [x, other], upstream: upstream)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([2]), other: Tensor([2], [5, 7]), upstream: Tensor([2], [1, 1])])
    for (variable, name) in [(x, "other"), (other, "input")] {
      let node = try #require(gradients[variable])
      let titles = try Storyboard.explaining(node, in: executed).panels.map(\.title)
      #expect(titles.contains(name) && !titles.contains(name == "other" ? "input" : "other"))
    }
  }

  @Test func `what flows back through a linear layer is told from what it meets`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let weight = try graph.input([2, 3], name: "0.weight")
    let bias = try graph.input([2], name: "0.bias")
    let y = try graph.linear(x, weight: weight, bias: bias)
    let gradients = try graph.appendGradients(of: y, by: [x, weight, bias])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([2, 3]), weight: .integers([2, 3]), bias: .vector(1, 2)])
    func titles(_ id: NodeID) throws -> [String] {
      try Storyboard.explaining(id, in: executed).panels.map(\.title)
    }
    let product = graph[y].inputs[0]
    #expect(try titles(product) == ["input", "weight", "output"])
    let shown = try Storyboard.explaining(product, in: executed)
    #expect(shown.panels.map(\.role) == [.input, .kernel, .output])
    #expect(
      try titles(#require(gradients[x])) == ["upstream gradient", "weight", "gradient"])
    #expect(
      try titles(#require(gradients[weight])) == ["upstream gradient", "input", "gradient"])
  }

  @Test func `the means in the gradient of a batch norm are told`() throws {
    var graph = Graph()
    let x = try graph.input([4, 1], name: "input")
    let norm = try graph.batchNormTraining(x, epsilon: 0)
    let upstream = try graph.input([4, 1], name: "upstream")
    let gradient = try #require(
      try graph.appendGradients(of: norm.result, by: [x], upstream: upstream)[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([4, 1], [1, 1, 3, 3]), upstream: Tensor([4, 1], [1, 0, 2, 0])])
    let story = try Storyboard.explaining(gradient, in: executed)
    #expect(story.opening.contains(": 0.75 and 0.25."))
    #expect(story.frames[0].caption.contains("its mean over the channel, 0.75"))
    #expect(graph[gradient].op.backwardRule?.contains("mean and variance move") == true)
  }

  @Test func `a kernel that is flipped is shown as a kernel`() throws {
    var graph = Graph()
    let k2 = try SlidingWindow.make(2)
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "weight")
    let y = try graph.convolution(x, weight: weight, Convolution(windows: [k2, k2]), flip: true)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 3, 3]), weight: Tensor([1, 1, 2, 2], [1, 0, 2, -1])])
    let story = try Storyboard.explaining(graph[y].inputs[1], in: executed)
    #expect(story.panels.map(\.title) == ["kernel", "a quarter turn", "kernel, turned"])
    #expect(story.panels.map(\.role) == [.kernel, .kernel, .kernel])
    #expect(
      story.frames[0].caption
        == "Kernel, turned (row 0, column 0): a copy of kernel (row 1, column 1), −1.")
  }

  @Test func `a value that was not kept is asked for by name`() throws {
    var graph = Graph()
    let x = try graph.input([2], name: "input")
    let y = try graph.append(.unary(.relu), [x])
    let executed = ExecutedGraph(graph, values: [y: Tensor<Double>([2], [1, 2])])
    #expect(throws: StoryError.notExecuted(node: "input")) {
      try Storyboard.explaining(y, in: executed)
    }
  }

  @Test func `a large result costs nothing until its frames are looked at`() throws {
    let story = try StoryExample(
      "large", .unary(.relu), [Tensor([1, 1, 512, 512], repeating: -2)]
    ).story
    #expect(story.frames.count == 512 * 512)
    #expect(story.frames[200_000].arithmetic.map(\.text) == ["max(0, −2) = 0"])
  }
}
