import Storyboards
import TensorEngine
import Testing

/// Gradients that are put into a shape, or added up, after they were multiplied.
struct CarriedGradientTests {
  /// The gradients of a product or sum by its operands, the right one given in a shape of its own.
  private func story(
    _ function: BinaryFunction, right shape: Shape, upstream: Tensor<Double>
  ) throws -> (story: Storyboard, value: [Double]) {
    var graph = Graph()
    let x = try graph.input([1, 1, 2, 3], name: "input")
    let other = try graph.input(shape, name: "0.other")
    let full = Shape(Array(repeating: 1, count: 4 - shape.rank) + shape.dimensions)
    let given = try graph.append(.reshape(full), [other])
    let y = try graph.append(.binary(function), [x, given])
    let flowing = try graph.input([1, 1, 2, 3], name: "upstream")
    let gradient = try #require(
      try graph.appendGradients(of: y, by: [other], upstream: flowing)[other])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: Tensor([1, 1, 2, 3], [1, 2, 3, 4, 5, 6]), other: .integers(shape), flowing: upstream,
      ])
    return (
      try Storyboard.explaining(gradient, in: executed),
      try #require(executed.values[gradient]).elements
    )
  }

  private let upstream = Tensor<Double>([1, 1, 2, 3], [101, 103, 107, 109, 113, 127])

  @Test(
    arguments: BinaryFunction.allCases.filter { $0 != .divide }, [Shape([2, 3]), [3], [2, 1], []])
  func `a line comes to its gradient, and its caption says how`(
    function: BinaryFunction, shape: Shape
  ) throws {
    let (story, values) = try story(function, right: shape, upstream: upstream)
    #expect(story.frames.count == values.count)
    for (position, frame) in story.frames.enumerated() {
      if let line = frame.arithmetic.last {
        #expect(try LineEvaluator.value(of: line) == values[position])
      }
      // Whatever is said to come through as it is is a number that flows back.
      let isSaidUnchanged = frame.caption.contains("copy of") || frame.caption.contains("unchanged")
      #expect(!isSaidUnchanged || upstream.elements.contains(values[position]), "\(frame.caption)")
      #expect(isSaidUnchanged == (function == .add && shape.count == 6))
      #expect(frame.caption.contains("times what") == (function == .multiply))
      #expect(frame.caption.contains("times (−1)") == (function == .subtract))
      #expect(frame.caption.contains("added up over") == (shape.count < 6))
    }
  }

  @Test func `a product's gradient shows both factors`() throws {
    let (story, _) = try story(.multiply, right: [2, 3], upstream: upstream)
    #expect(story.panels.map(\.title) == ["upstream gradient", "input", "gradient"])
    #expect(story.frames[1].arithmetic.map(\.text) == ["103·2 = 206"])
  }

  @Test func `what flows back to a softmax is told from what is left of it`() throws {
    var graph = Graph()
    let x = try graph.input([1, 3], name: "input")
    let p = try graph.append(.softmax(axis: 1), [x])
    let flowing = try graph.input([1, 3], name: "upstream")
    let gradient = try #require(try graph.appendGradients(of: p, by: [x], upstream: flowing)[x])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([1, 3], [2, 1, 0]), flowing: Tensor([1, 3], [1, 2, 3])])
    let story = try Storyboard.explaining(gradient, in: executed)
    #expect(!story.panels.contains { $0.title == "upstream gradient" })
    #expect(story.frames[0].caption.hasPrefix("Gradient"))
  }
}
