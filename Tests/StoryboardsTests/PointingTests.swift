import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing
import Typesetting

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

  /// What pointing at a cell of the first panel says it is.
  private func name(_ story: Storyboard, _ row: Int, _ column: Int) -> String {
    let cell = CellReference(panel: 0, plane: 0, row: row, column: column)
    let caption = story.pointing(at: cell).caption
    return String(caption[..<(caption.firstRange(of: " is ")?.lowerBound ?? caption.endIndex)])
  }

  private func transposed(_ window: SlidingWindow, inputSize: Int) throws -> Storyboard {
    let windows = Convolution(windows: [window, window])
    return try StoryExample(
      "conv_transpose2d", .transposedConvolution(windows),
      [.integers([1, 1, inputSize, inputSize]), .integers([1, 1, 3, 3])]
    ).seen(as: .twin).story
  }

  @Test func `a strided transposed convolution has inserted zeros, and its tensor's rows`() throws {
    let story = try transposed(.make(3, stride: 2, padding: (1, 1)), inputSize: 2)
    // One row of padding, then data, zeros, data, and padding again.
    #expect(story.panels[0].planes[0].rows == 5)
    #expect(name(story, 0, 0) == "stretched input, padding")
    #expect(name(story, 1, 1) == "stretched input, row 0, column 0")
    #expect(name(story, 3, 3) == "stretched input, row 1, column 1")
    #expect(
      name(story, 1, 2) == "stretched input, an inserted zero in row 0 between columns 0 and 1")
    #expect(
      name(story, 2, 3) == "stretched input, an inserted zero in column 1 between rows 0 and 1")
    #expect(
      name(story, 2, 2)
        == "stretched input, an inserted zero between rows 0 and 1 and columns 0 and 1")
  }

  @Test func `an inserted zero feeds every result whose window holds it`() throws {
    let story = try transposed(.make(3, stride: 2, padding: (1, 1)), inputSize: 2)
    let frame = story.pointing(at: CellReference(panel: 0, plane: 0, row: 2, column: 2))
    #expect(frame.caption.hasSuffix(" is 0: it feeds 9 of 9 results."))
  }

  @Test func `cells that a transposed convolution cuts off say so`() throws {
    let story = try transposed(.make(3, stride: 2, padding: (4, 3)), inputSize: 4)
    let rows = story.panels[0].planes[0].layout.rows
    #expect(
      (0..<rows.count).map(rows.kind) == [.cropped, .cropped] + [
        .data, .insertedZero, .data, .insertedZero,
      ] + [.cropped])
    #expect(name(story, 0, 0) == "stretched input, row 0, column 0 (cut off)")
    #expect(
      name(story, 1, 2)
        == "stretched input, an inserted zero in column 1 between rows 0 and 1 (cut off)")
    let frame = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    #expect(frame.caption.hasSuffix(": it is cut off by padding, so it feeds 0 of 4 results."))
  }

  @Test func `zero padding is padding`() throws {
    let window = try SlidingWindow.make(3, padding: (1, 1))
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 3, 3])]
    ).story
    let corner = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    #expect(
      corner.caption == "input, padding (row −1, column −1) is 0: it feeds 1 of 9 results.")
    #expect(name(story, 4, 2) == "input, padding (row 3, column 1)")
    #expect(name(story, 1, 1) == "input, row 0, column 0")
  }

  @Test func `a weight meets data and padding, a bias is added, a result keeps its sum`() throws {
    let window = try SlidingWindow.make(3, padding: (1, 1))
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 6, 6]), .integers([1, 1, 3, 3]), .integers([1])]
    ).story
    let weight = story.pointing(at: CellReference(panel: 1, plane: 0, row: 0, column: 0))
    #expect(weight.caption.hasSuffix(": it meets 25 cells of the input and 11 of its padding."))
    let middle = story.pointing(at: CellReference(panel: 1, plane: 0, row: 1, column: 1))
    #expect(middle.caption.hasSuffix(": it meets 36 cells of the input."))
    let bias = story.pointing(at: CellReference(panel: 2, plane: 0, row: 0, column: 0))
    #expect(bias.caption.hasSuffix(": it is added to 36 of 36 results."))
    #expect(bias.marks.count == 37)
    let result = story.pointing(at: CellReference(panel: 3, plane: 0, row: 0, column: 1))
    #expect(result.arithmetic == story.frames[1].arithmetic && !result.arithmetic.isEmpty)
  }

  @Test func `reflected padding is a copy, and both cells feed what the element feeds`() throws {
    let window = try SlidingWindow.make(3)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [Tensor([1, 1, 3, 3], (1...9).map(Double.init)), .integers([1, 1, 3, 3])],
      over: Pad(before: [1, 1], after: [1, 1], mode: .reflect)
    ).story
    #expect(
      story.frames[0].caption
        == "Output (row 0, column 0): the window covers rows 0–1 and columns 0–1 of the input;"
        + " 5 of its 9 taps lie in the padding: copies, and the arrow of each leads to what it copies,"
        + " from row −1, column −1 to row 1, column 1.")
    let corner = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    #expect(
      corner.caption
        == "input, padding (row −1, column −1: a copy of row 1, column 1) is 5: it feeds 9 of 9 results."
    )
    let itself = story.pointing(at: CellReference(panel: 0, plane: 0, row: 2, column: 2))
    #expect(itself.caption == "input, row 1, column 1 is 5: it feeds 9 of 9 results.")
    let weight = story.pointing(at: CellReference(panel: 1, plane: 0, row: 0, column: 0))
    #expect(weight.caption.hasSuffix(": it meets 4 cells of the input and 5 of its padding."))
    let chosen = itself.marks.filter { $0.kind == .chosen }.map { [$0.cell.row, $0.cell.column] }
    #expect(chosen == [0, 2, 4].flatMap { row in [0, 2, 4].map { [row, $0] } })
  }

  @Test func `what a window leaves out says so, and an overhang is no padding`() throws {
    let window = try SlidingWindow(kernelSize: 2, stride: 2, ceilMode: true)
    func caption(_ op: Op, _ column: Int) throws -> String {
      try StoryExample("pool", op, [.integers([1, 1, 3])]).story
        .pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: column)).caption
    }
    let mean = Op.averagePool(AveragePool(windows: [window], countIncludePad: true))
    #expect(
      try caption(mean, 3)
        == "input, beyond the end (position 3) is 0: it lies in 1 of 2 windows and is not counted.")
    #expect(try caption(mean, 2).hasSuffix("it feeds 1 of 2 results."))
    let padded = try SlidingWindow(kernelSize: 2, stride: 2, padding: .symmetric(1))
    let counting = Op.averagePool(AveragePool(windows: [padded], countIncludePad: true))
    #expect(
      try caption(counting, 0) == "input, padding (position −1) is 0: it feeds 1 of 2 results.")
    let bare = Op.averagePool(AveragePool(windows: [padded], countIncludePad: false))
    #expect(
      try caption(bare, 0)
        == "input, padding (position −1) is 0: it lies in 1 of 2 windows and is not counted.")
  }

  @Test func `a batch norm's input feeds its channel by the statistics, and γ scales it`() throws {
    let values: [Tensor<Double>] = [
      .integers([1, 2, 1, 2]), .vector(2, 1), .vector(0, 1), .vector(1.5, 4), .vector(0.25, 1),
    ]
    func caption(_ panel: Int, training: Bool) throws -> String {
      try StoryExample("batch_norm", .batchNorm(BatchNorm(training: training)), values).story
        .pointing(at: CellReference(panel: panel, plane: 0, row: 0, column: 0)).caption
    }
    #expect(
      try caption(0, training: true)
        .hasSuffix("by mean and variance of its channel it feeds 2 of 4 results."))
    #expect(try caption(0, training: false).hasSuffix(": it feeds 1 of 4 results."))
    #expect(try caption(3, training: true).hasSuffix(": it feeds 2 of 4 results."))
    #expect(try caption(4, training: true).hasSuffix(": it is added to 2 of 4 results."))
  }

  @Test func `a sequence has positions, and a lone number needs no place`() throws {
    let story = try StoryExample(
      "conv_transpose1d",
      .transposedConvolution(Convolution(windows: [.make(2, stride: 2)])),
      [.integers([1, 1, 2]), .integers([1, 1, 2]), .vector(7)]
    ).seen(as: .twin).story
    #expect(name(story, 0, 1) == "stretched input, position 0")
    #expect(name(story, 0, 2) == "stretched input, an inserted zero between positions 0 and 1")
    let bias = story.pointing(at: CellReference(panel: 2, plane: 0, row: 0, column: 0))
    #expect(bias.caption.hasPrefix("bias is 7: "))
  }

  @Test func `a cell that goes into nothing says why`() throws {
    let strided = try SlidingWindow.make(2, stride: 2)
    let dilated = try SlidingWindow.make(2, stride: 4, dilation: 2)
    func caption(_ op: Op, _ operands: [Tensor<Double>], _ row: Int, _ column: Int) throws -> String
    {
      try StoryExample(op.name, op, operands).story.pointing(
        at: CellReference(panel: 0, plane: 0, row: row, column: column)
      ).caption
    }
    let images: [Tensor<Double>] = [.integers([1, 1, 5, 5]), .integers([1, 1, 2, 2])]
    #expect(
      try caption(.convolution(Convolution(windows: [strided, strided])), images, 4, 4)
        .hasSuffix(": no window covers it, so it feeds 0 of 4 results."))
    #expect(
      try caption(.maxPool([strided, strided]), [images[0]], 4, 0)
        .hasSuffix(": no window covers it, so it feeds 0 of 4 results."))
    #expect(
      try caption(.convolution(Convolution(windows: [dilated, dilated])), images, 1, 1)
        .hasSuffix(": no tap of a window meets it, so it feeds 0 of 1 result."))
    #expect(
      try caption(.slice(axis: 0, range: 1..<3), [.integers([4])], 0, 0)
        .hasSuffix(": the slice leaves it out, so it feeds 0 of 2 results."))
  }

  @Test func `what a stamp loses is said to be cut off`() throws {
    let window = try SlidingWindow.make(2, padding: (1, 1))
    let story = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 2, 2]), .integers([1, 1, 2, 2])]
    ).seen(as: .stamp).story
    let sum = try #require(story.panels.firstIndex { $0.isFilledByFrames })
    let caption = story.pointing(at: CellReference(panel: sum, plane: 0, row: 0, column: 2)).caption
    #expect(caption.hasPrefix("sum of stamps, cut off (row −1, column 1) is "))
    #expect(caption.hasSuffix(": cut off by padding, it is no part of the result."))
  }

  @Test func `a place of the zero pattern holds no number`() throws {
    let window = try SlidingWindow.make(2)
    let example = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 2, 2])])
    for (view, title) in [(StoryView.matrix, "matrix C"), (.back, "matrix C transposed")] {
      let story = try example.seen(as: view).story
      let panel = try #require(story.panels.firstIndex { $0.title == title })
      let cell = CellReference(panel: panel, plane: 0, row: 0, column: view == .matrix ? 8 : 3)
      #expect(
        story.pointing(at: cell).caption
          == "\(title), row 0, column \(cell.column): nothing of the input meets the output here: a"
          + " place of the zero pattern, no weight.")
    }
  }

  @Test func `pointing where nothing can be computed goes on saying why`() throws {
    var graph = Graph()
    let input = try graph.input([1, 1, 1, 2], name: "input")
    let story = Storyboard(
      title: "conv2d", saying: "The kernel is too large.",
      showing: [(input, .integers([1, 1, 1, 2]))], of: graph)
    let pointed = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 1))
    let value = NumberText.short(story.panels[0].planes[0][0, 1])
    #expect(
      pointed.caption == "input, position 1 is \(value). The kernel is too large.")
  }
}
