import Foundation

/// What a run's log tells of its steps and epochs.
///
/// A run that went back to a checkpoint has made some steps twice; only the later ones count.
public struct RunHistory: Sendable {
  /// How a run stands.
  public enum State: String, Sendable {
    /// All its steps were made, or patience ended it.
    case finished
    /// It was stopped, or is still going on, and can be continued.
    case open
    /// Its loss is no number any more.
    case diverged
  }

  /// Its steps, in order; empty where they were not asked for.
  public private(set) var steps: [LoggedStep] = []
  /// Its epochs, in order.
  public private(set) var epochs: [LoggedEpoch] = []
  /// How it stands.
  public private(set) var state = State.open
  /// What was changed while it went on, in words and in order; steps that were made twice included.
  public private(set) var changes: [String] = []

  /// A history without steps.
  public init() {}

  /// Reads a log; lines that are no events of a run are passed over, as is a log that is not there.
  ///
  /// - Parameters:
  ///   - path: The log.
  ///   - withSteps: Whether the steps are wanted, which are most of a log.
  init(contentsOf path: String, withSteps: Bool) {
    let decoder = JSONDecoder()
    var settings: LoggedSettings?
    let data = FileManager.default.contents(atPath: path) ?? Data()
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // Most lines are steps: their kind is seen without decoding them.
      if line.starts(with: Self.stepPrefix), !withSteps { continue }
      guard let kind = (try? decoder.decode(Kind.self, from: line)) else { continue }
      switch kind.event {
      case "step":
        if let step = try? decoder.decode(LoggedStep.self, from: line) { steps.append(step) }
      case "epoch":
        if let epoch = try? decoder.decode(LoggedEpoch.self, from: line) { epochs.append(epoch) }
      case "settings":
        guard let new = try? decoder.decode(LoggedSettings.self, from: line) else { continue }
        if let settings { changes += new.changes(from: settings) }
        settings = new
      case "rewind":
        changes.append("went back to step \(kind.step ?? 0)")
        drop(after: kind.step ?? 0)
      case "end": state = Self.state(endedBy: kind.reason)
      case "start", "resume": state = .open
      default: break
      }
    }
  }

  private static let stepPrefix = Data(#"{"event":"step""#.utf8)

  /// Leaves out what came after a step.
  mutating func drop(after step: Int) {
    steps.removeAll { $0.step > step }
    epochs.removeAll { $0.step > step }
  }

  private static func state(endedBy reason: String?) -> State {
    switch reason {
    case "completed", "patience": .finished
    case "diverged": .diverged
    default: .open
    }
  }

  private struct Kind: Decodable {
    let event: String
    let step: Int?
    let reason: String?
  }
}

/// A step, as the log has it.
public struct LoggedStep: Decodable, Hashable, Sendable {
  /// Its number, from 1.
  public let step: Int
  /// Its epoch, from 1.
  public let epoch: Int
  /// The mean loss of its images.
  public let loss: Double
  /// The share of its images that were right.
  public let accuracy: Double
  /// The learning rate.
  public let learningRate: Double

  private enum CodingKeys: String, CodingKey {
    case step, epoch, loss, accuracy
    case learningRate = "lr"
  }
}

/// An epoch, as the log has it.
public struct LoggedEpoch: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public let epoch: Int
  /// The number of its last step.
  public let step: Int
  /// The mean loss of its steps.
  public let trainLoss: Double
  /// The share of training images that were right when their turn came.
  public let trainAccuracy: Double
  /// The loss of the test after it; `nil` where it was no number.
  public let testLoss: Double?
  /// The share of test images that were right.
  public let testAccuracy: Double
  /// The training images of a second.
  public let imagesPerSecond: Double
  /// How long it took, the test included, in seconds.
  public let seconds: Double

  private enum CodingKeys: String, CodingKey {
    case epoch, step, seconds
    case trainLoss = "train_loss"
    case trainAccuracy = "train_accuracy"
    case testLoss = "test_loss"
    case testAccuracy = "test_accuracy"
    case imagesPerSecond = "images_per_second"
  }
}
