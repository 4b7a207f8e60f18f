import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The gradients of ops that copy cells or add up products of them.
struct TracedGradientTests {
  @Test func `every op that gradients flow through shows them`() throws {
    var (differentiable, shown): (Set<String>, Set<String>) = ([], [])
    for example in StoryExample.all where !example.testDescription.contains("gradient") {
      let (node, views) = (
        example.executed.graph[example.node],
        try LinkedViews(of: example.node, in: example.executed).views
      )
      guard example.view == views.first, node.shape.count > 0 else { continue }
      var graph = example.executed.graph
      let gradients = try? graph.appendGradients(of: example.node, by: node.inputs)
      if gradients?.isEmpty == false { differentiable.insert(node.op.name) }
      if views.contains(.gradients) { shown.insert(node.op.name) }
    }
    #expect(differentiable.count > 20)
    // A division of two values, the way back of a loss, which is one itself, and the places of
    // maxima, which are whole numbers.
    let others: Set = ["div", "place_class", "max_pool2d_switches"]
    #expect(differentiable.subtracting(shown).isSubset(of: others))
  }

  @Test func `what stands behind each cell of a gradient comes to it`() throws {
    var looked = 0
    for example in StoryExample.all where example.view == .gradients {
      let story = try example.story
      for (index, panel) in story.panels.enumerated() where panel.title.hasPrefix("dLoss/") {
        for (plane, numbers) in panel.planes.enumerated() {
          for cell in numbers.values.indices {
            let place = CellReference(
              panel: index, plane: plane, row: cell / numbers.columns,
              column: cell % numbers.columns)
            let frame = story.pointing(at: place)
            guard let line = frame.arithmetic.last else { continue }
            looked += 1
            let value = try LineEvaluator.value(of: line)
            #expect(
              abs(value - numbers.values[cell]) <= 1e-9 * max(1, abs(value)),
              "\(example), \(panel.title): \(line.text)")
          }
        }
      }
    }
    #expect(looked > 500)
  }

  @Test func `a stamp sends back to its cell and to the kernel`() throws {
    let window = try SlidingWindow.make(2, stride: 2)
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [Tensor([1, 1, 2, 2], [1, 2, 3, 4]), Tensor([1, 1, 2, 2], [1, 0, 2, -1])])
    let story = try example.seen(as: .gradients).story
    #expect(
      story.panels.map(\.title) == [
        "input", "kernel", "sum of stamps", "dLoss/dInput", "dLoss/dKernel", "upstream",
      ])
    let weight = story.pointing(at: CellReference(panel: 4, plane: 0, row: 0, column: 0))
    #expect(weight.arithmetic.last?.text == "1·1 + 1·2 + 1·3 + 1·4 = 10")
    #expect(
      story.frames[1].caption
        == "Output (row 0, column 1): its upstream gradient 1 goes back to 2 cells, times what each"
        + " was multiplied by.")
  }

  @Test func `an added cell is told as that, and sends back to the bias alone`() throws {
    let window = try SlidingWindow.make(2, stride: 2, outputPadding: 1)
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [
        Tensor([1, 1, 2, 2], [1, 2, 3, 4]), Tensor([1, 1, 2, 2], [1, 0, 2, -1]),
        Tensor([1], [3]),
      ])
    let views = try LinkedViews(of: example.node, in: example.executed)
    let captions = { (view: StoryView) in views.storyboard(view).frames.map(\.caption) }
    for (view, who) in [(StoryView.stamp, "stamp"), (.twin, "input cell")] {
      for (position, caption) in captions(view).enumerated() {
        let isAdded = position / 5 == 4 || position % 5 == 4
        #expect(caption.contains(": added by output_padding; no \(who) reaches") == isAdded)
      }
    }
    #expect(
      captions(.gradients)[24]
        == "Output (row 4, column 4): its upstream gradient 1 goes to the bias alone, unchanged.")
    #expect(captions(.gradients)[0].contains("goes back to 3 cells"))
  }

  @Test func `where no stamp reaches the one before stands there, unmarked`() throws {
    let window = try SlidingWindow.make(2, stride: 3, padding: (1, 1), outputPadding: 2)
    let example = try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [Tensor([1, 1, 2, 2], [5, 6, 7, 8]), .integers([1, 1, 2, 2])]
    ).seen(as: .stamp)
    let story = try example.story
    let stamps = try #require(story.panels.firstIndex { $0.title == "stamps" })
    #expect(story.frames.count == 25)
    for frame in story.frames {
      #expect(frame.visiblePlanes[stamps]?.isEmpty == false)
    }
    // The gap between stamps in row 0, and the end of the last row, which output padding added.
    for (position, title) in [(1, "5 at 0,0"), (24, "8 at 1,1")] {
      let frame = story.frames[position]
      let planes = try #require(frame.visiblePlanes[stamps])
      #expect(planes.map { story.panels[stamps].planes[$0].title } == [title])
      #expect(!frame.marks.contains { $0.cell.panel == stamps })
    }
  }

  @Test func `a column of unfold goes back to the cells that it copied`() throws {
    let window = try SlidingWindow.make(2)
    let example = try StoryExample("unfold", .unfold([window, window]), [.integers([1, 1, 3, 3])])
    var executed = example.executed
    executed.gradientStart = .init(
      output: example.node, upstream: Tensor([1, 4, 4], (1...16).map(Double.init)))
    let story = try Storyboard.explaining(example.node, in: executed, view: .gradients)
    let gradient = try #require(story.panels.firstIndex { $0.title == "dLoss/dInput" })
    let middle = story.pointing(at: CellReference(panel: gradient, plane: 0, row: 1, column: 1))
    // Row after row of the columns: the last, third, second and first cell of its four windows.
    #expect(middle.arithmetic.last?.text == "13 + 10 + 7 + 4 = 34")
  }

  @Test func `the way back has the columns of C that the result's row has`() throws {
    let window = try SlidingWindow.make(2)
    let example = try StoryExample(
      "conv2d", .convolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 3, 3]), Tensor([1, 1, 2, 2], [1, 2, 0, 4])])
    let views = try LinkedViews(of: example.node, in: example.executed)
    let (matrix, back) = (views.storyboard(.matrix), views.storyboard(.back))
    let forward = try #require(matrix.panels.first { $0.title == "matrix C" }).planes[0]
    let transposed = try #require(
      back.panels.first { $0.title == "matrix C transposed" }
    ).planes[0]
    for row in 0..<4 {
      for column in 0..<9 {
        #expect(forward.text(row: row, column: column) == transposed.text(row: column, column: row))
      }
    }
    let gradient = try #require(
      back.panels.firstIndex { $0.title == "dLoss/dInput, flattened" })
    let middle = back.pointing(at: CellReference(panel: gradient, plane: 0, row: 4, column: 0))
    #expect(middle.arithmetic.last?.text == "1·4 + 1·0 + 1·2 + 1·1 = 7")
  }
}
