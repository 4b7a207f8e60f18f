import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What the story of a convolution says and shows.
struct ConvolutionStoryTests {
  private func board() throws -> Storyboard {
    let k2 = try SlidingWindow.make(2)
    return try StoryExample(
      "board", .convolution(Convolution(windows: [k2, k2])),
      [
        Tensor([1, 1, 3, 3], [1, 3, -1, 2, 1, 0, 0, 2, -1]),
        Tensor([1, 1, 2, 2], [1, 0, 2, -1]),
      ]
    ).story
  }

  @Test func `the board example spells out its four sums`() throws {
    #expect(
      try board().frames.map { $0.arithmetic.map(\.text) } == [
        ["1·1 + 3·0 + 2·2 + 1·(−1) = 4"],
        ["3·1 + (−1)·0 + 1·2 + 0·(−1) = 5"],
        ["2·1 + 1·0 + 0·2 + 2·(−1) = 0"],
        ["1·1 + 0·0 + 2·2 + (−1)·(−1) = 6"],
      ])
  }

  @Test func `a frame says which rows and columns the window covers`() throws {
    #expect(
      try board().frames[1].caption
        == "Output (row 0, column 1): the window covers rows 0–1 and columns 1–2 of the input.")
  }

  @Test func `window, taps and result are marked`() throws {
    let marks = try board().frames[1].marks
    let cells = { (panel: Int) in
      marks.filter { $0.cell.panel == panel }.map { [$0.cell.row, $0.cell.column] }
    }
    #expect(cells(0) == [[0, 1], [0, 2], [1, 1], [1, 2]])
    #expect(cells(1) == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(cells(2) == [[0, 1]])
    #expect(marks.last?.kind == .result)
  }

  @Test func `input, kernel and output play their parts in the line`() throws {
    let tokens = try board().frames[0].arithmetic[0].tokens
    let roles = tokens.compactMap { token -> ValueRole? in
      switch token {
      case .number(_, let role, _), .factor(_, let role, _): role
      case .sign, .breakOpportunity: nil
      }
    }
    #expect(roles == [.input, .kernel, .input, .kernel, .input, .kernel, .input, .kernel, .output])
    #expect(tokens.count { $0 == .breakOpportunity } == 3)
  }

  @Test func `padding is counted in the caption and its zeros are padding in the line`() throws {
    let w = try SlidingWindow.make(3, padding: (1, 1))
    let story = try StoryExample(
      "padded", .convolution(Convolution(windows: [w, w])),
      [.integers([1, 1, 2, 2]), .integers([1, 1, 3, 3])]
    ).story
    #expect(
      story.frames[0].caption
        == "Output (row 0, column 0): the window covers rows 0–1 and columns 0–1 of the input;"
        + " 5 of its 9 taps lie in the padding.")
    let padded = story.frames[0].arithmetic[0].tokens.filter { token in
      if case .number(0, .padding, _) = token { return true }
      if case .factor(0, .padding, _) = token { return true }
      return false
    }
    #expect(padded.count == 5)
    #expect(story.panels[0].planes[0].rows == 4)
    #expect(story.panels[0].planes[0].layout.rows == PlaneAxis(2, before: 1, after: 1))
  }

  @Test func `a dilated window leaves the cells between its taps unmarked`() throws {
    let w = try SlidingWindow.make(3, dilation: 2)
    let story = try StoryExample(
      "dilated", .convolution(Convolution(windows: [w])),
      [.integers([1, 1, 6]), .integers([1, 1, 3])]
    ).story
    let columns = story.frames[1].marks.filter { $0.cell.panel == 0 }.map(\.cell.column)
    #expect(columns == [1, 3, 5])
    #expect(
      story.frames[1].caption
        == "Output (position 1): the window covers positions 1, 3 and 5 of the input.")
  }

  @Test func `several channels have a partial sum each and groups read their own`() throws {
    let w = try SlidingWindow.make(1)
    let story = try StoryExample(
      "grouped", .convolution(Convolution(windows: [w], groups: 2)),
      [
        Tensor([1, 4, 1], [1, 2, 3, 4]), Tensor([2, 2, 1], [1, 1, 2, -2]), .vector(10, 20),
      ]
    ).story
    #expect(
      story.frames[1].arithmetic.map(\.text) == [
        "input channel 2: 3·2 = 6", "input channel 3: 4·(−2) = −8", "6 + (−8) + bias 20 = 18",
      ])
    #expect(story.frames[1].visiblePlanes == [0: [2, 3], 1: [2, 3], 4: [2, 3]])
  }

  @Test func `a partial sum is what a convolution of its channel alone comes to`() throws {
    let w = try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    let (x, kernel) = (
      Tensor<Double>.integers([1, 3, 4, 4]), Tensor<Double>.integers([1, 3, 3, 3], seed: 2)
    )
    let op = Op.convolution(Convolution(windows: [w, w]))
    let frames = try StoryExample("all", op, [x, kernel]).story.frames
    for channel in 0..<3 {
      let alone = try StoryExample(
        "one", op,
        [
          Tensor([1, 1, 4, 4], Array(x.elements[channel * 16..<(channel + 1) * 16])),
          Tensor([1, 1, 3, 3], Array(kernel.elements[channel * 9..<(channel + 1) * 9])),
        ]
      ).result
      #expect(frames.map { $0.arithmetic[channel].result } == alone.elements)
    }
  }

  @Test func `the last frame names what no window covers, and its cells are marked`() throws {
    let w = try SlidingWindow.make(3, stride: 3)
    let tall = try SlidingWindow.make(2)
    let story = try StoryExample(
      "does not fit", .convolution(Convolution(windows: [tall, w])),
      [.integers([1, 1, 2, 7]), .integers([1, 1, 2, 3])]
    ).story
    let leftover =
      "Column 6 is covered by no window: (7 − 3) / 3 does not come out even; 4 / 3 leaves 1."
    #expect(story.closing == leftover)
    #expect(story.frames.last?.caption.hasSuffix(" " + leftover) == true)
    #expect(story.frames.first?.caption.contains("no window") == false)
    let uncovered = story.frames[0].marks.filter { $0.kind == .uncovered }
    #expect(uncovered.map { [$0.cell.row, $0.cell.column] } == [[0, 6], [1, 6]])
  }

  @Test func `padding that no window reads is marked as data is`() throws {
    let w = try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    let story = try StoryExample(
      "padding_strides_odd", .convolution(Convolution(windows: [w, w])),
      [.integers([1, 1, 6, 6]), .integers([1, 1, 3, 3])]
    ).story
    for frame in story.frames {
      let uncovered = Set(frame.marks.filter { $0.kind == .uncovered }.map(\.cell))
      let last = (0..<8).flatMap { [[7, $0], [$0, 7]] }
      #expect(Set(uncovered.map { [$0.row, $0.column] }) == Set(last))
      #expect(uncovered.allSatisfy { $0.panel == 0 })
      #expect(uncovered.isDisjoint(with: frame.marks.filter(\.kind.takesPart).map(\.cell)))
    }
  }

  @Test func `a stride that steps over padding leaves it unread before the data too`() throws {
    let w = try SlidingWindow.make(1, stride: 2, padding: (2, 2))
    let story = try StoryExample(
      "sparse", .convolution(Convolution(windows: [w])),
      [.integers([1, 1, 3]), .integers([1, 1, 1])]
    ).story
    let uncovered = story.frames[0].marks.filter { $0.kind == .uncovered }
    #expect(uncovered.map(\.cell.column) == [1, 3, 5])
  }

  @Test func `images and filters of a batch have planes of their own`() throws {
    let w = try SlidingWindow.make(1)
    let story = try StoryExample(
      "batch", .convolution(Convolution(windows: [w, w])),
      [.integers([2, 2, 1, 1]), .integers([3, 2, 1, 1])]
    ).story
    #expect(story.panels[0].planes.map(\.title).last == "image 1, channel 1")
    #expect(story.panels[1].planes.map(\.title).last == "filter 2, channel 1")
    #expect(story.frames[4].visiblePlanes == [0: [2, 3], 1: [2, 3], 2: [4], 3: [8, 9]])
  }
}
