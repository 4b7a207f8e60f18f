import TerminalKit

/// The pages of the dashboard, in the order of their number keys.
enum Page: Int, CaseIterable, Sendable {
  /// Curves, progress and a few test images.
  case overview
  /// Test images with what the network takes them for.
  case predictions
  /// Which class is taken for which.
  case classes
  /// The layers, with pictures of their weights, activations and gradients.
  case network
  /// Settings that can be changed, checkpoints, messages.
  case run

  /// What its tab says.
  var title: String {
    switch self {
    case .overview: "Overview"
    case .predictions: "Predictions"
    case .classes: "Classes"
    case .network: "Network"
    case .run: "Run"
    }
  }

  /// The number that opens it.
  var number: Int { rawValue + 1 }

  /// The page so many places further on, round the end.
  func moved(by distance: Int) -> Page {
    let all = Page.allCases
    return all[(rawValue + distance + all.count) % all.count]
  }
}

/// A page as a part of the dashboard: what it remembers, its keys, and what they do.
///
/// The run belongs to all pages and is lent to them; what concerns other pages or the program is
/// returned.
protocol DashboardPage: Sendable {
  /// What its keys do.
  associatedtype Action: Equatable, Sendable

  /// The keys that mean something now; those that cannot do anything say why.
  func keys(_ run: RunState) -> KeyMap<Action>

  /// Does what a key asks.
  ///
  /// - Parameter body: Where the page stands.
  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome]

  /// Chooses what is clicked at.
  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome]

  /// Asks for what the page shows, when that is old.
  mutating func refresh(_ run: inout RunState) -> [PageOutcome]
}

extension DashboardPage {
  mutating func refresh(_ run: inout RunState) -> [PageOutcome] { [] }
}

/// What a page asks of the dashboard around it.
enum PageOutcome: Equatable, Sendable {
  /// Tell something in the footer.
  case tell(String, Style)
  /// Show another page.
  case open(Page)
  /// Show the test images of a cell of the confusion matrix.
  case showImages(of: Confusion)
  /// Show what the layers make of the chosen image.
  case lookInside
  /// Cover the page.
  case cover(Overlay)
  /// Ask the program.
  case ask(DashboardEffect)
}
