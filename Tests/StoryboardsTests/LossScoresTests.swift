import Storyboards
import TensorEngine
import Testing

/// What the gradients of a loss show of its scores.
struct LossScoresTests {
  /// The gradients of a cross entropy, as somebody knows it as one op.
  private func story(
    reduction: LossReduction = .mean, upstream: Tensor<Double>? = nil
  ) throws -> (story: Storyboard, byScores: [Double], p: [Double]) {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let target = try graph.input([2], name: "0.target")
    let first = graph.ids.count
    let loss = try graph.crossEntropy(x, target: target, reduction: reduction)
    let parts = Set(graph.ids.dropFirst(first)).subtracting([loss])
    let p = try graph.append(.softmax(axis: 1), [x])
    var feeds: [NodeID: Tensor<Double>] = [
      x: Tensor([2, 3], [2, 1, 0.5, 0, 1, 2]), target: Tensor([2], [0, 2]),
    ]
    var flowing: NodeID?
    if let upstream {
      let node = try graph.input(upstream.shape, name: "upstream")
      (feeds[node], flowing) = (upstream, node)
    }
    let gradient = try #require(
      try graph.appendGradients(of: loss, by: [x], upstream: flowing)[x])
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: loss, upstream: upstream)
    executed.parts = parts
    executed.operations[loss] = "cross_entropy"
    return (
      try Storyboard.explaining(loss, in: executed, view: .gradients),
      try #require(executed.values[gradient]).elements, try #require(executed.values[p]).elements
    )
  }

  private func values(_ story: Storyboard, _ title: String) throws -> [Double] {
    try #require(story.panels.first { $0.title == title }).planes.flatMap(\.values)
  }

  @Test func `a mean sends p − onehot to the scores, times the share of a position`() throws {
    let (story, byScores, p) = try story()
    #expect(try values(story, "p") == p)
    #expect(try values(story, "onehot") == [1, 0, 0, 0, 0, 1])
    #expect(try values(story, "p − onehot") == zip(p, [1, 0, 0, 0, 0, 1]).map { $0 - $1 })
    for (shown, real) in zip(try values(story, "dLoss/dz"), byScores) {
      #expect(abs(shown - real) < 1e-12)
    }
    let frame = story.frames[0]
    #expect(frame.arithmetic[0].text.hasPrefix("dLoss/dz: 0.5·(") && frame.arithmetic.count == 2)
    #expect(frame.caption.contains("the scores get p − onehot, times what each position counts"))
  }

  @Test func `a sum sends p − onehot itself`() throws {
    let (story, byScores, _) = try story(reduction: .sum)
    #expect(!story.panels.contains { $0.title == "dLoss/dz" })
    for (shown, real) in zip(try values(story, "p − onehot"), byScores) {
      #expect(abs(shown - real) < 1e-12)
    }
  }

  @Test func `pointing at a gradient works it out`() throws {
    let (story, _, _) = try story()
    let panel = try #require(story.panels.firstIndex { $0.title == "dLoss/dz" })
    let frame = story.pointing(at: CellReference(panel: panel, plane: 0, row: 1, column: 2))
    #expect(frame.caption.contains("the target"))
    let line = try #require(frame.arithmetic.last)
    #expect(abs(try LineEvaluator.value(of: line) - line.result) < 1e-9)
  }

  @Test func `a log_softmax of its own shows each once, of the score of the step`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let target = try graph.input([2], name: "1.target")
    let logarithms = try graph.append(.logSoftmax(axis: 1), [x])
    let loss = try graph.nllLoss(logarithms, target: target)
    _ = try graph.appendGradients(of: loss, by: [x])
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([2, 3], [2, 1, 0.5, 0, 1, 2]), target: Tensor([2], [0, 2])])
    executed.gradientStart = .init(output: loss, upstream: nil)
    executed.operations = [logarithms: "log_softmax", loss: "nll_loss"]
    let story = try Storyboard.explaining(logarithms, in: executed, view: .gradients)
    let titles = story.panels.map(\.title)
    #expect(titles.contains("p − onehot") && Set(titles).count == titles.count)
    #expect(Set(story.frames.map { $0.arithmetic[0].text }).count == story.frames.count)
  }

  @Test func `whoever is asked for the loss is not told by them`() throws {
    let (story, _, _) = try story()
    for title in ["p", "p − onehot", "dLoss/dz"] {
      #expect(try #require(story.panels.first { $0.title == title }).tellsResults)
    }
  }
}
