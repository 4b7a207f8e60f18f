import ConvolutionArithmetic
import Storyboards
import TensorEngine
import Testing

/// What a cell sees through a stack of layers.
struct FieldViewTests {
  /// conv 3 → relu → pool 2/2 → conv 3 with padding → pool 2/2, along one axis.
  private func stack(size: Int = 14) throws -> ExecutedGraph {
    var graph = Graph()
    let x = try graph.input([1, 1, size], name: "input")
    let first = try graph.input([2, 1, 3], name: "0.weight")
    let second = try graph.input([1, 2, 3], name: "3.weight")
    let (conv, pool) = (try SlidingWindow.make(3), try SlidingWindow.make(2, stride: 2))
    let a = try graph.convolution(x, weight: first, Convolution(windows: [conv]))
    let b = try graph.append(.unary(.relu), [a])
    let c = try graph.append(.maxPool([pool]), [b])
    let d = try graph.convolution(
      c, weight: second, Convolution(windows: [try .make(3, padding: (1, 1))]))
    _ = try graph.append(.averagePool(AveragePool(windows: [pool])), [d])
    return try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: .integers([1, 1, size]), first: .integers([2, 1, 3]), second: .integers([1, 2, 3]),
      ])
  }

  private func node(_ executed: ExecutedGraph, _ name: String, last: Bool = true) throws -> NodeID {
    let nodes = executed.graph.ids.filter { executed.graph[$0].op.name == name }
    return try #require(last ? nodes.last : nodes.first)
  }

  @Test func `every layer stands over the middle of what it sees`() throws {
    let executed = try stack()
    let story = try Storyboard.explaining(
      try node(executed, "avg_pool1d"), in: executed, view: .field)
    let rows = story.panels[0].planes[0]
    #expect(
      rows.rowLabels == [
        "avg_pool1d: 10", "conv1d: 8", "max_pool1d: 4", "conv1d: 3", "input: 1",
      ])
    let texts = (0..<5).map { row in (0..<rows.columns).map { rows.text(row: row, column: $0) } }
    // Two positions of padding on the left are seen by the first units of the second convolution.
    #expect(
      texts[4].joined(separator: " ") == "∘ ∘ 0 1 2 3 4 5 6 7 8 9 10 11 12 13 ∘ ∘")
    #expect(texts[3].filter { $0 != "·" } == (0..<12).map(String.init))
    #expect(texts[0].filter { $0 != "·" } == ["0", "1", "2"])
  }

  @Test func `a unit depends on nothing but what is marked`() throws {
    let executed = try stack()
    let end = try node(executed, "avg_pool1d")
    let story = try Storyboard.explaining(end, in: executed, view: .field)
    let input = try #require(story.panels.firstIndex { $0.title == "input" })
    let x = try #require(executed.graph.ids.first)
    for (position, frame) in story.frames.enumerated() {
      let marked = Set(frame.marks.filter { $0.cell.panel == input }.map(\.cell.column))
      // What one output adds to the gradient says which inputs it may depend on.
      var graph = executed.graph
      let one = try graph.input(graph[end].shape, name: "upstream")
      let gradient = try #require(
        try graph.appendGradients(of: end, by: [x], upstream: one)[x])
      var feeds = executed.values.filter {
        if case .input = graph[$0.key].op { true } else { false }
      }
      feeds[one] = Tensor(
        graph[end].shape, (0..<graph[end].shape.count).map { $0 == position ? 1 : 0 })
      let values = try ReferenceBackend<Double>().compile(graph, outputs: [gradient]).run(feeds)
      let moved = (values[gradient]?.elements ?? []).indices.filter {
        values[gradient]?.elements[$0] != 0
      }
      #expect(marked.isSuperset(of: moved))
    }
    #expect(
      story.frames[1].caption
        == "Output (position 1) sees positions 2 to 11 of the input. Field = field below + (k − 1)·jump"
        + " below = 8 + 1·2 = 10.")
  }

  @Test func `one window alone, and a gradient, have no field view`() throws {
    let executed = try stack()
    let first = try node(executed, "conv1d", last: false)
    #expect(try !LinkedViews(of: first, in: executed).views.contains(.field))
    let pool = try node(executed, "max_pool1d")
    #expect(
      try LinkedViews(of: pool, in: executed).views
        == [.window, .gradients, .chain, .cover, .field])
  }

  @Test func `an image has a table for each axis, and its field is a rectangle`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 8, 6], name: "input")
    let windows = [try SlidingWindow.make(3, stride: 2), try SlidingWindow.make(2)]
    let a = try graph.append(.maxPool(windows), [x])
    let b = try graph.append(.maxPool([try .make(2), try .make(2)]), [a])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(), feeds: [x: .integers([1, 1, 8, 6])])
    let story = try Storyboard.explaining(b, in: executed, view: .field)
    #expect(
      story.panels.map(\.title) == [
        "how many columns each unit sees", "how many rows each unit sees", "input", "output",
      ])
    #expect(story.panels[1].isOptional && !story.panels[0].isOptional)
    let marked = story.frames[0].marks.filter { $0.cell.panel == 2 }
    #expect(Set(marked.map(\.cell.row)) == Set(0...4))
    #expect(Set(marked.map(\.cell.column)) == Set(0...2))
  }
}
