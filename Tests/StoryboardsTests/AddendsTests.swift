import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What frames add up, as programs get it.
struct AddendsTests {
  private func sum(_ addends: [[Double]]) -> Double {
    addends.reduce(0) { $0 + $1.reduce(1, *) }
  }

  private func addends(_ op: Op, _ operands: [Tensor<Double>]) throws -> [[[Double]]?] {
    let story = try StoryExample(op.name, op, operands).story
    return story.frames.map { story.addends(of: $0) }
  }

  @Test func `a difference has a factor of minus one`() throws {
    #expect(
      try addends(.binary(.subtract), [.vector(5, 2), .vector(3, -4)]) == [
        [[5], [-1, 3]], [[2], [-1, -4]],
      ])
  }

  @Test func `a mean has its share as a factor of each term`() throws {
    let window = try SlidingWindow.make(2)
    let pool = AveragePool(windows: [window, window], countIncludePad: true)
    #expect(
      try addends(.averagePool(pool), [Tensor([1, 1, 2, 2], [1, 2, 3, 4])]) == [
        [[1, 0.25], [2, 0.25], [3, 0.25], [4, 0.25]]
      ])
  }

  @Test func `a copy is a term of one factor, and so is a cell that one column reaches`() throws {
    let upsample = Upsample(outputSize: [3], mode: .nearest)
    #expect(try addends(.upsample(upsample), [Tensor([1, 1, 1], [7])]) == [[[7]], [[7]], [[7]]])
    let window = try SlidingWindow.make(2)
    let fold = Op.fold([window, window], outputSize: [2, 3])
    let copies = try addends(fold, [Tensor([1, 4, 2], [1, 2, 3, 4, 5, 6, 7, 8])])
    #expect(
      copies.map { $0.map { $0.joined().sorted() } }
        == [[1], [2, 3], [4], [5], [6, 7], [8]])
  }

  @Test func `every sum of products has them`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    let (input, kernel) = (
      Tensor<Double>.integers([1, 1, 2, 2]), Tensor<Double>.integers([1, 1, 2, 2])
    )
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [input, kernel])
    let views = try LinkedViews(of: example.node, in: example.executed)
    for view in [StoryView.stamp, .twin, .matrix] {
      let story = views.storyboard(view)
      #expect(story.frames.allSatisfy { story.addends(of: $0) != nil }, "\(view)")
    }
  }

  @Test func `what nothing reaches is a sum of no terms`() throws {
    let window = try SlidingWindow.make(1, stride: 2)
    let operands: [Tensor<Double>] = [Tensor([1, 1, 1, 2], [3, 4]), Tensor([1, 1, 1, 1], [2])]
    let stamps = try addends(
      .transposedConvolution(Convolution(windows: [.make(1), window])), operands)
    #expect(stamps == [[[3, 2]], [], [[4, 2]]])
  }

  @Test func `what nothing reaches is the same in every view`() throws {
    let window = try SlidingWindow.make(1, stride: 2)
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [.make(1), window])),
      [Tensor([1, 1, 1, 2], [3, 4]), Tensor([1, 1, 1, 1], [2])])
    let views = try LinkedViews(of: example.node, in: example.executed)
    let expected: [[[Double]]?] = [[[3, 2]], [], [[4, 2]]]
    for view in [StoryView.stamp, .twin, .matrix, .gradients] {
      let story = views.storyboard(view)
      let terms = story.frames.map { story.addends(of: $0) }
      #expect(terms == expected, "\(view)")
    }
  }

  @Test func `a copy in the padding is a term, and so is a number that fills it`() throws {
    let pad = { Op.pad(Pad(before: [1], after: [1], mode: $0)) }
    let input: [Tensor<Double>] = [Tensor([1, 1, 2], [3, 4])]
    let expected: [(Pad.Mode, [[[Double]]?])] = [
      (.reflect, [[[4]], [[3]], [[4]], [[3]]]), (.constant(0), [[], [[3]], [[4]], []]),
      (.constant(7), [[[7]], [[3]], [[4]], [[7]]]),
    ]
    for (mode, terms) in expected {
      let made = try addends(pad(mode), input)
      #expect(made == terms, "\(mode)")
    }
  }

  @Test func `lines that tell what flows back are none of the result's`() throws {
    let scores = Tensor<Double>([1, 3], [2, 1, 0.5])
    var run = try LossGraph(of: scores, Tensor([1], [0])) { try $0.crossEntropy($1, target: $2) }
    run.executed.parts = run.parts
    run.executed.operations[run.loss] = "cross_entropy"
    let story = try Storyboard.explaining(run.loss, in: run.executed, view: .gradients)
    let loss = try #require(run.executed.values[run.loss]).elements[0]
    #expect(story.frames[0].arithmetic.count == 1)
    let terms = story.addends(of: story.frames[0])
    #expect(terms == [[loss]])
  }

  @Test func `a maximum has none`() throws {
    let window = try SlidingWindow.make(2)
    #expect(try addends(.maxPool([window, window]), [.integers([1, 1, 2, 2])]) == [nil])
  }
}
