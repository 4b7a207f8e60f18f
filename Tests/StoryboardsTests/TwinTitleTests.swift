import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What the twin of a transposed convolution says of itself: the numbers of the direct convolution.
struct TwinTitleTests {
  private static func twin(
    _ windows: [SlidingWindow], groups: Int = 1, over shape: Shape = [1, 1, 2, 2]
  ) throws -> Storyboard {
    let kernel = Shape([shape[1], 1] + windows.map(\.kernelSize))
    return try StoryExample(
      "twin", .transposedConvolution(Convolution(windows: windows, groups: groups)),
      [.integers(shape), .integers(kernel, seed: 2)]
    ).seen(as: .twin).story
  }

  @Test func `the twin has the numbers of the direct convolution`() throws {
    let window = try SlidingWindow.make(3, stride: 2, padding: (1, 1), outputPadding: 1)
    let story = try Self.twin([window, window])
    #expect(story.title == "twin: conv2d, k' = 3, s' = 1, p' = 1, a = 1")
    #expect(story.panels.map(\.title) == ["stretched input", "kernel, turned", "output"])
  }

  @Test func `padding of a dilated kernel is that of its reach`() throws {
    // d(k − 1) − p = 2·2 − 1
    let window = try SlidingWindow.make(3, padding: (1, 1), dilation: 2)
    let story = try Self.twin([window, window])
    #expect(story.title == "twin: conv2d, k' = 3, s' = 1, p' = 3, d = 2")
    // Nothing stands between the cells.
    #expect(story.panels[0].title == "input")
  }

  @Test func `axes and ends that differ are told apart, and it fits a narrow screen`() throws {
    let tall = try SlidingWindow.make(3, stride: 2, padding: (0, 1), outputPadding: 1)
    let wide = try SlidingWindow.make(1, stride: 2, padding: (1, 0), dilation: 2)
    let story = try Self.twin([tall, wide], groups: 2, over: [1, 2, 3, 3])
    #expect(
      story.title
        == "twin: conv2d, k' = 3×1, s' = 1, p' = 2+1×−1+0, d = 1×2, a = 1×0, groups 2")
    #expect(story.title.count <= 76)
  }

  @Test func `a sequence has the numbers of its one axis`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    let story = try Self.twin([window], over: [1, 1, 3])
    #expect(story.title == "twin: conv1d, k' = 2, s' = 1, p' = 1")
  }
}
