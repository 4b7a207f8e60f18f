import ArgumentParser
import Documents
import Homework
import Lessons
import Problems
import TensorEngine
import Typesetting

/// Works problems out.
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Work a problem out as a page to hand in: sizes, sums, results, gradients.",
    discussion: """
      A problem is a YAML or JSON file with an input and a list of ops, or the same on the command \
      line; a file may hold several under 'problems':

        convscope solve --input "1 2/3 4" --ops "conv2d weight=1,0/0,1 | relu"
        convscope solve homework.yaml --gradients --brief
        convscope solve homework.yaml --format latex > homework.tex
        convscope solve homework.yaml --sheet --format markdown > sheet.md

      The ops have PyTorch's names and parameters; --list-ops shows them all. On a terminal the page \
      is in colours, and a long one in the pager of $PAGER.
      """)

  @OptionGroup var source: ProblemOptions

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  @Flag(
    help: """
      Also work out the gradients of the input and of every tensor parameter, as with --upstream.
      """)
  var gradients = false

  @Option(help: ArgumentHelp("As what the page is written.", valueName: "format"))
  var format: PageFormat?

  @Flag(help: "The sheet that is to be filled in: the same page without its answers.")
  var sheet = false

  @Flag(help: "Leave products with 0 out of the sums.")
  var brief = false

  @Option(
    help: ArgumentHelp(
      "Spell out the sums of one cell, counted from 0, in every result that has it.",
      valueName: "row,column"))
  var cell: CellOption?

  @Option(help: ArgumentHelp("Show one channel of the results, from 0.", valueName: "number"))
  var channel: Int?

  @Flag(
    help: """
      Spell out the arithmetic of every cell, in results of up to \(SolutionStyle.mostCells) cells.
      """)
  var all = false

  @Flag(help: "Print the results as one line of JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      """
      What computes: reference in 64 bits, or cpu in 32, the default for large problems only (auto); \
      cuda is an NVIDIA GPU.
      """,
      valueName: "backend"))
  var backend: BackendChoice?

  @Flag(
    help: """
      Step through it on the screen: each op in all of its views, and each gradient with --gradients or \
      where an upstream gradient is given.
      """)
  var step = false

  @Flag(help: "Print a long page as it is instead of showing it in a pager.")
  var noPager = false

  @Flag(help: "List the ops with their parameters and defaults.")
  var listOps = false

  func validate() throws {
    guard !listOps else { return }
    if step, json || writesPage {
      throw ValidationError(
        "--step opens a screen; \(pageOption ?? "--json") prints. Leave one out.")
    }
    if json, let pageOption {
      throw ValidationError("--json gives all numbers, \(pageOption) a page. Leave one out.")
    }
    if sheet, all || brief || cell != nil || channel != nil {
      throw ValidationError("--sheet has no sums; leave --all, --brief, --cell and --channel out.")
    }
    if all, cell != nil { throw ValidationError("Give --cell for one cell or --all, not both.") }
    if let channel, channel < 0 {
      throw ValidationError("--channel counts from 0; give 0 or more.")
    }
    if motion.noMotion, !step {
      throw ValidationError("--no-motion is about a stage; give --step with it.")
    }
    if screen.theme != nil, json || (format ?? .text) != .text {
      throw ValidationError("--theme is about colours on a terminal; --json and files have none.")
    }
    try source.check()
  }

  private var writesPage: Bool { pageOption != nil }

  /// An option that asks for a page.
  private var pageOption: String? {
    [
      (format != nil, "--format"), (sheet, "--sheet"), (brief, "--brief"), (cell != nil, "--cell"),
      (channel != nil, "--channel"), (all, "--all"),
    ].first { $0.0 }?.1
  }

  func run() throws {
    if listOps {
      StandardOutput.write(Vocabulary.text)
      return
    }
    let collection = try source.problems()
    if step { return try play(collection) }
    let solutions = try collection.problems.map { try solved($0) }
    if json {
      let texts = solutions.map(\.solved.json)
      StandardOutput.writeExactly(
        collection.problems.count == 1
          ? texts[0] : "{\"problems\":[" + texts.joined(separator: ",") + "]}")
    } else {
      try write(solutions.map(\.solved), of: collection)
    }
  }

  private typealias Solution = (solved: SolvedProblem, backend: any Backend)

  private func solved(_ problem: Problem, withGradients: Bool = false) throws -> Solution {
    let isAskedFor = withGradients || gradients || source.upstream != nil
    let built = try problem.built(withGradients: isAskedFor)
    let backend = try (backend ?? .automatic).make(for: built.cost)
    let solved = try SolvedProblem(running: built, on: backend)
    if solved.isSinglePrecision {
      for note in built.notes { StandardError.write(note.report) }
    }
    return (solved, backend)
  }

  private func play(_ collection: ProblemCollection) throws {
    guard let terminal = try motion.screen(screen) else {
      throw CommandFailure(
        "--step needs a terminal to draw on", remedy: "Without --step the solution is printed.")
    }
    let stepped = try collection.problems.map { problem -> SteppedSolution in
      do {
        let solution = try solved(problem, withGradients: problem.upstream != nil)
        return SteppedSolution(solution.solved, on: solution.backend)
      } catch is Diagnostic {
        // What cannot be computed can be changed until it can.
        let backend = try (backend ?? .automatic).make(for: ProblemCost())
        return SteppedSolution(refused: problem, on: backend)
      }
    }
    try TutorSession.run(
      on: terminal, alone: try SteppedSolution.lesson(stepped, title: collection.title))
  }

  private func write(_ solved: [SolvedProblem], of collection: ProblemCollection) throws {
    let style = SolutionStyle(
      cells: cell.map { .one(row: $0.row, column: $0.column) } ?? (all ? .all : .few),
      channel: channel, isBrief: brief, hasAnswers: !sheet)
    var document = Document(collection.title.map { [.heading($0, level: 1)] } ?? [])
    for (position, problem) in solved.enumerated() {
      if position > 0, sheet { document.append(.pageBreak) }
      let number = solved.count > 1 ? position + 1 : nil
      document += try SolutionPage(problem, style: style, number: number).document.blocks
    }
    switch format {
    case nil, .text: PrintedPage(theme: screen.theme, mayPage: !noPager).write(document)
    case .markdown?, .latex?: StandardOutput.writeExactly(format?.text(document) ?? "")
    }
  }
}
