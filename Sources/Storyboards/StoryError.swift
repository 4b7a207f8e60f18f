import TensorEngine

/// Why a node cannot be explained.
public enum StoryError: Error, Equatable, CustomStringConvertible {
  /// The graph was run without keeping the value of a node that the story needs.
  case notExecuted(node: String)

  /// What is missing and what to do.
  public var description: String {
    switch self {
    case .notExecuted(let node):
      "\(node) cannot be explained: its value was not kept. Run the graph with all of its nodes"
        + " as outputs"
    }
  }
}
