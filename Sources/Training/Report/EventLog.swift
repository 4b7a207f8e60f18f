import Foundation
import Interchange

/// The events of a run as lines of JSON.
///
/// Each line has the step after which it was written, so that a run which continues from a
/// checkpoint can drop what came later, and its curve is that of a run that never stopped.
public final class EventLog {
  private let path: String
  private let descriptor: Int32
  /// The step that events without one belong to.
  private var step: Int

  /// Opens a log, dropping what was written after a step.
  ///
  /// - Throws: ``InterchangeError``.
  public init(_ path: String, continuingAfter step: Int) throws(InterchangeError) {
    self.path = path
    self.step = step
    // A run that begins anew has nothing to keep.
    if let data = Self.content(path), !data.isEmpty {
      try AtomicFile.write(step == 0 ? Data() : Self.lines(data, upTo: step), to: path)
    }
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw InterchangeError(cannot: "write the log", path, code: errno)
    }
  }

  /// Makes sure that a file may be replaced: that there is none, or one of these logs.
  ///
  /// - Throws: ``TrainingError`` for a file of another kind.
  public static func checkReplaceable(_ path: String) throws(TrainingError) {
    guard let data = content(path), !data.isEmpty else { return }
    guard data.starts(with: Data(#"{"event":""#.utf8)) else {
      throw TrainingError(
        path: path, "this file is there already, and no log of a run",
        remedy: "Name another file with --log.")
    }
  }

  /// What is in a regular file.
  private static func content(_ path: String) -> Data? {
    let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: place)[.type] as? FileAttributeType
    return type == .typeRegular ? FileManager.default.contents(atPath: path) : nil
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes an event.
  ///
  /// - Throws: ``InterchangeError`` when the disk is full, for one.
  public func write(_ event: TrainingEvent) throws(InterchangeError) {
    step = event.step ?? step
    guard let json = event.json(after: step) else { return }
    let line = Array((json + "\n").utf8)
    let written = line.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    guard written == line.count else {
      throw InterchangeError(cannot: "write the log", path, code: written < 0 ? errno : ENOSPC)
    }
  }

  /// The complete lines that belong to steps up to one; a line cut by a kill is dropped too.
  private static func lines(_ data: Data, upTo step: Int) -> Data {
    var kept = Data()
    var rest = data[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex...end]
      rest = rest[(end + 1)...]
      let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
      guard let number = object?["step"] as? Int, number <= step else { continue }
      if object?["event"] as? String != "end" { kept.append(line) }
    }
    return kept
  }
}

extension TrainingEvent {
  /// The step after which the event happened; `nil` where it does not say.
  var step: Int? {
    switch self {
    case .started(let start): start.firstStep
    case .step(let step): step.step
    case .evaluation(let test): test.step
    case .epoch(let epoch): epoch.step
    case .checkpoint(let checkpoint): checkpoint.step
    case .settings(_, let step), .rewound(let step, _, _), .length(_, let step): step
    case .ended(let end): end.step
    case .predictions, .snapshot, .paused, .rewindRefused, .warning: nil
    }
  }

  /// The event as one line of JSON; `nil` for pictures and tensors, which no log holds.
  ///
  /// - Parameter lastStep: The step of an event that does not say its own.
  func json(after lastStep: Int) -> String? {
    switch self {
    case .started(let start):
      let kind = start.firstStep > 0 ? "resume" : "start"
      return
        #"{"event":"\#(kind)","step":\#(start.firstStep),"network":\#(quoted(start.network)),"#
        + #""parameters":\#(start.parameterCount),"dataset":\#(quoted(start.dataset)),"#
        + #"\#(fields(of: start.length))}"#
    case .step(let step):
      return #"{"event":"step","step":\#(step.step),"epoch":\#(step.epoch),"#
        + #""loss":\#(number(step.loss)),"accuracy":\#(step.accuracy),"lr":\#(number(step.learningRate))}"#
    case .epoch(let epoch):
      return #"{"event":"epoch","epoch":\#(epoch.epoch),"step":\#(epoch.step),"#
        + #""train_loss":\#(number(epoch.trainLoss)),"train_accuracy":\#(epoch.trainAccuracy),"#
        + #""test_loss":\#(number(epoch.testLoss)),"test_accuracy":\#(epoch.testAccuracy),"#
        + #""images_per_second":\#(number(epoch.imagesPerSecond)),"#
        + #""seconds":\#(number(epoch.seconds))}"#
    case .checkpoint(let checkpoint):
      return
        #"{"event":"checkpoint","step":\#(checkpoint.step),"path":\#(quoted(checkpoint.path)),"#
        + #""best":\#(checkpoint.isBest)}"#
    case .evaluation(let test):
      return #"{"event":"evaluation","step":\#(test.step),"test_loss":\#(number(test.loss)),"#
        + #""test_accuracy":\#(test.accuracy)}"#
    case .settings(let settings, let step):
      return #"{"event":"settings","step":\#(step),"lr_factor":\#(settings.learningRateFactor),"#
        + #""momentum":\#(settings.momentum),"weight_decay":\#(settings.weightDecay),"#
        + #""batch_size":\#(settings.batchSize),"augment":"\#(settings.augmentation.rawValue)"}"#
    case .length(let length, let step):
      return #"{"event":"length","step":\#(step),\#(fields(of: length))}"#
    case .rewound(let step, _, _):
      return #"{"event":"rewind","step":\#(step)}"#
    case .predictions, .snapshot, .paused:
      return nil
    case .warning(let text), .rewindRefused(let text):
      return #"{"event":"warning","step":\#(lastStep),"message":\#(quoted(text))}"#
    case .ended(let end):
      let accuracy = end.best.map { #","best_accuracy":\#($0.accuracy),"best_epoch":\#($0.epoch)"# }
      return
        #"{"event":"end","step":\#(end.step),"reason":"\#(end.reason.name)"\#(accuracy ?? "")}"#
    }
  }

  /// How long a run is, as fields of an object.
  private func fields(of length: RunLength) -> String {
    #""batch_size":\#(length.batchSize),"steps_per_epoch":\#(length.stepsPerEpoch),"#
      + #""total_steps":\#(length.totalSteps)"#
  }

  /// A number as JSON writes it, which knows neither infinity nor what is no number.
  private func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "null" }

  /// A text as JSON writes it.
  private func quoted(_ text: String) -> String {
    let data = try? JSONSerialization.data(
      withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}

extension EndReport.Reason {
  /// The reason in a word, for programs.
  var name: String {
    switch self {
    case .completed: "completed"
    case .patience: "patience"
    case .stopped: "stopped"
    case .interrupted: "interrupted"
    case .diverged: "diverged"
    case .failed: "failed"
    }
  }
}
