import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// Stories of ops whose padded planes no memory holds, and of large images.
struct LargeStoryTests {
  /// A window of taps so far apart that its padded axis has two million cells.
  private static func wide() throws -> SlidingWindow {
    let most = GeometryLimits.maximumParameter
    return try .make(3, padding: (most, most), dilation: most)
  }

  static let examples: [StoryExample] = Result {
    let windows = [try wide(), try wide()]
    let cell = Tensor<Double>([1, 1, 1, 1], [2])
    let kernel = Tensor<Double>.integers([1, 1, 3, 3])
    let most = GeometryLimits.maximumParameter
    let pool = try SlidingWindow.make(most, stride: most, padding: (most / 2, most / 2))
    let convolution = Convolution(windows: windows)
    return [
      try StoryExample("conv2d", .convolution(convolution), [cell, kernel]),
      try StoryExample(
        "conv_transpose2d", .transposedConvolution(convolution), [cell, kernel]),
      try StoryExample(
        "weight gradient", .convolutionWeightGradient(convolution), [cell, cell]),
      try StoryExample("unfold", .unfold(windows), [cell]),
      try StoryExample("max_pool2d", .maxPool([pool, pool]), [cell]),
      try StoryExample(
        "avg_pool2d", .averagePool(AveragePool(windows: [pool, pool])), [cell]),
    ]
  }.valueOrEmpty

  @Test func `there are examples`() {
    #expect(Self.examples.count == 6)
  }

  @Test(arguments: examples)
  func `padding too large to be drawn leaves the values alone`(example: StoryExample) throws {
    let story = try example.story
    #expect(story.frames.count == 1)
    #expect(story.panels.flatMap(\.planes).allSatisfy { $0.values.count <= 9 })
    #expect(try #require(story.panels.last).planes.flatMap(\.values) == example.result.elements)
  }

  @Test func `padding around a large image is drawn`() throws {
    let window = try SlidingWindow.make(5, padding: (2, 2))
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 512, 512]), .integers([1, 1, 5, 5])]
    ).story
    #expect(story.panels[0].planes[0].rows == 516)
    #expect(story.frames.count == 512 * 512)
    #expect(story.frames[512 * 512 - 1].arithmetic.count == 1)
  }
}

extension Result where Success == [StoryExample] {
  /// The examples; none where one could not be made, which a test of its own finds.
  fileprivate var valueOrEmpty: [StoryExample] { (try? get()) ?? [] }
}
