import Foundation
import Training
import Typesetting

/// A run as lines: one for each epoch on standard output, progress on standard error.
final class TrainingLines {
  private let folder: String
  private let queue = OutputQueue()
  private let progress: ProgressLine
  private var length: RunLength?
  private let begin = ContinuousClock().now
  private var lastShown: ContinuousClock.Instant?
  private var stepsMade = 0

  /// Why a line could not be written, as an error number; nothing more is written then.
  var failure: Int32? { queue.failure }

  init(folder: String) {
    self.folder = folder
    progress = ProgressLine(in: queue)
  }

  func show(_ event: TrainingEvent) {
    switch event {
    case .started(let start): begin(start)
    case .step(let step): show(step)
    case .epoch(let epoch): show(epoch)
    case .length(let length, _): self.length = length
    case .testing(let test):
      if isDue { progress.show("testing  image \(test.done)/\(test.count)") }
    case .checkpoint, .evaluation, .predictions, .found, .snapshot, .settings, .paused, .rewound:
      break
    case .warning(let text), .rewindRefused(let text): tell("warning: \(text)")
    case .ended(let end): conclude(end)
    }
  }

  private func begin(_ start: RunStart) {
    length = start.length
    write(
      Prose.wrapped(
        "\(start.network), \(NumberText.grouped(start.parameterCount)) parameters, on"
          + " \(start.dataset): \(NumberText.grouped(start.images.train)) images to learn from,"
          + " \(NumberText.grouped(start.images.test)) to test on."))
    let before = start.firstStep > 0 ? "continuing after step \(start.firstStep) of" : "run of"
    write("\(before) \(Counted.text(start.length.totalSteps, "step")) in \(folder)")
    for note in start.notes { write(Prose.wrapped(note)) }
    if start.firstStep >= start.length.totalSteps {
      write(Prose.wrapped("To train it further, give --resume a larger --epochs."))
    }
    write("A * marks the best test accuracy so far.")
    write("epoch  train loss  test loss  test accuracy  images/s  seconds")
  }

  /// Whether progress is to be shown: ten times a second are enough for eyes.
  private var isDue: Bool {
    let now = ContinuousClock().now
    if let lastShown, now - lastShown < .milliseconds(100) { return false }
    lastShown = now
    return true
  }

  private func show(_ step: StepReport) {
    stepsMade += 1
    guard let length, isDue else { return }
    let seconds = (ContinuousClock().now - begin) / .seconds(1)
    let rate = Double(stepsMade * length.batchSize) / max(seconds, 1e-9)
    let left = seconds / Double(stepsMade) * Double(length.totalSteps - step.step)
    progress.show(
      "step \(step.step)/\(length.totalSteps)  loss \(Self.loss(step.loss, 3))  "
        + "\(Int(rate)) images/s  \(DurationText.words(left)) left")
  }

  private func show(_ epoch: EpochReport) {
    progress.clear()
    let cells = [
      ("\(epoch.epoch)", 5), (Self.loss(epoch.trainLoss), 12),
      (Self.loss(epoch.testLoss), 11),
      (NumberText.percent(epoch.testAccuracy, 2) + (epoch.isBest ? "*" : " "), 16),
      ("\(Int(epoch.imagesPerSecond))", 9), (NumberText.fixed(epoch.seconds, 1), 9),
    ]
    write(
      cells.map { $0.leftPadded(to: $1) }.joined().trimmingTrailingSpaces)
  }

  /// A loss that leaves its column a space, however large it is.
  private static func loss(_ value: Double, _ decimals: Int = 4) -> String {
    abs(value) < 1e5 ? NumberText.fixed(value, decimals) : NumberText.scientific(value, 3)
  }

  private func write(_ text: String) { queue.write(text) }

  /// Tells something beside the lines, on standard error.
  func tell(_ text: String) {
    progress.clear()
    queue.tell(text)
  }

  /// Waits until all lines are written; who reads them may have stopped.
  ///
  /// - Parameter request: A wish that the program ends, for which it waits only a moment.
  /// - Returns: Whether they are written.
  func finish(_ request: EndRequest) -> Bool {
    queue.finish { request.isOverdue }
  }

  /// What is told of a run that was ended before its time.
  static func saved(_ end: EndReport, _ folder: String) -> String {
    "Saved after step \(end.step). Continue with: convscope train --resume \(folder)"
  }

  /// Says how the run ended.
  private func conclude(_ end: EndReport) {
    progress.clear()
    let best = end.best.map {
      "The best test accuracy was \(NumberText.percent($0.accuracy, 2)) after epoch \($0.epoch)."
    }
    switch end.reason {
    case .completed:
      write(
        ["All \(end.step) steps are made.", best].compactMap { $0 }.joined(separator: " "))
    case .patience(let epochs):
      write(
        ["Ended: the test loss has not fallen for \(epochs) epochs.", best]
          .compactMap { $0 }.joined(separator: " "))
    case .stopped, .interrupted:
      write(Self.saved(end, folder))
    case .diverged, .failed:
      break
    }
  }
}
