import Storyboards
import Typesetting

/// Why a figure cannot be drawn as it was asked for.
enum FigureError: UserError, Equatable {
  /// There is no view of that name.
  case noSuchView(String, operation: String, views: [StoryView])
  /// The op has the view, but with fewer numbers.
  case viewTooLarge(StoryView, operation: String, views: [StoryView])
  /// There is no frame of that number.
  case noSuchFrame(String, view: StoryView, count: Int)

  var message: String {
    switch self {
    case .noSuchView(let name, let operation, _): "\(operation) has no view \(name.quoted)"
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
    case .noSuchView(let name, _, let views):
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
