import ConvolutionArithmetic
import Foundation
import Storyboards
import TensorEngine
import Testing

/// Softmax, cross entropy and batch norm in named stages, and their gradients.
struct StagesViewTests {
  private func values(_ story: Storyboard, _ title: String) throws -> [Double] {
    try #require(story.panels.first { $0.title == title }, "\(title)").planes.flatMap(\.values)
  }

  private func rounded(_ numbers: [Double]) -> [Double] {
    numbers.map { ($0 * 10_000).rounded() / 10_000 }
  }

  @Test func `a softmax is powers over their sum, a row a class`() throws {
    let story = try StoryExample("softmax", .softmax(axis: 1), [Tensor([1, 3], [2, 1, 0])])
      .seen(as: .stages).story
    #expect(story.panels.map(\.title) == ["score z", "e^z", "sum", "p"])
    #expect(rounded(try values(story, "p")) == [0.6652, 0.2447, 0.09])
    #expect(story.panels[0].planes[0].rowLabels == ["0", "1", "2"])
    #expect(story.frames[2].arithmetic.map(\.text) == ["1 / 11.11 ≈ 0.09003"])
    #expect(story.frames[2].caption.hasPrefix("Class 2: its power of e"))
  }

  @Test func `huge scores are lowered by the largest first`() throws {
    let story = try StoryExample(
      "log_softmax", .logSoftmax(axis: 1), [Tensor([1, 3], [1002, 1000, -998])]
    ).seen(as: .stages).story
    #expect(story.panels[1].title == "e^(z − largest)")
    #expect(try values(story, "e^(z − largest)").allSatisfy(\.isFinite))
    #expect(story.frames[0].caption.contains("subtracted first"))
    // p of the last class is too small for a number, its logarithm is not.
    #expect(try values(story, "p").last == 0)
    #expect(story.frames[2].arithmetic.last?.result == -2000.126928011042972)
  }

  /// The mean cross entropy of two images, explained at its log_softmax.
  private func crossEntropy(
    _ reduction: LossReduction, _ view: StoryView = .gradients
  ) throws -> (story: Storyboard, expected: [Double]) {
    var graph = Graph()
    let logits = try graph.input([2, 3], name: "input")
    let target = try graph.input([2], name: "0.target")
    let loss = try graph.crossEntropy(logits, target: target, reduction: reduction)
    let node = try #require(
      graph.ids.first { if case .logSoftmax = graph[$0].op { true } else { false } })
    let feeds: [NodeID: Tensor<Double>] = [
      logits: Tensor([2, 3], [2, 1, 0, 0, 3, 1]), target: .vector(0, 1),
    ]
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: feeds)
    executed.gradientStart = .init(output: loss, upstream: nil)
    let gradient = try #require(try graph.appendGradients(of: loss, by: [logits])[logits])
    let result = try ReferenceBackend<Double>().compile(graph, outputs: [gradient]).run(feeds)
    return (
      try Storyboard.explaining(node, in: executed, view: view),
      try #require(result[gradient]).elements
    )
  }

  @Test func `the gradient of softmax and cross entropy is p − onehot`() throws {
    let (story, expected) = try crossEntropy(.sum)
    #expect(
      story.panels.map(\.title) == ["score z", "log p", "p", "onehot", "p − onehot"])
    #expect(try values(story, "onehot") == [1, 0, 0, 0, 1, 0])
    #expect(rounded(try values(story, "p − onehot")) == rounded(expected))
    #expect(rounded(Array(expected.prefix(3))) == [-0.3348, 0.2447, 0.09])
    #expect(story.frames[0].arithmetic[0].text == "p − onehot: 0.6652 − 1 ≈ −0.3348")
    #expect(story.frames[1].caption.contains("is not the target"))
  }

  @Test func `a mean loss counts each image by its share`() throws {
    let (story, expected) = try crossEntropy(.mean)
    #expect(try values(story, "dLoss/dz") == expected)
    #expect(story.frames[0].arithmetic[1].text == "gradient: 0.5·(−0.3348) ≈ −0.1674")
    #expect(story.frames[0].arithmetic.count == 3)
  }

  @Test func `a softmax without a loss sends back what its shares leave`() throws {
    for op in [Op.softmax(axis: 1), .logSoftmax(axis: 1)] {
      let example = try StoryExample("softmax", op, [Tensor([1, 3], [2, 1, 0])])
      var executed = example.executed
      executed.gradientStart = .init(
        output: example.node, upstream: Tensor([1, 3], [1, 0, 2]))
      let story = try Storyboard.explaining(example.node, in: executed, view: .gradients)
      let gradient = try values(story, "dLoss/dz")
      #expect(abs(gradient.reduce(0, +)) < 1e-12)
      for frame in story.frames {
        for line in frame.arithmetic {
          #expect(abs(try LineEvaluator.value(of: line) - line.result) < 1e-12, "\(line.text)")
        }
      }
    }
  }

  /// Eight values of one channel: mean 5, variance 4.
  private func batchNorm(_ view: StoryView, training: Bool = true) throws -> Storyboard {
    let example = try StoryExample.batchNorm(
      Tensor([8, 1], [2, 4, 4, 4, 5, 5, 7, 9]), training: training)
    var executed = example.executed
    executed.gradientStart = .init(
      output: example.node, upstream: Tensor([8, 1], [1, 0, 2, -1, 3, 0, 0, 1]))
    return try Storyboard.explaining(example.node, in: executed, view: view)
  }

  @Test func `batch norm takes the mean, the squares, the root, then γ and β`() throws {
    let story = try batchNorm(.stages)
    #expect(try values(story, "x − μ") == [-3, -1, -1, -1, 0, 0, 2, 4])
    #expect(try values(story, "(x − μ)²") == [9, 1, 1, 1, 0, 0, 4, 16])
    #expect(try values(story, "mean μ") == [5])
    #expect(try values(story, "variance σ²") == [4])
    #expect(
      story.frames[0].arithmetic.map(\.text) == [
        "μ: (2 + 4 + 4 + 4 + 5 + 5 + 7 + 9) / 8 = 5",
        "σ²: (9 + 1 + 1 + 1 + 0 + 0 + 4 + 16) / 8 = 4",
        "xn: −3 / √(4 + 1e−5) ≈ −1.5", "2·(−1.5) + 1 ≈ −2",
      ])
    #expect(story.closing.contains("here σ² · 8 / 7"))
    #expect(story.frames[0].caption.hasPrefix("Training"))
    #expect(story.frames[7].arithmetic[2].text == "into the running σ²: 4·8 / (8 − 1) ≈ 4.571")
  }

  @Test func `training and evaluation are told apart in each view`() throws {
    for view in [StoryView.cells, .stages, .gradients] {
      for (training, word) in [(true, "training"), (false, "evaluation")] {
        let caption = try batchNorm(view, training: training).frames[0].caption.lowercased()
        #expect(caption.contains(word), "\(caption)")
      }
    }
  }

  @Test func `the running variance takes in its share with n / (n − 1) written out`() throws {
    var graph = Graph()
    let x = try graph.input([3, 1], name: "input")
    let running = try graph.input([1], name: "0.running_var")
    let norm = try graph.batchNormTraining(x)
    let kept = try graph.runningStatistic(
      running, batch: norm.variance, momentum: 0.5, unbiasedOver: 3)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([3, 1], [1, 2, 6]), running: Tensor([1], [1])])
    let share = try Storyboard.explaining(graph[kept].inputs[1], in: executed)
    #expect(share.frames[0].arithmetic[0].text == "0.5·3 / (3 − 1)·4.667 ≈ 3.5")
  }

  @Test func `evaluation takes the running statistics`() throws {
    let story = try batchNorm(.stages, training: false)
    #expect(story.panels.contains { $0.title == "running mean μ" })
    #expect(!story.panels.contains { $0.title == "(x − μ)²" })
    #expect(story.frames[0].caption.hasPrefix("Evaluation"))
    #expect(story.frames[0].arithmetic.count == 2)
  }

  @Test func `the paths of a batch norm's gradient add up to it`() throws {
    let story = try batchNorm(.gradients)
    let paths = try ["straight on", "through μ", "through σ²"].map { try values(story, $0) }
    let total = try values(story, "dLoss/dx")
    for cell in total.indices {
      #expect(abs(paths.reduce(0) { $0 + $1[cell] } - total[cell]) < 1e-12)
    }
    #expect(abs(total.reduce(0, +)) < 1e-12)
    #expect(try values(story, "dLoss/dβ") == [6])
    let fixed = try batchNorm(.gradients, training: false)
    #expect(!fixed.panels.contains { $0.title == "through μ" })
  }

  @Test func `a dropped cell sends nothing back, a kept one at the same scale`() throws {
    let example = try StoryExample(
      "dropout", .dropout(probability: 0.5, seed: 3), [.positives([8])])
    let story = try example.seen(as: .gradients).story
    let mask = try values(story, "mask · scale")
    #expect(Set(mask) == [0, 2])
    #expect(try values(story, "dLoss/dInput") == mask)
    #expect(zip(example.result.elements, mask).allSatisfy { ($0 == 0) == ($1 == 0) })
  }
}
