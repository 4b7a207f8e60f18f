import Documents
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A solved problem as a page that can be handed in, or as the sheet that is to be filled in.
///
/// First what is asked and a table of all steps with their sizes, then for each op its formula, what it
/// is given, a line of arithmetic for each cell, and its result, once; the gradients follow the same way,
/// from the result back to the input. Ops are numbered from 1.
public struct SolutionPage: Sendable {
  let solved: SolvedProblem
  let style: SolutionStyle
  let number: Int?

  /// A page about a solved problem.
  ///
  /// - Parameter number: Which of several problems it is, from 1; it stands before the title.
  public init(_ solved: SolvedProblem, style: SolutionStyle = SolutionStyle(), number: Int? = nil) {
    (self.solved, self.style, self.number) = (solved, style, number)
  }

  /// The page.
  ///
  /// - Throws: ``StoryError`` when a value was not kept; ``SolutionError`` where no result has the cell or
  ///   the channel that is asked for.
  public var document: Document {
    get throws {
      if let problem = style.problem(in: solved) { throw problem }
      var writer = SolutionWriter(solved, style)
      var blocks = opening
      if style.hasAnswers {
        for step in solved.steps { blocks += try writer.blocks(of: step) }
        blocks += try writer.backwardBlocks
        if let note = writer.note { blocks.append(.prose(note)) }
      } else {
        for step in solved.steps { blocks += try writer.blanks(for: step) }
        blocks += writer.gradientBlanks
      }
      return Document(blocks)
    }
  }

  private var opening: [Block] {
    let problem = solved.problem.problem
    var blocks: [Block] = []
    let heading = [number.map { "Problem \($0)" }, problem.title].compactMap { $0 }
    if !heading.isEmpty { blocks.append(.heading(heading.joined(separator: ". "), level: 1)) }
    if let question = problem.question { blocks.append(.prose(question)) }
    blocks.append(.table(steps))
    if let axes = solved.problem.graph[solved.problem.input].shape.axes {
      blocks.append(.prose("Sizes are \(axes)."))
    }
    let assumptions = Assumptions.list(solved.problem)
    if !assumptions.isEmpty {
      blocks.append(.prose("Assumed where the problem says nothing:"))
      blocks.append(.list(assumptions, isNumbered: false))
    }
    return blocks
  }

  /// Every step with the size of its result, and the sum that gives it.
  private var steps: Table {
    let graph = solved.problem.graph
    let input = graph[solved.problem.input].shape
    var rows = [["", "input", input.lengths, ""]]
    for step in solved.steps {
      let built = step.built
      let size = style.hasAnswers ? step.output.shape.lengths : "______"
      let sum = style.hasAnswers ? Self.sizeSum(of: built.main, in: graph) : ""
      rows.append(["\(built.index + 1)", built.heading, size, sum])
    }
    return Table(
      [.init("step", .number), .init("op"), .init("size"), .init("because")],
      rows: rows)
  }

  /// The sums that give the size of a result; empty where it is no sum.
  private static func sizeSum(of node: NodeID, in graph: Graph) -> String {
    guard let sums = graph.sizeSums(of: node), let first = sums.first else { return "" }
    if sums.count == 2, sums[0] != sums[1] { return "rows \(first); columns \(sums[1])" }
    return first
  }
}

extension BuiltProblem.Step {
  /// The op with the parameters that were given: `conv2d: weight 2×2, stride 2`.
  var heading: String { summary.isEmpty ? operation : "\(operation): \(summary)" }
}

extension Shape {
  /// The lengths: `1×3×5×5`.
  var lengths: String {
    rank == 0 ? "1 number" : sizeText
  }

  /// What the axes are; `nil` where that depends.
  fileprivate var axes: String? {
    switch rank {
    case 3: "batch × channels × length"
    case 4: "batch × channels × rows × columns"
    default: nil
    }
  }
}
