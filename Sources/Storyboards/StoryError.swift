import TensorEngine
import Typesetting

/// Why a node cannot be explained.
public enum StoryError: UserError, Equatable {
  /// The graph was run without keeping the value of a node that the story needs.
  case notExecuted(node: String)

  /// What is missing.
  public var message: String {
    switch self {
    case .notExecuted(let node): "\(node) cannot be explained: its value was not kept"
    }
  }

  /// What to do.
  public var remedy: String { "Run the graph with all of its nodes as outputs." }
}
