import ConvolutionArithmetic
import TensorEngine
import Testing

@testable import Storyboards

/// What gradients are called, and whose sum is told beside them.
struct GradientWordsTests {
  /// The gradients of a node of a small graph.
  private func story(
    _ shapes: [Shape], meaning: String? = nil, _ build: (inout Graph, [NodeID]) throws -> NodeID
  ) throws -> Storyboard {
    var graph = Graph()
    let inputs = try shapes.enumerated().map { index, shape in
      try graph.input(shape, name: ["input", "0.weight", "0.bias"][index])
    }
    let node = try build(&graph, inputs)
    let feeds = Dictionary(
      uniqueKeysWithValues: inputs.map { id in
        let shape = graph[id].shape
        return (id, Tensor(shape, (0..<shape.count).map { Double($0 * 3 % 5 - 1) }))
      })
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    return try Storyboard.explaining(node, in: executed, view: .gradients)
  }

  /// Every gradient's title has the words of a grid beside it.
  private func expectWords(_ story: Storyboard) throws {
    let titles = story.panels.map(\.title)
    for gradient in story.panels where gradient.collects {
      let isNamed = titles.contains { title in
        [
          "gradient of \(title)", "dLoss/d(\(title))",
          "dLoss/d" + title.prefix(1).uppercased() + title.dropFirst(),
        ].contains(gradient.title)
      }
      #expect(isNamed, "\(gradient.title) beside \(titles)")
    }
  }

  @Test func `a gradient is called by the words of its grid`() throws {
    let square = try story([[1, 3], [1, 3]]) { graph, inputs in
      let miss = try graph.append(
        .binary(.subtract), [inputs[0], inputs[1]], meaning: "difference from the target")
      return try graph.append(.binary(.multiply), [miss, miss])
    }
    try expectWords(square)
    // Either side has a part of the gradient that bears the value's name.
    #expect(square.panels.filter(\.collects).map(\.title) == ["dLoss/dLeft", "dLoss/dRight"])
    #expect(square.frames[0].caption.hasSuffix("; dLoss/dDifference is the sum of both."))
    let scaled = try story([[1, 3], [1, 3]]) { graph, inputs in
      let mask = try graph.append(
        .unary(.affine(factor: 2, offset: 0)), [inputs[1]], meaning: "scaled mask: mask / (1 − p)")
      return try graph.append(.binary(.multiply), [inputs[0], mask])
    }
    try expectWords(scaled)
    #expect(scaled.panels.contains { $0.title == "gradient of scaled mask" })
    for op in [Op.unary(.sigmoid), .reduce(Reduction(.mean, axes: [1])), .flip(axes: [1])] {
      let made = try story([[2, 3]]) { graph, inputs in
        let x = try graph.append(
          .unary(.tanh), inputs, meaning: "log-probability of each target")
        return try graph.append(op, [x])
      }
      try expectWords(made)
    }
    let windows = Array(repeating: try SlidingWindow(kernelSize: 2), count: 2)
    try expectWords(
      try story([[1, 1, 3, 3], [1, 1, 2, 2], [1]]) { graph, inputs in
        try graph.convolution(
          inputs[0], weight: inputs[1], bias: inputs[2], Convolution(windows: windows))
      })
  }

  @Test func `without pointing the sum that is told is that of a gradient that is lit`() throws {
    let stories = [
      try story([[1, 1, 3, 3], [1, 1, 2, 2], [1]]) { graph, inputs in
        try graph.convolution(
          inputs[0], weight: inputs[1], bias: inputs[2],
          Convolution(windows: Array(repeating: try SlidingWindow(kernelSize: 2), count: 2)))
      },
      try story([[2, 3], [2, 3], [2]]) { graph, inputs in
        try graph.linear(inputs[0], weight: inputs[1], bias: inputs[2])
      },
      try story([[2, 3], [3]]) { graph, inputs in
        try graph.append(
          .binary(.multiply), [inputs[0], graph.append(.broadcast([2, 3]), [inputs[1]])])
      },
    ]
    for story in stories {
      for frame in story.frames {
        let line = try #require(frame.backward.first)
        guard case .number(let value, .gradient, let cell?) = line.tokens.last else {
          Issue.record("\(line.text) comes to no gradient")
          continue
        }
        #expect(frame.marks.contains { $0.cell == cell } && story.panels[cell.panel].collects)
        #expect(line.text.hasPrefix(story.panels[cell.panel].title))
        #expect(value == story.panels[cell.panel].planes[cell.plane][cell.row, cell.column])
        let sum = ArithmeticLine(Array(line.tokens.dropFirst(2)), result: line.result)
        #expect(try LineEvaluator.value(of: sum) == value, "\(line.text)")
        // What a frame makes is still the result.
        #expect(frame.arithmetic.last?.result != nil)
      }
    }
  }
}
