import Storyboards
import TensorEngine
import Testing

/// What the gradients of a loss show of its scores.
struct LossScoresTests {
  /// The gradients of a cross entropy, as somebody knows it as one op.
  private func story(
    reduction: LossReduction = .mean, upstream: Tensor<Double>? = nil
  ) throws -> (story: Storyboard, byScores: [Double], p: [Double]) {
    let scores = Tensor([2, 3], [2, 1, 0.5, 0, 1, 2])
    var run = try LossGraph(of: scores, Tensor([2], [0, 2]), upstream: upstream) {
      try $0.crossEntropy($1, target: $2, reduction: reduction)
    }
    run.executed.parts = run.parts
    run.executed.operations[run.loss] = "cross_entropy"
    return (
      try Storyboard.explaining(run.loss, in: run.executed, view: .gradients),
      try #require(run.executed.values[run.gradient]).elements, try shares(scores)
    )
  }

  /// The softmax of scores.
  private func shares(_ scores: Tensor<Double>) throws -> [Double] {
    var graph = Graph()
    let x = try graph.input(scores.shape, name: "input")
    let p = try graph.append(.softmax(axis: 1), [x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: scores])
    return try #require(executed.values[p]).elements
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
    #expect(story.panels.first { $0.title == "p − onehot" }?.heading == "= p − onehot")
    #expect(!story.panels.contains { $0.title == "dLoss/dLoss" })
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
    var logarithms: NodeID?
    var run = try LossGraph(
      of: Tensor([2, 3], [2, 1, 0.5, 0, 1, 2]), Tensor([2], [0, 2]), named: "1.target"
    ) { graph, x, target in
      let node = try graph.append(.logSoftmax(axis: 1), [x])
      logarithms = node
      return try graph.nllLoss(node, target: target)
    }
    let node = try #require(logarithms)
    run.executed.operations = [node: "log_softmax", run.loss: "nll_loss"]
    let story = try Storyboard.explaining(node, in: run.executed, view: .gradients)
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
