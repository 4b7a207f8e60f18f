import TensorEngine
import Typesetting

/// Why a node cannot be explained.
public enum StoryError: UserError, Equatable {
  /// The graph was run without keeping the value of a node that the story needs.
  case notExecuted(node: String)
  /// The node has no such view.
  case noSuchView(StoryView, op: String, views: [StoryView])

  /// What is missing.
  public var message: String {
    switch self {
    case .notExecuted(let node): "\(node) cannot be explained: its value was not kept"
    case .noSuchView(let view, let op, _): "\(op) has no \(view.rawValue) view"
    }
  }

  /// What to do.
  public var remedy: String {
    switch self {
    case .notExecuted: "Run the graph with all of its nodes as outputs."
    case .noSuchView(_, _, let views):
      "Its views are: \(views.map(\.rawValue).joined(separator: ", "))."
    }
  }
}
