import TerminalKit
import Training

/// Which of the test images are shown.
struct PredictionsPage: DashboardPage, Hashable {
  /// Whether only images with a wrong answer are shown.
  private(set) var isWrongOnly = false
  /// The cell of the confusion matrix that images are shown of; `nil` for all.
  private(set) var confusion: Confusion?

  enum Action: Hashable, Sendable {
    case lookInside, toggleFilter
    case next, previous, down, up, first, last
    case nextPage, previousPage
  }

  func keys(_ run: RunState) -> KeyMap<Action> {
    let reason = run.images.all.isEmpty ? "no test image has been run yet; e runs them" : nil
    let empty =
      run.images.isSearching ? "the images are on their way" : "no image is shown; f shows all"
    let nothing = reason ?? (shown(of: run.images).isEmpty ? empty : nil)
    let isFiltered = isWrongOnly || confusion != nil
    func move(
      _ keys: Key..., label: String, help: String, _ action: Action,
      footer: FooterPlace = .hidden
    ) -> KeyBinding<Action> {
      KeyBinding(
        keys: keys, label: label, help: help, action: action, footer: footer,
        disabledReason: nothing)
    }
    return KeyMap(
      "Predictions",
      [
        KeyBinding(
          .enter, label: "look inside", help: "Show what the layers make of the chosen image",
          action: .lookInside, disabledReason: nothing),
        KeyBinding(
          "f", label: isFiltered ? "all images" : "only wrong",
          help: "Only images with a wrong answer, or all of them", action: .toggleFilter,
          disabledReason: reason),
        move(.right, "l", label: "next", help: "Next image", .next),
        move(.left, "h", label: "previous", help: "Previous image", .previous),
        move(.down, "j", label: "move", help: "The image below", .down),
        move(.up, "k", label: "move", help: "The image above", .up),
        move(
          .pageDown, "]", label: "next page", help: "Next page of images", .nextPage,
          footer: .shown),
        move(
          .pageUp, "[", label: "previous page", help: "Previous page of images", .previousPage),
        move(.home, "g", label: "first", help: "First image", .first),
        move(.end, "G", label: "last", help: "Last image", .last),
      ])
  }

  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    let grid = CardGrid(in: body)
    let place = selection(of: run.images) ?? 0
    switch action {
    case .next: select(place + 1, &run.images)
    case .previous: select(place - 1, &run.images)
    // The last row may be short: the one below is then its last image.
    case .down: select(place + grid.columns, &run.images)
    case .up: if place >= grid.columns { select(place - grid.columns, &run.images) }
    case .nextPage: return turnPage(by: 1, grid, &run.images)
    case .previousPage: return turnPage(by: -1, grid, &run.images)
    case .first: select(0, &run.images)
    case .last: select(.max, &run.images)
    case .toggleFilter:
      isWrongOnly = confusion == nil && !isWrongOnly
      confusion = nil
      run.images.look(for: nil)
      select(selection(of: run.images) ?? 0, &run.images)
    case .lookInside: return [.lookInside]
    }
    return []
  }

  /// Chooses the image that is pointed at; the chosen one is looked inside.
  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    let grid = CardGrid(in: body)
    guard let place = grid.place(at: point) else { return [] }
    let image = firstOnPage(of: grid.capacity, run.images) + place
    guard shown(of: run.images).indices.contains(image) else { return [] }
    if selection(of: run.images) == image { return [.lookInside] }
    select(image, &run.images)
    return []
  }

  mutating func refresh(_ run: inout RunState) -> [PageOutcome] { run.refreshImages() }

  /// Shows the images of a cell of the confusion matrix, which have been asked for.
  mutating func show(_ confusion: Confusion) {
    (self.confusion, isWrongOnly) = (confusion, false)
  }

  /// The images that are shown, in the order of the test set.
  func shown(of images: TestImages) -> [ImagePrediction] {
    images.search?.found ?? images.all.filter { !(isWrongOnly && $0.isRight) }
  }

  /// The chosen image's place among those shown, the first one's when it is not among them; `nil`
  /// where none is shown.
  func selection(of images: TestImages) -> Int? {
    let shown = shown(of: images)
    return shown.firstIndex { $0.index == images.chosenNumber } ?? (shown.isEmpty ? nil : 0)
  }

  /// The first image on a page of so many: pages do not move with the selection.
  func firstOnPage(of capacity: Int, _ images: TestImages) -> Int {
    let capacity = max(1, capacity)
    return (selection(of: images) ?? 0) / capacity * capacity
  }

  /// Chooses an image by its place among those shown; the nearest one that exists.
  private func select(_ place: Int, _ images: inout TestImages) {
    let shown = shown(of: images)
    guard !shown.isEmpty else { return }
    images.choose(shown[min(max(0, place), shown.count - 1)])
  }

  private func turnPage(
    by distance: Int, _ grid: CardGrid, _ images: inout TestImages
  ) -> [PageOutcome] {
    let target = firstOnPage(of: grid.capacity, images) + distance * grid.capacity
    guard shown(of: images).indices.contains(target) else {
      return [.tell(distance > 0 ? "This is the last page." : "This is the first page.", .dim)]
    }
    select(target, &images)
    return []
  }
}
