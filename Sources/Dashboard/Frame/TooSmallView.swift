import TerminalKit

/// What a window too small for a page says; the training goes on behind it.
struct TooSmallView: Widget {
  let model: DashboardModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    let least = DashboardModel.smallestSize
    var text = StyledText(
      "The dashboard needs \(least.width)×\(least.height) characters; this window has "
        + "\(area.width)×\(area.height). ")
    let run = model.run
    if model.overlay == .stop {
      text = StyledText(
        "Stop training? s or Enter stops and saves, q stops, saves and leaves, Esc goes on.",
        .warning)
    } else if run.phase == .ended {
      text.append("The training has ended: make the window larger for the report, q leaves.")
    } else if let loss = run.trainLoss.last, let length = run.length {
      text.append(
        "The training goes on: step \(Wording.count(run.step)) of "
          + "\(Wording.count(length.totalSteps)), loss \(Wording.loss(loss)). "
          + "Make the window larger; Space pauses, q stops.")
    } else {
      text.append("The training is being prepared. Make the window larger; q stops.")
    }
    buffer.draw(Paragraph(text), in: area)
  }
}
