import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The gradients of products of matrices and of enlarged images.
struct GradientViewTests {
  private func story(
    _ op: Op, _ operands: [Tensor<Double>], upstream: Tensor<Double>
  ) throws -> Storyboard {
    let example = try StoryExample("gradients", op, operands)
    var executed = example.executed
    executed.gradientStart = .init(output: example.node, upstream: upstream)
    return try Storyboard.explaining(example.node, in: executed, view: .gradients)
  }

  private func panel(_ story: Storyboard, _ title: String) throws -> Int {
    try #require(story.panels.firstIndex { $0.title == title })
  }

  @Test func `a product sends back along its row and its column`() throws {
    let story = try story(
      .matmul(transposeA: false, transposeB: true),
      [Tensor([2, 3], [1, 2, 3, 4, 5, 6]), Tensor([2, 3], [1, 0, -1, 2, 1, 0])],
      upstream: Tensor([2, 2], [1, 2, 3, -1]))
    let (left, right) = (try panel(story, "dLoss/dLeft"), try panel(story, "dLoss/dRight"))
    #expect(story.panels[left].planes[0].values == [5, 2, -1, 1, -1, -3])
    #expect(story.panels[right].planes[0].values == [13, 17, 21, -2, -1, 0])
    let marked = story.frames[1].marks.filter { $0.cell.panel == right }
    #expect(marked.map(\.cell.row) == [1, 1, 1])
    let pointed = story.pointing(
      at: CellReference(panel: right, plane: 0, row: 0, column: 2))
    #expect(pointed.arithmetic.map(\.text) == ["1·3 + 3·6 = 21"])
    #expect(pointed.caption.contains("collects what 2 cells of the output send back"))
  }

  @Test func `what flows back feeds no result`() throws {
    let story = try story(
      .convolution(Convolution(windows: [try SlidingWindow(kernelSize: 2)])),
      [Tensor([1, 1, 4], [1, 2, 3, 4]), Tensor([1, 1, 2], [1, -1])],
      upstream: Tensor([1, 1, 3], [1, 2, 3]))
    func caption(_ title: String) throws -> String {
      let cell = CellReference(panel: try panel(story, title), plane: 0, row: 0, column: 0)
      return story.pointing(at: cell).caption
    }
    #expect(
      try caption("upstream")
        == "upstream, position 0 is 1: how strongly the loss feels output, position 0. It goes into"
        + " dLoss/dInput and dLoss/dKernel.")
    #expect(try caption("to input").hasSuffix(": it comes back from 1 of 3 results."))
    #expect(try caption("input").contains("it feeds 1 of 3 results."))
  }

  @Test func `a sum sends the same to both, and a copy collects`() throws {
    let sum = try story(
      .binary(.add), [Tensor([2, 2], [1, 2, 3, 4]), Tensor([2], [10, 20])],
      upstream: Tensor([2, 2], [1, 2, 3, 4]))
    let (left, right) = (try panel(sum, "dLoss/dLeft"), try panel(sum, "dLoss/dRight"))
    #expect(sum.panels[left].planes[0].values == [1, 2, 3, 4])
    #expect(sum.panels[right].planes[0].values == [4, 6])
    #expect(sum.frames[1].caption.contains("its upstream gradient 2 goes back to both, unchanged"))
    let pointed = sum.pointing(
      at: CellReference(panel: right, plane: 0, row: 0, column: 1))
    #expect(pointed.arithmetic.map(\.text) == ["2 + 4 = 6"])
    // Of the two it is the one that is worth its line.
    #expect(sum.frames[1].backward.map(\.text) == ["dLoss/dRight (position 1): 2 + 4 = 6"])
    let product = try story(
      .binary(.multiply), [Tensor([2], [3, 4]), Tensor([2], [5, 6])],
      upstream: Tensor([2], [1, 2]))
    #expect(product.panels[try panel(product, "dLoss/dLeft")].planes[0].values == [5, 12])
  }

  @Test func `a prelu passes what comes back to positive numbers`() throws {
    let story = try story(
      .prelu, [Tensor([2], [-2, 3]), Tensor([1], [0.25])], upstream: Tensor([2], [8, 8]))
    #expect(story.panels[try panel(story, "dLoss/dInput")].planes[0].values == [2, 8])
    #expect(story.frames[0].arithmetic.map(\.text) == ["gradient: 8·0.25 = 2", "0.25·(−2) = −0.5"])
  }

  @Test func `an enlarged cell sends back to its sources by their weights`() throws {
    let nearest = try story(
      .upsample(Upsample(outputSize: [4], mode: .nearest)), [Tensor([1, 1, 2], [5, 7])],
      upstream: Tensor([1, 1, 4], [1, 2, 3, 4]))
    #expect(nearest.panels[try panel(nearest, "dLoss/dInput")].planes[0].values == [3, 7])
    #expect(nearest.frames[0].caption.hasSuffix("goes back to the cell that it copied."))
    let linear = try story(
      .upsample(Upsample(outputSize: [4], mode: .linear(alignCorners: false))),
      [Tensor([1, 1, 2], [5, 7])], upstream: Tensor([1, 1, 4], [1, 2, 3, 4]))
    let byInput = try panel(linear, "dLoss/dInput")
    #expect(linear.panels[byInput].planes[0].values == [3.25, 6.75])
    let pointed = linear.pointing(
      at: CellReference(panel: byInput, plane: 0, row: 0, column: 0))
    #expect(pointed.arithmetic.map(\.text) == ["1 + 0.75·2 + 0.25·3 = 3.25"])
  }

  @Test func `a prelu learns its slopes from the numbers that they scale`() throws {
    let example = try StoryExample(
      "prelu", .prelu, [Tensor([1, 2, 3], [-1, 2, -3, 4, 5, 0]), .vector(0.25, 0.5)])
    var executed = example.executed
    executed.gradientStart = .init(
      output: example.node, upstream: Tensor([1, 2, 3], [1, 2, 3, 4, 5, 6]))
    let story = try Storyboard.explaining(example.node, in: executed, view: .gradients)
    let panel = try #require(story.panels.firstIndex { $0.title == "dLoss/dWeight" })
    let values = story.panels[panel].planes.flatMap(\.values)
    #expect(values == [-10, 0])
    let cells = (0..<2).map { CellReference(panel: panel, plane: 0, row: 0, column: $0) }
    let pointed = cells.map { story.pointing(at: $0) }
    #expect(pointed[0].arithmetic.map(\.text) == ["1·(−1) + 3·(−3) = −10"])
    #expect(pointed[1].arithmetic.map(\.text) == ["6·0 = 0"])
    #expect(cells.map { story.numericGradient(at: $0)?.agrees } == [true, true])
    // The number of the op that it is the gradient of leads there.
    let weight = try #require(story.panels.firstIndex { $0.operand == .weight })
    let first = CellReference(panel: weight, plane: 0, row: 0, column: 0)
    #expect(story.gradient(of: first) == cells[0])
    #expect(story.frames[0].marks.contains { $0.cell == first })
    #expect(!story.frames[1].marks.contains { $0.cell.panel == weight })
  }
}
