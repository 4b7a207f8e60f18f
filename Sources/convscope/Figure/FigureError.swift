import Storyboards
import Typesetting

/// Why a figure cannot be drawn as it was asked for.
enum FigureError: UserError, Equatable {
  /// There is no view of that name.
  ///
  /// `others` are the names of the values that have it, where none was asked for.
  case noSuchView(String, operation: String, views: [StoryView], others: [String])
  /// The op has the view, but with fewer numbers.
  case viewTooLarge(StoryView, operation: String, views: [StoryView])
  /// There is no frame of that number.
  case noSuchFrame(String, view: StoryView, count: Int)

  var message: String {
    switch self {
    case .noSuchView(let name, let operation, _, _):
      "\(operation) has no view \(name.quoted)"
    case .viewTooLarge(let view, let operation, _):
      "this \(operation) is too large for its \(view.rawValue) view"
        + " (limit: \(LinkedViews.mostNumbersAside) numbers)"
    case .noSuchFrame(let name, let view, let count):
      "there is no frame \(name.quoted): the \(view.rawValue) view has"
        + " \(count == 1 ? "one" : String(count))"
    }
  }

  var remedy: String {
    switch self {
    case .noSuchView(let name, _, _, let others) where !others.isEmpty:
      "The last op is drawn unless --node names another; \(others.map { "--node \($0)" }.joined(separator: ", "))"
        + " \(others.count == 1 ? "has" : "have") \(name)."
    case .noSuchView(let name, _, let views, _):
      NearestName.remedy(
        for: name, in: views.map(\.rawValue), listedAs: "Its views are", listsAlways: true)
    case .viewTooLarge(_, _, let views):
      "Make its input smaller, or draw what there is:"
        + " \(views.map(\.rawValue).joined(separator: ", "))."
    case .noSuchFrame(_, _, let count):
      count == 1 ? "Leave it out, or write 1." : "Frames are counted from 1 to \(count)."
    }
  }
}
