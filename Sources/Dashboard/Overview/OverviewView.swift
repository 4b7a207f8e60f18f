import TerminalKit
import Training

/// The first page: both curves, the figures of the moment, a few test images.
struct OverviewView: Widget {
  let model: DashboardModel

  func draw(in area: Rect, on buffer: inout Buffer) {
    let parts = Self.divide(area)
    drawLoss(in: parts.loss, on: &buffer)
    drawAccuracy(in: parts.accuracy, on: &buffer)
    buffer.draw(FiguresView(run: model.run, elapsed: model.elapsedSeconds), in: parts.figures)
    buffer.draw(
      SampleStrip(predictions: model.predictions, classNames: model.run.classNames),
      in: parts.samples)
  }

  /// The test image drawn at a point, by its number in the test set.
  static func image(at point: Point, in area: Rect, of model: DashboardModel) -> Int? {
    SampleStrip(predictions: model.predictions, classNames: model.run.classNames)
      .image(at: point, in: divide(area).samples)
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
}
