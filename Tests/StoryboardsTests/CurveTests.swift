import Foundation
import Storyboards
import TensorEngine
import Testing

/// The curves of functions, and their gradients cell by cell.
struct CurveTests {
  private static let functions: [UnaryFunction] = [
    .relu, .leakyRelu(negativeSlope: 0.1), .elu(alpha: 2), .sigmoid,
    .softplus(beta: 2, threshold: 4), .tanh, .exp, .log, .squareRoot, .step,
  ]

  private func story(
    _ function: UnaryFunction, _ numbers: [Double], _ view: StoryView
  ) throws -> Storyboard {
    try StoryExample("curve", .unary(function), [Tensor([numbers.count], numbers)])
      .seen(as: view).story
  }

  private func plot(_ story: Storyboard) throws -> (panel: Int, plot: Plot) {
    let panel = try #require(story.panels.firstIndex { $0.plot != nil })
    return (panel, try #require(story.panels[panel].plot))
  }

  @Test(arguments: functions)
  func `the point of a frame lies on the curve, with the slope there`(
    function: UnaryFunction
  ) throws {
    let numbers = [0.5, 1, 2.25, 3.5]
    let story = try story(function, numbers, .curve)
    let (panel, plot) = try plot(story)
    #expect(plot.points.count > 150)
    #expect(plot.points.allSatisfy { plot.domain.contains($0.x) && plot.range.contains($0.y) })
    for (position, frame) in story.frames.enumerated() {
      let mark = try #require(frame.plotMarks[panel])
      #expect(mark.point.x == numbers[position])
      #expect(mark.point.y == story.panels[2].planes[0].values[position])
      // The neighbours on the curve enclose it, and the secant through them is nearly its tangent.
      let right = try #require(plot.points.first { $0.x > mark.point.x })
      let left = try #require(plot.points.last { $0.x < mark.point.x })
      #expect(left.y <= mark.point.y && mark.point.y <= right.y)
      let secant = (right.y - left.y) / (right.x - left.x)
      #expect(abs(secant - mark.slope) < 0.1 * max(1, abs(mark.slope)), "\(function)")
    }
  }

  @Test func `the short formula of a slope takes what came out`() throws {
    let sigmoid = try story(.sigmoid, [1.5], .curve).frames[0]
    #expect(
      sigmoid.arithmetic.map(\.text) == [
        "slope: 0.8176·(1 − 0.8176) ≈ 0.1491", "1 / (1 + e^(−1.5)) ≈ 0.8176",
      ])
    #expect(
      sigmoid.caption == "Output: at 1.5 the curve stands at 0.8176, and its slope is 0.1491.")
    let tanh = try story(.tanh, [-1], .curve).frames[0]
    #expect(tanh.arithmetic[0].text == "slope: 1 − (−0.7616)² ≈ 0.42")
  }

  @Test func `a corner has a slope by agreement`() throws {
    let frame = try story(.relu, [0, 1], .curve).frames[0]
    #expect(frame.caption.contains("its slope is 0. It has a corner there: that the slope"))
    #expect(frame.arithmetic.map(\.text) == ["max(0, 0) = 0"])
    // A step does not bend, it jumps.
    let step = try story(.step, [0, 1], .curve).frames[0].caption
    #expect(step.hasSuffix("It jumps there: that the slope is this one is an agreement."))
    #expect(try !story(.elu(alpha: 1), [0], .curve).frames[0].caption.contains("corner"))
  }

  @Test func `a curve reaches as far as its numbers, and leaves out what is infinite`() throws {
    let (_, wide) = try plot(try story(.relu, [-20, 9], .curve))
    #expect(wide.domain == -20...9 && wide.range == 0...9)
    let (_, log) = try plot(try story(.log, [0, 1], .curve))
    #expect(log.domain == 0...4 && log.points.allSatisfy { $0.y.isFinite })
    let nothing = try StoryExample("log", .unary(.log), [Tensor([1], [-1])])
    #expect(
      try LinkedViews(of: nothing.node, in: nothing.executed).views == [
        .cells, .gradients, .jacobian,
      ])
  }

  @Test(arguments: functions)
  func `a gradient is what flows back times the slope`(function: UnaryFunction) throws {
    let numbers = [0.5, 1, 2.25, 3.5]
    let example = try StoryExample("gradient", .unary(function), [Tensor([4], numbers)])
    var executed = example.executed
    executed.gradientStart = .init(output: example.node, upstream: Tensor([4], [1, -2, 3, 0.5]))
    let story = try Storyboard.explaining(example.node, in: executed, view: .gradients)
    func values(_ title: String) throws -> [Double] {
      try #require(story.panels.first { $0.title == title }).planes[0].values
    }
    let products = zip(try values("upstream"), try values("slope")).map { $0 * $1 }
    for (gradient, product) in zip(try values("dLoss/dInput"), products) {
      #expect(abs(gradient - product) <= 1e-12 * max(1, abs(product)))
    }
  }
}
