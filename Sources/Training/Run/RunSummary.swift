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
    let attributes = try? FileManager.default.attributesOfItem(atPath: log)
    date = attributes?[.modificationDate] as? Date ?? .distantPast
  }

  /// The runs in a folder, the newest first; what is no run is left out.
  public static func all(in folder: String) -> [RunSummary] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { try? RunSummary(folder + "/" + $0) }
      .sorted { ($1.date, $0.path) < ($0.date, $1.path) }
  }
}
