import TerminalKit
import Training

extension DashboardModel {
  /// The question whether to stop.
  var stopDialog: Dialog {
    Dialog(
      StyledText("Stop training?", Style.accent.bold),
      text: StyledText(
        "The run stops after the current step and saves a checkpoint, from which it can be resumed "
          + "with the same result as if it had never stopped."),
      hints: [
        KeyHint(["s"], "stop, show report"), KeyHint(["q"], "stop and leave"),
        KeyHint([.escape], "go on", isPinned: true),
      ], maximumWidth: 60)
  }

  /// What came of the run.
  func reportDialog(offset: Int) -> Dialog {
    let report = RunReport(run)
    return Dialog(
      report.title, text: report.text,
      hints: [
        KeyHint([.escape], "look around"), KeyHint(["i"], "opens this again"),
        KeyHint(["q"], "leave", isPinned: true),
      ], offset: offset, maximumWidth: 74)
  }

  /// The most lines that the report can be scrolled by.
  var maximumReportOffset: Int {
    reportDialog(offset: 0).maximumOffset(in: Rect(origin: .zero, size: size))
  }
}

/// The question which checkpoint to go back to.
struct RewindDialog: Widget {
  let checkpoints: [CheckpointReport]
  /// The step of the best one.
  let best: Int?
  /// The step of the chosen one.
  let step: Int

  func draw(in area: Rect, on buffer: inout Buffer) {
    let frame = Self.frame(in: area, count: checkpoints.count)
    buffer.fill(frame)
    let box = Box(StyledText("Go back to a checkpoint?", Style.accent.bold), style: .accent)
    buffer.draw(box, in: frame)
    let parts = box.content(in: frame).inset(horizontally: 1)
      .rows(.fixed(2), .fixed(1), .fill, .fixed(1), .fixed(1))
    buffer.draw(
      Paragraph(
        StyledText("Weights, optimiser, position and curves become what they were there.")),
      in: parts[0])
    buffer.draw(
      ListView(
        checkpoints.map { checkpoint in
          ListView.Item(
            StyledText("step \(Wording.count(checkpoint.step))"),
            detail: checkpoint.step == best ? StyledText("the best", .success) : "")
        }, selection: checkpoints.firstIndex { $0.step == step }), in: parts[2])
    buffer.draw(
      KeyHints([
        KeyHint([.up, .down], "choose"), KeyHint([.enter], "go back"),
        KeyHint([.escape], "leave everything as it is", isPinned: true),
      ]), in: parts[4])
  }

  private static func frame(in area: Rect, count: Int) -> Rect {
    area.centered(Size(width: min(60, area.width), height: min(count + 7, area.height - 2)))
  }
}
