import Foundation
import StageUI
import Storyboards
import TensorEngine
import TerminalKit
import Testing

/// A stage by itself, as every screen embeds it.
struct StagePlayerTests {
  private func player(
    _ reveal: StagePlayer.Reveal = .everything, frames: Range<Int>? = nil
  ) throws -> StagePlayer {
    StagePlayer(
      LinkedViews(try SampleLessons.board()), frames: frames, noun: "step", reveal: reveal)
  }

  private func keys(_ player: StagePlayer) -> KeyMap<StagePlayer.Action> {
    let keys = StageKeys(player, noun: "step")
    return KeyMap("", keys.stepping + keys.playing + [keys.pointing])
  }

  @Test func `next and back stay among the frames of the stage`() throws {
    var player = try player(frames: 1..<3)
    #expect(player.position == 1 && player.isAtStart)
    #expect(perform(.next, on: &player) == .done)
    #expect(player.position == 2 && player.isAtEnd)
    #expect(perform(.next, on: &player) == .done)
    #expect(player.position == 2)
    #expect(perform(.first, on: &player) == .done)
    #expect(player.position == 1)
    #expect(keys(player).lookup(.left) == .disabled("this is the first frame of the step"))
    player.go(to: 100)
    #expect(player.position == 2)
    #expect(keys(player).lookup(.right) == .disabled("this is the last frame of the step"))
  }

  @Test func `playing stops at the end and begins again from there`() throws {
    var player = try player()
    _ = player.perform(.togglePlay)
    #expect(player.frameDuration == .seconds(1))
    for _ in 0..<10 { player.tick() }
    #expect(player.isAtEnd && !player.isPlaying && player.frameDuration == nil)
    _ = player.perform(.togglePlay)
    #expect(player.isPlaying && player.isAtStart)
    _ = player.perform(.next)
    #expect(!player.isPlaying)
  }

  @Test func `going to the end while playing ends the playing`() throws {
    var player = try player()
    _ = player.perform(.togglePlay)
    _ = player.perform(.last)
    #expect(player.isAtEnd && !player.isPlaying)
  }

  @Test func `results that are kept back are neither stepped through nor asked`() throws {
    for reveal in [StagePlayer.Reveal.nothing, .size] {
      var player = try player(reveal)
      let hasMoved = player.step(by: 1)
      #expect(!hasMoved)
      for key: Key in [.right, .space, .end, "v"] {
        guard case .disabled = keys(player).lookup(key) else {
          Issue.record("\(key) works while \(reveal) is revealed")
          continue
        }
      }
      let outcome = player.update(.press(.left), over: result(1, 1))
      #expect(outcome == .done && player.pointer == nil)
    }
  }

  @Test func `results up to a frame are shown, and no later one`() throws {
    var player = try player(.nothing)
    player.show(.found([0, 1], last: 1))
    #expect(player.position == 1 && player.visibleFrames == 0..<2)
    let later = player.update(.press(.left), over: result(1, 1))
    #expect(later == .refused("No frame of this step makes that cell."))
    let earlier = player.update(.press(.left), over: result(0, 0))
    #expect(earlier == .done && player.position == 0)
  }

  @Test func `the mouse points while it hovers, and a key ends it`() throws {
    var player = try player()
    _ = player.update(.move, over: CellReference(panel: 0, plane: 0, row: 1, column: 1))
    #expect(player.pointed?.caption.contains("it feeds 4 of 4 results") == true)
    _ = player.update(.move, over: nil)
    #expect(player.pointed == nil)
    _ = player.update(.move, over: result(0, 0))
    _ = player.perform(.faster)
    #expect(player.pointer == nil)
  }

  @Test func `the wheel steps, and pointing with the arrow keys ends with it`() throws {
    var player = try player()
    _ = player.perform(.togglePointing)
    #expect(player.isPointing)
    _ = player.update(.scrollDown, over: nil)
    #expect(!player.isPointing && player.position == 1)
    _ = player.update(.scrollUp, over: nil)
    #expect(player.position == 0)
  }

  @Test func `a stage goes on as it was left`() throws {
    var player = try player()
    for action: StagePlayer.Action in [.next, .faster, .togglePointing, .pointAtNextGrid] {
      _ = player.perform(action)
    }
    let data = try JSONEncoder().encode(player.state)
    let state = try JSONDecoder().decode(StagePlayer.State.self, from: data)
    let resumed = try self.player().resumed(with: state)
    #expect(!resumed.isPointing && resumed.pointed == nil)
    _ = player.perform(.togglePointing)
    #expect(resumed.state == player.state && resumed.position == 1)
  }

  @Test func `a state of a larger stage shows what there is`() throws {
    var large = try player()
    _ = large.perform(.last)
    _ = large.update(.move, over: result(1, 1))
    let small = StagePlayer(
      LinkedViews(
        try SampleLessons.convolution(
          Tensor([1, 1, 2, 2], [1, 2, 3, 4]), Tensor([1, 1, 1, 1], [1]))),
      frames: 0..<2, noun: "step")
    #expect(small.resumed(with: large.state).position == 1)
  }

  private func perform(
    _ action: StagePlayer.Action, on player: inout StagePlayer
  ) -> StagePlayer.Outcome {
    player.perform(action)
  }

  private func result(_ row: Int, _ column: Int) -> CellReference {
    CellReference(panel: 2, plane: 0, row: row, column: column)
  }
}
