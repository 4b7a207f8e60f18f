import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// A convolution as one matrix: what stands in it, and what it is called.
struct MatrixViewTests {
  /// A row of five under a kernel of three whose border is filled with copies.
  private static func matrix(_ mode: Pad.Mode, _ view: StoryView = .matrix) throws -> Storyboard {
    let example = try StoryExample(
      "conv1d", .convolution(Convolution(windows: [try SlidingWindow.make(3)])),
      [Tensor([1, 1, 5], [1, 2, 3, 4, 5]), Tensor([1, 1, 3], [-1, 2, 1])],
      over: Pad(before: [1], after: [1], mode: mode))
    return try Storyboard.explaining(example.node, in: example.executed, view: view)
  }

  private static func values(of title: String, in story: Storyboard) throws -> [Double] {
    try #require(story.panels.first { $0.title == title }).planes[0].values
  }

  @Test(arguments: [
    (Pad.Mode.circular, [2.0, 1, 0, 0, -1], [1.0, 0, 0, -1, 2]),
    (.reflect, [2, 0, 0, 0, 0], [0, 0, 0, 0, 2]),
    (.replicate, [1, 1, 0, 0, 0], [0, 0, 0, -1, 3]),
  ])
  func `copies in the padding are the cells that they were made of`(
    mode: Pad.Mode, first: [Double], last: [Double]
  ) throws {
    let story = try Self.matrix(mode)
    let matrix = try Self.values(of: "matrix C", in: story)
    #expect(Array(matrix.prefix(5)) == first)
    #expect(Array(matrix.suffix(5)) == last)
    #expect(try Self.values(of: "input, flattened", in: story) == [1, 2, 3, 4, 5])
    // Around a ring no number is met twice.
    let addsUp = story.frames[0].caption.hasSuffix("has the sum of its weights.")
    #expect(addsUp == (mode != .circular))
  }

  @Test func `a ring's row has the weight that goes around at its end`() throws {
    let story = try Self.matrix(.circular)
    #expect(story.frames[0].arithmetic.last?.text == "1·2 + 2·1 + 5·(−1) = −1")
    let back = try Self.matrix(.circular, .back)
    let transposed = try Self.values(of: "matrix C transposed", in: back)
    #expect(Array(transposed.prefix(5)) == [2, -1, 0, 0, 1])
    #expect(try Self.values(of: "dLoss/dInput, flattened", in: back) == [2, 2, 2, 2, 2])
  }

  @Test func `a transposed convolution's matrix is that of the direct one, transposed`() throws {
    let example = try StoryExample(
      "conv_transpose1d",
      .transposedConvolution(Convolution(windows: [try SlidingWindow.make(2)])),
      [Tensor([1, 1, 2], [1, 2]), Tensor([1, 1, 2], [3, 4])])
    let views = try LinkedViews(of: example.node, in: example.executed)
    #expect(
      try Self.values(of: "matrix C transposed", in: views.storyboard(.matrix))
        == [3, 0, 4, 3, 0, 4])
    #expect(
      try Self.values(of: "matrix C", in: views.storyboard(.back)) == [3, 4, 0, 0, 3, 4])
    #expect(
      views.storyboard(.matrix).frames[0].caption.hasPrefix(
        "Row 0 of C transposed makes this cell of the output:"))
  }

  @Test func `a column in which nothing stands is in view and said to be empty`() throws {
    let window = try SlidingWindow(kernelSize: 2, stride: 2, dilation: 2)
    let example = try StoryExample(
      "conv_transpose1d", .transposedConvolution(Convolution(windows: [window])),
      [Tensor([1, 1, 2], [1, 2]), Tensor([1, 1, 2], [3, 4])])
    let story = try Storyboard.explaining(example.node, in: example.executed, view: .back)
    let map = try #require(story.panels.firstIndex { $0.title == "matrix C" })
    #expect(story.frames.count == 5)
    for (position, frame) in story.frames.enumerated() {
      #expect(frame.sights.contains { $0.panel == map && $0.column == position })
      // The dilated kernel leaves every other cell out.
      #expect(frame.caption.contains("nothing stands in it") == (position % 2 == 1))
    }
  }
}
