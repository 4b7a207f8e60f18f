import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The half turn of a kernel as pictures.
struct KernelTurnTests {
  /// A true convolution: its kernel is turned before it slides.
  private static func trueConvolution(_ input: Shape, _ weight: Tensor<Double>) throws
    -> StoryExample
  {
    var graph = Graph()
    let x = try graph.input(input, name: "input")
    let given = try graph.input(weight.shape, name: "0.weight")
    let axes = Array(2..<weight.shape.rank)
    let turned = try graph.append(.flip(axes: axes), [given])
    let windows = try axes.map { try SlidingWindow.make(weight.shape[$0]) }
    let y = try graph.convolution(x, weight: turned, Convolution(windows: windows))
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers(input), given: weight])
    return StoryExample("true convolution", y, in: executed)
  }

  /// What a picture shows of the kernel, and the weight that it follows.
  private func picture(_ position: Int, of story: Storyboard) throws -> ([Double], Double, String) {
    let board = story.turning(position)
    #expect(board.frames.count == 1 && board.frames[0].finishedCells == 0)
    #expect(board.panels.count == story.panels.count)
    let mark = try #require(board.frames[0].marks.first)
    let plane = board.panels[mark.cell.panel].planes[mark.cell.plane]
    return (plane.values, plane[mark.cell.row, mark.cell.column], board.frames[0].caption)
  }

  @Test func `a kernel turns in two mirror images, and the first weight is followed`() throws {
    let weight = Tensor<Double>([1, 1, 2, 3], [1, 2, 3, 4, 5, 6])
    let story = try Self.trueConvolution([1, 1, 3, 4], weight).story
    #expect(story.turn?.count == 3)
    let pictures = try (0..<3).map { try picture($0, of: story) }
    #expect(
      pictures.map(\.0) == [[1, 2, 3, 4, 5, 6], [3, 2, 1, 6, 5, 4], [6, 5, 4, 3, 2, 1]])
    #expect(pictures.map(\.1) == [1, 1, 1])
    // Products would be those of the turned kernel.
    let products = try #require(
      story.turning(0).panels.first { $0.isOptional && $0.operand == nil })
    #expect(!products.isFinished(row: 0, column: 0, plane: 0, finishedCells: .max))
    #expect(
      pictures.map(\.2) == [
        "The half turn, 1 of 3: the kernel as it was given.",
        "The half turn, 2 of 3: left and right have changed places.",
        "The half turn, 3 of 3: top and bottom too, and so it slides.",
      ])
  }

  @Test func `the last picture is what slides, and frames stay those of the results`() throws {
    let example = try Self.trueConvolution([1, 2, 4, 4], .integers([2, 2, 3, 3]))
    let story = try example.story
    let turned = try #require(story.panels.firstIndex { $0.title == "kernel, turned" })
    #expect(
      story.turning(2).panels[turned].planes.map(\.values)
        == story.panels[turned].planes.map(\.values))
    #expect(story.frames.count == example.result.shape.count)
    #expect(story.resultFrames == story.frames.indices)
  }

  @Test func `a row has two ends, and so one exchange`() throws {
    let story = try Self.trueConvolution([1, 1, 5], Tensor([1, 1, 3], [1, 2, 3])).story
    #expect(story.turn?.count == 2)
    let pictures = try (0..<2).map { try picture($0, of: story) }
    #expect(pictures.map(\.0) == [[1, 2, 3], [3, 2, 1]])
    #expect(pictures[1].2 == "The half turn, 2 of 2: the two ends have changed places.")
  }

  @Test func `what looks the same turned, or is not turned, has no pictures`() throws {
    #expect(try Self.trueConvolution([1, 1, 3, 3], Tensor([1, 1, 1, 1], [5])).story.turn == nil)
    let window = try SlidingWindow.make(2)
    let plain = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), .integers([1, 1, 2, 2])])
    #expect(try plain.story.turn == nil)
  }

  @Test func `a kernel that looks the same turned has nothing to be seen, and says so`() throws {
    let story = try Self.trueConvolution(
      [1, 1, 3, 3], Tensor([1, 1, 2, 2], [1, 2, 2, 1])
    ).story
    #expect(story.turn?.isVisible == true)
    let same = try Self.trueConvolution([1, 1, 3, 3], Tensor([1, 1, 2, 2], [1, 1, 1, 1])).story
    #expect(same.turn?.isVisible == false && same.turnPictures == 0)
    #expect(try picture(0, of: same).2 == "The half turn, 1 of 1: it looks the same turned.")
    #expect(same.withTurnBeside().panels.count == same.panels.count)
  }

  @Test func `a mirror image that looks the same is no picture of its own`() throws {
    // Left and right are alike.
    let sides = try Self.trueConvolution(
      [1, 1, 3, 3], Tensor([1, 1, 2, 3], [1, 2, 1, 3, 4, 3])
    ).story
    #expect(
      try (0..<2).map { try picture($0, of: sides).0 } == [
        [1, 2, 1, 3, 4, 3], [3, 4, 3, 1, 2, 1],
      ])
    #expect(
      try picture(1, of: sides).2
        == "The half turn, 2 of 2: top and bottom have changed places; left and right look the same, and so it slides."
    )
    // Top and bottom are.
    let ends = try Self.trueConvolution(
      [1, 1, 3, 3], Tensor([1, 1, 2, 2], [1, 2, 1, 2])
    ).story
    #expect(ends.turnPictures == 2)
    #expect(try picture(1, of: ends).2.contains("top and bottom look the same"))
  }

  @Test func `a twin turns the kernel that was given`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 2, 2]), Tensor([1, 1, 2, 2], [1, 2, 3, 4])])
    #expect(try example.seen(as: .stamp).story.turn == nil)
    let twin = try example.seen(as: .twin).story
    #expect(
      try (0..<3).map { try picture($0, of: twin).0 } == [
        [1, 2, 3, 4], [2, 1, 4, 3], [4, 3, 2, 1],
      ])
  }

  @Test func `beside each other they are the weights that were given`() throws {
    let weight = Tensor<Double>([1, 1, 2, 2], [1, 2, 3, 4])
    let example = try Self.trueConvolution([1, 1, 3, 3], weight)
    let story = try example.story
    let beside = story.withTurnBeside()
    #expect(beside.turn == nil && beside.frames.count == story.frames.count)
    #expect(
      beside.readingOrder.map { beside.panels[$0].title }.prefix(4)
        == ["kernel", "mirrored", "kernel, turned", "input"])
    #expect(
      beside.readingOrder.prefix(4).map { beside.panels[$0].sign?.rawValue ?? "" }
        == ["", "→", "→", "∗"])
    let columns = beside.readingOrder.prefix(4).map { beside.panels[$0].place.column }
    #expect(columns == [0, 1, 2, 3])
    let given = try #require(beside.panels.firstIndex { $0.title == "kernel" })
    for row in 0..<2 {
      for column in 0..<2 {
        let cell = CellReference(panel: given, plane: 0, row: row, column: column)
        #expect(beside.element(in: cell)?.index == [0, 0, row, column])
        let mirror = CellReference(panel: given + 1, plane: 0, row: row, column: 1 - column)
        #expect(beside.element(in: mirror) == beside.element(in: cell))
      }
    }
  }
}
