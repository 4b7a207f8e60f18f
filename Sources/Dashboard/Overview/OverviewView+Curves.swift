import TerminalKit

extension OverviewView {
  /// How many of the last steps "recent" shows.
  private static let recentSteps = 400

  /// The loss of training and of tests.
  func drawLoss(in area: Rect, on buffer: inout Buffer) {
    let scale = model.overview.isLogarithmic ? ", logarithmic" : ""
    draw(
      "Loss" + scale, model.run.trainLoss, model.run.testLoss,
      isLogarithmic: model.overview.isLogarithmic, range: nil, .number, in: area, on: &buffer)
  }

  /// The share of right answers in training and in tests.
  func drawAccuracy(in area: Rect, on buffer: inout Buffer) {
    draw(
      "Accuracy", model.run.trainAccuracy, model.run.testAccuracy, isLogarithmic: false,
      range: 0...1, .percent, in: area, on: &buffer)
  }

  private func draw(
    _ title: String, _ train: Curve, _ test: Curve, isLogarithmic: Bool,
    range: ClosedRange<Double>?, _ label: LineChart.LabelForm, in area: Rect,
    on buffer: inout Buffer
  ) {
    let legend =
      StyledText("train", .input) + StyledText("  ") + StyledText("test", Style.kernel.bold)
    let box = Box(StyledText(title, Style.accent.bold), footer: legend)
    buffer.draw(box, in: area)
    let inside = box.content(in: area)
    guard !train.isEmpty else {
      buffer.draw(
        Paragraph(StyledText("The curves begin with the first step.", .dim)),
        in: inside.inset(horizontally: 1))
      return
    }
    let steps = domain
    // As many points as the picture has columns of dots.
    let count = max(2, 2 * inside.width)
    let chart = LineChart(
      [
        LineChart.Series("train", style: .input, points: points(train, steps, count)),
        LineChart.Series("test", style: Style.kernel.bold, points: points(test, steps, count)),
      ], domain: steps, range: range, isLogarithmic: isLogarithmic, label: label)
    buffer.draw(chart, in: inside)
  }

  /// The steps to show: all from the first one that is known, or the last ones.
  private var domain: ClosedRange<Double> {
    let last = Double(max(model.run.step, 2))
    let first =
      model.overview.isRecent
      ? max(1, last - Double(Self.recentSteps)) : (model.run.trainLoss.points.first?.step ?? 1)
    return min(first, last - 1)...last
  }

  private func points(
    _ curve: Curve, _ steps: ClosedRange<Double>, _ count: Int
  ) -> [LineChart.Point] {
    curve.sampled(steps, count: count).map {
      LineChart.Point(x: $0.step, least: $0.least, middle: $0.mean, greatest: $0.greatest)
    }
  }
}
