import Misconceptions
import Problems
import TensorEngine

extension ProblemInquiry {
  /// The same question for somebody who goes on from a value of their own.
  ///
  /// A later op goes on from it; a gradient flows back through what was computed with it, so that a ReLU
  /// lets through where their own numbers are positive.
  ///
  /// - Parameters:
  ///   - own: The value, in the place of an op's result.
  ///   - first: The op, from 0.
  /// - Returns: `nil` where the question does not build on that result.
  func following(
    _ own: Tensor<Double>, ofOperation first: Int, on backend: any Backend
  ) -> ProblemInquiry? {
    guard let rest = problem.continued(after: first, from: own) else { return nil }
    switch value {
    case .value(.operation(let last)) where first < last:
      return rest.solved(withGradients: false, on: backend).flatMap {
        asked(of: $0, .operation(last - first - 1), on: backend)
      }
    case .value(.gradient(let name)):
      guard
        let behind = rest.flowingBack(solved.problem.upstreamValue)?
          .solved(withGradients: true, on: backend)
      else { return nil }
      let words = name.split(separator: ".", maxSplits: 1)
      if words.count == 2, let operation = Int(words[0]), operation > first {
        let moved = ProblemValue.gradient("\(operation - first - 1).\(words[1])")
        return asked(of: behind, moved, on: backend)
      }
      guard let flowing = behind.gradients.first(where: { $0.name == "input" })?.value,
        let before = problem.leading(through: first)?.flowingBack(flowing)?
          .solved(withGradients: true, on: backend)
      else { return nil }
      return asked(of: before, .gradient(name), on: backend)
    default: return nil
    }
  }

  private func asked(
    of solved: SolvedProblem, _ value: ProblemValue, on backend: any Backend
  ) -> ProblemInquiry? {
    ProblemInquiry(solved, asking: .value(value), part: part, on: backend)
  }
}

extension Problem {
  /// The problem with another gradient that flows back into its result; `nil` leaves ones.
  fileprivate func flowingBack(_ gradient: Tensor<Double>?) -> Problem? {
    guard let gradient else { return self }
    return try? edited(by: [
      .grid(of: "upstream", shape: gradient.shape.dimensions, numbers: gradient.elements)
    ])
  }

  fileprivate func solved(withGradients: Bool, on backend: any Backend) -> SolvedProblem? {
    (try? built(withGradients: withGradients)).flatMap {
      try? SolvedProblem(running: $0, on: backend)
    }
  }
}
