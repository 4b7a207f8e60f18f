import Figures
import Problems
import Storyboards
import TensorEngine
import Typesetting

/// A solved problem as text that a student can follow line by line.
///
/// For each op: its name and parameters, the sum that gives the output's size where a window
/// slides, a line of arithmetic for each cell, the result. The gradients follow the same way.
struct WorkedSolution {
  /// The most cells of a result that are spelled out even when all are asked for: the sums of a
  /// softmax over a million numbers would take a day to print.
  static let mostCells = 4096

  let solved: SolvedProblem
  let figures: PlainText
  let spellsOutAllCells: Bool
  private let budget = ArithmeticBudget()

  /// Creates a worked solution.
  ///
  /// - Parameters:
  ///   - solved: The problem with its values.
  ///   - spellsOutAllCells: Whether every cell gets its line, however many there are.
  ///   - glyphs: The characters to draw with.
  init(
    _ solved: SolvedProblem, spellsOutAllCells: Bool = false,
    glyphs: GlyphSet = PlainGlyphs.current
  ) {
    self.solved = solved
    self.spellsOutAllCells = spellsOutAllCells
    figures = PlainText(
      width: Prose.width, glyphs: glyphs,
      rowLimit: spellsOutAllCells ? WorkedSolution.mostCells : 16)
  }

  /// The text, without a newline at the end.
  ///
  /// - Throws: ``StoryError`` when a value was not kept.
  var text: String {
    get throws {
      var sections: [String] = []
      if let title = solved.problem.problem.title {
        sections.append(Prose.heading(title, underline: "="))
      }
      let input = solved.problem.graph[solved.problem.input].shape
      sections.append("Input: \(input.described)")
      for step in solved.steps { sections += try self.sections(of: step) }
      sections.append(Prose.heading("Result: \(solved.output.shape.described)", underline: "-"))
      sections.append(try grid(of: solved.problem.output))
      sections += try gradientSections
      if let note = cutNote { sections.append(Prose.wrapped(note)) }
      return sections.joined(separator: "\n\n")
    }
  }

  /// What to say when some result has more cells than are spelled out.
  private var cutNote: String? {
    let nodes = solved.problem.graph.nodes.filter(\.op.isWorthExplaining)
    let cells = nodes.map(\.shape.count).max() ?? 0
    if spellsOutAllCells {
      if budget.isSpent { return ArithmeticBudget.note }
      guard cells > WorkedSolution.mostCells else { return nil }
      return "The sums of results with more than \(WorkedSolution.mostCells) cells are cut; --json"
        + " gives every number."
    }
    if budget.isSpent { return ArithmeticBudget.note }
    guard cells > PlainText.workedCellLimit else { return nil }
    return "The sums of large results are cut; --all spells them out."
  }

  // MARK: - Forward

  private func sections(of step: SolvedProblem.Step) throws -> [String] {
    let built = step.built
    let parameters = built.summary.isEmpty ? "" : " (\(built.summary))"
    var sections = [
      Prose.heading("\(built.index). \(built.operation)\(parameters)", underline: "-")
    ]
    let graph = solved.problem.graph
    if let size = OutputSizeLines.text(of: built.main, in: graph) { sections.append(size) }
    let nodes = parts(of: step)
    for node in nodes {
      let story = try Storyboard.explaining(node, in: solved.executed)
      sections.append(worked(story, isTitled: nodes.count > 1))
    }
    return sections
  }

  /// The nodes of an op that a reader follows.
  func parts(of step: SolvedProblem.Step) -> [NodeID] {
    solved.problem.parts(of: step.built)
  }

  /// The value of a node, and nothing about how it came to be.
  func grid(of node: NodeID) throws -> String {
    let panels = try Storyboard.explaining(node, in: solved.executed).panels
    let results = panels.filter(\.isFilledByFrames)
    return figures.panels((results.isEmpty ? panels : results).map(\.withoutMargin))
  }

  /// A worked story, each of its cells spelled out where that was asked for and can be.
  ///
  /// - Parameters:
  ///   - story: The story.
  ///   - isTitled: Whether its title stands above it, to tell it from its neighbours.
  func worked(_ story: Storyboard, isTitled: Bool) -> String {
    let shown = Storyboard(
      title: isTitled ? story.title : "", panels: story.panels, frames: story.frames,
      opening: story.opening, closing: story.closing)
    let all = spellsOutAllCells && story.frames.count <= WorkedSolution.mostCells
    let wanted = all ? story.frames.count : min(story.frames.count, PlainText.workedCellLimit)
    return figures.worked(shown, all: all, mostCells: budget.cells(of: story, wanted: wanted))
  }
}

extension Shape {
  /// The shape in the words of a page: `1×3×5×5 (batch × channels × rows × columns)`.
  var described: String {
    let lengths = dimensions.map(String.init).joined(separator: "×")
    switch rank {
    case 0: return "a single number"
    case 3: return lengths + " (batch × channels × length)"
    case 4: return lengths + " (batch × channels × rows × columns)"
    default: return lengths
    }
  }
}
