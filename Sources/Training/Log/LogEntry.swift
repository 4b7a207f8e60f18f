import Foundation

/// A line of a run's log: what happened, and after which step.
///
/// It is an object of JSON whose `event` names the case, beside the keys of what the case holds. Each
/// key is spelled once: here, or in the report that the log holds as it is.
enum LogEntry: Hashable, Sendable {
  /// The run begins.
  case start(Start)
  /// The run continues after a step.
  case resume(Start)
  case step(StepReport)
  case epoch(EpochReport)
  case checkpoint(CheckpointReport)
  case evaluation(TestResult)
  case settings(LoggedSettings)
  case length(Length)
  /// The run goes back to a step.
  case rewind(Place)
  case warning(Warning)
  case end(End)

  /// What is known when a run begins.
  struct Start: LogContent {
    let step: Int
    let network: String
    let parameters: Int
    let dataset: String
    /// The images of a step, which logs have not always said.
    let batchSize: Int?
    let stepsPerEpoch: Int
    let totalSteps: Int

    private enum CodingKeys: String, CodingKey {
      case step, network, parameters, dataset
      case batchSize = "batch_size"
      case stepsPerEpoch = "steps_per_epoch"
      case totalSteps = "total_steps"
    }
  }

  /// What a test on all test images gave.
  struct TestResult: LogContent {
    let step: Int
    @JSONNumber var loss: Double
    let accuracy: Double

    private enum CodingKeys: String, CodingKey {
      case step
      case loss = "test_loss"
      case accuracy = "test_accuracy"
    }
  }

  /// How long the run is from a step on.
  struct Length: LogContent {
    let step: Int
    let batchSize: Int
    let stepsPerEpoch: Int
    let totalSteps: Int

    private enum CodingKeys: String, CodingKey {
      case step
      case batchSize = "batch_size"
      case stepsPerEpoch = "steps_per_epoch"
      case totalSteps = "total_steps"
    }
  }

  struct Place: LogContent {
    let step: Int
  }

  struct Warning: LogContent {
    let step: Int
    let message: String
  }

  /// How the run ended: why in a word, and with which best epoch, if any.
  struct End: LogContent {
    let step: Int
    let reason: String
    /// How long the run has trained, over all its parts; logs have not always said it.
    let seconds: Double?
    let bestAccuracy: Double?
    let bestEpoch: Int?

    private enum CodingKeys: String, CodingKey {
      case step, reason, seconds
      case bestAccuracy = "best_accuracy"
      case bestEpoch = "best_epoch"
    }
  }
}

/// What a line of the log holds besides the name of its event.
protocol LogContent: Codable, Hashable, Sendable {
  /// After which step it happened.
  var step: Int { get }
}

extension StepReport: LogContent {}
extension EpochReport: LogContent {}
extension CheckpointReport: LogContent {}

extension LogEntry: Decodable {
  /// The names of the cases.
  enum Event: String, Decodable {
    case start, resume, step, epoch, checkpoint, evaluation, settings, length, rewind, warning, end
  }

  private enum CodingKeys: String, CodingKey {
    case event
  }

  /// The entry's parts.
  private var parts: (event: Event, content: any LogContent) {
    switch self {
    case .start(let content): (.start, content)
    case .resume(let content): (.resume, content)
    case .step(let content): (.step, content)
    case .epoch(let content): (.epoch, content)
    case .checkpoint(let content): (.checkpoint, content)
    case .evaluation(let content): (.evaluation, content)
    case .settings(let content): (.settings, content)
    case .length(let content): (.length, content)
    case .rewind(let content): (.rewind, content)
    case .warning(let content): (.warning, content)
    case .end(let content): (.end, content)
    }
  }

  /// After which step it happened.
  var step: Int { parts.content.step }

  init(from decoder: any Decoder) throws {
    let event = try decoder.container(keyedBy: CodingKeys.self).decode(Event.self, forKey: .event)
    switch event {
    case .start: self = .start(try Start(from: decoder))
    case .resume: self = .resume(try Start(from: decoder))
    case .step: self = .step(try StepReport(from: decoder))
    case .epoch: self = .epoch(try EpochReport(from: decoder))
    case .checkpoint: self = .checkpoint(try CheckpointReport(from: decoder))
    case .evaluation: self = .evaluation(try TestResult(from: decoder))
    case .settings: self = .settings(try LoggedSettings(from: decoder))
    case .length: self = .length(try Length(from: decoder))
    case .rewind: self = .rewind(try Place(from: decoder))
    case .warning: self = .warning(try Warning(from: decoder))
    case .end: self = .end(try End(from: decoder))
    }
  }

  /// The entry as a line.
  ///
  /// The event comes first, so that its kind is seen without reading the rest.
  func line(_ encoder: JSONEncoder) -> Data {
    let (event, content) = parts
    guard let fields = try? encoder.encode(content) else {
      preconditionFailure("JSON cannot hold \(content)")
    }
    return Self.opening(event) + Data(",".utf8) + fields.dropFirst() + Data("\n".utf8)
  }

  /// What every line of an event begins with.
  static func opening(_ event: Event) -> Data { opening + Data("\(event.rawValue)\"".utf8) }

  /// What every line begins with.
  static let opening = Data(#"{"event":""#.utf8)
}
