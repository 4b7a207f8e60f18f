import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What the gradients of poolings show.
struct PoolingGradientTests {
  /// A pooling of one plane in its gradients view, with 1, 2, 3, … flowing back.
  private func story(_ op: Op, _ input: Tensor<Double>) throws -> Storyboard {
    let example = try StoryExample("pooling", op, [input])
    var executed = example.executed
    let shape = example.result.shape
    executed.gradientStart = .init(
      output: example.node,
      upstream: Tensor(shape, (1...shape.count).map(Double.init)))
    return try Storyboard.explaining(example.node, in: executed, view: .gradients)
  }

  private func panel(_ story: Storyboard, _ title: String) throws -> Int {
    try #require(story.panels.firstIndex { $0.title == title })
  }

  private func cells(
    _ frame: Frame, _ panel: Int, _ kind: Mark.Kind
  ) -> [[Int]] {
    frame.marks.filter { $0.cell.panel == panel && $0.kind == kind }
      .map { [$0.cell.row, $0.cell.column] }
  }

  @Test func `the winner gets all of a gradient, and the first of a tie`() throws {
    let pair = try SlidingWindow.make(2, stride: 2)
    let story = try story(
      .maxPool([pair, pair]),
      Tensor([1, 1, 4, 4], [1, 1, 2, 4, 5, 6, 7, 8, 3, 2, 4, 4, 1, 2, 4, 4]))
    let byInput = try panel(story, "dLoss/dInput")
    #expect(
      story.panels[byInput].planes[0].values == [0, 0, 0, 0, 0, 1, 0, 2, 3, 0, 4, 0, 0, 0, 0, 0])
    // Windows side by side need no panel for what each of them sends.
    #expect(story.panels.map(\.title) == ["input", "output", "upstream", "dLoss/dInput"])
    #expect(cells(story.frames[1], byInput, .chosen) == [[1, 3]])
    #expect(cells(story.frames[1], 0, .chosen) == [[1, 3]])
    #expect(cells(story.frames[3], byInput, .chosen) == [[2, 2]])
    #expect(
      story.frames[3].caption
        == "Output (row 1, column 1): its upstream gradient 4 goes to the winner alone, input"
        + " (row 2, column 2). 4 stands there 4 times: a tie goes to the first in reading order.")
    #expect(!story.frames[0].caption.contains("tie"))
  }

  @Test func `windows that overlap send to a cell what adds up there`() throws {
    let window = try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    let story = try story(.maxPool([window]), Tensor([1, 1, 5], [1, 0, 2, 9, 1]))
    #expect(
      story.panels.map(\.title) == [
        "input", "output", "this cell's share", "upstream", "dLoss/dInput",
      ])
    let (sent, byInput) = (try panel(story, "this cell's share"), try panel(story, "dLoss/dInput"))
    #expect(
      story.panels[sent].planes.map(\.values) == [
        [1, 0, 0, 0, 0], [0, 0, 0, 2, 0], [0, 0, 0, 3, 0],
      ])
    #expect(story.panels[byInput].planes[0].values == [1, 0, 0, 5, 0])
    #expect(story.frames[2].visiblePlanes[sent] == [2])
    let pointed = story.pointing(
      at: CellReference(panel: byInput, plane: 0, row: 0, column: 3))
    #expect(pointed.arithmetic.map(\.text) == ["2 + 3 = 5"])
    #expect(
      pointed.caption
        == "dLoss/dInput (position 3) collects what 2 cells of the output send back.")
  }

  @Test func `a mean sends equal shares, and none to cells that do not count`() throws {
    let window = try SlidingWindow.make(2, stride: 2, padding: (1, 1))
    let input = Tensor<Double>([1, 1, 2, 2], [4, 8, 12, 16])
    let counted = try story(.averagePool(AveragePool(windows: [window, window])), input)
    let byInput = try panel(counted, "dLoss/dInput")
    #expect(counted.panels[byInput].planes[0].values == [0.25, 0.5, 0.75, 1])
    #expect(
      counted.frames[2].arithmetic.map(\.text) == [
        "to each: 3 / 4 = 0.75", "(0 + 12 + 0 + 0) / 4 = 3",
      ])
    #expect(
      counted.frames[2].caption.hasSuffix(
        "1 cell gets its share. That of the padding goes to nobody."))
    let real = try story(
      .averagePool(AveragePool(windows: [window, window], countIncludePad: false)), input)
    #expect(real.panels[byInput].planes[0].values == [1, 2, 3, 4])
    #expect(!real.frames[2].caption.contains("padding"))
  }

  @Test func `adaptive pooling states its rule with its numbers`() throws {
    let story = try StoryExample(
      "adaptive_avg_pool2d", .adaptiveAveragePool(outputSize: [2, 3]), [.integers([1, 1, 5, 4])]
    ).story
    #expect(
      story.frames[4].caption
        == "Output (row 1, column 1): the mean of rows ⌊1·5/2⌋ = 2 to ⌈2·5/2⌉ − 1 = 4 and columns"
        + " ⌊1·4/3⌋ = 1 to ⌈2·4/3⌉ − 1 = 2 of the input.")
  }

  @Test func `regions of adaptive pooling share by their own sizes`() throws {
    let story = try story(.adaptiveAveragePool(outputSize: [2]), Tensor([1, 1, 3], [1, 2, 3]))
    let byInput = try panel(story, "dLoss/dInput")
    #expect(story.panels[byInput].planes[0].values == [0.5, 1.5, 1])
    let pointed = story.pointing(
      at: CellReference(panel: byInput, plane: 0, row: 0, column: 1))
    #expect(pointed.arithmetic.map(\.text) == ["1 / 2 + 2 / 2 = 1.5"])
  }
}
