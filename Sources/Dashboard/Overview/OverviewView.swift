import TerminalKit
import Training

/// The first page: both curves, the figures of the moment, a few test images.
struct OverviewView: Widget {
  let page: OverviewPage
  let run: RunState

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = Self.divide(area)
    drawLoss(in: parts.loss, on: &buffer)
    drawAccuracy(in: parts.accuracy, on: &buffer)
    buffer.draw(FiguresView(run: run), in: parts.figures)
    buffer.draw(samples, in: parts.samples)
  }

  /// The test image drawn at a point, by its number in the test set.
  func image(at point: Point, in area: Rect) -> Int? {
    samples.image(at: point, in: Self.divide(area).samples)
  }

  private var samples: SampleStrip {
    SampleStrip(images: run.images.all, step: run.images.step, classNames: run.classNames)
  }

  private static func divide(
    _ area: Rect
  ) -> (loss: Rect, accuracy: Rect, figures: Rect, samples: Rect) {
    // The figures need ten rows; large screens give the pictures more.
    let lower = max(10, min(20, area.height * 2 / 5))
    let rows = area.splitTop(area.height - lower)
    let charts = rows.top.columns(.fill, .fill)
    let bottom = rows.rest.columns(.fixed(area.width >= 110 ? 38 : 32), .fill)
    return (charts[0], charts[1], bottom[0], bottom[1])
  }

  /// How many of the last steps "recent" shows.
  private static let recentSteps = 400

  /// Single steps jump: what is to be seen is their mean over so many images.
  private static let smoothedImages = 4_096

  private var smoothedSteps: Int {
    max(1, Self.smoothedImages / max(1, run.length?.batchSize ?? 1))
  }

  /// The loss of training and of tests.
  func drawLoss(in area: Rect, on buffer: inout Buffer) {
    let scale = page.isLogarithmic ? ", logarithmic" : ""
    draw(
      "Loss" + scale, run.trainLoss, run.testLoss,
      isLogarithmic: page.isLogarithmic, range: nil, .number, in: area, on: &buffer)
  }

  /// The share of right answers in training and in tests.
  func drawAccuracy(in area: Rect, on buffer: inout Buffer) {
    draw(
      "Accuracy", run.trainAccuracy, run.testAccuracy, isLogarithmic: false,
      range: 0...1, .percent, in: area, on: &buffer)
  }

  private func draw(
    _ title: String, _ train: Curve, _ test: Curve, isLogarithmic: Bool,
    range: ClosedRange<Double>?, _ label: LineChart.LabelForm, in area: Rect,
    on buffer: inout Buffer
  ) {
    let legend =
      StyledText("steps", .dim) + StyledText("  ")
      + StyledText("mean of \(Wording.count(Self.smoothedImages)) images", .input)
      + StyledText("  ") + StyledText("test", Style.kernel.bold)
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
        LineChart.Series("steps", style: .dim, points: points(train, steps, count)),
        LineChart.Series(
          "train", style: .input,
          points: points(train.smoothed(over: smoothedSteps), steps, count)),
        LineChart.Series("test", style: Style.kernel.bold, points: points(test, steps, count)),
      ], domain: steps, range: range, isLogarithmic: isLogarithmic, label: label)
    buffer.draw(chart, in: inside)
  }

  /// The steps to show: all from the first one that is known, or the last ones.
  private var domain: ClosedRange<Double> {
    let last = Double(max(run.step, 2))
    let first =
      page.isRecent
      ? max(1, last - Double(Self.recentSteps)) : (run.trainLoss.points.first?.step ?? 1)
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
