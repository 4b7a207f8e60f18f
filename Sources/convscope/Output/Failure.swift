import ArgumentParser
import Foundation
import Typesetting

/// Why a command cannot do its work, for what has no error of its own.
struct CommandFailure: UserError {
  let place: String
  let message: String
  let remedy: String

  init(_ message: String, place: String = "", remedy: String = "") {
    (self.place, self.message, self.remedy) = (place, message, remedy)
  }
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
  /// Ends the program where its command line was not understood, with the parser's own status for that.
  static func exit(forUsage error: some UserError) -> Never {
    StandardError.write(error.report)
    Foundation.exit(ExitCode.validationFailure.rawValue)
  }

  /// Ends the program with a message and its exit status.
  ///
  /// Help, the version and scripts of completions are texts like others: a full disk is noticed.
  static func exit(with error: any Error) -> Never {
    if let error = error as? any UserError {
      StandardError.write(error.report)
      Foundation.exit(ExitStatus.cannotRun.rawValue)
    }
    let status = Convscope.exitCode(for: error)
    let message = Convscope.fullMessage(for: error)
    if status.isSuccess {
      if !message.isEmpty { StandardOutput.writeDrawing(message) }
    } else if !message.isEmpty {
      // A command line that was not understood is quoted, whatever is in it.
      StandardError.write(message.withoutLongWords)
    }
    // Where argument-parser knows no status, something could not be done.
    let isUnknown = status == .failure && !(error is ExitCode)
    Foundation.exit((isUnknown ? ExitStatus.cannotRun : status).rawValue)
  }
}
