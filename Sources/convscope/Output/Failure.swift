import ArgumentParser
import Datasets
import Foundation
import Interchange
import NCursesTerminal
import NeuralNetworks
import Problems
import Storyboards
import TensorEngine
import Training

/// Why a command cannot do its work, for what has no error of its own.
struct CommandFailure: Error, CustomStringConvertible {
  /// What is wrong, in one clause without a full stop.
  let message: String
  /// What to do, in whole sentences; may be empty.
  let remedy: String

  init(_ message: String, remedy: String = "") {
    self.message = message
    self.remedy = remedy
  }

  var description: String { remedy.isEmpty ? message : "\(message)\n  \(remedy)" }
}

/// Exit statuses beside 0; the usage error 64 is argument-parser's.
enum ExitStatus {
  /// An answer was wrong or a check failed.
  static let checkFailed = ExitCode(1)
  /// The work could not be done.
  static let cannotRun = ExitCode(2)
}

/// What a user is told when a command fails.
enum Failure {
  /// Ends the program with a message and its exit status.
  ///
  /// Help, the version and command lines that were not understood are argument-parser's to print.
  static func exit(with error: any Error) -> Never {
    guard let message = message(for: error) else { Convscope.exit(withError: error) }
    StandardError.write(message)
    Foundation.exit(ExitStatus.cannotRun.rawValue)
  }

  /// What to say about an error; `nil` for one that is argument-parser's own.
  static func message(for error: any Error) -> String? {
    switch error {
    // Says the place and `error:` itself.
    case let diagnostic as Diagnostic: diagnostic.description
    case is CommandFailure, is BackendError, is TerminalError, is StoryError, is NetworkError,
      is DatasetError, is OptimizerError, is ScheduleError, is TrainingError, is InterchangeError:
      "error: \(error)"
    default: nil
    }
  }
}
