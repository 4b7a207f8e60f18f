import TerminalKit
import Testing

@testable import Dashboard

struct MouseTests {
  private func click(_ x: Int, _ y: Int, in model: inout DashboardModel) -> [DashboardEffect] {
    model.update(.terminal(.mouse(MouseEvent(.press(.left), at: Point(x: x, y: y)))))
  }

  @Test
  func `a click on a tab opens its page`() throws {
    var model = SampleRun.model()
    for page in Page.allCases {
      let tabs = try #require(SampleRun.screen(model).first)
      let place = try #require(tabs.range(of: page.title))
      _ = click(tabs.distance(from: tabs.startIndex, to: place.lowerBound), 0, in: &model)
      #expect(model.page == page)
    }
  }

  @Test
  func `a click chooses a test image, and a second one looks inside`() {
    var model = SampleRun.model()
    _ = model.open(.predictions)
    let card = CardGrid(in: model.layout.body).card(1)
    _ = click(card.minX + 2, card.minY + 2, in: &model)
    #expect(model.predictions.selection(of: model.run.images) == 1 && model.page == .predictions)
    _ = click(card.minX + 2, card.minY + 2, in: &model)
    #expect(model.page == .network)
  }

  @Test
  func `a click chooses a layer, and the wheel the next one`() throws {
    var model = SampleRun.model()
    _ = model.open(.network)
    let row = try #require(SampleRun.screen(model).firstIndex { $0.contains("pool") })
    _ = click(6, row, in: &model)
    #expect(model.network.selection == 2)
    _ = model.update(
      .terminal(.mouse(MouseEvent(.scrollDown, at: Point(x: 6, y: row)))))
    #expect(model.network.selection == 3)
  }

  @Test
  func `a click beside everything changes nothing`() {
    for page in Page.allCases {
      var model = SampleRun.model()
      _ = model.open(page)
      let before = SampleRun.screen(model)
      #expect(click(0, 23, in: &model).isEmpty)
      #expect(SampleRun.screen(model) == before, "\(page)")
    }
  }
}
