import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What a cell has to do with the others.
struct PointingTests {
  private func convolution(_ size: Int) throws -> Storyboard {
    let window = try SlidingWindow.make(3)
    return try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, size, size]), .integers([1, 1, 3, 3])]
    ).story
  }

  @Test(arguments: StoryExample.all)
  func `the frame that makes a result is found`(example: StoryExample) throws {
    let story = try example.story
    for (position, frame) in story.frames.enumerated() {
      for mark in frame.marks where mark.kind == .result {
        #expect(story.frame(making: mark.cell) == position)
      }
    }
    let operand = CellReference(panel: 0, plane: 0, row: 0, column: 0)
    if !story.panels[0].isFilledByFrames { #expect(story.frame(making: operand) == nil) }
  }

  @Test func `an input cell feeds every window that holds it`() throws {
    let story = try convolution(5)
    let frame = story.pointing(at: CellReference(panel: 0, plane: 0, row: 2, column: 2))
    let value = NumberText.short(story.panels[0].planes[0][2, 2])
    #expect(frame.caption == "input, row 2, column 2 is \(value): it feeds 9 of 9 results.")
    #expect(frame.marks.count == 10)
  }

  @Test func `a cell in the middle of a large image feeds its windows too`() throws {
    let story = try convolution(300)
    let frame = story.pointing(at: CellReference(panel: 0, plane: 0, row: 150, column: 150))
    #expect(frame.marks.count == 10)
    #expect(frame.caption.hasSuffix("it feeds 9 results of the 4096 steps looked at."))
  }
}
