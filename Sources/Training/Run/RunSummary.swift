import Foundation

/// What a run came to, read from its folder.
public struct RunSummary: Sendable {
  /// The run's folder.
  public let path: String
  /// What it computes.
  public let configuration: TrainingConfiguration
  /// What its log tells.
  public let history: RunHistory
  /// When something was last written.
  public let date: Date

  /// Its epochs so far.
  public var epochs: [EpochReport] { history.epochs }
  /// How it stands.
  public var state: RunHistory.State { history.state }

  /// The epoch with the highest test accuracy, the first of equal ones.
  public var best: EpochReport? { history.best }

  /// Reads a run's folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - withSteps: Whether the history has the steps, too, which takes longer.
  /// - Throws: ``TrainingError`` when there is no run.
  public init(_ path: String, withSteps: Bool = false) throws(TrainingError) {
    let run = try RunFolder.open(path)
    self.path = path
    configuration = run.configuration
    let log = path + "/" + RunFolder.logName
    history = RunHistory(contentsOf: log, withSteps: withSteps)
    date = RunSummary.lastWritten(path)
  }

  /// The runs in a folder, the newest first; what is no run is left out.
  ///
  /// - Parameter most: The most runs whose logs are read.
  public static func all(in folder: String, atMost most: Int = .max) -> [RunSummary] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let dated = names.map { (path: folder + "/" + $0, date: lastWritten(folder + "/" + $0)) }
      .sorted { ($1.date, $0.path) < ($0.date, $1.path) }
    return Array(dated.lazy.compactMap { try? RunSummary($0.path) }.prefix(most))
  }

  /// When something was last written to a run's log.
  private static func lastWritten(_ path: String) -> Date {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: path + "/" + RunFolder.logName)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }
}
