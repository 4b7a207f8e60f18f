import Problems
import TensorEngine
import Typesetting

/// Why a solution cannot be shown as it is asked for.
public struct SolutionError: UserError, Equatable {
  /// What is wrong.
  public let message: String
  /// What to do about it.
  public let remedy: String
}

extension SolutionStyle {
  /// What is wrong with asking for a cell or a channel that no result has; `nil` where one has it.
  func problem(in solved: SolvedProblem) -> SolutionError? {
    let shapes = solved.steps.map(\.output.shape)
    let sizes = zip(solved.steps, shapes).map { step, shape in
      "\(step.built.index + 1). \(step.built.operation) \(shape.lengths)"
    }.joined(separator: ", ")
    let remedy = "Rows, columns and channels count from 0. The results are: \(sizes)."
    if case .one(let row, let column) = cells,
      !shapes.contains(where: { $0.has(row: row, column: column) })
    {
      return SolutionError(
        message: "no result has a cell in row \(row), column \(column)", remedy: remedy)
    }
    if let channel, !shapes.contains(where: { $0.rank >= 3 && channel < $0[1] }) {
      return SolutionError(message: "no result has a channel \(channel)", remedy: remedy)
    }
    return nil
  }
}

extension Shape {
  fileprivate func has(row: Int, column: Int) -> Bool {
    let plane = rank == 3 ? [1, self[2]] : [1, 1] + dimensions
    return row < plane[plane.count - 2] && column < plane[plane.count - 1]
  }
}
