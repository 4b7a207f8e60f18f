import Datasets

/// The settings that may change while a run goes on, as the log has them.
struct LoggedSettings: LogContent {
  let step: Int
  @JSONNumber private var learningRateFactor: Double
  @JSONNumber private var momentum: Double
  @JSONNumber private var weightDecay: Double
  private let batchSize: Int
  private let augmentation: Augmentation

  private enum CodingKeys: String, CodingKey {
    case step, momentum
    case learningRateFactor = "lr_factor"
    case weightDecay = "weight_decay"
    case batchSize = "batch_size"
    case augmentation = "augment"
  }

  init(_ settings: LiveSettings, step: Int) {
    self.step = step
    learningRateFactor = settings.learningRateFactor
    momentum = settings.momentum
    weightDecay = settings.weightDecay
    batchSize = settings.batchSize
    augmentation = settings.augmentation
  }

  /// What is not as it was, each in a few words.
  func changes(from old: LoggedSettings) -> [String] {
    let pairs: [(String, String, String)] = [
      ("learning rate", "×\(old.learningRateFactor)", "×\(learningRateFactor)"),
      ("momentum", "\(old.momentum)", "\(momentum)"),
      ("weight decay", "\(old.weightDecay)", "\(weightDecay)"),
      ("batch size", "\(old.batchSize)", "\(batchSize)"),
      ("augmentation", old.augmentation.rawValue, augmentation.rawValue),
    ]
    return pairs.filter { $0.1 != $0.2 }
      .map { name, before, after in
        // Another batch size needs another plan of the epoch.
        let start = name == "batch size" ? ", from the next epoch on" : ""
        return "after step \(step): \(name) \(before) → \(after)\(start)"
      }
  }
}
