import Foundation

/// What a run came to, read from its folder.
public struct RunSummary: Sendable {
  /// How a run stands.
  public enum State: String, Sendable {
    /// All its steps were made, or patience ended it.
    case finished
    /// It was stopped, or is still going on, and can be continued.
    case open
    /// Its loss is no number any more.
    case diverged
  }

  /// An epoch of its curve.
  public struct Epoch: Codable, Hashable, Sendable {
    /// Its number, from 1.
    public let epoch: Int
    /// The mean loss of its steps.
    public let trainLoss: Double
    /// The loss of the test after it.
    public let testLoss: Double
    /// The share of test images that were right.
    public let testAccuracy: Double

    private enum CodingKeys: String, CodingKey {
      case epoch
      case trainLoss = "train_loss"
      case testLoss = "test_loss"
      case testAccuracy = "test_accuracy"
    }
  }

  /// The run's folder.
  public let path: String
  /// What it computes.
  public let configuration: TrainingConfiguration
  /// Its epochs so far.
  public let epochs: [Epoch]
  /// How it stands.
  public let state: State
  /// When something was last written.
  public let date: Date

  /// The epoch with the highest test accuracy, the first of equal ones.
  public var best: Epoch? {
    epochs.max { ($0.testAccuracy, -$0.epoch) < ($1.testAccuracy, -$1.epoch) }
  }

  /// Reads a run's folder.
  ///
  /// - Throws: ``TrainingError`` when there is no run.
  public init(_ path: String) throws(TrainingError) {
    let run = try RunFolder.open(path)
    self.path = path
    configuration = run.configuration
    let log = path + "/" + RunFolder.logName
    let lines = (FileManager.default.contents(atPath: log) ?? Data())
      .split(separator: UInt8(ascii: "\n"))
    var epochs: [Epoch] = []
    var state = State.open
    for line in lines {
      guard let event = try? JSONDecoder().decode(Line.self, from: line) else { continue }
      switch event.event {
      case "epoch":
        if let epoch = try? JSONDecoder().decode(Epoch.self, from: line) { epochs.append(epoch) }
      case "end":
        switch event.reason {
        case "completed", "patience": state = .finished
        case "diverged": state = .diverged
        default: state = .open
        }
      case "start", "resume": state = .open
      default: break
      }
    }
    self.epochs = epochs
    self.state = state
    let attributes = try? FileManager.default.attributesOfItem(atPath: log)
    date = attributes?[.modificationDate] as? Date ?? .distantPast
  }

  /// The runs in a folder, the newest first; what is no run is left out.
  public static func all(in folder: String) -> [RunSummary] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { try? RunSummary(folder + "/" + $0) }
      .sorted { ($1.date, $0.path) < ($0.date, $1.path) }
  }

  private struct Line: Decodable {
    let event: String
    let reason: String?
  }
}
