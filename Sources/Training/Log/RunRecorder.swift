import Interchange

/// Keeps what happens in a run: its log, another log where one is wished, and its report.
public final class RunRecorder {
  private let log: EventLog
  /// The other log, until it cannot be written any more.
  private var extraLog: EventLog?
  private let folder: RunFolder
  private let command: String

  /// Why the report could not be written; the run itself is none the worse.
  public private(set) var reportFailure: (any Error)?

  /// Opens the logs of a run.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - step: The step that the run continues after; what logs say of later ones is dropped.
  ///   - extraLog: Another log that gets the same lines.
  ///   - command: The command line that repeats the run.
  /// - Throws: ``InterchangeError`` when a log cannot be written.
  public init(
    _ folder: RunFolder, continuingAfter step: Int, extraLog: EventLog?, command: String
  ) throws(InterchangeError) {
    self.folder = folder
    self.command = command
    self.extraLog = extraLog
    log = try folder.openLog(continuingAfter: step)
  }

  /// Writes an event, and the report when it is the last.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - isEnding: Asked whether the run is to end while the reader of the other log takes nothing.
  /// - Returns: That the other log cannot be written any more, in words: the run goes on without it.
  /// - Throws: ``InterchangeError`` when the run's own log cannot be written.
  @discardableResult
  public func record(
    _ event: TrainingEvent, isEnding: () -> Bool = { false }
  ) throws(InterchangeError) -> String? {
    try log.write(event)
    var warning: String?
    do throws(InterchangeError) {
      try extraLog?.write(event, isEnding: isEnding)
    } catch {
      extraLog = nil
      warning = "the run goes on without its other log, \(error)"
    }
    if case .ended = event { report() }
    return warning
  }

  private func report() {
    do {
      try MarkdownReport(folder.path, command: command).write()
    } catch {
      reportFailure = error
    }
  }
}
