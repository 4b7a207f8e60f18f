import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// How often windows read each cell, and how many stamps meet in one.
struct CoverViewTests {
  private func story(_ example: StoryExample) throws -> Storyboard {
    try example.seen(as: .cover).story
  }

  private func read(_ story: Storyboard, after frame: Int) throws -> [Double] {
    let panel = try #require(story.panels.firstIndex { $0.title == "times read" })
    let plane = try #require(story.frames[frame].visiblePlanes[panel]?.first)
    return story.panels[panel].planes[plane].values
  }

  @Test func `each place of the window adds one to what it reads`() throws {
    let window = try SlidingWindow.make(3)
    let story = try story(
      StoryExample(
        "conv2d", .convolution(Convolution(windows: [window, window])),
        [.integers([1, 1, 4, 4]), .integers([1, 1, 3, 3])]))
    #expect(try read(story, after: 0) == [1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 0])
    #expect(try read(story, after: 3) == [1, 2, 2, 1, 2, 4, 4, 2, 2, 4, 4, 2, 1, 2, 2, 1])
    #expect(
      story.frames[0].caption.hasSuffix("So far 9 cells have been read once, 7 cells never."))
    #expect(
      story.frames[3].caption.hasSuffix(
        "In all 4 cells have been read 4 times, 8 cells twice, 4 cells once."))
  }

  @Test func `channels, filters and images are read alike, and gaps are not read`() throws {
    let window = try SlidingWindow.make(2, stride: 3, dilation: 2)
    let story = try story(
      StoryExample(
        "conv1d", .convolution(Convolution(windows: [window])),
        [.integers([2, 2, 7]), .integers([3, 2, 2])]))
    #expect(try read(story, after: 11) == [1, 0, 1, 1, 0, 1, 0])
    #expect(story.frames.count == 12)
    #expect(story.closing.contains("covered by no window"))
    #expect(story.frames[11].caption.hasSuffix(story.closing))
  }

  @Test func `a copy in the padding is its source read once more`() throws {
    let window = try SlidingWindow.make(3)
    let pad = Pad(before: [1], after: [1], mode: .reflect)
    let story = try story(
      StoryExample(
        "conv1d", .convolution(Convolution(windows: [window])),
        [.integers([1, 1, 4]), .integers([1, 1, 3])], over: pad))
    // 2 1 2 3 4 3 in the place of 1 2 3 4: windows 212, 123... read 1 3, 4, 4 and 3 times.
    #expect(try read(story, after: 3) == [2, 4, 4, 2])
  }

  @Test func `a column of a column matrix is one place`() throws {
    let window = try SlidingWindow.make(2)
    let example = try StoryExample(
      "unfold", .unfold([window, window]), [.integers([1, 2, 3, 3])], frameCount: 4)
    let story = try story(example)
    #expect(try read(story, after: 3) == [1, 2, 1, 2, 4, 2, 1, 2, 1])
    #expect(story.frames.map(\.finishedCells) == [8, 16, 24, 32])
    let usual = try example.story
    for (frame, other) in zip(story.frames, usual.frames) {
      let made = [(frame, story), (other, usual)].map { frame, story in
        Set(frame.marks.filter { $0.kind == .result }.compactMap { story.element(in: $0.cell) })
      }
      #expect(made[0] == made[1] && made[0].count == 8)
    }
  }

  @Test func `regions of an adaptive pooling overlap where they must`() throws {
    let story = try story(
      StoryExample("adaptive", .adaptiveAveragePool(outputSize: [3]), [.integers([1, 1, 5])]))
    #expect(try read(story, after: 2) == [1, 2, 1, 2, 1])
  }

  @Test func `pointing at a number of times marks the results that read it`() throws {
    let window = try SlidingWindow.make(2)
    let story = try story(
      StoryExample("max_pool2d", .maxPool([window, window]), [.integers([1, 1, 3, 3])]))
    let panel = try #require(story.panels.firstIndex { $0.title == "times read" })
    let frame = story.pointing(at: CellReference(panel: panel, plane: 2, row: 1, column: 1))
    #expect(
      frame.caption
        == "Times read, row 1, column 1: 3, by the window at 3 places, marked in the output.")
    let output = try #require(story.panels.lastIndex { $0.isFilledByFrames })
    let marked = frame.marks.filter { $0.cell.panel == output }.map(\.cell)
    #expect(
      marked
        == [(0, 0), (0, 1), (1, 0)].map {
          CellReference(panel: output, plane: 0, row: $0.0, column: $0.1)
        })
  }

  @Test func `stamps that meet are counted, as uneven as a checkerboard`() throws {
    let window = try SlidingWindow.make(3, stride: 2)
    let example = try StoryExample(
      "conv_transpose1d", .transposedConvolution(Convolution(windows: [window])),
      [.integers([1, 1, 3]), .integers([1, 1, 3])])
    let story = try story(example)
    let panel = try #require(story.panels.first { $0.title == "stamps that meet" })
    #expect(panel.planes[0].values == [1, 1, 2, 1, 2, 1, 1])
    #expect(story.frames[2].caption == "Output (position 2): 2 stamps meet here.")
  }

  @Test func `a gradient is covered by nobody, and much input is not counted`() throws {
    let window = try SlidingWindow.make(5)
    let large = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 64, 64]), .integers([1, 1, 5, 5])])
    #expect(try !LinkedViews(of: large.node, in: large.executed).views.contains(.cover))
  }
}
