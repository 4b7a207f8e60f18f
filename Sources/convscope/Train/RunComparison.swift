import Foundation
import Training

/// Two runs side by side: what is set differently, and both curves.
struct RunComparison {
  private let left: RunSummary
  private let right: RunSummary

  init(_ left: RunSummary, _ right: RunSummary) {
    (self.left, self.right) = (left, right)
  }

  var text: String {
    let names = [left, right].map { URL(fileURLWithPath: $0.path).lastPathComponent }
    let settings = zip(Self.settings(left), Self.settings(right))
      .filter { $0.value != $1.value }
      .map { [$0.name, $0.value, $1.value] }
    let parts = [
      settings.isEmpty
        ? "Both runs have the same settings."
        : TextTable(header: ["setting"] + names, rows: settings).text,
      TextTable(
        header: ["epoch", "train loss", "", "test loss", "", "test accuracy", ""], rows: curves
      )
      .text,
      best(names),
    ]
    return parts.joined(separator: "\n\n")
  }

  private var curves: [[String]] {
    let count = max(left.epochs.count, right.epochs.count)
    return (0..<count).map { index in
      let pair = [left, right].map { index < $0.epochs.count ? $0.epochs[index] : nil }
      func cells(_ value: (RunSummary.Epoch) -> String) -> [String] {
        pair.map { $0.map(value) ?? "" }
      }
      return ["\(index + 1)"] + cells { String(format: "%.4f", $0.trainLoss) }
        + cells { String(format: "%.4f", $0.testLoss) }
        + cells { String(format: "%.2f %%", 100 * $0.testAccuracy) }
    }
  }

  private func best(_ names: [String]) -> String {
    zip(names, [left, right]).map { name, run in
      guard let best = run.best else { return "\(name) has finished no epoch." }
      return String(
        format: "%@: best test accuracy %.2f %% after epoch %d.", name, 100 * best.testAccuracy,
        best.epoch)
    }
    .joined(separator: "\n")
  }

  private static func settings(_ run: RunSummary) -> [(name: String, value: String)] {
    let configuration = run.configuration
    let optimizer = configuration.optimizer
    return [
      ("network", configuration.network), ("data", configuration.data.argument),
      ("epochs", "\(configuration.epochs)"), ("batch size", "\(configuration.batchSize)"),
      ("optimiser", optimizer.method.title), ("learning rate", "\(optimizer.learningRate)"),
      ("momentum", "\(optimizer.momentum)" + (optimizer.nesterov ? ", Nesterov" : "")),
      ("weight decay", "\(optimizer.weightDecay)"), ("schedule", configuration.schedule.text),
      ("augmentation", configuration.augmentation.rawValue), ("seed", "\(configuration.seed)"),
    ]
  }
}
