import Datasets
import Foundation
import Testing

@testable import Training

struct LogEntryTests {
  /// Entries of every kind, with the keys that programs read.
  static let entries: [(entry: LogEntry, keys: String)] = {
    let epoch = EpochReport(
      epoch: 2, step: 12, trainLoss: 1.5, trainAccuracy: 0.25, testLoss: 1.25, testAccuracy: 0.5,
      imagesPerSecond: 1000, seconds: 0.125)
    let withGradients = EpochReport(
      epoch: 2, step: 12, trainLoss: 1.5, trainAccuracy: 0.25, testLoss: 1.25, testAccuracy: 0.5,
      imagesPerSecond: 1000, seconds: 0.125,
      gradients: [GradientSize(layer: "0", size: 0.5), GradientSize(layer: "2", size: 2)])
    let start = LogEntry.Start(
      step: 0, network: "fc 10", parameters: 12, dataset: "synthetic", batchSize: 10,
      stepsPerEpoch: 6, totalSteps: 12)
    let settings = LoggedSettings(LiveSettings(RunSandbox.configuration()), step: 3)
    let length = "batch_size event step steps_per_epoch total_steps"
    return [
      (
        .start(start),
        "batch_size dataset event network parameters step steps_per_epoch total_steps"
      ),
      (
        .resume(start),
        "batch_size dataset event network parameters step steps_per_epoch total_steps"
      ),
      (
        .step(StepReport(step: 1, epoch: 1, loss: 2.302585, accuracy: 0.1, learningRate: 0.03)),
        "accuracy epoch event loss lr step"
      ),
      (
        .epoch(epoch),
        "epoch event images_per_second seconds step test_accuracy test_loss train_accuracy train_loss"
      ),
      (
        .epoch(withGradients),
        "epoch event gradients images_per_second seconds step test_accuracy test_loss"
          + " train_accuracy train_loss"
      ),
      (
        .checkpoint(CheckpointReport(step: 6, path: "/a \"b\"/ü\u{1B}", isBest: true)),
        "best event path step"
      ),
      (
        .evaluation(LogEntry.TestResult(step: 6, loss: 1.5, accuracy: 0.5)),
        "event step test_accuracy test_loss"
      ),
      (.settings(settings), "augment batch_size event lr_factor momentum step weight_decay"),
      (
        .length(LogEntry.Length(step: 6, batchSize: 20, stepsPerEpoch: 3, totalSteps: 9)), length
      ),
      (.rewind(LogEntry.Place(step: 3)), "event step"),
      (
        .warning(LogEntry.Warning(step: 3, message: #"two lines\#n{"event":"step""#)),
        "event message step"
      ),
      (
        .end(
          LogEntry.End(
            step: 12, reason: "completed", seconds: 7.5, bestAccuracy: 0.5, bestEpoch: 2)),
        "best_accuracy best_epoch event reason seconds step"
      ),
      (
        .end(
          LogEntry.End(
            step: 0, reason: "failed", seconds: nil, bestAccuracy: nil, bestEpoch: nil)),
        "event reason step"
      ),
    ]
  }()

  private func text(_ entry: LogEntry) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: entry.line(encoder), as: UTF8.self)
  }

  private func read(_ line: String) throws -> LogEntry {
    try JSONDecoder().decode(LogEntry.self, from: Data(line.utf8))
  }

  @Test(arguments: entries.indices)
  func `an entry is one line, with its event first, and is read back as it was`(
    _ index: Int
  ) throws {
    let (entry, keys) = Self.entries[index]
    let line = text(entry)
    #expect(line.hasSuffix("}\n") && line.count { $0.isNewline } == 1)
    #expect(line.hasPrefix(#"{"event":""#))
    #expect(try read(line) == entry)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?.keys.sorted().joined(separator: " ") == keys)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `a number that JSON does not know is null, and read as none`(_ number: Double) throws {
    let step = StepReport(step: 1, epoch: 1, loss: number, accuracy: 0, learningRate: number)
    let line = text(.step(step))
    #expect(line.contains(#""loss":null,"lr":null"#))
    guard case .step(let read) = try read(line) else {
      Issue.record("another event was read")
      return
    }
    #expect(read.loss.isNaN && read.learningRate.isNaN && read.accuracy == 0)
    let epoch = EpochReport(
      epoch: 1, step: 6, trainLoss: number, trainAccuracy: 0, testLoss: number, testAccuracy: 0,
      imagesPerSecond: number, seconds: number)
    #expect(text(.epoch(epoch)).ranges(of: "null").count == 4)
    #expect(
      text(.evaluation(LogEntry.TestResult(step: 1, loss: number, accuracy: 0))).contains("null"))
  }

  @Test
  func `numbers come back with all their digits`() throws {
    for unit in FixtureNumbers.units(3, 200) {
      let number = (unit - 0.5) * 1e-3
      let step = StepReport(step: 1, epoch: 1, loss: number, accuracy: unit, learningRate: 1 / unit)
      #expect(try read(text(.step(step))) == .step(step))
    }
  }

  /// The lines of releases before this one, some of which had no batch size, or no step.
  @Test
  func `logs of older versions are read and continued`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/older-log.jsonl")
    let history = RunHistory(contentsOf: file.path, withSteps: true)
    #expect(history.steps.map(\.step) == [1, 2, 3, 4] && history.steps.map(\.loss)[3] == 1.75)
    #expect(history.epochs.map(\.testLoss) == [2.25, 1.5] && history.best?.epoch == 2)
    #expect(history.changes == ["after step 2: learning rate ×1.0 → ×0.5", "went back to step 2"])
    #expect(history.state == .finished)

    let copy = FileManager.default.temporaryDirectory.path + "/log-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    let old = try String(contentsOf: file, encoding: .utf8)
    try old.write(toFile: copy, atomically: true, encoding: .utf8)
    try EventLog(copy, continuingAfter: 2).write(.warning("goes on"))
    let kept = old.split(separator: "\n").filter { line in
      !["\"step\":3", "\"step\":4", "no step", "\"end\""].contains { line.contains($0) }
    }
    let lines = try String(contentsOfFile: copy, encoding: .utf8).split(separator: "\n")
    #expect(lines.dropLast() == kept[...])
    #expect(lines.last == #"{"event":"warning","message":"goes on","step":2}"#)
  }
}
