import ArgumentParser
import Problems
import Storyboards

/// The problem that a command is about: a file, standard input, or the options that stand for one.
struct ProblemOptions: ParsableArguments {
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
      "dLoss/dOutput, which the gradients begin with; ones by default.", valueName: "grid"))
  var upstream: String?

  @Option(
    help: ArgumentHelp(
      "A figure of the guide or a classic kernel instead; convscope lab --list-presets lists them.",
      valueName: "name"))
  var preset: String?

  /// Makes sure that they name one problem.
  func check() throws {
    if preset != nil {
      guard path == nil, input == nil, ops == nil, upstream == nil else {
        throw ValidationError("--preset is a whole problem; leave the others out.")
      }
      return
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

  /// Reads the problem; a file may hold no other.
  func problem() throws -> Problem {
    if let problem = try problemOfOptions { return problem }
    return try Problem(try file)
  }

  /// Reads the problem, or all of a file's.
  func problems() throws -> ProblemCollection {
    if let problem = try problemOfOptions { return ProblemCollection(problem) }
    return try ProblemCollection(try file)
  }

  /// The view that shows what a preset's figure shows; `nil` for the usual one.
  var usualView: StoryView? {
    get throws { try preset.flatMap { try PresetList.preset($0).view } }
  }

  private var problemOfOptions: Problem? {
    get throws {
      if let preset { return try PresetList.preset(preset).problem }
      guard let input, let ops else { return nil }
      return try Problem(input: input, operations: ops, upstream: upstream)
    }
  }

  private var file: SourceFile {
    get throws {
      guard let path, path != "-" else { return try StandardInput.sourceFile() }
      return try SourceFile.read(path)
    }
  }
}
