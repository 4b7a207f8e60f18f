import Foundation
import Storyboards
import TensorEngine
import Testing

/// The tables of slopes that nobody stores.
struct JacobianViewTests {
  private func panel(_ story: Storyboard, _ title: String) throws -> Panel {
    try #require(story.panels.first { $0.title == title }, "\(story.panels.map(\.title))")
  }

  private func seen(
    _ example: StoryExample, upstream: Tensor<Double>
  ) throws -> Storyboard {
    var executed = example.executed
    executed.gradientStart = .init(output: example.node, upstream: upstream)
    return try Storyboard.explaining(example.node, in: executed, view: .jacobian)
  }

  /// J transposed times what arrives, by hand.
  private func product(_ story: Storyboard, _ rows: Int, _ columns: Int, _ g: [Double]) throws
    -> [Double]
  {
    let slopes = try panel(story, "Jacobian J, \(rows)×\(columns)").planes[0].values
    return (0..<columns).map { column in
      (0..<rows).reduce(0) { $0 + slopes[$1 * columns + column] * g[$1] }
    }
  }

  @Test func `relu has gates in its diagonal and nothing elsewhere`() throws {
    let example = try StoryExample("relu", .unary(.relu), [Tensor([1, 4], [1, -2, 3, -1])])
    let story = try seen(example, upstream: Tensor([1, 4], [4, -1, -5, 9]))
    let table = try panel(story, "Jacobian J, 4×4").planes[0]
    let texts = (0..<4).map { row in (0..<4).map { table.text(row: row, column: $0) } }
    #expect(
      texts == [
        ["1", "·", "·", "·"], ["·", "0", "·", "·"], ["·", "·", "1", "·"], ["·", "·", "·", "0"],
      ])
    #expect(try panel(story, "dLoss/dx = Jᵀ · g").planes[0].values == [4, 0, -5, 0])
    #expect(try panel(story, "g · row of J").planes[2].values == [0, 0, -5, 0])
    for frame in story.frames {
      #expect(
        frame.caption.hasSuffix(
          "J is never formed: 12 of its 16 numbers are always 0; its diagonal says it all."))
    }
    // Row 2 is lit.
    let index = try #require(story.panels.firstIndex { $0.title.hasPrefix("Jacobian") })
    #expect(
      story.frames[2].marks.filter { $0.cell.panel == index }.map { [$0.cell.row, $0.cell.column] }
        == [[2, 2]])
  }

  @Test(arguments: [UnaryFunction.sigmoid, .tanh])
  func `an activation's table times what arrives is its gradient`(_ function: UnaryFunction) throws
  {
    let g = [2.0, -1, 0.5]
    let example = try StoryExample("unary", .unary(function), [Tensor([1, 3], [0, 1, -2])])
    let story = try seen(example, upstream: Tensor([1, 3], g))
    let expected = try product(story, 3, 3, g)
    #expect(try panel(story, "dLoss/dx = Jᵀ · g").planes[0].values == expected)
    #expect(expected[0] == (function == .tanh ? 2 : 0.5))
  }

  @Test func `softmax has a full table, p_i times what is missing of p_j`() throws {
    let g = [1.0, 0, 2]
    let example = try StoryExample("softmax", .softmax(axis: 1), [Tensor([1, 3], [2, 1, 0])])
    let story = try seen(example, upstream: Tensor([1, 3], g))
    let p = try #require(example.executed.values[example.node]).elements
    let table = try panel(story, "Jacobian J, 3×3").planes[0].values
    for row in 0..<3 {
      for column in 0..<3 {
        let slope = p[row] * ((row == column ? 1 : 0) - p[column])
        #expect(abs(table[row * 3 + column] - slope) < 1e-12)
      }
    }
    let gradient = try panel(story, "dLoss/dx = Jᵀ · g").planes[0].values
    for (got, wanted) in zip(gradient, try product(story, 3, 3, g)) {
      #expect(abs(got - wanted) < 1e-12)
    }
    let caption = story.frames[0].caption
    #expect(caption.hasSuffix("J is never formed: one sum over the classes does its work."))
  }

  @Test func `rows of a softmax do not feel each other`() throws {
    let story = try seen(
      StoryExample("softmax", .softmax(axis: 1), [Tensor([2, 2], [2, 1, 0, 0])]),
      upstream: Tensor([2, 2], [1, 0, 2, 1]))
    let table = try panel(story, "Jacobian J, 4×4").planes[0]
    #expect((0..<4).map { table.text(row: 0, column: $0) }.suffix(2) == ["·", "·"])
    #expect((0..<4).map { table.text(row: 3, column: $0) }.prefix(2) == ["·", "·"])
  }

  /// x · Wᵀ + b of some rows, W of 2×3.
  private func linear(_ input: Tensor<Double>, upstream: Tensor<Double>) throws -> Storyboard {
    var graph = Graph()
    let x = try graph.input(input.shape, name: "input")
    let weight = try graph.input([2, 3], name: "0.weight")
    let bias = try graph.input([2], name: "0.bias")
    let y = try graph.linear(x, weight: weight, bias: bias)
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: input, weight: Tensor([2, 3], [1, 0, 2, -1, 3, 1]), bias: .vector(5, 6)])
    executed.gradientStart = .init(output: y, upstream: upstream)
    return try Storyboard.explaining(y, in: executed, view: .jacobian)
  }

  @Test func `the table of a linear layer is its W`() throws {
    let story = try linear(Tensor([1, 3], [1, 2, -1]), upstream: Tensor([1, 2], [2, 1]))
    #expect(try panel(story, "Jacobian J, 2×3").planes[0].values == [1, 0, 2, -1, 3, 1])
    #expect(try panel(story, "dLoss/dx = Jᵀ · g").planes[0].values == [1, 3, 5])
    #expect(
      story.frames.map { $0.arithmetic[0].text } == [
        "1·1 + 2·0 + (−1)·2 + bias 5 = 4", "1·(−1) + 2·3 + (−1)·1 + bias 6 = 10",
      ])
    #expect(
      story.frames[0].caption.hasSuffix(
        "J is never formed: it is W, which is kept anyway."))
    let gradient = try #require(story.panels.firstIndex { $0.title == "dLoss/dx = Jᵀ · g" })
    let pointed = story.pointing(
      at: CellReference(panel: gradient, plane: 0, row: 0, column: 2))
    #expect(pointed.arithmetic.map(\.text) == ["2·2 + 1·1 = 5"])
  }

  @Test func `for a batch W stands in the table once for each row`() throws {
    let story = try linear(
      Tensor([2, 3], [1, 2, -1, 0, 1, 0]), upstream: Tensor([2, 2], [2, 1, 1, 0]))
    let table = try panel(story, "Jacobian J, 4×6").planes[0]
    #expect(
      (0..<6).map { table.text(row: 1, column: $0) }
        == ["-1", "3", "1", "·", "·", "·"].map {
          $0.replacing("-", with: "−")
        })
    #expect((0..<6).map { table.text(row: 2, column: $0) } == ["·", "·", "·", "1", "0", "2"])
    #expect(
      story.frames[0].caption.contains(
        "12 of its 24 numbers are always 0; it is W once for each of 2 rows, and W is kept anyway.")
    )
  }

  @Test func `tables too large to look at are not offered`() throws {
    let large = try StoryExample("relu", .unary(.relu), [.integers([1, 33])])
    #expect(try !LinkedViews(of: large.node, in: large.executed).views.contains(.jacobian))
  }
}
