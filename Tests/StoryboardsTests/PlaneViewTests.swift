import Storyboards
import TensorEngine
import TestSupport
import Testing

/// The plane of a layer's two inputs.
struct PlaneViewTests {
  /// A layer over the corners of the unit square, and a function of its sums.
  private func plane(
    weight: [Double], bias: [Double], _ function: UnaryFunction = .step,
    rows: [Double] = [0, 0, 0, 1, 1, 0, 1, 1], inputs: Int = 2
  ) throws -> (story: Storyboard?, views: [StoryView]) {
    var graph = Graph()
    let x = try graph.input([rows.count / inputs, inputs], name: "input")
    let w = try graph.input([bias.count, inputs], name: "0.weight")
    let b = try graph.input([bias.count], name: "0.bias")
    let end = try graph.append(
      .unary(function), [try graph.linear(x, weight: w, bias: b)])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: Tensor(graph[x].shape, rows), w: Tensor(graph[w].shape, weight),
        b: Tensor(graph[b].shape, bias),
      ])
    let linked = try LinkedViews(of: end, in: executed)
    return (
      linked.views.contains(.plane) ? linked.storyboard(.plane) : nil, linked.views
    )
  }

  /// Weights and a bias, and which corners fire.
  private static let gates: [([Double], Double, [Double])] = [
    ([1, 1], -1.5, [0, 0, 0, 1]), ([1, 1], -0.5, [0, 1, 1, 1]), ([-1, 0], 0.5, [1, 1, 0, 0]),
    ([0, 2], -1, [0, 1, 0, 1]),
  ]

  @Test(arguments: gates)
  func `the line parts the rows that fire from those that do not`(
    weight: [Double], bias: Double, fires: [Double]
  ) throws {
    let story = try #require(try plane(weight: weight, bias: [bias]).story)
    let panel = try #require(story.panels.firstIndex { $0.plot != nil })
    let plot = try #require(story.panels[panel].plot)
    #expect(plot.dots.map { $0.isFull ? 1 : 0 } == fires)
    #expect(story.panels.last?.planes[0].values == fires)
    #expect(plot.points.count == 2)
    for end in plot.points {
      #expect(abs(weight[0] * end.x + weight[1] * end.y + bias) < 1e-12)
      #expect(plot.domain.contains(end.x) && plot.range.contains(end.y))
      // It does not stop before the axes do.
      let isAtEnd = { (value: Double, axis: ClosedRange<Double>) in
        value == axis.lowerBound || value == axis.upperBound
      }
      #expect(isAtEnd(end.x, plot.domain) || isAtEnd(end.y, plot.range))
    }
    #expect(story.frames.count == 4)
    #expect(story.frames.map { $0.plotMarks[panel]?.point } == plot.dots.map(\.point))
  }

  @Test func `each unit has a plane of its own, and a frame marks the one it is about`() throws {
    let story = try #require(
      try plane(weight: [1, 1, 1, 1], bias: [-0.5, -1.5]).story)
    let plots = story.panels.indices.filter { story.panels[$0].plot != nil }
    #expect(plots.count == 2)
    #expect(story.panels[plots[1]].title == "unit 1")
    for (position, frame) in story.frames.enumerated() {
      #expect(Array(frame.plotMarks.keys) == [plots[position % 2]])
    }
  }

  @Test func `a line beside the points is in view too`() throws {
    // 1 − x + y is 0 below the only row, (1, −2), and right of it.
    let near = try #require(
      try plane(weight: [-1, 1], bias: [1], .sigmoid, rows: [1, -2]).story)
    #expect(near.panels.compactMap(\.plot).map(\.points.count) == [2])
    let off = try #require(try plane(weight: [1, 0], bias: [-2.25]).story)
    let plot = try #require(off.panels.compactMap(\.plot).first)
    #expect(plot.points.map(\.x) == [2.25, 2.25] && plot.domain == -1...3)
  }

  @Test func `without weights that matter there is no line`() throws {
    let story = try #require(try plane(weight: [0, 0], bias: [1]).story)
    #expect(story.panels.compactMap(\.plot).map(\.points) == [[]])
    #expect(story.panels.compactMap(\.plot)[0].dots.map(\.isFull) == [true, true, true, true])
    let far = try #require(try plane(weight: [1, 1], bias: [-9]).story)
    #expect(far.panels.compactMap(\.plot).map(\.points) == [[]])
  }

  @Test func `it is offered for layers of two inputs and few units`() throws {
    #expect(try plane(weight: [1, 1], bias: [0], .sigmoid).views.contains(.plane))
    #expect(try !plane(weight: [1, 1], bias: [0], .exp).views.contains(.plane))
    #expect(
      try !plane(weight: [1, 1, 1], bias: [0], rows: [1, 2, 3, 4, 5, 6], inputs: 3).views
        .contains(.plane))
    #expect(
      try !plane(
        weight: [Double](repeating: 1, count: 8), bias: [Double](repeating: 0, count: 4)
      ).views.contains(.plane))
  }
}
