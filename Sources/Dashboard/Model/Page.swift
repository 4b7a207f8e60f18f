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
