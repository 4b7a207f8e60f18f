import ArgumentParser
import Foundation

/// The program: its commands, and the home screen when none is named.
@main
struct Convscope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convscope",
    abstract: "A tutor for convolution arithmetic: every number computed, one cell at a time.",
    discussion: """
      Without a command it opens the list of lessons, with --theme and --no-motion as learn has \
      them. Where there is no terminal to draw on, it prints plain text instead.
      """,
    version: "convscope \(ProgramVersion.current)",
    subcommands: [
      Learn.self, PracticeCommand.self, Solve.self, Lab.self,
      SheetCommand.self, AnswerCommand.self, NewCommand.self, Figure.self, Check.self, Inspect.self,
      Train.self,
      Predict.self, Runs.self, ProgressCommand.self,
      DataCommand.self, Doctor.self, Bench.self,
      DumpKeys.self, DumpVocabulary.self, DumpCurriculum.self, Home.self,
    ], defaultSubcommand: Home.self)

  /// Runs a command line; whatever goes wrong ends here, in one message and an exit status.
  static func main() {
    // A file that grows beyond what the system allows is then an error of writing, with a message.
    signal(SIGXFSZ, SIG_IGN)
    // So is a pipe that nobody reads any more, and what was computed can be saved first.
    signal(SIGPIPE, SIG_IGN)
    // C-\ ends the program; Swift's runtime would print where each of its threads was.
    if unsafeBitCast(signal(SIGQUIT, SIG_DFL), to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
    {
      signal(SIGQUIT, SIG_IGN)
    }
    let arguments = EmptyValues.apart(in: Array(CommandLine.arguments.dropFirst()))
    if let unknown = UnknownCommand.found(in: arguments) {
      Failure.exit(forUsage: unknown.failure)
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Failure.exit(with: error)
    }
  }
}
