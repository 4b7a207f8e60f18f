import Foundation
import Training
import Typesetting

/// Two runs side by side: what is set differently, and both curves.
struct RunComparison {
  private let left: RunSummary
  private let right: RunSummary

  init(_ left: RunSummary, _ right: RunSummary) {
    (self.left, self.right) = (left, right)
  }

  var text: String {
    let names = [left, right].map { URL(fileURLWithPath: $0.path).lastPathComponent }
    let settings = Self.differences(left.configuration.settings, right.configuration.settings)
    let parts = [
      settings.isEmpty
        ? "Both runs began with the same settings."
        : TextTable(header: ["setting"] + names, rows: settings).text,
      changes(names),
      TextTable(
        header: ["epoch", "train loss", "", "test loss", "", "test accuracy", ""], rows: curves
      )
      .text,
      best(names),
    ]
    return parts.compactMap { $0 }.joined(separator: "\n\n")
  }

  /// What was changed while the runs went on, a line each; `nil` where nothing was.
  private func changes(_ names: [String]) -> String? {
    let lines = zip(names, [left, right]).flatMap { name, run in
      run.history.changes.map { "\(name): \($0)" }
    }
    return lines.isEmpty
      ? nil : (["Changed while they went on:"] + lines).joined(separator: "\n")
  }

  private var curves: [[String]] {
    let numbers = Set((left.epochs + right.epochs).map(\.epoch)).sorted()
    return numbers.map { number in
      // One within which a run had ended before it was made longer was tested twice.
      let pair = [left, right].map { run in run.epochs.last { $0.epoch == number } }
      func cells(_ value: (EpochReport) -> String) -> [String] {
        pair.map { $0.map(value) ?? "" }
      }
      return ["\(number)"] + cells { NumberText.fixed($0.trainLoss, 4) }
        + cells { $0.testLoss.isFinite ? NumberText.fixed($0.testLoss, 4) : "none" }
        + cells { NumberText.percent($0.testAccuracy, 2) }
    }
  }

  private func best(_ names: [String]) -> String {
    zip(names, [left, right]).map { name, run in
      guard let best = run.best else { return "\(name) has finished no epoch." }
      return "\(name): best test accuracy \(NumberText.percent(best.testAccuracy, 2)) after epoch"
        + " \(best.epoch)."
    }
    .joined(separator: "\n")
  }

  /// The settings that are not the same, a row each; one that a run does not have is left empty.
  private static func differences(
    _ left: [(name: String, value: String)], _ right: [(name: String, value: String)]
  ) -> [[String]] {
    let names =
      left.map(\.name)
      + right.map(\.name).filter { name in
        !left.contains { $0.name == name }
      }
    return names.compactMap { name in
      let values = [left, right].map { side in side.first { $0.name == name }?.value ?? "" }
      return values[0] == values[1] ? nil : [name] + values
    }
  }
}
