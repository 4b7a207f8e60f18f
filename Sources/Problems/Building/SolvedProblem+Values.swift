import Storyboards
import TensorEngine
import Typesetting

/// Why a name leads to no value of a problem.
public struct UnknownValue: UserError, Equatable {
  /// The name.
  public let name: String
  /// What there is.
  public let values: [ProblemValue]

  /// Says which name it is.
  public init(_ name: String, among values: [ProblemValue]) {
    (self.name, self.values) = (name, values)
  }

  /// What is missing.
  public var message: String { "the problem has no node \(name.quoted)" }

  /// The nearest name, and what there is: the ops by their numbers, parts of ops, then the gradients.
  public var remedy: String {
    let operations = values.count { if case .operation = $0 { true } else { false } }
    let ops = operations == 1 ? "0" : "0 to \(operations - 1)"
    let parts = values.filter { if case .part = $0 { true } else { false } }.map(\.name)
    let gradients = values.filter { if case .gradient = $0 { true } else { false } }.map(\.name)
    let proposal = NearestName.of(name, in: gradients).map { "Did you mean '\($0)'? " } ?? ""
    return proposal + "Its nodes are: \(([ops] + parts + gradients).joined(separator: ", "))."
  }
}

extension SolvedProblem {
  /// The views of a value.
  ///
  /// - Parameters:
  ///   - value: One of the problem's values.
  ///   - view: The view to begin with; the op's usual one when absent.
  /// - Throws: ``UnknownValue``; ``StoryError`` when the node has no such view.
  public func views(
    of value: ProblemValue, startingWith view: StoryView? = nil
  ) throws -> LinkedViews {
    guard let node = problem.node(explaining: value) else {
      throw UnknownValue(value.name, among: problem.values)
    }
    return try LinkedViews(of: node, in: executed, startingWith: view)
  }

  /// The views that a value of its kind usually has, and this one has not, because they would be too large.
  ///
  /// - Throws: ``StoryError`` when the node's numbers were not kept.
  public func tooLargeViews(of value: ProblemValue) throws(StoryError) -> [StoryView] {
    guard let node = problem.node(explaining: value) else { return [] }
    return try LinkedViews.tooLarge(of: node, in: executed)
  }
}
