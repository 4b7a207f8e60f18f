import TerminalKit

/// The losses over the epochs, and those of a kept run behind them.
struct CurvesView: Widget {
  let now: LossCurve
  let kept: LossCurve?

  func draw(in area: Rect, on buffer: inout Buffer) {
    let last = max(now.points.last?.epoch ?? 0, kept?.points.last?.epoch ?? 0)
    let most =
      ((now.points + (kept?.points ?? [])).flatMap { [$0.train, $0.test] })
      .filter(\.isFinite).max() ?? 1
    var series: [LineChart.Series] = []
    if let kept {
      series += [
        Self.series("kept train", .dim, kept) { $0.train },
        Self.series("kept test", .dim, kept) { $0.test },
      ]
    }
    series += [
      Self.series("train", .input, now) { $0.train },
      Self.series("test", Style.kernel.bold, now) { $0.test },
    ]
    buffer.draw(
      LineChart(series, domain: 0...Double(max(1, last)), range: 0...max(most, 1e-6)), in: area)
  }

  private static func series(
    _ name: String, _ style: Style, _ curve: LossCurve, _ value: (LossCurve.Point) -> Double
  ) -> LineChart.Series {
    LineChart.Series(
      name, style: style,
      points: curve.points.map {
        let loss = value($0)
        return LineChart.Point(x: Double($0.epoch), least: loss, middle: loss, greatest: loss)
      })
  }
}
