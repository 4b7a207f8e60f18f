import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import Testing

/// A view on the stage whose frames walk through more than the results of the node.
struct WalkingViewTests {
  /// relu of two sums: its graph has the two sums, two results, and their gradients.
  private func player(
    _ reveal: StagePlayer.Reveal = .everything, frames: Range<Int>? = nil
  ) throws -> StagePlayer {
    var graph = Graph()
    let x = try graph.input([1, 2], name: "input")
    let other = try graph.input([1, 2], name: "0.other")
    let sum = try graph.append(.binary(.add), [x, other])
    let node = try graph.append(.unary(.relu), [sum])
    let executed = try ExecutedGraph(
      running: graph, on: ReferenceBackend<Double>(),
      feeds: [x: Tensor([1, 2], [1, -2]), other: Tensor([1, 2], [3, 1])])
    return StagePlayer(
      try LinkedViews(of: node, in: executed), frames: frames, noun: "step", reveal: reveal)
  }

  @Test func `changing the view keeps the result, and has all frames of the walk`() throws {
    var player = try player()
    player.go(to: 1)
    player.open(.graph)
    #expect(player.position == 3 && player.frames == 0..<12)
    #expect(player.storyboard.frames[3].arithmetic.map(\.text) == ["max(0, −1) = 0"])
    player.open(.cells)
    #expect(player.position == 1 && player.frames == 0..<2)
    player.open(.graph)
    // The way back to the first result is about the first result.
    player.go(to: 4)
    #expect(player.storyboard.frames[4].caption.contains("starts at relu (position 0)"))
    player.open(.gradients)
    #expect(player.position == 0)
  }

  @Test func `views of the node stand beside each other, the walk through the graph alone`() throws
  {
    let area = Rect(x: 0, y: 0, width: 116, height: 46)
    var player = try player()
    func shown() -> [StoryView] {
      var view = player.view()
      view.isRoomy = true
      return view.views(in: area, glyphs: .unicode)
    }
    #expect(shown().count > 1 && shown().allSatisfy { $0.scope == .node })
    player.open(.graph)
    #expect(shown() == [.graph])
    let choice = player.view().choice(upTo: 80).plain
    #expect(choice == " cells  curve  gradients  jacobian  chain │[graph]")
  }

  @Test func `a step that has but some results has them again after the walk`() throws {
    var player = try player(frames: 1..<2)
    player.open(.graph)
    #expect(player.position == 3 && player.frames == 0..<12)
    player.open(.cells)
    #expect(player.position == 1 && player.frames == 1..<2)
  }

  @Test func `it is not offered while results are kept back`() throws {
    #expect(try player().views.contains(.graph))
    for reveal in [StagePlayer.Reveal.nothing, .size, .found([0], last: 0)] {
      var player = try player(reveal)
      player.open(.graph)
      #expect(!player.views.contains(.graph) && player.storyView == .cells)
    }
  }

  @Test func `a stage that was left in the walk is found there`() throws {
    var left = try player()
    left.open(.graph)
    left.go(to: 7)
    let found = try player().resumed(with: left.state)
    #expect(found.position == 7 && found.storyView == .graph && found.frames == 0..<12)
  }
}
