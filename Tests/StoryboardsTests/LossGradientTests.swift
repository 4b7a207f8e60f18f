import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The gradients of losses as the one formula that a course knows each by.
struct LossGradientTests {
  private typealias Appending = (inout Graph, NodeID, NodeID) throws -> NodeID

  /// The gradient of a loss by its input, from what flows back into the loss; ones when absent.
  private func gradient(
    of input: Tensor<Double>, _ given: Tensor<Double>, named name: String = "0.target",
    upstream: Tensor<Double>? = nil, _ append: Appending
  ) throws -> Storyboard {
    let run = try LossGraph(of: input, given, named: name, upstream: upstream, append)
    let (gradient, executed) = (run.gradient, run.executed)
    let story = try Storyboard.explaining(gradient, in: executed)
    #expect(try Storyboard.explainingLossGradient(gradient, in: executed)?.title == story.title)
    #expect(story.frames.count == input.shape.count)
    let values = try #require(executed.values[gradient]).elements
    for (position, frame) in story.frames.enumerated() {
      let line = try #require(frame.arithmetic.last)
      #expect(abs(try LineEvaluator.value(of: line) - values[position]) < 1e-9, "\(line.text)")
      #expect(frame.finishedCells == position + 1)
    }
    return story
  }

  private func texts(_ story: Storyboard) -> [[String]] {
    story.frames.map { $0.arithmetic.map(\.text) }
  }

  @Test func `mse_loss is 2/n · (y − t), one line a cell`() throws {
    let story = try gradient(of: Tensor([1, 4], [1, 2, 4, 0]), Tensor([1, 4], [1, 0, -1, 0])) {
      try $0.mseLoss($1, target: $2)
    }
    #expect(story.title == "gradient of mse_loss, 2/n · (y − t)")
    #expect(story.panels.map(\.title) == ["y", "target t", "y − t", "dLoss/dy"])
    #expect(
      texts(story) == [
        ["2/4·(1 − 1) = 0"], ["2/4·(2 − 0) = 1"], ["2/4·(4 − (−1)) = 2.5"], ["2/4·(0 − 0) = 0"],
      ])
  }

  @Test func `what flows into mse_loss multiplies, and without a mean nothing divides`() throws {
    let (y, t) = (Tensor<Double>([1, 2], [1, 2]), Tensor<Double>([1, 2], [0, -1]))
    let mean = try gradient(of: y, t, upstream: Tensor([], [3])) { try $0.mseLoss($1, target: $2) }
    #expect(mean.title == "gradient of mse_loss, g · 2/n · (y − t)")
    #expect(texts(mean) == [["3·2/2·(1 − 0) = 3"], ["3·2/2·(2 − (−1)) = 9"]])
    let none = try gradient(of: y, t, upstream: Tensor([1, 2], [3, 1])) {
      try $0.mseLoss($1, target: $2, reduction: .none)
    }
    #expect(texts(none) == [["3·2·(1 − 0) = 6"], ["2·(2 − (−1)) = 6"]])
    let sum = try gradient(of: y, t) { try $0.mseLoss($1, target: $2, reduction: .sum) }
    #expect(sum.title == "gradient of mse_loss, 2 · (y − t)")
    #expect(texts(sum)[1] == ["2·(2 − (−1)) = 6"])
  }

  @Test func `cross_entropy is p − onehot, times what the row counts`() throws {
    let story = try gradient(of: Tensor([2, 3], [2, 1, 0, 0, 3, 1]), .vector(0, 1)) {
      try $0.crossEntropy($1, target: $2)
    }
    #expect(story.title == "gradient of softmax and cross entropy, p − onehot")
    #expect(
      story.panels.map(\.title) == ["score z", "p", "onehot", "p − onehot", "dLoss/dz"])
    #expect(
      texts(story)[0] == ["p − onehot: 0.6652 − 1 ≈ −0.3348", "gradient: 0.5·(−0.3348) ≈ −0.1674"])
    #expect(story.frames[5].caption.hasSuffix("what the target gains the others lose."))
    let sum = try gradient(of: Tensor([1, 3], [2, 1, 0]), .vector(0)) {
      try $0.crossEntropy($1, target: $2, reduction: .sum)
    }
    #expect(sum.panels.map(\.title) == ["score z", "p", "onehot", "p − onehot"])
    #expect(texts(sum)[0] == ["p − onehot: 0.6652 − 1 ≈ −0.3348"])
  }

  @Test func `smoothed labels are a q, and a row that is ignored counts nothing`() throws {
    // Shares with a smoothing of 0.3 over three classes; the second row is ignored.
    let shares = Tensor<Double>([2, 3], [0.8, 0.1, 0.1, 0, 0, 0])
    let story = try gradient(
      of: Tensor([2, 3], [2, 1, 0, 0, 3, 1]), shares, named: "0.shares"
    ) { graph, input, shares in
      try graph.nllLoss(
        try graph.appendLogProbabilities(of: input), shares: shares, total: 1)
    }
    #expect(
      story.panels.map(\.title) == ["score z", "p", "q", "p − q", "dLoss/dz"])
    #expect(texts(story)[0][0] == "p − q: 0.6652 − 0.8 ≈ −0.1348")
    #expect(texts(story)[4].last == "gradient: 0·0.8438 ≈ 0")
    #expect(story.frames[4].caption.contains("does not count"))
  }

  @Test func `class weights stand before p − onehot`() throws {
    // The target of the first row weighs 3, that of the second 1: the mean divides by 4.
    let shares = Tensor<Double>([2, 2], [3, 0, 0, 1])
    let story = try gradient(
      of: Tensor([2, 2], [0, 0, 0, 0]), shares, named: "0.shares"
    ) { graph, input, shares in
      try graph.nllLoss(
        try graph.appendLogProbabilities(of: input), shares: shares, total: 4)
    }
    #expect(texts(story)[0] == ["p − onehot: 0.5 − 1 = −0.5", "gradient: 0.75·(−0.5) = −0.375"])
    #expect(texts(story)[3] == ["p − onehot: 0.5 − 1 = −0.5", "gradient: 0.25·(−0.5) = −0.125"])
  }

  @Test func `nll_loss is −onehot, times what the row counts`() throws {
    let story = try gradient(of: Tensor([2, 2], [-1, -2, -3, -4]), .vector(1, 0)) {
      try $0.nllLoss($1, target: $2)
    }
    #expect(story.title == "gradient of nll_loss, −onehot · what the position counts")
    #expect(story.panels.map(\.title) == ["log p", "onehot", "counts", "dLoss/d(log p)"])
    #expect(
      texts(story) == [["0·0.5 = 0"], ["−1·0.5 = −0.5"], ["−1·0.5 = −0.5"], ["0·0.5 = 0"]])
  }

  @Test func `a sum of products that is no square's gradient stays what it is`() throws {
    var graph = Graph()
    let x = try graph.input([2], name: "input")
    let cube = try graph.append(
      .binary(.multiply), [try graph.append(.binary(.multiply), [x, x]), x])
    let gradient = try #require(try graph.appendGradients(of: cube, by: [x])[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: .vector(1, 2)])
    #expect(try Storyboard.explainingLossGradient(gradient, in: executed) == nil)
    #expect(try Storyboard.explainingLossGradient(cube, in: executed) == nil)
  }
}
