import Dashboard
import Foundation
import TerminalKit
import Training

/// Runs a trainer with its log and its lines, and ends the program as the run ended.
///
/// One rule for every way to be asked to end: the run is saved, then the program ends as the signal
/// ends programs (C-c is SIGINT, a closed window SIGHUP); a second request does not wait for that.
struct TrainingSession {
  private let trainer: Trainer
  private let folder: RunFolder
  private let extraLog: EventLog?

  init(_ trainer: Trainer, folder: RunFolder, extraLog: EventLog?) {
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
      let warning = try recorder.record(event, isEnding: { control.isEnding })
      lines.show(event)
      if let warning { lines.show(.warning(warning)) }
      // Who reads the lines has gone: what was learnt is saved before the program ends, too.
      if lines.failure != nil { control.send(.interrupt) }
    }
    try finish(end, recorder, lines, signals.request)
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
          let warning = try scribe.record(event, isEnding: { control.isEnding })
          report(event)
          if let warning { report(.warning(warning)) }
        }
      }, inspect: inspect)
    let program = DashboardProgram(on: terminal, session: session)
    switch try program.run() {
    case .atOnce: ProgramEnd.bySignal(SIGINT)
    case .terminated(let reason):
      // The screen is the user's again; the next signal does not wait for the run to be saved.
      let signals = InterruptSignals { ProgramEnd.bySignal($0) }
      program.waitForTraining()
      signals.release()
      guard let end = outcome.end else { return }
      let lines = TrainingLines(folder: folder.path)
      // Where the terminal is gone, nobody reads it.
      if case .interrupted = end.reason { lines.tell(TrainingLines.saved(end, folder.path)) }
      try finish(end, recorder, lines, EndRequest(Self.number(of: reason)))
    case .byUser:
      guard let end = outcome.end else { return }
      let lines = TrainingLines(folder: folder.path)
      lines.show(.ended(end))
      try finish(end, recorder, lines, EndRequest())
    }
  }

  private static func number(of reason: TerminationReason) -> Int32 {
    switch reason {
    case .signal(let number): number
    case .terminalLost, .scriptEnded: SIGHUP
    }
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

  /// Ends as the run ended; a run that was interrupted ends the program by the signal.
  private func finish(
    _ end: EndReport, _ recorder: RunRecorder, _ lines: TrainingLines, _ request: EndRequest
  ) throws {
    if let failure = recorder.reportFailure {
      lines.tell("warning: the report could not be written: \(failure)")
    }
    // C-c at the dashboard is a key, not a signal.
    let signal = request.number ?? SIGINT
    guard lines.finish(request) else { ProgramEnd.bySignal(signal) }
    if let failure = lines.failure { StandardOutput.endProgram(failedWith: failure) }
    switch end.reason {
    case .completed, .stopped, .patience: return
    case .interrupted: ProgramEnd.bySignal(signal)
    case .diverged(let cause, let remedy):
      throw CommandFailure(cause, remedy: "\(remedy) \(place(of: end))")
    case .failed(let message):
      throw CommandFailure(message, remedy: place(of: end))
    }
  }

  private func place(of end: EndReport) -> String {
    guard let checkpoint = end.lastCheckpoint else { return "No checkpoint had been written." }
    return "The last good checkpoint is \(checkpoint)."
  }
}
