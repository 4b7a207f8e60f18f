import ConvolutionArithmetic
import Figures
import Storyboards
import TensorEngine
import Testing

/// Whole stories as worked solutions.
struct WorkedTextTests {
  private let text = PlainText()

  @Test func `the board example is worked line by line`() throws {
    let k2 = try SlidingWindow(kernelSize: 2)
    let story = try executedStory(
      .convolution(Convolution(windows: [k2, k2])),
      [image([[1, 3, -1], [2, 1, 0], [0, 2, -1]]), image([[1, 0], [2, -1]])])
    #expect(
      text.worked(story) == """
        conv2d, kernel 2×2

        input          kernel
          1   3  −1      1   0
          2   1   0      2  −1
          0   2  −1

        (0,0): 1·1 + 3·0 + 2·2 + 1·(−1) = 4
        (0,1): 3·1 + (−1)·0 + 1·2 + 0·(−1) = 5
        (1,0): 2·1 + 1·0 + 0·2 + 2·(−1) = 0
        (1,1): 1·1 + 0·0 + 2·2 + (−1)·(−1) = 6

        output
         4  5
         0  6
        """)
  }

  @Test func `channels and images are named and what is left over is said at the end`() throws {
    let w = try SlidingWindow(kernelSize: 2, stride: 2)
    let story = try executedStory(
      .convolution(Convolution(windows: [w])),
      [counting([2, 2, 3]), Tensor([1, 2, 2], [1, -1, 0, 2]), Tensor([1], [10])])
    #expect(
      text.worked(story) == """
        conv1d, kernel 2, stride 2

        input, image 0, channel 0    input, image 0, channel 1
         0  1  2                      3  4  5

        input, image 1, channel 0    input, image 1, channel 1    kernel, channel 0
         6  7  8                       9  10  11                    1  −1

        kernel, channel 1    bias
         0  2                 10

        image 0:
          input channel 0: 0·1 + 1·(−1) = −1
          input channel 1: 3·0 + 4·2 = 8
          −1 + 8 + bias 10 = 17
        image 1:
          input channel 0: 6·1 + 7·(−1) = −1
          input channel 1: 9·0 + 10·2 = 20
          −1 + 20 + bias 10 = 29

        output, image 0    output, image 1
         17                 29

        Position 2 is covered by no window: (3 − 2) / 2 does not come out even; 1 / 2
        leaves 1.
        """)
  }

  @Test func `relu is a line for each cell`() throws {
    let story = try executedStory(.unary(.relu), [image([[-1.5, 3], [0.25, -7]])])
    #expect(
      text.worked(story) == """
        relu

        input
         −1.5     3
         0.25    −7

        (0,0): max(0, −1.5) = 0
        (0,1): max(0, 3) = 3
        (1,0): max(0, 0.25) = 0.25
        (1,1): max(0, −7) = 0

        output
            0     3
         0.25     0
        """)
  }

  @Test func `a flip has nothing to add up`() throws {
    let story = try executedStory(.flip(axes: [2, 3]), [counting([1, 1, 2, 2])])
    #expect(
      text.worked(story) == """
        flip

        input
         0  1
         2  3

        flipped input
         3  2
         1  0
        """)
  }

  @Test func `many cells are cut`() throws {
    let story = try executedStory(.unary(.relu), [counting([1, 1, 6, 9])])
    let lines = text.worked(story).split(separator: "\n")
    #expect(lines.contains("… 5 more cells"))
    #expect(lines.count { $0.contains("max(") } == PlainText.workedCellLimit)
  }
}
