import TerminalKit
import Typesetting

/// How far the run has got, in one row: what it does, where it is, how fast, how long still.
///
/// Every part has its own width, so nothing moves when a number grows.
struct StatusLine: Widget {
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    let isWide = area.width >= 110
    let parts = area.columns(
      .fixed(11), .fixed(isWide ? 16 : 12), .fixed(stepWidth), .fill, .fixed(isWide ? 6 : 5),
      .fixed(isWide ? 17 : 12), .fixed(isWide ? 16 : 13), spacing: 1)
    buffer.write(phase, in: parts[0])
    guard let start = run.start, let length = run.length else { return }
    let epochs = start.configuration.epochs
    buffer.write(
      StyledText("epoch ", .dim) + StyledText("\(max(1, run.epoch))", Style.text.bold)
        + StyledText("/\(epochs)", .dim), in: parts[1])
    buffer.write(
      StyledText("step ", .dim)
        + StyledText(Wording.count(run.step), Style.text.bold)
        + StyledText("/\(Wording.count(length.totalSteps))", .dim), in: parts[2])
    if let test = run.testing {
      drawBar(Double(test.done) / Double(max(1, test.count)), in: parts[3], on: &buffer)
      let place = Rect(
        x: parts[4].minX, y: area.minY, width: parts[6].maxX - parts[4].minX, height: 1)
      buffer.write(
        StyledText("test image ", .dim) + StyledText(Wording.count(test.done), Style.text.bold)
          + StyledText(" of \(Wording.count(test.count))", .dim), in: place, alignment: .trailing)
      return
    }
    drawBar(run.progress, in: parts[3], on: &buffer)
    // Never 100 % before the end.
    let percent = "\(Int(run.progress * 100)) %"
    buffer.write(StyledText(percent), in: parts[4], alignment: .trailing)
    let rate = Wording.rate(run.pace.imagesPerSecond)
    buffer.write(
      StyledText(rate) + StyledText(isWide ? " images/s" : " img/s", .dim), in: parts[5],
      alignment: .trailing)
    buffer.write(timeLeft, in: parts[6], alignment: .trailing)
  }

  private var phase: StyledText {
    if run.testing != nil { return StyledText("◐ testing", Style.accent) }
    return switch run.phase {
    case .preparing: StyledText("… preparing", .dim)
    case .running: StyledText("▸ training", Style.success)
    case .pausing: StyledText("• pausing", .warning)
    case .paused: StyledText(" paused ", Style.warning.reversed)
    case .stepping: StyledText("▸ one step", .success)
    case .stopping: StyledText("• saving", .warning)
    case .ended:
      run.end?.isFailure == true
        ? StyledText(" failed ", .failure.reversed) : StyledText("✓ ended", .success)
    }
  }

  private var timeLeft: StyledText {
    switch run.phase {
    case .ended: StyledText("in ", .dim) + StyledText(Wording.duration(run.end?.seconds))
    case .preparing: ""
    default:
      StyledText(Wording.duration(run.secondsLeft), Style.text.bold) + StyledText(" left", .dim)
    }
  }

  private var stepWidth: Int {
    let digits = Wording.count(run.length?.totalSteps ?? 0).count
    return 6 + 2 * digits
  }

  private func drawBar(_ share: Double, in area: Rect, on buffer: inout Buffer) {
    let (full, empty): (Character, Character) = buffer.glyphs.isUnicode ? ("━", "─") : ("=", "-")
    buffer.fill(area, with: Cell(empty, .dim))
    let filled = Int(share * Double(area.width))
    buffer.fill(
      Rect(x: area.minX, y: area.minY, width: filled, height: 1), with: Cell(full, .accent))
  }
}
