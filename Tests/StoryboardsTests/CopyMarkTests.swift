import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What stands on a stage of cells that are copied: where they come from.
struct CopyMarkTests {
  @Test(arguments: [Pad.Mode.reflect, .replicate, .circular])
  func `every copy under the window is joined to its source`(mode: Pad.Mode) throws {
    let window = try SlidingWindow.make(2)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 2, 2])],
      over: Pad(before: [1, 1], after: [1, 1], mode: mode)
    ).story
    for frame in story.frames {
      let plane = story.panels[0].planes[0]
      let under = Set(frame.marks.filter { $0.kind == .window && $0.cell.panel == 0 }.map(\.cell))
      let copies = under.filter { plane.kind(row: $0.row, column: $0.column) == .padding }
      let links = story.copies(in: frame, panel: 0)
      #expect(Set(links.map(\.copy)) == copies && links.count == copies.count)
      for link in links {
        let source = link.source
        #expect(plane.kind(row: source.row, column: source.column) == .data)
        #expect(story.element(in: source) == story.element(in: link.copy))
        let signs = story.copySigns(in: frame, panel: 0)[0]
        #expect(signs?[source.row * plane.columns + source.column] == CopyLink.source)
        #expect(signs?[link.copy.row * plane.columns + link.copy.column] == link.arrow)
      }
    }
    // The corner's copy comes from across; where it is repeated, from next to it.
    #expect(story.copies(in: story.frames[0], panel: 0).map(\.arrow).first == "↘")
    #expect(story.copies(in: story.frames[5], panel: 0).isEmpty)
  }

  @Test(arguments: [StoryView.window, .im2col, .gradients, .cover])
  func `each view that shows copies joins them to their sources`(view: StoryView) throws {
    let window = try SlidingWindow.make(3)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 3, 3])],
      over: Pad(before: [1, 1], after: [1, 1], mode: .reflect)
    ).seen(as: view).story
    let input = try #require(story.panels.firstIndex { $0.title == "input" })
    #expect(story.copies(in: story.frames[0], panel: input).count == 5)
  }

  @Test(arguments: [
    (
      Pad.Mode.reflect,
      "from row −1, column −1 to row 1, column 1."
    ),
    (
      .circular,
      "from row −1, column −1 to row 2, column 2."
    ),
  ])
  func `a frame names what the padding under its window copies`(mode: Pad.Mode, text: String)
    throws
  {
    let window = try SlidingWindow.make(2)
    let frames = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 2, 2])],
      over: Pad(before: [1, 1], after: [1, 1], mode: mode)
    ).story.frames
    #expect(
      frames[0].caption.hasSuffix(
        "3 of its 4 taps lie in the padding: copies, and the arrow of each leads to what it copies, "
          + text))
    #expect(frames[5].caption.contains("copy") == false)
  }

  @Test func `one copy of a sequence is named alone`() throws {
    let story = try StoryExample(
      "conv1d", .convolution(Convolution(windows: [.make(2)])),
      [.integers([1, 1, 3]), .integers([1, 1, 2])],
      over: Pad(before: [1], after: [0], mode: .replicate)
    ).story
    #expect(
      story.frames[0].caption.hasSuffix(
        "in the padding: a copy, and its arrow leads to position 0, which it copies."))
  }

  @Test func `an enlarged cell says where it lies`() throws {
    let story = try StoryExample(
      "upsample",
      .upsample(Upsample(outputSize: [4, 4], mode: .linear(alignCorners: false))),
      [.integers([1, 1, 2, 2])]
    ).story
    #expect(
      story.frames[6].caption
        == "Output (row 1, column 2) lies at row 0.25, column 0.75 of the input: a mean of 4 cells,"
        + " the nearer the heavier.")
  }

  @Test func `a kernel is seen half way to its half turn`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "0.weight")
    let turned = try graph.append(.flip(axes: [2, 3]), [weight])
    let window = try SlidingWindow.make(2)
    _ = try graph.convolution(x, weight: turned, Convolution(windows: [window, window]))
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 3, 3]), weight: Tensor([1, 1, 2, 2], [1, 2, 3, 4])])
    let story = try Storyboard.explaining(turned, in: executed)
    #expect(
      story.panels.map { $0.planes[0].values } == [[1, 2, 3, 4], [3, 1, 4, 2], [4, 3, 2, 1]])
    // The 4, on its way from the lower right to the upper left, is in the lower left.
    #expect(
      story.frames[0].marks.map { [$0.cell.panel, $0.cell.row, $0.cell.column] } == [
        [0, 1, 1], [1, 1, 0], [2, 0, 0],
      ])
  }

  @Test func `the gradient of a max pool shows where the winners were`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 4, 4], name: "input")
    let pair = try SlidingWindow.make(2, stride: 2)
    let pool = try graph.append(.maxPool([pair, pair]), [x])
    let gradient = try #require(try graph.appendGradients(of: pool, by: [x])[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: .integers([1, 1, 4, 4])])
    let story = try Storyboard.explaining(gradient, in: executed)
    #expect(story.panels[0].title == "input")
    let winners = story.frames.flatMap(\.marks).filter { $0.cell.panel == 0 && $0.kind == .chosen }
    #expect(winners.count == 4)
  }

  @Test func `filters of groups tell which channels they read`() throws {
    let window = try SlidingWindow.make(1)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window], groups: 2)),
      [.integers([1, 4, 1, 1]), .integers([2, 2, 1, 1])]
    ).story
    let index = try #require(
      story.panels.firstIndex { $0.title == "who reads whom" })
    let plane = story.panels[index].planes[0]
    let texts = (0..<2).map { row in (0..<4).map { plane.text(row: row, column: $0) }.joined() }
    #expect(texts == ["01··", "··23"] && plane.rowLabels == ["filter 0", "filter 1"])
    #expect(
      story.frames[1].marks.filter { $0.cell.panel == index }.map(\.cell.column) == [2, 3])
  }

  @Test func `what a pad has put around its input is padding in its result`() throws {
    func texts(_ mode: Pad.Mode) throws -> (texts: String, kinds: [CellKind], width: Int) {
      let story = try StoryExample(
        "pad", .pad(Pad(before: [2], after: [1], mode: mode)), [Tensor([1, 1, 3], [3, 4, 5])]
      ).story
      let panel = try #require(story.panels.last { $0.isFilledByFrames })
      let plane = panel.planes[0]
      let columns = 0..<plane.columns
      return (
        columns.map { plane.text(row: 0, column: $0) }.joined(separator: " "),
        columns.map { plane.kind(row: 0, column: $0) }, plane.numberWidth
      )
    }
    let kinds: [CellKind] = [.padding, .padding, .data, .data, .data, .padding]
    let reflected = try texts(.reflect)
    #expect(reflected.texts == "'5 '4 3 4 5 '4" && reflected.kinds == kinds && reflected.width == 2)
    let zeros = try texts(.constant(0))
    #expect(zeros.texts == "∘ ∘ 3 4 5 ∘" && zeros.kinds == kinds && zeros.width == 1)
    #expect(try texts(.constant(7)).texts == "7 7 3 4 5 7")
  }
}
