import Storyboards
import Typesetting

/// A curve as a small table of its values: plain text has no dots fine enough for it.
struct PlotText {
  /// The lines.
  let block: TextBlock

  /// How many values are told.
  private static let valueCount = 5

  init(_ title: String, _ plot: Plot, _ glyphs: GlyphSet) {
    let last = plot.points.count - 1
    let places = (0..<Self.valueCount).map { $0 * last / (Self.valueCount - 1) }
    let points =
      plot.points.count <= Self.valueCount ? plot.points : places.map { plot.points[$0] }
    var (upper, lower) = ("x   ", "f(x)")
    for point in points {
      let (x, y) = (text(point.x, glyphs), text(point.y, glyphs))
      let width = max(x.count, y.count) + 2
      upper += x.leftPadded(to: width)
      lower += y.leftPadded(to: width)
    }
    let dots = plot.dots.map { dot in
      "\(glyphs.plotDot(isFull: dot.isFull)) (\(text(dot.point.x, glyphs)), \(text(dot.point.y, glyphs)))"
    }
    block = TextBlock(
      lines: ([glyphs.adapt(title), upper, lower]
        + (dots.isEmpty ? [] : [dots.joined(separator: "  ")]))
        .map { ColoredText($0) })
  }
}

private func text(_ value: Double, _ glyphs: GlyphSet) -> String {
  glyphs.adapt(NumberText.short(value, digits: 3))
}
