import ArgumentParser
import Problems
import TensorEngine
import Typesetting

/// Works a problem out.
struct Solve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Work a problem out: sizes, sums cell by cell, results, gradients.",
    discussion: """
      A problem is a YAML or JSON file with an input and a list of ops, or the same on the command \
      line:

        convscope solve --input "1 2/3 4" --ops "conv2d weight=1,0/0,1 | relu"

      The ops have PyTorch's names and parameters; --list-ops shows them all.
      """)

  @OptionGroup var source: ProblemOptions

  @OptionGroup var screen: ScreenOptions

  @Flag(
    help: """
      Also work out the gradients of the input and of every tensor parameter, as with --upstream.
      """)
  var gradients = false

  @Flag(help: "Print the results as one line of JSON.")
  var json = false

  @Flag(
    help: """
      Spell out the arithmetic of every cell, in results of up to \(WorkedSolution.mostCells) cells.
      """)
  var all = false

  @Option(
    help: ArgumentHelp(
      "What computes: reference in 64 bits, or cpu in 32, the default for large problems only.",
      valueName: "backend"))
  var backend: BackendChoice?

  @Flag(help: "Step through it on the screen: each op in all of its views, each gradient.")
  var step = false

  @Flag(help: "List the ops with their parameters and defaults.")
  var listOps = false

  func validate() throws {
    guard !listOps else { return }
    if screen.theme != nil, !step {
      throw ValidationError(
        "--theme is about the screen that --step opens; what is printed has none.")
    }
    if step, json || all {
      throw ValidationError(
        "--step opens a screen; \(json ? "--json" : "--all") prints. Leave one out.")
    }
    try source.check()
  }

  func run() throws {
    if listOps {
      StandardOutput.write(Vocabulary.text)
      return
    }
    let built = try source.problem().built(withGradients: gradients || source.upstream != nil)
    let backend = try backend?.backend.makePrecise() ?? BackendChoice.forProblem(built.cost)
    let solved = try SolvedProblem(running: built, on: backend)
    if solved.isSinglePrecision {
      for note in built.notes { StandardError.write(note.report) }
    }
    if step {
      guard let terminal = try TerminalChoice.screen(on: screen.theme) else {
        throw CommandFailure(
          "--step needs a terminal to draw on", remedy: "Without --step the solution is printed.")
      }
      try TutorSession.run(on: terminal, alone: try SteppedSolution(solved, on: backend).lesson)
    } else if json {
      StandardOutput.writeExactly(solved.json)
    } else {
      StandardOutput.write(try WorkedSolution(solved, spellsOutAllCells: all).text)
    }
  }
}
