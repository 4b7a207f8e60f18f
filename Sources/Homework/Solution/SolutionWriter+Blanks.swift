import Documents
import Problems
import Storyboards
import TensorEngine

/// The page without its answers, with room for them.
extension SolutionWriter {
  /// An op: its formula, what was given for it, and room for the way to its result.
  mutating func blanks(for step: SolvedProblem.Step) throws -> [Block] {
    let built = step.built
    let operation = solved.problem.problem.operations[built.index]
    var blocks: [Block] = [.heading("\(built.index + 1). \(built.heading)", level: 2)]
    if let formula = NamedFormula(operation, built, in: graph).forward { blocks.append(formula) }
    for node in solved.problem.parts(of: built) {
      let panels = try Storyboard.explaining(node, in: solved.executed).panels
      blocks += givens(panels)
    }
    let shape = step.output.shape
    let rows = shape.rank >= 2 ? shape[shape.rank - 2] : 1
    blocks.append(.room(lines: min(4 + 2 * rows, Self.mostLines)))
    return blocks.joinedGrids
  }

  /// The gradients that are asked for, with room.
  var gradientBlanks: [Block] {
    guard !solved.gradients.isEmpty else { return [] }
    let backward = BackwardPass(solved.problem)
    var blocks: [Block] = [.heading("Gradients", level: 1)]
    for gradient in solved.gradients {
      blocks.append(.heading("dLoss/d(\(backward.title(of: gradient.name)))", level: 2))
      blocks.append(.room(lines: 8))
    }
    return blocks
  }

  private static let mostLines = 24
}
