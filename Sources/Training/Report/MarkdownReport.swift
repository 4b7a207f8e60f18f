import Foundation
import Interchange
import Typesetting

/// A run's report: `report.md`, with its curves beside it as pictures.
///
/// Everything in it is read from the run's folder, so it can be made anew at any time.
public struct MarkdownReport {
  static let name = "report.md"
  static let lossName = "loss.svg"
  static let accuracyName = "accuracy.svg"
  /// How many points a curve over steps has at most.
  private static let mostPoints = 300

  private let run: RunSummary
  private let command: String

  /// Reads a run.
  ///
  /// - Parameters:
  ///   - path: Its folder.
  ///   - command: The command line that repeats the run.
  /// - Throws: ``TrainingError`` when there is no run.
  public init(_ path: String, command: String) throws(TrainingError) {
    run = try RunSummary(path, withSteps: true)
    self.command = command
  }

  /// Writes the report and its pictures into the run's folder.
  ///
  /// - Throws: ``InterchangeError`` when one cannot be written.
  public func write() throws(InterchangeError) {
    try AtomicFile.write(loss.svg, to: run.path + "/" + Self.lossName)
    try AtomicFile.write(accuracy.svg, to: run.path + "/" + Self.accuracyName)
    try AtomicFile.write(text, to: run.path + "/" + Self.name)
  }

  // MARK: - Words

  /// The report as Markdown.
  var text: String {
    var parts = ["# \(title)", outcome]
    parts.append("![Loss over steps](\(Self.lossName))")
    parts.append("![Accuracy over steps](\(Self.accuracyName))")
    if !run.epochs.isEmpty { parts.append("## Epochs\n\n" + epochs) }
    parts.append(
      "## Settings\n\n"
        + Self.table(["setting", "value"], run.configuration.settings.map { [$0.name, $0.value] }))
    let changes = run.history.changes
    if !changes.isEmpty {
      parts.append(
        "## Changed while it went on\n\n" + changes.map { "- \($0)" }.joined(separator: "\n"))
    }
    parts.append(
      "## Again\n\n"
        + (changes.isEmpty
          ? "The same command gives the same bits:"
          : "A command with the settings above, to which the changes do not belong:")
        + "\n\n    " + command)
    return parts.joined(separator: "\n\n") + "\n"
  }

  private var title: String {
    run.configuration.network.onOneLine
  }

  private var outcome: String {
    let state =
      switch run.state {
      case .finished: "The run is finished."
      case .open: "The run is not finished; `convscope train --resume \(run.path)` continues it."
      case .diverged: "The run broke off: its loss became no number."
      }
    guard let best = run.best else { return state + " It has finished no epoch." }
    // An epoch says only how long the part took that its program made.
    let seconds = run.history.seconds ?? run.epochs.reduce(0) { $0 + $1.seconds }
    return state
      + String(
        format:
          " Best test accuracy: **%.2f %%**, after epoch %d. Training took %.0f s, tests included.",
        100 * best.testAccuracy, best.epoch, seconds)
  }

  private var epochs: String {
    Self.table(
      [
        "epoch", "train loss", "train accuracy", "test loss", "test accuracy", "images/s",
        "seconds",
      ],
      run.epochs.map { epoch in
        [
          "\(epoch.epoch)", Self.number(epoch.trainLoss, 4), Self.percent(epoch.trainAccuracy),
          epoch.testLoss.isFinite ? Self.number(epoch.testLoss, 4) : "no number",
          Self.percent(epoch.testAccuracy), Self.number(epoch.imagesPerSecond, 0),
          Self.number(epoch.seconds, 1),
        ]
      })
  }

  private static func table(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      // A bar would end its cell, and a description may have several lines.
      let texts = cells.map { $0.replacing("|", with: "\\|").onOneLine }
      return "| " + texts.joined(separator: " | ") + " |"
    }
    return ([line(header), line(header.map { _ in "---" })] + rows.map(line))
      .joined(separator: "\n")
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }

  private static func percent(_ share: Double) -> String { number(100 * share, 2) + " %" }

  // MARK: - Curves

  /// The loss of each step, and that of each test.
  var loss: CurveFigure {
    CurveFigure(
      title: "Loss",
      series: [
        trainSeries(\.loss),
        testSeries(\.testLoss),
      ], steps: lastStep, isShare: false)
  }

  /// The share of images that were right, in training and in each test.
  var accuracy: CurveFigure {
    CurveFigure(
      title: "Accuracy",
      series: [
        trainSeries(\.accuracy),
        testSeries(\.testAccuracy),
      ], steps: lastStep, isShare: true)
  }

  private var lastStep: Int {
    max(run.history.steps.last?.step ?? 0, run.epochs.last?.step ?? 0)
  }

  /// A value of steps, neighbours averaged where there are more than a picture shows.
  private func trainSeries(_ value: (StepReport) -> Double) -> CurveFigure.Series {
    let steps = run.history.steps
    let width = max(1, (steps.count + Self.mostPoints - 1) / Self.mostPoints)
    let points = stride(from: 0, to: steps.count, by: width).map { start in
      let part = steps[start..<min(start + width, steps.count)]
      let count = Double(part.count)
      return (
        x: part.reduce(0) { $0 + Double($1.step) } / count,
        y: part.reduce(0) { $0 + value($1) } / count
      )
    }
    return CurveFigure.Series(name: "train", colour: "#3b78c2", isMarked: false, points: points)
  }

  private func testSeries(_ value: (EpochReport) -> Double) -> CurveFigure.Series {
    CurveFigure.Series(
      name: "test", colour: "#c2571a", isMarked: true,
      points: run.epochs.map { (x: Double($0.step), y: value($0)) }.filter(\.y.isFinite))
  }
}
