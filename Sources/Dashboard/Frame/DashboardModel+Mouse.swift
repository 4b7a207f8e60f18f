import TerminalKit
import Training

extension DashboardModel {
  /// Answers to the mouse: a click chooses what it points at, the wheel turns pages.
  mutating func update(_ mouse: MouseEvent) -> [DashboardEffect] {
    guard overlay == nil else { return [] }
    let layout = layout
    switch mouse.kind {
    case .press(.left):
      notice = nil
      if let page = TabBar.page(at: mouse.point, in: layout.tabs) { return open(page) }
      return click(at: mouse.point, in: layout.body)
    case .scrollDown: return performOnWheel(.down)
    case .scrollUp: return performOnWheel(.up)
    case .press, .release, .move: return []
    }
  }

  private mutating func click(at point: Point, in body: Rect) -> [DashboardEffect] {
    switch page {
    case .overview:
      guard OverviewView.image(at: point, in: body, of: self) != nil else { return [] }
      return open(.predictions)
    case .classes:
      if let cell = ClassesView.cell(at: point, in: body, of: self) {
        (classes.row, classes.column) = (cell.row, cell.column)
      }
    case .network:
      guard network.focus != .story,
        let layer = NetworkView.layer(at: point, in: body, of: self)
      else { return [] }
      network.close()
      network.select(layer, of: run.layers.count)
    case .run:
      if let setting = RunView.setting(at: point, in: body) { settings.selection = setting }
    case .predictions: return clickOnPredictions(at: point)
    }
    return []
  }

  /// Chooses the image that is pointed at; the chosen one is looked inside.
  private mutating func clickOnPredictions(at point: Point) -> [DashboardEffect] {
    let grid = predictionsGrid
    guard let place = grid.place(at: point) else { return [] }
    let image = predictions.firstOnPage(of: grid.capacity) + place
    guard predictions.shown.indices.contains(image) else { return [] }
    if predictions.selection == image { return openNetwork() }
    predictions.select(image)
    return []
  }

  private mutating func performOnWheel(_ action: DashboardAction) -> [DashboardEffect] {
    switch keys.lookup(action == .down ? .down : .up) {
    case .action(let action): perform(action, for: action == .down ? .down : .up)
    case .disabled, .unbound: []
    }
  }
}
