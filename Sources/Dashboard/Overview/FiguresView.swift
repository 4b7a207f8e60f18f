import TerminalKit

/// The figures of the moment: training and test side by side, each at its place.
struct FiguresView: Widget {
  let run: RunState

  /// The training figures are means over so many steps: single batches jump.
  private static let smoothing = 50

  func draw(in area: Rect, on buffer: inout Buffer) {
    let box = Box(StyledText("Now", Style.accent.bold))
    buffer.draw(box, in: area)
    var inside = box.content(in: area).inset(horizontally: 1)
    for row in rows {
      guard !inside.isEmpty else { break }
      let split = inside.splitTop(1)
      let name = row.train.isEmpty ? max(13, row.name.count) : 9
      let columns = split.top.columns(.fixed(name), .fill, spacing: 1)
      buffer.write(StyledText(row.name, .dim), in: columns[0])
      if row.train.isEmpty {
        buffer.write(row.test, in: columns[1], alignment: .trailing)
      } else {
        let pair = columns[1].columns(.fill, .fill, spacing: 1)
        buffer.write(row.train, in: pair[0], alignment: .trailing)
        buffer.write(row.test, in: pair[1], alignment: .trailing)
      }
      inside = split.rest
    }
  }

  private struct Row {
    var name: String
    var train: StyledText = ""
    var test: StyledText
  }

  private var rows: [Row] {
    let trainLoss = run.trainLoss.recentMean(of: Self.smoothing)
    let trainAccuracy = run.trainAccuracy.recentMean(of: Self.smoothing)
    let best = run.best.map { StyledText(Wording.percent($0.accuracy), .success) }
    let bestName = run.best.map { "best, epoch \($0.epoch)" } ?? "best test"
    var rate = StyledText(run.learningRate.map(Wording.setting) ?? "–", Style.kernel.bold)
    if let factor = run.settings?.learningRateFactor, factor != 1 {
      rate.append(" ×\(Wording.setting(factor))", .warning)
    }
    return [
      Row(name: "", train: StyledText("train", .input), test: StyledText("test", .kernel)),
      Row(
        name: "loss", train: StyledText(Wording.loss(trainLoss), Style.input.bold),
        test: StyledText(Wording.loss(run.testLoss.last), Style.kernel.bold)),
      Row(
        name: "accuracy", train: StyledText(Wording.percent(trainAccuracy), Style.input.bold),
        test: StyledText(Wording.percent(run.testAccuracy.last), Style.kernel.bold)),
      Row(name: bestName, test: best ?? StyledText("–", .dim)),
      Row(name: "learning rate", test: rate),
      Row(name: "images/s", test: StyledText(Wording.rate(run.pace.imagesPerSecond))),
      Row(name: "running", test: StyledText(Wording.duration(run.end?.seconds ?? run.seconds))),
      Row(
        name: "left",
        test: StyledText(run.phase == .ended ? "–" : Wording.duration(run.secondsLeft))),
    ]
  }
}
