import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What views call their grids, and the sentences that are true only where they stand.
struct ViewWordsTests {
  private func caption(_ story: Storyboard, _ title: String, row: Int = 0, column: Int = 0) throws
    -> Frame
  {
    let panel = try #require(story.panels.firstIndex { $0.title == title })
    return story.pointing(at: CellReference(panel: panel, plane: 0, row: row, column: column))
  }

  @Test func `cells between the taps and cells behind the last window have reasons of their own`()
    throws
  {
    let window = try SlidingWindow.make(3, stride: 3, padding: (1, 1), dilation: 2)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 5, 5]), .integers([1, 1, 3, 3])]
    ).story
    #expect(
      story.closing
        == "Rows 0 and 2 and columns 0 and 2 are covered by no window: the taps step over them."
        + " Row 4 and column 4 are covered by no window: (5 + 2 − 5) / 3 does not come out even;"
        + " 2 / 3 leaves 2.")
  }

  @Test func `a turned kernel is called so in every view, and its gradient too`() throws {
    var graph = Graph()
    let input = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "0.weight")
    let flipped = try graph.append(.flip(axes: [2, 3]), [weight])
    let window = try SlidingWindow.make(2)
    let node = try graph.append(
      .convolution(Convolution(windows: [window, window])), [input, flipped])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [input: .integers([1, 1, 3, 3]), weight: .integers([1, 1, 2, 2])])
    func titles(_ view: StoryView) throws -> [String] {
      try Storyboard.explaining(node, in: executed, view: view).panels.map(\.title)
    }
    for view in [StoryView.window, .im2col, .gradients] {
      #expect(try titles(view).contains("kernel, turned"))
      #expect(try !titles(view).contains("kernel"))
    }
    #expect(try titles(.gradients).contains("dLoss/d(kernel, turned)"))
  }

  @Test func `a stamp of a dilated kernel has its gaps`() throws {
    let window = try SlidingWindow.make(2, stride: 2, dilation: 2)
    let story = try StoryExample(
      "conv_transpose1d", .transposedConvolution(Convolution(windows: [window])),
      [Tensor([1, 1, 2], [1, 3]), Tensor([1, 1, 2], [2, 5])]
    ).seen(as: .stamp).story
    let stamps = try #require(story.panels.first { $0.title == "stamps" })
    let texts = stamps.planes.map { plane in
      (0..<plane.columns).map { plane.text(row: 0, column: $0) }
    }
    #expect(texts == [["2", ":", "5"], ["6", ":", "15"]])
    for frame in story.frames {
      for mark in frame.marks where story.panels[mark.cell.panel].title == "stamps" {
        #expect(stamps.planes[mark.cell.plane].kind(row: 0, column: mark.cell.column) == .data)
      }
    }
  }

  @Test func `a cell that no window chose, or none lay over, says so`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    func story(_ op: Op) throws -> Storyboard {
      try StoryExample("pool", op, [Tensor([1, 1, 3], [1, 4, 2])]).seen(as: .gradients).story
    }
    let maximum = try story(.maxPool([window]))
    let loser = try caption(maximum, "dLoss/dInput")
    #expect(
      loser.caption.hasSuffix("no window chose this cell, so nothing flows back and it is 0."))
    #expect(loser.arithmetic.isEmpty)
    let mean = try story(.averagePool(AveragePool(windows: [window])))
    #expect(try caption(mean, "dLoss/dInput", column: 2).caption.contains("no window lay over"))
    #expect(
      try caption(mean, "dLoss/dInput", column: 1).caption.hasSuffix(
        "collects what 1 cell of the output sends back."))
  }

  @Test func `padding under weights counts, as the 0 that it is`() throws {
    let window = try SlidingWindow.make(3, padding: (1, 1))
    let story = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 3, 3])]
    ).seen(as: .twin).story
    let corner = story.pointing(at: CellReference(panel: 0, plane: 0, row: 0, column: 0))
    #expect(!corner.caption.contains("not counted"))
  }

  @Test func `a slope does not come back, it scales what does`() throws {
    let example = try StoryExample("relu", .unary(.relu), [Tensor([1, 3], [-1, 4, 2])])
    #expect(
      try caption(example.seen(as: .gradients).story, "slope", column: 1).caption.hasSuffix(
        "it scales what comes back from 1 of 3 results."))
    #expect(
      try caption(example.seen(as: .jacobian).story, "Jacobian J, 3×3", row: 1, column: 1)
        .caption.hasSuffix("it scales what comes back from 1 of 3 results."))
  }

  @Test func `paths that cancel say why nothing is left`() throws {
    let example = try StoryExample.batchNorm(.positives([3, 2]), training: true)
    #expect(
      try example.seen(as: .gradients).story.closing.hasSuffix("dLoss/dx is 0 whatever x is."))
    var executed = example.executed
    executed.gradientStart = .init(output: example.node, upstream: .positives([3, 2]))
    let uneven = try Storyboard.explaining(example.node, in: executed, view: .gradients)
    #expect(uneven.closing.isEmpty)
  }

  @Test func `the way back normalises by the batch's own statistics, and says so`() throws {
    let example = try StoryExample.batchNorm(.positives([3, 2]), training: true)
    var graph = example.executed.graph
    let weight = try #require(graph.ids.first { graph[$0].name == "0.weight" })
    _ = try graph.appendGradients(of: example.node, by: [weight])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: example.executed.values.filter { graph.inputs.contains($0.key) })
    let normalised = try #require(graph.ids.last { graph[$0].meaning == "normalised input" })
    let story = try Storyboard.explaining(normalised, in: executed, view: .stages)
    #expect(story.panels.contains { $0.title == "mean μ" })
    #expect(story.frames.allSatisfy { $0.caption.hasPrefix("Training:") })
  }

  @Test func `what flows into the result is titled as that`() throws {
    var graph = Graph()
    let input = try graph.input([1, 3], name: "input")
    let node = try graph.append(.unary(.relu), [input])
    let upstream = try graph.input([1, 3], name: "upstream")
    _ = try graph.appendGradients(of: node, by: [input], upstream: upstream)
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        input: .vector(1, -2, 3).reshaped([1, 3]), upstream: .vector(1, 2, 3).reshaped([1, 3]),
      ])
    #expect(try Storyboard.explaining(upstream, in: executed).title == "upstream gradient")
  }

  @Test func `stamp, cover and twin count what reaches a cell of several channels alike`() throws {
    func captions(channels: Int) throws -> [String] {
      let window = try SlidingWindow.make(2)
      let example = try StoryExample(
        "conv_transpose1d", .transposedConvolution(Convolution(windows: [window])),
        [.integers([1, channels, 2]), .integers([channels, 1, 2])])
      return try [StoryView.stamp, .cover, .twin].map {
        let caption = try example.seen(as: $0).story.frames[1].caption
        return String(try #require(caption.split(separator: ": ", maxSplits: 1).last))
      }
    }
    #expect(
      try captions(channels: 1) == [
        "2 stamps overlap here, and overlaps add up.", "2 stamps meet here.",
        "2 input cells reach it, each through a tap of its own.",
      ])
    #expect(
      try captions(channels: 3) == [
        "6 stamps overlap here, 2 of each input channel, and overlaps add up.",
        "2 stamps of each input channel meet here.",
        "2 input cells of each channel reach it, each through a tap of its own.",
      ])
  }
}

extension Tensor where Scalar == Double {
  fileprivate func reshaped(_ shape: Shape) -> Tensor { Tensor(shape, elements) }
}
