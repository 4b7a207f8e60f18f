import ArgumentParser
import Foundation
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

  @ArgumentParser.Argument(
    help: ArgumentHelp("The problem file; - reads standard input.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var path: String?

  // Grids may start with a minus sign, which is no option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The input: numbers with rows separated by '/', or nested lists.", valueName: "grid"))
  var input: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The ops, separated by '|', with name=value parameters.", valueName: "ops"))
  var ops: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "dLoss/dOutput, ones by default; asks for the gradients too.", valueName: "grid"))
  var upstream: String?

  @Flag(help: "Also work out the gradients of the input and of every tensor parameter.")
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
    if step, json || all {
      throw ValidationError(
        "--step opens a screen; \(json ? "--json" : "--all") prints. Leave one out.")
    }
    if path != nil, input != nil || ops != nil || upstream != nil {
      throw ValidationError(
        "Give either a file or --input and --ops; --upstream goes with the latter.")
    }
    if path == nil, input == nil || ops == nil {
      throw ValidationError(
        input == nil && ops == nil
          ? "Give a problem file, - for standard input, or --input and --ops."
          : "--input and --ops go together.")
    }
  }

  func run() throws {
    if listOps {
      StandardOutput.write(Vocabulary.text)
      return
    }
    let built = try problem().built(withGradients: gradients || upstream != nil)
    let backend = try backend?.backend.makePrecise() ?? BackendChoice.forProblem(built.cost)
    let solved = try SolvedProblem(running: built, on: backend)
    if solved.isSinglePrecision {
      for note in built.notes { StandardError.write(note.report) }
    }
    if step {
      guard let terminal = try TerminalChoice.screen() else {
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

  private func problem() throws -> Problem {
    if let input, let ops { return try Problem(input: input, operations: ops, upstream: upstream) }
    guard let path, path != "-" else { return try Problem(try StandardInput.sourceFile()) }
    return try Problem(try SourceFile.read(path))
  }
}
