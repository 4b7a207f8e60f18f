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
  public private(set) var steps: [StepReport] = []
  /// Its epochs, in order.
  public private(set) var epochs: [EpochReport] = []
  /// How it stands.
  public private(set) var state = State.open
  /// How long it has trained over all its parts, in seconds, as its end says.
  public private(set) var seconds: Double?
  /// What was changed while it went on, in words and in order; steps that were made twice included.
  public private(set) var changes: [String] = []

  /// A history without steps.
  public init() {}

  /// Reads a log; lines that are no events of a run are passed over, as is a log that is not there.
  ///
  /// - Parameters:
  ///   - path: The log.
  ///   - withSteps: Whether the steps are wanted, which are most of a log.
  public init(contentsOf path: String, withSteps: Bool) {
    let decoder = JSONDecoder()
    let stepOpening = LogEntry.opening(.step)
    var settings: LoggedSettings?
    var totalSteps: Int?
    let data = FileManager.default.contents(atPath: path) ?? Data()
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // Most lines are steps: their kind is seen without decoding them.
      if line.starts(with: stepOpening), !withSteps { continue }
      switch try? decoder.decode(LogEntry.self, from: line) {
      case .step(let step): steps.append(step)
      case .epoch(var epoch):
        epoch.isBest = epoch.testAccuracy > best?.testAccuracy ?? -1
        epochs.append(epoch)
      case .settings(let new):
        if let settings { changes += new.changes(from: settings) }
        settings = new
      case .rewind(let place):
        changes.append("went back to step \(place.step)")
        drop(after: place.step)
      case .end(let end):
        state = Self.state(endedBy: end.reason)
        seconds = end.seconds
      case .start(let start):
        (state, totalSteps) = (.open, start.totalSteps)
      case .resume(let start):
        if let totalSteps, totalSteps != start.totalSteps {
          changes.append(
            "after step \(start.step): steps of the run \(totalSteps) → \(start.totalSteps)")
        }
        (state, totalSteps) = (.open, start.totalSteps)
      case .length(let length): totalSteps = length.totalSteps
      case .checkpoint, .evaluation, .warning, nil: break
      }
    }
  }

  /// The epoch with the highest test accuracy, the first of equal ones.
  public var best: EpochReport? { epochs.last { $0.isBest } }

  /// Leaves out what came after a step.
  mutating func drop(after step: Int) {
    steps.removeAll { $0.step > step }
    epochs.removeAll { $0.step > step }
  }

  private static func state(endedBy reason: String) -> State {
    switch reason {
    case "completed", "patience": .finished
    case "diverged": .diverged
    default: .open
    }
  }
}
