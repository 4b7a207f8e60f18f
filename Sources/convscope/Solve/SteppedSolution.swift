import Homework
import Lessons
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A problem as a lesson to step through: a step for each op, then one for each gradient; where it
/// cannot be computed, one that says why.
struct SteppedSolution {
  private let problem: Problem
  /// Its values; `nil` where it has none.
  private let solved: SolvedProblem?
  private let backend: any Backend

  /// Makes a solved problem one to step through.
  ///
  /// - Parameter backend: What computed it, and computes what a change comes to.
  init(_ solved: SolvedProblem, on backend: any Backend) {
    (problem, self.solved, self.backend) = (solved.problem.problem, solved, backend)
  }

  /// Makes a problem that cannot be computed one to look at and to change.
  init(refused problem: Problem, on backend: any Backend) {
    (self.problem, solved, self.backend) = (problem, nil, backend)
  }

  /// The solutions of some problems as one lesson, one after the other.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  static func lesson(_ solutions: [SteppedSolution], title: String?) throws -> PreparedLesson {
    let steps = try solutions.enumerated().flatMap { number, solution in
      try solution.steps(prefix: solutions.count > 1 ? "\(number + 1)-" : "")
    }
    let own = solutions.count == 1 ? solutions[0].problem.title : nil
    return PreparedLesson(id: "problem", title: title ?? own ?? "Your problem", steps: steps)
  }

  private func steps(prefix: String) throws -> [PreparedStep] {
    guard let solved else { return [refusedStep(prefix: prefix)] }
    return try steps(of: solved, prefix: prefix)
  }

  /// The numbers that were given, and why nothing can be computed from them.
  private func refusedStep(prefix: String) -> PreparedStep {
    let live = LiveProblem(problem, on: backend)
    let views = live.views(startingWith: nil)
    return PreparedStep(
      id: "\(prefix)refused",
      text: LessonText(
        plain:
          "This cannot be computed as it is. Change its sizes with P, or its numbers with e, until it"
          + " can be."),
      views: views, live: live,
      // Once it can be it is an op like others.
      shared: SharedProblem(id: prefix) { solved in
        LessonText(plain: text(of: solved.steps[live.operation], of: solved, part: nil))
      },
      frames: views.first.frames.indices)
  }

  private func steps(of solved: SolvedProblem, prefix: String) throws -> [PreparedStep] {
    var steps: [PreparedStep] = []
    for (operation, step) in solved.steps.enumerated() {
      let parts = solved.problem.parts(of: step.built)
      for (index, node) in parts.enumerated() {
        let title = try LinkedViews(of: node, in: solved.executed).first.title
        steps.append(
          try self.step(
            of: solved, prefix, operation: operation,
            node: { $0.problem.node(ofPart: index, of: parts.count, operation: operation) }
          ) { solved in
            let part = Part(number: index + 1, of: parts.count, title: title)
            return text(
              of: solved.steps[operation], of: solved, part: parts.count > 1 ? part : nil)
          })
      }
    }
    for (index, node) in BackwardPass(solved.problem).nodes.enumerated() {
      let loss = try Storyboard.explainingLossGradient(node, in: solved.executed)
      steps.append(
        try self.step(
          of: solved, prefix, operation: solved.steps.count - 1,
          node: { BackwardPass($0.problem).node(at: index) }
        ) { solved in
          let backward = BackwardPass(solved.problem)
          return backward.node(at: index).map { backward.text(of: $0, isLoss: loss != nil) } ?? ""
        })
    }
    return steps
  }

  /// - Parameters:
  ///   - operation: The op whose parameters are changed; the last one's for a gradient.
  ///   - node: What stands on the stage, found anew in a changed problem, which may have other nodes;
  ///     `nil` where it has no such one any more.
  ///   - text: What stands above it.
  private func step(
    of solved: SolvedProblem, _ prefix: String, operation: Int,
    node: @escaping @Sendable (SolvedProblem) -> NodeID?,
    text: @escaping @Sendable (SolvedProblem) -> String
  ) throws -> PreparedStep {
    let first = node(solved) ?? solved.problem.output
    let views = try LinkedViews(of: first, in: solved.executed)
    let live = LiveProblem(solved, operation: operation, on: backend) { solved, _, view in
      guard let node = node(solved) else {
        return try LinkedViews(of: solved.problem.output, in: solved.executed)
      }
      return try LinkedViews(of: node, in: solved.executed, startingWith: view)
    }
    return PreparedStep(
      id: "\(prefix)node-\(first.index)", text: LessonText(plain: text(solved)), views: views,
      live: live,
      shared: SharedProblem(id: prefix) { solved in
        node(solved).map { _ in LessonText(plain: text(solved)) }
      },
      frames: views.first.frames.indices)
  }

  /// One of several nodes that an op is followed by.
  private struct Part: Sendable {
    let number: Int
    let of: Int
    let title: String
  }

  private func text(of step: SolvedProblem.Step, of solved: SolvedProblem, part: Part?) -> String {
    let built = step.built
    let parameters = built.summary.isEmpty ? "" : " (\(built.summary))"
    let op =
      "Op \(built.index + 1) of \(solved.steps.count): \(built.operation)\(parameters)."
    guard let part else { return op }
    // What it is, without how it explains itself; a list calls the step so.
    let name = part.title.prefix { $0 != ":" && $0 != "," }
    return "Part \(part.number) of \(part.of), \(name). \(op)"
  }
}

extension BuiltProblem {
  /// A part of an op by its place; `nil` where a change gave the op more parts, or fewer.
  fileprivate func node(ofPart index: Int, of count: Int, operation: Int) -> NodeID? {
    let parts = parts(of: steps[operation])
    return parts.count == count ? parts[index] : nil
  }
}

extension BackwardPass {
  fileprivate func node(at index: Int) -> NodeID? {
    let nodes = nodes
    return nodes.indices.contains(index) ? nodes[index] : nil
  }
}
