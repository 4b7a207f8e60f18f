import ConvolutionArithmetic
import TensorEngine
import Testing

@testable import Storyboards

/// The arithmetic of frames as data.
struct FrameTermsTests {
  /// The result element that a frame makes.
  private func result(_ frame: Frame, of story: Storyboard) -> Set<ElementReference> {
    let cells = frame.marks.filter { mark in
      mark.kind == .result && story.panels[mark.cell.panel].isFilledByFrames
    }
    return Set(cells.compactMap { story.element(in: $0.cell) })
  }

  @Test(arguments: StoryExample.all)
  func `the products of a frame's terms add up to its value`(example: StoryExample) throws {
    let story = try example.story
    for frame in story.frames {
      guard let terms = frame.terms else { continue }
      let value = try #require(frame.arithmetic.last).result
      let sum = terms.reduce(0) { $0 + $1.reduce(1, *) }
      if terms.joined().allSatisfy({ $0 == $0.rounded() }) {
        #expect(sum == value, "\(frame.arithmetic.map(\.text))")
      } else {
        #expect(abs(sum - value) <= 1e-12 * max(1, abs(value)), "\(frame.arithmetic.map(\.text))")
      }
    }
  }

  @Test(arguments: StoryExample.all)
  func `a frame makes the same element in every view`(example: StoryExample) throws {
    let usual = try LinkedViews(of: example.node, in: example.executed).first
    let story = try example.story
    try #require(story.resultFrames.count == usual.frames.count)
    for (position, frame) in story.framesOfResults.enumerated() {
      #expect(result(frame, of: story) == result(usual.frames[position], of: usual))
    }
  }

  @Test func `a bias is a term of one factor, and channels are joined`() throws {
    let window = try SlidingWindow.make(2)
    let example = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [
        Tensor([1, 2, 2, 2], [1, 2, 3, 4, 0, -1, 2, 1]),
        Tensor([1, 2, 2, 2], [1, 0, 0, 1, 2, 2, 0, 3]), Tensor([1], [7]),
      ])
    for view in [StoryView.window, .im2col, .matrix, .gradients] {
      let terms = try #require(try example.seen(as: view).story.frames[0].terms)
      #expect(terms.last == [7], "\(view)")
      #expect(terms.count == 9 && terms.dropLast().allSatisfy { $0.count == 2 }, "\(view)")
      #expect(terms.reduce(0) { $0 + $1.reduce(1, *) } == 13, "\(view)")
    }
  }

  @Test func `what is no sum of products has no terms`() throws {
    let window = try SlidingWindow.make(2)
    let pool = try StoryExample(
      "max_pool2d", .maxPool([window, window]), [.integers([1, 1, 2, 2])])
    #expect(try pool.story.frames[0].terms == nil)
    let difference = try StoryExample(
      "subtract", .binary(.subtract), [.integers([2]), .integers([2], seed: 2)])
    #expect(try difference.story.frames[0].terms == nil)
    let product = try StoryExample(
      "multiply", .binary(.multiply), [.vector(2, 3), .vector(5, -1)])
    #expect(try product.story.frames.map(\.terms) == [[[2, 5]], [[3, -1]]])
  }
}
