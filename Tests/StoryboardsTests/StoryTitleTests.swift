import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What ops are called with the parameters that matter.
struct StoryTitleTests {
  private static let plane = Tensor<Double>.integers([1, 1, 4, 4])

  @Test(arguments: [
    (
      Op.upsample(Upsample(outputSize: [8, 8], scaleFactor: [2, 2], mode: .nearest)),
      "upsample, nearest, scale 2"
    ),
    (
      .upsample(
        Upsample(
          outputSize: [8, 6], scaleFactor: [2, 1.5], mode: .linear(alignCorners: false))),
      "upsample, bilinear, scale 2×1.5"
    ),
    (
      .upsample(Upsample(outputSize: [7, 7], mode: .linear(alignCorners: true))),
      "upsample, bilinear, align corners, output size 7×7"
    ),
    (
      .adaptiveAveragePool(outputSize: [3, 2]), "adaptive_avg_pool2d, output size 3×2"
    ),
  ])
  func `sizes that no window says stand in the title`(op: Op, title: String) throws {
    #expect(try StoryExample("op", op, [Self.plane]).story.title == title)
  }

  @Test func `an unpooling says how large it makes things`() throws {
    let example = try StoryExample(
      "unpool", .maxUnpool(Unpooling(outputSize: [4, 4], overlap: .replace)),
      [.integers([1, 1, 2, 2]), Tensor([1, 1, 2, 2], [0, 2, 8, 10])])
    #expect(try example.story.title == "max_unpool2d, output size 4×4")
  }

  @Test(arguments: [
    (Pad.Mode.reflect, "reflect"), (.replicate, "replicate"), (.circular, "circular"),
  ])
  func `a convolution over copies says how its padding is filled`(mode: Pad.Mode, name: String)
    throws
  {
    let window = try SlidingWindow.make(3, stride: 2)
    let example = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [Self.plane, .integers([1, 1, 3, 3])],
      over: Pad(before: [1, 1], after: [1, 1], mode: mode))
    #expect(
      try example.story.title
        == "conv2d, kernel 3×3, stride 2, padding 1, padding mode \(name)")
  }

  @Test func `zeros around the input are no mode`() throws {
    let window = try SlidingWindow.make(3, padding: (1, 1))
    let example = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [Self.plane, .integers([1, 1, 3, 3])])
    #expect(try example.story.title == "conv2d, kernel 3×3, padding 1")
  }
}
