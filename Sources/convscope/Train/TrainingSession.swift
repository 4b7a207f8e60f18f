import ArgumentParser
import Dashboard
import Foundation
import TerminalKit
import Training

/// Runs a trainer with its log and its lines, and ends the program as the run ended.
struct TrainingSession {
  private let trainer: Trainer
  private let folder: RunFolder
  private let extraLog: String?

  init(_ trainer: Trainer, folder: RunFolder, extraLog: String?) {
    self.trainer = trainer
    self.folder = folder
    self.extraLog = extraLog
  }

  /// Runs until the end, with lines.
  ///
  /// - Throws: A message and exit status 2 when the run could not go on.
  func run() throws {
    let recorder = try makeRecorder()
    let control = TrainingControl()
    let signals = InterruptSignals { _ in control.send(.interrupt) }
    defer { signals.release() }
    let lines = TrainingLines(folder: folder.path)
    let end = trainer.run(control: control) { event in
      try recorder.record(event)
      lines.show(event)
    }
    try finish(end, recorder)
  }

  /// Runs until the end, with the dashboard.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - inspect: Runs an image through the network of a snapshot.
  /// - Throws: A message and exit status 2 when the run could not go on.
  func run(
    on terminal: any Terminal,
    inspect: @escaping @Sendable (ModelSnapshot, ImagePrediction) throws -> Inspection
  ) throws {
    let recorder = try makeRecorder()
    let outcome = Outcome()
    // The trainer belongs to the thread that trains; this one only waits for it.
    nonisolated(unsafe) let trainer = trainer
    nonisolated(unsafe) let scribe = recorder
    let session = DashboardSession(
      train: { control, report in
        outcome.end = trainer.run(control: control) { event in
          try scribe.record(event)
          report(event)
        }
      }, inspect: inspect)
    let reason = try DashboardProgram(on: terminal, session: session).run()
    guard let end = outcome.end else { return }
    if case .signal(let number) = reason { throw ExitCode(128 + number) }
    TrainingLines(folder: folder.path).conclude(end)
    try finish(end, recorder)
  }

  /// How the run ended, told from one thread to another that waits for its end.
  private final class Outcome: @unchecked Sendable {
    var end: EndReport?
  }

  private func makeRecorder() throws -> RunRecorder {
    try RunRecorder(
      folder, continuingAfter: trainer.stepsBefore, extraLog: extraLog,
      command: trainer.configuration.commandLine)
  }

  private func finish(_ end: EndReport, _ recorder: RunRecorder) throws {
    if let failure = recorder.reportFailure {
      StandardError.write("warning: the report could not be written: \(failure)")
    }
    switch end.reason {
    case .completed, .stopped, .patience, .interrupted: return
    case .diverged(let cause):
      throw CommandFailure(cause, remedy: remedy(end))
    case .failed(let message):
      throw CommandFailure(message, remedy: remedy(end))
    }
  }

  private func remedy(_ end: EndReport) -> String {
    guard let checkpoint = end.lastCheckpoint else { return "No checkpoint had been written." }
    return "The last good checkpoint is \(checkpoint)."
  }
}
