import Storyboards
import Typesetting

/// A curve in a figure: its axes, the point that the frame is about, and the tangent there.
extension FrameDrawing {
  /// Draws a curve.
  ///
  /// - Parameters:
  ///   - plot: The curve.
  ///   - mark: The point that the frame is about, if any.
  ///   - area: The rectangle between the ends of the axes.
  mutating func draw(_ plot: Plot, _ mark: Plot.Mark?, in area: FigureRect) {
    let scale = PlotScale(plot, area)
    let origin = scale.place(Plot.Point(x: 0, y: 0))
    add(.line(FigurePoint(x: area.x, y: origin.y), FigurePoint(x: area.maxX, y: origin.y), .axis))
    add(.line(FigurePoint(x: origin.x, y: area.y), FigurePoint(x: origin.x, y: area.maxY), .axis))
    for x in [plot.domain.lowerBound, plot.domain.upperBound] {
      let place = FigurePoint(x: scale.x(x), y: area.maxY + FigureMetrics.fontSize + 8)
      add(.text(ColoredText(NumberText.short(x), .dim), place, .middle, .usual))
    }
    for y in [plot.range.lowerBound, plot.range.upperBound] {
      let place = FigurePoint(x: area.x - 8, y: scale.y(y) + 5.5)
      add(.text(ColoredText(NumberText.short(y), .dim), place, .end, .usual))
    }
    add(.curve(plot.points.map { scale.place($0) }))
    for dot in plot.dots { draw(dot, at: scale.place(dot.point)) }
    guard let mark, mark.point.x.isFinite, mark.point.y.isFinite else { return }
    if mark.slope.isFinite, let ends = scale.tangent(mark) {
      add(.line(ends.start, ends.end, .tangent))
    }
    let place = scale.place(mark.point)
    // A dot says what it is even where a frame is about it.
    let isDot = plot.dots.contains { $0.point == mark.point }
    add(
      isDot
        ? .ring(FigureRect(x: place.x - 12, y: place.y - 12, width: 24, height: 24)) : .point(place)
    )
  }

  private mutating func draw(_ dot: Plot.Dot, at place: FigurePoint) {
    let sign = GlyphSet.unicode.plotDot(isFull: dot.isFull)
    add(
      .text(
        ColoredText(String(sign), dot.isFull ? .output : .text),
        FigurePoint(x: place.x, y: place.y + 5.5), .middle, .usual))
  }
}

/// Where the points of a plot are in a figure.
private struct PlotScale {
  private let plot: Plot
  private let area: FigureRect

  init(_ plot: Plot, _ area: FigureRect) { (self.plot, self.area) = (plot, area) }

  func place(_ point: Plot.Point) -> FigurePoint { FigurePoint(x: x(point.x), y: y(point.y)) }

  func x(_ value: Double) -> Double { area.x + area.width * Self.share(value, of: plot.domain) }

  func y(_ value: Double) -> Double { area.maxY - area.height * Self.share(value, of: plot.range) }

  /// How far along an axis a value is; axes longer than a number can say have everything at 0.
  private static func share(_ value: Double, of axis: ClosedRange<Double>) -> Double {
    let share = (value - axis.lowerBound) / (axis.upperBound - axis.lowerBound)
    return share.isFinite ? share : 0
  }

  /// The part of the tangent that lies between the ends of both axes, a quarter of the width on each
  /// side at most; `nil` where nothing of it does.
  func tangent(_ mark: Plot.Mark) -> (start: FigurePoint, end: FigurePoint)? {
    let reach = (plot.domain.upperBound - plot.domain.lowerBound) / 4
    var (least, most) = (-reach, reach)
    func limit(_ start: Double, _ slope: Double, _ axis: ClosedRange<Double>) {
      guard slope != 0 else { return }
      let ends = [(axis.lowerBound - start) / slope, (axis.upperBound - start) / slope].sorted()
      (least, most) = (max(least, ends[0]), min(most, ends[1]))
    }
    limit(mark.point.x, 1, plot.domain)
    limit(mark.point.y, mark.slope, plot.range)
    guard least < most else { return nil }
    func end(_ step: Double) -> FigurePoint {
      place(Plot.Point(x: mark.point.x + step, y: mark.point.y + mark.slope * step))
    }
    return (end(least), end(most))
  }
}
