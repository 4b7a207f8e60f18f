import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// The rows and columns that `output_padding` adds to a result, in every view that shows it.
struct OutputPaddingTests {
  private func example(padding: Int, stride: Int = 2, size: Int = 3) throws -> StoryExample {
    let window = try SlidingWindow.make(
      size, stride: stride, padding: (padding, padding), outputPadding: 1)
    return try StoryExample(
      "conv_transpose2d", .transposedConvolution(Convolution(windows: [window, window])),
      [.integers([1, 1, 2, 2]), .integers([1, 1, size, size])])
  }

  @Test func `every view tells what is added from what is not`() throws {
    let example = try example(padding: 1)
    for view in try example.inEachView {
      let story = try view.story
      let results = story.panels.filter { $0.isFilledByFrames }
      #expect(!results.isEmpty)
      for panel in results {
        var added: [[Int]] = []
        for (index, plane) in panel.planes.enumerated() {
          for row in 0..<plane.rows {
            for column in 0..<plane.columns
            where plane.kind(row: row, column: column) == .added {
              let cell = CellReference(
                panel: story.panels.firstIndex(of: panel)!, plane: index, row: row, column: column)
              added.append(Array(try #require(story.element(in: cell)).index.suffix(2)))
              #expect(plane.text(row: row, column: column).hasPrefix(Plane.added))
              #expect(plane.text(row: row, column: column).count <= plane.numberWidth)
            }
          }
        }
        let last = (0..<4).flatMap { place in place < 3 ? [[place, 3], [3, place]] : [[3, 3]] }
        #expect(Set(added) == Set(last), "\(view.testDescription)")
      }
    }
  }

  @Test func `a frame says that its cell is added, whatever reaches it`() throws {
    // A kernel smaller than the stride leaves the last row to nobody.
    let story = try example(padding: 0, stride: 3, size: 2).seen(as: .stamp).story
    #expect(story.frames[35].caption.contains("added by output_padding; no stamp reaches"))
    #expect(story.frames[35].caption.hasSuffix("output_padding adds 1 below, 1 on the right (⁺)."))
    #expect(!story.frames[14].caption.contains("output_padding"))
    let reached = try example(padding: 1).seen(as: .stamp).story
    #expect(reached.frames[15].caption.contains("added by output_padding; one stamp reaches"))
    let cover = try example(padding: 0, stride: 3, size: 2).seen(as: .cover).story
    #expect(cover.frames[35].caption.contains("added by output_padding; no stamp reaches"))
  }

  @Test func `pointing names it`() throws {
    let story = try example(padding: 1).seen(as: .stamp).story
    let panel = try #require(story.panels.firstIndex { $0.isFilledByFrames })
    let cell = CellReference(panel: panel, plane: 0, row: 4, column: 1)
    #expect(
      story.pointing(at: cell).caption.hasPrefix(
        "sum of stamps, row 3, column 0 (added by output_padding) is"))
  }

  @Test func `what flows back to a convolution has nothing added`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 6, 6], name: "input")
    let weight = try graph.input([1, 1, 3, 3], name: "0.weight")
    let window = try SlidingWindow.make(3, stride: 2)
    let y = try graph.append(.convolution(Convolution(windows: [window, window])), [x, weight])
    let gradient = try #require(try graph.appendGradients(of: y, by: [x])[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: .integers([1, 1, 6, 6]), weight: .integers([1, 1, 3, 3])])
    let story = try Storyboard.explaining(gradient, in: executed)
    for plane in story.panels.flatMap(\.planes) {
      for row in 0..<plane.rows {
        #expect((0..<plane.columns).allSatisfy { plane.kind(row: row, column: $0) != .added })
      }
    }
  }
}
