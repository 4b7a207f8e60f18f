import TerminalKit

extension DashboardModel {
  /// The keys of the test images.
  var predictionsKeys: [KeyBinding<DashboardAction>] {
    let reason = predictions.all.isEmpty ? "no test image has been run yet; e runs them" : nil
    let nothing = reason ?? (predictions.shown.isEmpty ? "no image is shown; f shows all" : nil)
    let isFiltered = predictions.isWrongOnly || predictions.confusion != nil
    return [
      KeyBinding(
        .enter, label: "look inside", help: "Show what the layers make of the chosen image",
        action: .open, disabledReason: nothing),
      KeyBinding(
        "f", label: isFiltered ? "all images" : "only wrong",
        help: "Only images with a wrong answer, or all of them", action: .toggleWrongOnly,
        disabledReason: reason),
      KeyBinding(
        .right, "l", label: "next", help: "Next image", action: .right, footer: .hidden,
        disabledReason: nothing),
      KeyBinding(
        .left, "h", label: "previous", help: "Previous image", action: .left, footer: .hidden,
        disabledReason: nothing),
      KeyBinding(
        .down, "j", label: "down", help: "The image below", action: .down, footer: .hidden,
        disabledReason: nothing),
      KeyBinding(
        .up, "k", label: "up", help: "The image above", action: .up, footer: .hidden,
        disabledReason: nothing),
      KeyBinding(
        .pageDown, "]", label: "next page", help: "Next page of images", action: .pageDown,
        disabledReason: nothing),
      KeyBinding(
        .pageUp, "[", label: "previous page", help: "Previous page of images", action: .pageUp,
        footer: .hidden, disabledReason: nothing),
      KeyBinding(
        .home, "g", label: "first", help: "First image", action: .first, footer: .hidden,
        disabledReason: nothing),
      KeyBinding(
        .end, "G", label: "last", help: "Last image", action: .last, footer: .hidden,
        disabledReason: nothing),
    ]
  }

  /// How the images are laid out on a screen of this size.
  var predictionsGrid: CardGrid { CardGrid(in: layout.body) }

  mutating func performInPredictions(_ action: DashboardAction) -> [DashboardEffect] {
    let grid = predictionsGrid
    let place = predictions.selection ?? 0
    switch action {
    case .right: predictions.select(place + 1)
    case .left: predictions.select(place - 1)
    case .down:
      // The last row may be short: the one below is then its last image.
      predictions.select(place + grid.columns)
    case .up: if place >= grid.columns { predictions.select(place - grid.columns) }
    case .pageDown: turnPage(by: 1, grid)
    case .pageUp: turnPage(by: -1, grid)
    case .first: predictions.select(0)
    case .last: predictions.select(.max)
    case .toggleWrongOnly:
      if predictions.confusion != nil {
        predictions.filter(nil)
      } else {
        predictions.toggleWrongOnly()
      }
    case .open: return openNetwork()
    default: break
    }
    return []
  }

  private mutating func turnPage(by distance: Int, _ grid: CardGrid) {
    let first = predictions.firstOnPage(of: grid.capacity)
    let target = first + distance * grid.capacity
    if predictions.shown.indices.contains(target) {
      predictions.select(target)
    } else {
      tell(distance > 0 ? "This is the last page." : "This is the first page.", .dim)
    }
  }

  /// Shows what the layers make of the chosen image.
  mutating func openNetwork() -> [DashboardEffect] {
    network.close()
    return open(.network)
  }
}
