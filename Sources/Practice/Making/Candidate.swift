import ConvolutionArithmetic
import Misconceptions
import Problems
import Storyboards
import TensorEngine

/// An exercise as it was drawn, before it is known whether it will do.
struct Candidate {
  /// What was drawn.
  let draw: Draw
  /// The problem, where there is one, as nodes that can be read again.
  let problemNode: SourceNode?
  /// The question.
  let inquiry: Inquiry
  /// The full index of the cell that is asked for.
  let cell: [Int]?
  /// The plane that is asked for: the first axes' indices.
  let leading: [Int]

  /// Computes what was drawn.
  ///
  /// - Throws: A diagnostic where it cannot be computed, or has no such value.
  init(
    _ family: Family, _ draw: Draw, _ generator: inout SeededNumbers, on backend: any Backend
  ) throws(Diagnostic) {
    self.draw = draw
    switch family.subject {
    case .layer(let layer):
      inquiry = .layer(try LayerDraw.inquiry(layer, family.asked, draw))
      (problemNode, cell, leading) = (nil, nil, [])
    case .stack(let stack):
      inquiry = .field(try LayerDraw.inquiry(stack, draw))
      (problemNode, cell, leading) = (nil, nil, [])
    case .training(let training):
      inquiry = .training(try TrainingDraw.inquiry(training, family.asked, draw))
      (problemNode, cell, leading) = (nil, nil, [])
    case .problem(let node):
      let filled = try draw.filled(node)
      let solved = try Candidate.solved(filled, family.asked, on: backend)
      let value = try Candidate.value(family.asked, of: solved)
      guard let shape = solved.value(value)?.shape else {
        throw (family.asked.valueNode ?? family.asked.node).diagnostic(
          "the problem has no value \(family.asked.value.quoted)",
          remedy: "It is output, a gradient such as gradient:0.weight, or running_mean.")
      }
      let cell: [Int]? =
        family.asked.kind == .number
        ? try Candidate.cell(family.asked, shape, draw, &generator) : nil
      let leading = shape.dimensions.dropLast(2).map {
        $0 == 1 ? 0 : generator.next(in: 0...($0 - 1))
      }
      let part: Part =
        switch family.asked.kind {
        case .number: .at(cell ?? [])
        case .grid: .at(leading)
        case .size: .size
        case .count: .count
        }
      guard let asked = ProblemInquiry(solved, asking: value, part: part, on: backend) else {
        throw family.asked.node.diagnostic(
          "the value has the shape \(shape), and no such cell or plane in it",
          remedy: "Indices count from 0; ask for a cell that exists, or a value with one plane.")
      }
      (self.cell, self.leading, problemNode) = (cell, leading, filled)
      inquiry = .problem(asked)
    }
  }

  /// The problem with its values.
  private static func solved(
    _ node: SourceNode, _ asked: Asked, on backend: any Backend
  ) throws(Diagnostic) -> SolvedProblem {
    let problem = try Problem(node)
    let built = try problem.built(
      withGradients: asked.value.hasPrefix(ProblemValue.gradientPrefix))
    do {
      return try SolvedProblem(running: built, on: backend)
    } catch {
      throw problem.firstOperation.diagnostic("the problem cannot be run", remedy: "\(error)")
    }
  }

  private static func value(
    _ asked: Asked, of solved: SolvedProblem
  ) throws(Diagnostic) -> ProblemInquiry.Value {
    let last = solved.steps.count - 1
    if asked.value == "output" { return .value(.operation(last)) }
    if let value = ProblemValue(named: asked.value) { return .value(value) }
    return .extra(asked.value, ofOperation: last)
  }

  private static func cell(
    _ asked: Asked, _ shape: Shape, _ draw: Draw, _ generator: inout SeededNumbers
  ) throws(Diagnostic) -> [Int] {
    let dimensions = shape.dimensions
    switch asked.cell {
    case .any: return dimensions.map { $0 == 1 ? 0 : generator.next(in: 0...($0 - 1)) }
    case .first: return dimensions.map { _ in 0 }
    case .last: return dimensions.map { $0 - 1 }
    case .at(let expressions):
      var index: [Int] = []
      for expression in expressions { index.append(try expression.value(draw.numbers)) }
      let missing = [Int](repeating: 0, count: max(0, dimensions.count - index.count))
      return Array((missing + index).suffix(dimensions.count))
    }
  }
}
