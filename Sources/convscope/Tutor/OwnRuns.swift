import Foundation
import Training
import TutorUI
import Typesetting

/// The learner's training runs, for the home screen, and the runs that start from there.
enum OwnRuns {
  /// The most runs that the home screen lists; each one's log is read.
  private static let most = 20

  /// The latest runs.
  static var all: [OwnRun] {
    RunSummary.all(in: RunFolder.standard, atMost: most).map { run in
      let best = run.best.map { NumberText.percent($0.testAccuracy, 2) } ?? run.state.rawValue
      return OwnRun(
        name: URL(fileURLWithPath: run.path).lastPathComponent,
        state: "\(run.configuration.data.argument) \(best)")
    }
  }

  /// Trains a network with this very program, in the terminal that is free now.
  ///
  /// It is a program of its own, so that whatever ends it leaves the tutor as it is.
  ///
  /// - Returns: The runs that there are afterwards.
  static func train(_ choice: TrainingChoice) throws -> [OwnRun] {
    let arguments: [String] =
      switch choice {
      case .playground: ["lab", "playground"]
      case .demo: ["train"]
      case .cifar10: ["train", "--data", "cifar10"]
      }
    let status = try ChildProgram.run(arguments)
    if status != 0 {
      // What it said stands above, and would be gone with the tutor's next picture.
      waitForEnter()
    }
    return all
  }

  /// Waits for Enter.
  ///
  /// Signals end the program as they end any other meanwhile: the terminal is the shell's, and C-c would
  /// else wait for Enter, too.
  private static func waitForEnter() {
    var usual = sigaction()
    usual.__sigaction_handler.sa_handler = SIG_DFL
    let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    let kept = ending.map { number in
      var old = sigaction()
      sigaction(number, &usual, &old)
      return old
    }
    StandardError.write("Press Enter to go back to the tutor.")
    _ = readLine()
    for (number, var old) in zip(ending, kept) { sigaction(number, &old, nil) }
  }
}
