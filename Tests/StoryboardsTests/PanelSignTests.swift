import Storyboards
import TensorEngine
import Testing

/// Every row of grids reads as what it is.
struct PanelSignTests {
  @Test(arguments: StoryExample.all + losses)
  func `every two panels of a row have a sign between them`(example: StoryExample) throws {
    for row in try Self.rows(of: example.story) {
      for (left, right) in zip(row, row.dropFirst()) {
        #expect(right.sign != nil, "nothing is said between \(left.title) and \(right.title)")
      }
    }
  }

  @Test(arguments: StoryExample.all + losses)
  func `only what slides has the sign of a convolution`(example: StoryExample) throws {
    let story = try example.story
    guard story.panels.contains(where: { $0.sign == .slides }) else { return }
    // A chain and a graph have the convolutions that they lead through.
    let slides = example.executed.graph.nodes.contains { node in
      switch node.op {
      case .convolution, .transposedConvolution, .convolutionWeightGradient: true
      default: false
      }
    }
    #expect(slides, "nothing slides in \(story.title)")
  }

  @Test func `operands are joined by what is done to them`() throws {
    func sign(_ op: Op, _ operands: [Tensor<Double>], at index: Int = 1) throws -> PanelSign? {
      try StoryExample("op", op, operands).story.panels[index].sign
    }
    let pair = [Tensor<Double>.integers([2, 2]), .integers([2, 2], seed: 2)]
    #expect(try sign(.binary(.add), pair) == .plus)
    #expect(try sign(.binary(.subtract), pair) == .minus)
    #expect(try sign(.binary(.multiply), pair) == .times)
    #expect(try sign(.matmul(transposeA: false, transposeB: false), pair) == .matrixTimes)
    // Of rows times rows the right matrix is read transposed.
    let products = try [(false, true), (true, false), (true, true)].map {
      try sign(.matmul(transposeA: $0, transposeB: $1), pair)?.rawValue
    }
    #expect(products == ["@ᵀ", "ᵀ@", "ᵀ@ᵀ"])
    #expect(try sign(.dropout(probability: 0.5, seed: 1), [pair[0]]) == .times)
    #expect(try sign(.prelu, [pair[0], .vector(0.25, 0.5)]) == .and)
  }

  @Test func `a row of numbers is read downwards with its signs in the headings`() throws {
    let story = try StoryExample("tanh", .unary(.tanh), [.vector(0, 1)]).seen(as: .gradients).story
    #expect(
      story.panels.map(\.heading) == [
        "input", "→ output", "slope", "· upstream", "= dLoss/dInput",
      ])
  }

  /// Losses in each of their views.
  private static let losses: [StoryExample] = {
    do {
      let scores = Tensor([2, 3], [2, 1, 0.5, 0, 1, 2])
      var entropy = try LossGraph(of: scores, Tensor([2], [0, 2])) {
        try $0.crossEntropy($1, target: $2, reduction: .mean)
      }
      entropy.executed.parts = entropy.parts
      entropy.executed.operations[entropy.loss] = "cross_entropy"
      let squares = try LossGraph(of: scores, .integers([2, 3])) {
        try $0.mseLoss($1, target: $2, reduction: .mean)
      }
      return try [("cross_entropy", entropy), ("mse_loss", squares)].flatMap { name, run in
        try run.executed.graph.ids.flatMap {
          try StoryExample(name, $0, in: run.executed).inEachView
        }
      }
    } catch {
      preconditionFailure("a loss is not a valid graph: \(error)")
    }
  }()

  /// The panels of each row that stand side by side; edges join the layers of a network.
  private static func rows(of story: Storyboard) -> [[Panel]] {
    let panels = story.panels.filter { !$0.isLayer }
    let bands = Set(panels.map(\.place.band)).sorted()
    return bands.map { band in
      let row = panels.filter { $0.place.band == band }
      return row.enumerated().sorted {
        ($0.element.place.column ?? $0.offset) < ($1.element.place.column ?? $1.offset)
      }.map(\.element)
    }
  }
}
