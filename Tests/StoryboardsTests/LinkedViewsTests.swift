import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What the views of one node have in common, and what each of them shows.
struct LinkedViewsTests {
  /// A convolution over two images of two channels, two groups, stride 2, padding 1, dilation 2.
  private static func example(_ seed: Int = 1) throws -> StoryExample {
    let window = try SlidingWindow.make(2, stride: 2, padding: (1, 1), dilation: 2)
    return try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window], groups: 1)),
      [
        .integers([2, 2, 5, 5], seed: seed), .integers([3, 2, 2, 2], seed: seed + 1),
        .integers([3], seed: seed + 2),
      ])
  }

  private func cell(_ story: Storyboard, _ panel: String, _ row: Int, _ column: Int) throws
    -> CellReference
  {
    let index = try #require(story.panels.firstIndex { $0.title == panel })
    return CellReference(panel: index, plane: 0, row: row, column: column)
  }

  @Test(arguments: 1...20)
  func `every view of a convolution comes to the same integers, cell by cell`(seed: Int) throws {
    let example = try Self.example(seed)
    let views = try LinkedViews(of: example.node, in: example.executed)
    #expect(views.views == [.window, .im2col, .matrix, .gradients, .back, .cover])
    for view in views.views where view != .cover && view != .back {
      let story = views.storyboard(view)
      for (position, frame) in story.frames.enumerated() {
        let line = try #require(frame.arithmetic.last)
        // Sums of small integers are exact in any order.
        #expect(try LineEvaluator.value(of: line) == example.result.elements[position])
        let results = frame.marks.filter { $0.kind == .result }
          .compactMap { story.element(in: $0.cell) }
        let index = example.result.shape.index(at: position)
        #expect(Set(results) == [ElementReference(example.node, index)], "\(view)")
      }
    }
  }

  @Test func `a cell feeds as many results in each view, however often they stand there`() throws {
    let example = try Self.example()
    let views = try LinkedViews(of: example.node, in: example.executed)
    let feeds = try views.views.filter { $0 != .back }.map { view in
      let story = views.storyboard(view)
      let panel = try #require(story.panels.first { $0.operand == .input })
      let node = try #require(panel.source?.node)
      let cell = try #require(story.cells(of: ElementReference(node, [0, 1, 2, 3])).first)
      return story.pointing(at: cell).caption.split(separator: ":").last
    }
    #expect(Set(feeds) == [feeds[0]] && feeds[0]?.hasSuffix(" of 54 results.") == true)
  }

  @Test func `columns are the patches, and padding in them is padding`() throws {
    let window = try SlidingWindow.make(2, padding: (1, 0))
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [Tensor([1, 1, 2, 2], [1, 2, 3, 4]), Tensor([1, 1, 2, 2], [1, 2, 3, 4])]
    ).seen(as: .im2col).story
    let plane = try #require(story.panels.first { $0.title == "columns" }).planes[0]
    let texts = (0..<4).map { row in (0..<4).map { plane.text(row: row, column: $0) } }
    #expect(
      texts == [
        ["∘", "∘", "∘", "1"], ["∘", "∘", "1", "2"], ["∘", "1", "∘", "3"], ["1", "2", "3", "4"],
      ])
    #expect(plane.rowLabels == ["0,0", "0,1", "1,0", "1,1"])
  }

  @Test func `the rows of all filters stand left of the columns, and their product crosses them`()
    throws
  {
    let story = try Self.example().seen(as: .im2col).story
    func panel(_ title: String) throws -> Panel {
      try #require(story.panels.first { $0.title == title })
    }
    let (kernel, columns) = (try panel("kernel"), try panel("columns"))
    let product = try panel("kernel × columns")
    #expect(kernel.planes.count == 1 && kernel.planes[0].rows == 3 && kernel.planes[0].columns == 8)
    #expect(columns.planes[0].rows == 8 && columns.planes[0].columns == 9)
    #expect(product.planes.count == 2)
    #expect(product.planes[0].rows == 3 && product.planes[0].columns == 9)
    #expect(kernel.place.band == product.place.band && columns.place.column == product.place.column)
    #expect(kernel.place.column == 0 && product.place.column == 1)
    // The row, the column, and where they cross.
    let frame = story.frames[9 + 4]
    let lit = { (title: String) in
      frame.marks.filter { story.panels[$0.cell.panel].title == title }.map(\.cell)
    }
    #expect(lit("kernel").map(\.row) == Array(repeating: 1, count: 8))
    #expect(lit("columns").map(\.column) == Array(repeating: 4, count: 8))
    #expect(lit("kernel × columns").map { [$0.plane, $0.row, $0.column] } == [[0, 1, 4]])
  }

  @Test func `before a bias is added the product is what it is without it`() throws {
    let window = try SlidingWindow.make(2)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 2, 3, 3]), .integers([2, 2, 2, 2]), .integers([2])]
    ).seen(as: .im2col).story
    func values(_ title: String) throws -> [Double] {
      try #require(story.panels.first { $0.title == title }).planes.flatMap(\.values)
    }
    let (products, biases) = (try values("kernel × columns"), try values("bias"))
    let sums = products.indices.map { products[$0] + biases[$0 / 4] }
    #expect(try values("output") == sums && products != sums)
  }

  @Test func `many filters have a row each in planes of their own`() throws {
    let window = try SlidingWindow.make(1)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 2, 2, 2]), .integers([9, 2, 1, 1])]
    ).seen(as: .im2col).story
    let kernel = try #require(story.panels.first { $0.title == "kernel" })
    #expect(kernel.planes.count == 9 && kernel.planes[8].title == "filter 8")
    #expect(kernel.planes.allSatisfy { $0.rows == 1 && $0.columns == 2 })
  }

  @Test func `the matrix has the kernel in each row and nothing elsewhere`() throws {
    let window = try SlidingWindow.make(3)
    let story = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 4, 4]), Tensor([1, 1, 3, 3], [1, 2, 3, 4, 0, 6, 7, 8, 9])]
    ).seen(as: .matrix).story
    let matrix = try #require(story.panels.first { $0.title == "matrix C" }).planes[0]
    #expect(matrix.rows == 4 && matrix.columns == 16)
    let rows = (0..<4).map { row in (0..<16).map { matrix.text(row: row, column: $0) }.joined() }
    // A weight that is zero is a 0, a place at which nothing meets is none.
    #expect(
      rows == ["123·406·789·····", "·123·406·789····", "····123·406·789·", "·····123·406·789"])
    #expect(story.frames[1].arithmetic[0].tokens.count > 9)
  }

  @Test func `stamps overlap, add up and are cropped`() throws {
    let window = try SlidingWindow.make(3, stride: 2, padding: (1, 1), outputPadding: 1)
    let story = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [Tensor([1, 1, 2, 2], [1, 2, 3, 4]), Tensor([1, 1, 3, 3], (1...9).map(Double.init))]
    ).story
    let sum = try #require(story.panels.last)
    #expect(sum.title == "sum of stamps" && sum.planes[0].values.prefix(5) == [1, 2, 5, 4, 6])
    #expect(sum.planes[0].kind(row: 0, column: 3) == .cropped)
    #expect(sum.planes[0].kind(row: 4, column: 4) == .added)
    #expect(story.frames[5].arithmetic[0].text == "1·9 + 2·7 + 3·3 + 4·1 = 36")
    let stamps = try #require(story.panels.firstIndex { $0.title == "stamps" })
    #expect(story.frames[5].visiblePlanes[stamps] ?? [0, 1, 2, 3] == [0, 1, 2, 3])
    #expect(story.frames[0].visiblePlanes[stamps] == [0])
    #expect(story.panels[stamps].planes.map(\.title).last == "4 at 1,1")
  }

  @Test func `the twin's kernel is drawn turned, as its sums use it`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    let story = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 2, 2]), Tensor([1, 1, 2, 2], [1, 2, 3, 4])]
    ).seen(as: .twin).story
    #expect(story.panels[1].title == "kernel, turned")
    #expect(story.panels[1].planes[0].values == [4, 3, 2, 1])
    #expect(story.panels[0].planes[0].text(row: 1, column: 2) == ":")
    #expect(story.panels[0].planes[0].text(row: 0, column: 0) == "∘")
  }

  @Test func `a gradient collects what all cells send back`() throws {
    let example = try Self.example(3)
    let story = try example.seen(as: .gradients).story
    let operands = example.executed.graph[example.node].inputs
    var graph = example.executed.graph
    let gradients = try graph.appendGradients(of: example.node, by: operands)
    let feeds = example.executed.values.filter { operands.contains($0.key) }
    let expected = try ReferenceBackend<Double>().compile(
      graph, outputs: operands.map { gradients[$0]! }
    ).run(feeds)
    for (title, operand) in zip(["dLoss/dInput", "dLoss/dKernel", "dLoss/dBias"], operands) {
      let panel = try #require(story.panels.first { $0.title == title })
      #expect(panel.planes.flatMap(\.values) == expected[gradients[operand]!]?.elements)
    }
    for title in ["dLoss/dInput", "dLoss/dKernel", "dLoss/dBias"] {
      // The first cell of the input lies between the taps of all windows.
      let index = title == "dLoss/dInput" ? 1 : 0
      let place = try cell(story, title, index, index)
      let frame = story.pointing(at: place)
      let line = try #require(frame.arithmetic.first)
      let shown = story.panels[place.panel].planes[0][index, index]
      #expect(line.result == shown)
      #expect(try LineEvaluator.value(of: line) == shown, "\(title): \(line.text)")
    }
  }

  @Test func `what flows back into a convolution in a chain is its upstream gradient`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let weight = try graph.input([1, 1, 2, 2], name: "0.weight")
    let window = try SlidingWindow.make(2)
    let y = try graph.convolution(x, weight: weight, Convolution(windows: [window, window]))
    let relu = try graph.append(.unary(.relu), [y])
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 3, 3]), weight: Tensor([1, 1, 2, 2], [1, 0, 2, -1])])
    executed.gradientStart = .init(output: relu, upstream: Tensor([1, 1, 2, 2], [1, 2, 3, 4]))
    let story = try Storyboard.explaining(y, in: executed, view: .gradients)
    let upstream = try #require(story.panels.first { $0.title == "upstream" })
    let values = try #require(executed.values[y]).elements
    #expect(upstream.planes[0].values == zip(values, [1, 2, 3, 4]).map { $0 > 0 ? $1 : 0 })
    #expect(values.contains { $0 <= 0 } && values.contains { $0 > 0 })
  }

  @Test func `a view that a node has not is refused with those that it has`() throws {
    let example = try StoryExample("relu", .unary(.relu), [.integers([2])])
    let error = StoryError.noSuchView(
      .im2col, op: "relu", views: [.cells, .curve, .gradients, .jacobian])
    #expect(throws: error) { try example.seen(as: .im2col).story }
    #expect(error.message == "relu has no im2col view")
    #expect(error.remedy == "Its views are: cells, curve, gradients, jacobian.")
  }

  @Test func `views of large convolutions are not offered`() throws {
    let window = try SlidingWindow.make(5)
    let large = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 64, 64]), .integers([1, 1, 5, 5])])
    #expect(try LinkedViews(of: large.node, in: large.executed).views == [.window])
  }
}
