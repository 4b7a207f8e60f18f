import Problems
import Storyboards
import Typesetting

/// What a figure shows: one value of a solved problem, and how it is looked at.
struct FigureSubject {
  /// The problem with its values.
  let solved: SolvedProblem
  /// Which of them.
  let value: ProblemValue
  /// Its views, the one that was asked for first.
  let views: LinkedViews
  /// Whether the view was asked for.
  let isViewNamed: Bool

  /// Solves a problem.
  ///
  /// - Parameters:
  ///   - problem: The problem.
  ///   - node: The name of one of its values; the usual one when absent.
  ///   - view: The name of a view; the usual one when absent.
  ///   - usualView: What the problem is usually looked at in, for values that have it.
  /// - Throws: What is wrong with the problem, the node or the view.
  init(_ problem: Problem, node: String?, view: String?, usualView: StoryView? = nil) throws {
    let named = node.flatMap { ProblemValue(named: $0) }
    let isGradient = if case .gradient? = named { true } else { false }
    let built = try problem.built(withGradients: isGradient)
    let value = node == nil ? built.usualValue : named
    guard let value, let operation = built.operation(of: value) else {
      // What there is to choose from includes the gradients.
      let all = (try? problem.built(withGradients: true)) ?? built
      throw UnknownValue(node ?? "", among: all.values)
    }
    solved = try SolvedProblem(solving: built)
    self.value = value
    let usual = try solved.views(of: value)
    isViewNamed = view != nil
    guard let view else {
      let known = usual.views.first { $0 == usualView }
      views = known == nil ? usual : try solved.views(of: value, startingWith: known)
      return
    }
    guard let known = usual.views.first(where: { $0.rawValue == view }) else {
      if let large = try solved.tooLargeViews(of: value).first(where: { $0.rawValue == view }) {
        throw FigureError.viewTooLarge(large, operation: operation, views: usual.views)
      }
      let solved = solved
      let others =
        node == nil
        ? built.steps.indices.map { ProblemValue.operation($0) }.filter { other in
          (try? solved.views(of: other).views.contains { $0.rawValue == view }) ?? false
        } : []
      throw FigureError.noSuchView(
        view, operation: operation, views: usual.views, others: others.prefix(4).map(\.name))
    }
    views = try solved.views(of: value, startingWith: known)
  }

  /// The name of the op that computes it.
  var operation: String { solved.problem.operation(of: value) ?? "" }

  /// The position of a frame that was asked for by its number from 1; the first when absent.
  ///
  /// Linked views have equally many frames.
  func position(ofFrame number: String?) throws(FigureError) -> Int {
    guard let number else { return 0 }
    let count = views.first.frames.count
    guard let position = Int(number).map({ $0 - 1 }), (0..<count).contains(position) else {
      throw .noSuchFrame(number, view: views.start, count: count)
    }
    return position
  }
}

extension SolvedProblem {
  /// Solves a problem that was not told on which backend.
  init(solving built: BuiltProblem) throws {
    try self.init(running: built, on: try BackendChoice.forProblem(built.cost))
  }
}
