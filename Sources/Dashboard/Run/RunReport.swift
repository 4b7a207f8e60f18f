import TerminalKit
import Training

/// What came of a run, in words: why it ended, how good it got, where it lies, what to try next.
struct RunReport {
  let title: StyledText
  let text: StyledText

  init(_ run: RunState) {
    guard let end = run.end else {
      (title, text) = ("The run has not ended yet.", "")
      return
    }
    title = StyledText(
      end.isFailure ? "The training broke off" : "The training has ended",
      end.isFailure ? Style.failure : Style.accent.bold)
    var text = Self.reason(end, run)
    Self.append(Self.figures(end, run), to: &text)
    if !end.folder.isEmpty {
      text.append("\n\nEverything is in\n", .dim)
      text.append("\(end.folder)", .text)
      text.append("\nconfig.json, log.jsonl, report.md with curves, checkpoints/", .dim)
    }
    text.append("\n\nNext\n", Style.accent.bold)
    for advice in Self.advice(end, run) { text.append("• \(advice)\n") }
    self.text = text
  }

  /// Why it ended: a clear sentence, and the remedy where something went wrong.
  private static func reason(_ end: EndReport, _ run: RunState) -> StyledText {
    switch end.reason {
    case .completed: StyledText("All \(Wording.count(run.step)) steps are made.", .success)
    case .stopped:
      StyledText("Stopped at step \(Wording.count(run.step)); a checkpoint was saved.")
    case .interrupted:
      StyledText("Interrupted at step \(Wording.count(run.step)); a checkpoint was saved.")
    case .patience:
      StyledText("The loss on test images has not fallen any more, so the run stopped by itself.")
    case .diverged(let cause, _):
      StyledText("The loss is no number any more.\n", .failure)
        + StyledText("\(cause).\n")
        + StyledText(
          end.lastCheckpoint.map { "The last good checkpoint is \($0)." }
            ?? "There is no good checkpoint before that step.")
    case .failed(let message): StyledText(message, .failure)
    }
  }

  /// The figures, one to a line.
  private static func figures(_ end: EndReport, _ run: RunState) -> [(String, StyledText)] {
    var rows: [(String, StyledText)] = []
    if let best = run.best {
      rows.append(
        (
          "best accuracy",
          StyledText(Wording.percent(best.accuracy), Style.success)
            + StyledText(" on test images, epoch \(best.epoch)")
        ))
    }
    if let last = run.lastEpoch {
      rows.append(
        (
          "last epoch",
          StyledText(
            "\(Wording.percent(last.testAccuracy)) on test images, "
              + "\(Wording.percent(last.trainAccuracy)) on training images")
        ))
    }
    rows.append(("time", StyledText(Wording.duration(end.seconds))))
    if let rate = run.pace.imagesPerSecond {
      rows.append(("speed", StyledText("\(Wording.rate(rate)) images/s")))
    }
    return rows
  }

  private static func append(_ rows: [(String, StyledText)], to text: inout StyledText) {
    text.append("\n")
    for (name, value) in rows {
      text.append("\n" + name + String(repeating: " ", count: 15 - name.count), .dim)
      text += value
    }
  }

  /// What the figures suggest.
  private static func advice(_ end: EndReport, _ run: RunState) -> [String] {
    var advice: [String] = []
    let isEarly = run.step < run.length?.totalSteps ?? 0
    switch end.reason {
    case .diverged(_, let remedy):
      advice.append(remedy)
      if !run.checkpoints.isEmpty {
        advice.append(
          "Or go on from the last checkpoint, and change it on the page Run at once: "
            + "convscope train --resume \(end.folder)")
      }
    case .failed: advice.append("Remove the cause, then: convscope train --resume \(end.folder)")
    case .stopped, .interrupted:
      if isEarly { advice.append("Go on where it stopped: convscope train --resume \(end.folder)") }
    case .completed, .patience: break
    }
    if let last = run.lastEpoch, !end.isFailure {
      let gap = last.trainAccuracy - last.testAccuracy
      if gap > 0.1 {
        advice.append(
          "It knows the training images better than others (by \(Wording.percent(gap))): "
            + "try --augment standard, or more --weight-decay.")
      } else if last.trainAccuracy < 0.9 {
        advice.append(
          "It has not learnt all it can: try a larger network, or more --epochs: "
            + "convscope train --resume \(end.folder) --epochs N")
      }
    }
    if !end.folder.isEmpty, !end.isFailure {
      advice.append("Try it on pictures of yours: convscope predict \(end.folder) IMAGE")
    }
    return advice
  }
}

extension EndReport {
  /// Whether something went wrong.
  var isFailure: Bool {
    switch reason {
    case .diverged, .failed: true
    case .completed, .stopped, .interrupted, .patience: false
    }
  }
}
