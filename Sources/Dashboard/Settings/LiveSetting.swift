import Datasets
import NeuralNetworks
import Training

/// A setting that can be changed while the run goes on.
enum LiveSetting: Int, CaseIterable, Sendable {
  case learningRate, momentum, weightDecay, batchSize, augmentation

  /// What its row says.
  var title: String {
    switch self {
    case .learningRate: "learning rate factor"
    case .momentum: "momentum"
    case .weightDecay: "weight decay"
    case .batchSize: "batch size"
    case .augmentation: "augmentation"
    }
  }

  /// The values that + and − go through; empty where the setting is no number.
  private var ladder: [Double] {
    switch self {
    case .learningRate: Self.oneTwoFive(from: -3, through: 3)
    case .momentum: [0, 0.5, 0.8, 0.9, 0.95, 0.99]
    case .weightDecay: [0] + Self.oneTwoFive(from: -6, through: -1)
    case .batchSize: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]
    case .augmentation: []
    }
  }

  /// What a typed value has to be.
  var allowed: String {
    switch self {
    case .learningRate: "a factor from 0 to 1000, such as 0.5"
    case .momentum: "a number from 0 to below 1, such as 0.9"
    case .weightDecay: "a number from 0 to 1, such as 5e-4"
    case .batchSize: "a whole number from 1 to 4096, such as 128"
    case .augmentation: "one of " + Augmentation.allCases.map(\.rawValue).joined(separator: ", ")
    }
  }

  /// The value as text.
  func text(in settings: LiveSettings) -> String {
    switch self {
    case .learningRate: "×" + Wording.setting(settings.learningRateFactor)
    case .momentum: Wording.setting(settings.momentum)
    case .weightDecay: Wording.setting(settings.weightDecay)
    case .batchSize: Wording.count(settings.batchSize)
    case .augmentation: settings.augmentation.rawValue
    }
  }

  /// When a change of it begins to count.
  var start: String { self == .batchSize ? "from the next epoch on" : "from the next step on" }

  /// The settings with this one moved to its next value; `nil` at the end of the ladder.
  func moved(_ settings: LiveSettings, by distance: Int) -> LiveSettings? {
    var changed = settings
    if self == .augmentation {
      let all = Augmentation.allCases
      guard let place = all.firstIndex(of: settings.augmentation),
        all.indices.contains(place + distance)
      else { return nil }
      changed.augmentation = all[place + distance]
      return changed
    }
    let now = number(in: settings)
    // A value between two rungs moves to the nearest one in its direction.
    let slack = abs(now) * 1e-9
    let next =
      distance > 0
      ? ladder.first { $0 > now + slack } : ladder.last { $0 < now - slack }
    guard let next else { return nil }
    return setting(next, in: settings)
  }

  /// The settings with a typed value; `nil` when it is not allowed.
  func parsed(_ text: String, in settings: LiveSettings) -> LiveSettings? {
    let text = text.filter { !" ×x".contains($0) }
    if self == .augmentation {
      guard let augmentation = Augmentation(rawValue: text.lowercased()) else { return nil }
      var changed = settings
      changed.augmentation = augmentation
      return changed
    }
    guard let value = Double(text), value.isFinite, value >= 0 else { return nil }
    let isAllowed: Bool =
      switch self {
      case .learningRate: value <= 1_000
      case .momentum: value < 1
      case .weightDecay: value <= 1
      case .batchSize: value >= 1 && value <= 4_096 && value == value.rounded()
      case .augmentation: false
      }
    return isAllowed ? setting(value, in: settings) : nil
  }

  /// What a method does with the setting; the reason why it does nothing, where it does not.
  func unavailableReason(for method: OptimizerMethod?) -> String? {
    guard self == .momentum, let method, !method.parameters.contains(.momentum) else { return nil }
    return "\(method.title) has no momentum to set"
  }

  private func number(in settings: LiveSettings) -> Double {
    switch self {
    case .learningRate: settings.learningRateFactor
    case .momentum: settings.momentum
    case .weightDecay: settings.weightDecay
    case .batchSize: Double(settings.batchSize)
    case .augmentation: 0
    }
  }

  private func setting(_ value: Double, in settings: LiveSettings) -> LiveSettings {
    var changed = settings
    switch self {
    case .learningRate: changed.learningRateFactor = value
    case .momentum: changed.momentum = value
    case .weightDecay: changed.weightDecay = value
    case .batchSize: changed.batchSize = Int(value)
    case .augmentation: break
    }
    return changed
  }

  /// 1, 2 and 5 times each power of ten, the last power alone.
  private static func oneTwoFive(from first: Int, through last: Int) -> [Double] {
    (first..<last).flatMap { exponent in
      // Read from text, so that a rung is the very number that a person would type.
      [1, 2, 5].compactMap { Double("\($0)e\(exponent)") }
    } + [Double("1e\(last)")].compactMap { $0 }
  }
}
