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
        "avg_pool1d: 10, 4, −2", "conv1d:      8, 2, −2", "max_pool1d:  4, 2,  0",
        "conv1d:      3, 1,  0", "input:       1, 1,  0",
      ])
    let texts = (0..<5).map { row in (0..<rows.columns).map { rows.text(row: row, column: $0) } }
    // What the second convolution pads with lies beside the input, which has no padding of its own.
    #expect(
      texts[4].joined(separator: " ") == "· · 0 1 2 3 4 5 6 7 8 9 10 11 12 13 · ·")
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
        == "Output (position 1) sees positions 2 to 11 of the input. Here"
        + " r = 8 + 1·2 = 10, j = 2·2 = 4, start = −2 − 0·2 = −2.")
  }

  /// conv 3 with padding → average of 2 → conv 3 with stride 2 and padding, along one axis.
  private func growing() throws -> (executed: ExecutedGraph, layers: [NodeID]) {
    var graph = Graph()
    let x = try graph.input([1, 1, 24], name: "input")
    let weight = try graph.input([1, 1, 3], name: "0.weight")
    let (wide, strided) = (
      try SlidingWindow.make(3, padding: (1, 1)),
      try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    )
    let a = try graph.convolution(x, weight: weight, Convolution(windows: [wide]))
    let b = try graph.append(.averagePool(AveragePool(windows: [.make(2, stride: 2)])), [a])
    let c = try graph.convolution(b, weight: weight, Convolution(windows: [strided]))
    return (
      try ExecutedGraph(
        running: graph, on: ReferenceBackend<Double>(),
        feeds: [x: .integers([1, 1, 24]), weight: Tensor([1, 1, 3], repeating: 1)]), [a, b, c]
    )
  }

  /// The positions of the input that one unit depends on, as the gradient of the executed graph has it.
  private func positions(_ unit: Int, of node: NodeID, in executed: ExecutedGraph) throws -> [Int] {
    var graph = executed.graph
    let x = try #require(graph.ids.first)
    let one = try graph.input(graph[node].shape, name: "upstream")
    let gradient = try #require(try graph.appendGradients(of: node, by: [x], upstream: one)[x])
    var feeds = executed.values.filter {
      if case .input = graph[$0.key].op { true } else { false }
    }
    feeds[one] = Tensor(
      graph[node].shape, (0..<graph[node].shape.count).map { $0 == unit ? 1 : 0 })
    let values = try ReferenceBackend<Double>().compile(graph, outputs: [gradient]).run(feeds)
    return (values[gradient]?.elements ?? []).indices.filter { values[gradient]?.elements[$0] != 0 }
  }

  @Test func `size, jump and start of every layer are what its units depend on`() throws {
    let (executed, layers) = try growing()
    let story = try Storyboard.explaining(layers[2], in: executed, view: .field)
    let labels = story.panels[0].planes[0].rowLabels
    #expect(
      labels == [
        "conv1d:     8, 4, −3", "avg_pool1d: 4, 2, −1", "conv1d:     3, 1, −1",
        "input:      1, 1,  0",
      ])
    for (depth, layer) in layers.enumerated() {
      let numbers = labels[layers.count - 1 - depth].split { " ,:".contains($0) }.dropFirst()
        .compactMap { Int($0.replacing("−", with: "-")) }
      try #require(numbers.count == 3)
      let (size, jump, start) = (numbers[0], numbers[1], numbers[2])
      // Away from the ends nothing of a field lies in any padding.
      for unit in 1...3 {
        let first = start + unit * jump
        #expect(
          try positions(unit, of: layer, in: executed) == Array(max(0, first)..<first + size),
          "layer \(depth), unit \(unit)")
      }
    }
  }

  @Test func `what lies outside the padded input is said to be padding of later layers`() throws {
    let (executed, layers) = try growing()
    let story = try Storyboard.explaining(layers[2], in: executed, view: .field)
    #expect(
      story.frames[0].caption
        == "Output (position 0) sees positions −3 to 4; beyond positions −1 to 4 of the padded input"
        + " lies padding of later layers. Here r = 4 + 2·2 = 8, j = 2·2 = 4, start = −1 − 1·2 = −3."
    )
    let table = story.panels[0].planes[0]
    let marked = story.frames[0].marks.map(\.cell).filter { $0.panel == 0 && $0.row == 3 }
    // The table begins at position −3.
    #expect(Set(marked.map { $0.column - 3 }) == Set(-1...4))
    #expect((0..<4).map { table.kind(row: 3, column: $0) } == [.empty, .empty, .padding, .data])
  }

  @Test func `pointing at a unit names it by its layer and says what it sees`() throws {
    let (executed, layers) = try growing()
    let story = try Storyboard.explaining(layers[2], in: executed, view: .field)
    func caption(_ row: Int, _ column: Int) -> String {
      story.pointing(at: CellReference(panel: 0, plane: 0, row: row, column: column)).caption
    }
    #expect(
      caption(1, 5)
        == "avg_pool1d, position 1 sees positions 1 to 4: from start + 1·j = −1 + 1·2 = 1 on r = 4 of"
        + " them. 2 of 6 positions of the output see it.")
    #expect(caption(3, 3) == "Input, position 0: 1 of 6 positions of the output see it.")
    #expect(
      caption(3, 2) == "Padding of the input, position −1: 1 of 6 positions of the output see it.")
    #expect(
      caption(3, 0)
        == "Position −3 lies outside the padded input: what is seen there is padding of later layers."
    )
    #expect(
      caption(1, 0) == "No unit of avg_pool1d has the middle of its field at position −3.")
    #expect(caption(0, 3).hasPrefix("conv1d, layer 3, position 0 sees positions −3 to 4:"))
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
        "columns each unit sees: size r, jump j, start",
        "rows each unit sees: size r, jump j, start", "input", "output",
      ])
    #expect(story.panels[1].isOptional && !story.panels[0].isOptional)
    let marked = story.frames[0].marks.filter { $0.cell.panel == 2 }
    #expect(Set(marked.map(\.cell.row)) == Set(0...4))
    #expect(Set(marked.map(\.cell.column)) == Set(0...2))
  }
}
