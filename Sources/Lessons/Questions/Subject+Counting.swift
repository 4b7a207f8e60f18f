import Misconceptions
import Problems
import TensorEngine

extension Subject {
  /// Whether the value counts something, because only ones are added up: in how many windows a cell lies, or
  /// how many ways lead from it to the result.
  ///
  /// Who counts wrong has done none of what goes wrong with products.
  var isCount: Bool {
    guard problem.operations.allSatisfy({ Self.adding.contains($0.name) }) else { return false }
    let own = if case .gradient(let name) = value { name } else { nil as String? }
    let names =
      ["input", "upstream"]
      + problem.operations.enumerated().flatMap { index, operation in
        operation.schema.parameters.map { "\(index).\($0.name)" }
      }
    return names.filter { $0 != own }.compactMap(problem.grid(named:)).allSatisfy {
      $0.value.elements.allSatisfy { $0 == 1 }
    }
  }

  /// The ops that do nothing but add products up, or lay numbers out.
  private static let adding: Set = [
    "conv1d", "conv2d", "conv_transpose1d", "conv_transpose2d", "unfold", "fold", "pad",
  ]
}

extension ValueQuestion {
  /// What misconceptions are tried on where a part of the value is asked for: nothing where a problem of the
  /// question's own is no more than a way to count.
  func inquiry(_ solved: SolvedSubject, about part: Part) -> Inquiry? {
    hasOwnProblem && solved.subject.isCount ? nil : solved.inquiry(about: part)
  }
}
