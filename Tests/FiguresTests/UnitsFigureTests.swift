import Figures
import Foundation
import Storyboards
import TensorEngine
import Testing

/// Networks of units in text, SVG and JSON.
struct UnitsFigureTests {
  /// Two inputs, two units with a leaky ReLU and one output into which −2 flows back.
  private func views() throws -> LinkedViews {
    var graph = Graph()
    let x = try graph.input([1, 2], name: "input")
    let first = try graph.input([2, 2], name: "0.weight")
    let second = try graph.input([1, 2], name: "2.weight")
    let product = Op.matmul(transposeA: false, transposeB: true)
    let sums = try graph.append(product, [x, first])
    let hidden = try graph.append(.unary(.leakyRelu(negativeSlope: 0.5)), [sums])
    let end = try graph.append(product, [hidden, second])
    var executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [
        x: Tensor([1, 2], [1, 2]), first: Tensor([2, 2], [2, -2, 1, 1]),
        second: Tensor([1, 2], [4, -2]),
      ])
    executed.gradientStart = .init(output: end, upstream: Tensor([1, 1], [-2]))
    return try LinkedViews(of: end, in: executed, startingWith: .units)
  }

  @Test func `text has the layers side by side, and a line for each edge between them`() throws {
    let text = PlainText(width: 80).frame(6, of: try views().first)
    #expect(
      text == """
        network of 2-2-1 units, frame 7 of 11

        input                   leaky_relu                      linear
        x1  1     x1 ─ 2 ─ 3    z3  −2       ▸ 3 ─ 4 ─ 5  2     z5  −10
        x2  2     x2 ─ −2 ─ 3   a3 [−1]      ▸ 4 ─ −2 ─ 5  −6   Δ5 [ −2]
                  x1 ─ 1 ─ 4    Δ3   ·
                  x2 ─ 1 ─ 4
                                z4  3
                                a4 [3]
                                Δ4  ·

        dLoss/dw35: −1·(−2) = 2
        dLoss/dw45: 3·(−2) = −6

        The weights into unit 5: the gradient of each is the value before it times Δ
        behind it.
        """)
  }

  @Test func `a figure has a line for each edge, and the weights of those that take part`() throws {
    let story = try views().first
    let text = try SVGFigure(story, frames: 6..<7).text
    #expect(text.components(separatedBy: #"class="used""#).count == 3)
    #expect(text.components(separatedBy: #"class="edge""#).count == 5)
    #expect(text.contains(">4</text>") && text.contains(">−6</text>"))
    #expect(ReadSVG(text).problem == nil)
  }

  @Test func `JSON names the numbers of units, and has every edge`() throws {
    let text = StoryboardJSON("linear", try views(), as: .units, isSinglePrecision: false)
      .text(frames: 0..<1)
    #expect(text.contains(#""values":[[-2],[-1],[-4]],"labels":["z3","a3","Δ3"]"#))
    #expect(
      text.contains(
        #""edges":[{"from":"x1","to":"z3","weight":2,"gradient":-4},{"from":"x2","to":"z3","weight":-2,"gradient":-8}"#
      ))
  }
}
