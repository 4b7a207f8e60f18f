import StageUI
import TerminalKit
import Testing

@testable import Dashboard

/// The stage of a layer's storyboard is the tutor's stage.
struct StoryPointingTests {
  private static func model() throws -> DashboardModel {
    var model = PinnedRun.model(Size(width: 140, height: 40))
    _ = model.open(.network)
    let inspection = try #require(try PinnedRun.inspection(in: model))
    _ = model.update(.inspected(inspection))
    for key in [.enter, .enter] as [Key] { _ = model.update(.terminal(.key(key))) }
    return model
  }

  private func press(_ keys: Key..., in model: inout DashboardModel) {
    for key in keys { _ = model.update(.terminal(.key(key))) }
  }

  private func text(_ model: DashboardModel) -> String {
    SampleRun.screen(model).joined(separator: "\n")
  }

  @Test func `the arrow keys point at cells, and Enter shows the frame that makes one`() throws {
    var model = try Self.model()
    press("v", in: &model)
    #expect(model.network.story?.player.isPointing == true)
    #expect(text(model).contains("Esc done") || text(model).contains("v done"))
    // On to the grid of the results.
    for _ in 0..<20 {
      let player = try #require(model.network.story?.player)
      let panel = try #require(player.pointer?.cell.panel)
      if player.storyboard.panels[panel].isFilledByFrames { break }
      press(.tab, in: &model)
    }
    press(.down, .right, .enter, in: &model)
    let player = try #require(model.network.story?.player)
    #expect(!player.isPointing && player.position > 0)
    #expect(model.page == .network && model.network.focus == .story)
  }

  @Test func `q ends pointing, and does not ask whether to stop`() throws {
    var model = try Self.model()
    press("v", "q", in: &model)
    #expect(model.network.story?.player.isPointing == false && model.overlay == nil)
    press("q", in: &model)
    #expect(model.overlay == .stop)
  }

  @Test func `hovering over a cell says what it has to do with the others`() throws {
    var model = try Self.model()
    var captions: Set<String> = []
    for y in stride(from: 3, to: 30, by: 3) {
      for x in stride(from: 0, to: 140, by: 3) {
        let move = MouseEvent(.move, at: Point(x: x, y: y))
        let effects = model.update(.terminal(.mouse(move)))
        #expect(effects.isEmpty)
        guard let caption = model.network.story?.player.pointed?.caption else { continue }
        if captions.insert(caption).inserted { #expect(text(model).contains(caption.prefix(40))) }
      }
    }
    #expect(captions.contains { $0.hasPrefix("input") })
    #expect(captions.contains { $0.hasPrefix("kernel") })
  }

  @Test func `the wheel steps through the frames and opens no layer`() throws {
    var model = try Self.model()
    let before = try #require(model.network.story?.player.position)
    let wheel = MouseEvent(.scrollDown, at: Point(x: 5, y: 5))
    _ = model.update(.terminal(.mouse(wheel)))
    #expect(model.network.story?.player.position == before + 1)
    #expect(model.network.selection == 0)
  }

  @Test func `a storyboard plays at its own speed, beside the training`() throws {
    var model = try Self.model()
    #expect(model.frameDuration == nil)
    press(.space, "+", in: &model)
    #expect(model.frameDuration == .milliseconds(500) && model.run.phase == .running)
    #expect(model.notice?.text == "2 frames a second")
    let before = try #require(model.network.story?.player.position)
    _ = model.update(.terminal(.tick))
    #expect(model.network.story?.player.position == before + 1)
    press("?", in: &model)
    #expect(model.frameDuration == nil)
  }
}
