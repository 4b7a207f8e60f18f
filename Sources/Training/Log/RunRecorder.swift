import Interchange

/// Keeps what happens in a run: its log, another log where one is wished, and its report.
public final class RunRecorder {
  private let logs: [EventLog]
  private let folder: RunFolder
  private let command: String

  /// Why the report could not be written; the run itself is none the worse.
  public private(set) var reportFailure: (any Error)?

  /// Opens the logs of a run.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - step: The step that the run continues after; what logs say of later ones is dropped.
  ///   - extraLog: Another file that gets the same lines.
  ///   - command: The command line that repeats the run.
  /// - Throws: ``InterchangeError`` when a log cannot be written.
  public init(
    _ folder: RunFolder, continuingAfter step: Int, extraLog: String?, command: String
  ) throws(InterchangeError) {
    self.folder = folder
    self.command = command
    var logs = [try folder.openLog(continuingAfter: step)]
    if let extraLog { logs.append(try EventLog(extraLog, continuingAfter: step)) }
    self.logs = logs
  }

  /// Writes an event, and the report when it is the last.
  ///
  /// - Throws: ``InterchangeError`` when a log cannot be written.
  public func record(_ event: TrainingEvent) throws(InterchangeError) {
    for log in logs { try log.write(event) }
    guard case .ended = event else { return }
    do {
      try MarkdownReport(folder.path, command: command).write()
    } catch {
      reportFailure = error
    }
  }
}
