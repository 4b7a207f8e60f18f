import ArgumentParser
import Backends
import Problems
import TutorUI
import Typesetting

/// The lab, for ops and for networks.
struct Lab: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Change an op, a chain of ops or a small network while you watch.",
    discussion: """
      Without a subcommand it opens an op, a problem file or a preset:

        convscope lab
        convscope lab homework.yaml
        convscope lab --preset padding_strides
        convscope lab playground
      """,
    subcommands: [LabProblem.self, LabPlayground.self], defaultSubcommand: LabProblem.self)
}

/// Opens the lab with a problem.
struct LabProblem: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "problem",
    abstract: "Change everything about an op or a chain of ops while you watch.",
    discussion: """
      Numbers, kernel, stride, padding, dilation and everything else change with a key, and everything \
      is computed anew at once. The lab answers the inverse question (which windows make this output \
      of that input), learns a kernel by gradient descent, and saves what it has as a problem file.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A problem file to begin with.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var path: String?

  @Option(
    help: ArgumentHelp(
      "Begin with a figure of the guide or a classic kernel; --list-presets lists them.",
      valueName: "name"))
  var preset: String?

  @Option(help: ArgumentHelp("Begin with an op and its example.", valueName: "op"))
  var op: String?

  @OptionGroup var screen: ScreenOptions
  @OptionGroup var motion: MotionOptions

  @Flag(help: "List the presets.")
  var listPresets = false

  func validate() throws {
    let starts = [path, preset, op].compactMap { $0 }
    if starts.count > 1 {
      throw ValidationError("Give one of a file, --preset and --op.")
    }
  }

  func run() throws {
    if listPresets {
      StandardOutput.write(PresetList.text)
      return
    }
    let problem = try problem()
    guard let terminal = try motion.screen(screen) else {
      throw CommandFailure(
        "the lab needs a terminal to draw on",
        remedy: "Without one, convscope solve prints what a problem comes to.")
    }
    let desk = TutorSession.desk(on: try Backends.reference.makePrecise())
    let view = try preset.flatMap { try PresetList.preset($0).view }
    try TutorSession.run(
      on: terminal, lab: LabModel(problem, from: path, showing: view, on: desk.backend), desk)
  }

  private func problem() throws -> Problem {
    if let path { return try Problem(try SourceFile.read(path)) }
    if let preset { return try PresetList.preset(preset).problem }
    let name = op ?? "conv2d"
    guard let schema = OperationSchema.named(name) else {
      throw CommandFailure(
        "there is no op \(name.quoted)",
        remedy: NearestName.remedy(
          for: name, in: OperationSchema.all.map(\.name), listedAs: "The ops are",
          by: "convscope solve --list-ops"))
    }
    let example = schema.example
    return try Problem(input: example.input, operations: example.operations)
  }
}
