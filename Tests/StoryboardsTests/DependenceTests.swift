import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// How many results depend on a number: as many as move with it, in whichever view one points at it.
struct DependenceTests {
  /// Two channels of which no number is the mean.
  private static let uneven = Tensor<Double>([4, 2], [1, 2, 4, 0.25, 2, 7, 3, 1])

  /// Ops in which a result that depends on a number moves with it.
  private static let smooth: [StoryExample] = {
    do {
      let window = try SlidingWindow.make(2, padding: (1, 0))
      return try [
        StoryExample(
          "conv2d", .convolution(Convolution(windows: [window, window])),
          [.positives([1, 1, 3, 3]), .positives([2, 1, 2, 2]), .positives([2])]),
        StoryExample(
          "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
          [.positives([1, 1, 3, 3]), .positives([1, 2, 2, 2]), .positives([2])]),
        StoryExample(
          "matmul", .matmul(transposeA: false, transposeB: true),
          [.positives([2, 3]), .positives([4, 3])]),
        StoryExample("sigmoid", .unary(.sigmoid), [.integers([2, 3])]),
        StoryExample("softmax", .softmax(axis: 1), [.positives([2, 3])]),
        StoryExample("log_softmax", .logSoftmax(axis: 1), [.positives([2, 3])]),
        StoryExample.batchNorm(uneven, training: true),
        StoryExample.batchNorm(uneven, training: false),
        StoryExample(
          "avg_pool2d", .averagePool(AveragePool(windows: [window, window])),
          [.positives([1, 2, 3, 3])]),
      ]
    } catch {
      preconditionFailure("an example is not a valid graph: \(error)")
    }
  }()

  /// How many results move with an element of what was fed in.
  private func moving(_ element: ElementReference, _ example: StoryExample) throws -> Int {
    let executed = example.executed
    var feeds = executed.values.filter { executed.graph.inputs.contains($0.key) }
    var moved = try #require(feeds[element.node])
    moved.elements[moved.shape.offset(of: element.index)] += 0.5
    feeds[element.node] = moved
    let result = try #require(
      try ReferenceBackend<Double>().compile(executed.graph, outputs: [example.node])
        .run(feeds)[example.node])
    return zip(result.elements, example.result.elements).count { abs($0 - $1) > 1e-12 }
  }

  @Test(arguments: smooth.indices)
  func `every view counts the results that move`(index: Int) throws {
    let example = Self.smooth[index]
    let views = try LinkedViews(of: example.node, in: example.executed)
    var counted = 0
    for view in views.views where ![.graph, .units, .back].contains(view) {
      let story = views.storyboard(view)
      for (number, panel) in story.panels.enumerated()
      where !panel.isFilledByFrames && !panel.isOptional && !panel.isSlope {
        for plane in panel.planes.indices {
          for position in panel.planes[plane].values.indices {
            let columns = panel.planes[plane].columns
            let cell = CellReference(
              panel: number, plane: plane, row: position / columns, column: position % columns)
            let caption = story.pointing(at: cell).caption
            guard let count = caption.firstMatch(of: #/(\d+) of (\d+) results?\./#),
              let element = story.element(in: cell)
                ?? (panel.isSentBack ? story.subject(of: cell) : nil),
              example.executed.graph.inputs.contains(element.node),
              panel.planes[plane].kind(row: cell.row, column: cell.column) == .data
            else { continue }
            counted += 1
            #expect(
              Int(count.1) == (try moving(element, example))
                && Int(count.2) == example.result.shape.count, "\(view): \(caption)")
          }
        }
      }
    }
    #expect(counted > 0)
  }
}
