import Foundation

/// Curves over the steps of a run, as an SVG picture of 640 × 360 that stands by itself: on white, so
/// that it can go on a slide or a sheet, and told apart without colours.
struct CurveFigure {
  /// A curve.
  struct Series {
    /// What the legend calls it.
    let name: String
    /// Its colour, as SVG writes it.
    let colour: String
    /// Whether its points are marked, as those of a few measurements are.
    let isMarked: Bool
    /// Step and value, by step.
    let points: [(x: Double, y: Double)]
  }

  /// What it shows.
  let title: String
  /// The curves, later ones over earlier ones.
  let series: [Series]
  /// The last step of the horizontal axis.
  let steps: Int
  /// Whether values are shares of 1, on an axis from 0 to 1.
  let isShare: Bool

  private static let size = (width: 640.0, height: 360.0)
  private static let plot = (left: 64.0, top: 44.0, right: 620.0, bottom: 312.0)

  /// The picture.
  var svg: String {
    let vertical = isShare ? Axis(0...1) : Axis(reaching: series.flatMap { $0.points.map(\.y) })
    let horizontal = Axis(0...Double(max(1, steps)))
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" "#
        + #"font-family="sans-serif" font-size="13">"#,
      #"<rect width="640" height="360" fill="white"/>"#,
      Self.text(title.escapedForXML, Self.plot.left, 24, #"font-size="16" fill="black""#),
    ]
    lines += grid(horizontal, vertical)
    lines += series.flatMap { draw($0, horizontal, vertical) }
    lines += legend
    lines.append("</svg>\n")
    return lines.joined(separator: "\n")
  }

  // MARK: - Axes

  private func grid(_ horizontal: Axis, _ vertical: Axis) -> [String] {
    var lines: [String] = []
    for tick in vertical.ticks {
      let y = y(tick, vertical)
      lines.append(
        #"<path d="M\#(Self.plot.left) \#(Self.number(y))H\#(Self.plot.right)" stroke="lightgray"/>"#
      )
      let label = isShare ? "\(Int((100 * tick).rounded())) %" : vertical.label(tick)
      lines.append(
        Self.text(label, Self.plot.left - 8, y + 4, #"text-anchor="end" fill="dimgray""#))
    }
    for tick in horizontal.ticks {
      lines.append(
        Self.text(
          horizontal.label(tick), x(tick, horizontal), Self.plot.bottom + 20,
          #"text-anchor="middle" fill="dimgray""#))
    }
    lines.append(
      #"<path d="M\#(Self.plot.left) \#(Self.plot.bottom)H\#(Self.plot.right)" stroke="dimgray"/>"#)
    lines.append(
      Self.text(
        "step", Self.plot.right, Self.size.height - 12, #"text-anchor="end" fill="dimgray""#))
    return lines
  }

  private func x(_ step: Double, _ axis: Axis) -> Double {
    Self.plot.left + (Self.plot.right - Self.plot.left) * axis.share(step)
  }

  private func y(_ value: Double, _ axis: Axis) -> Double {
    Self.plot.bottom - (Self.plot.bottom - Self.plot.top) * axis.share(value)
  }

  // MARK: - Curves

  private func draw(_ series: Series, _ horizontal: Axis, _ vertical: Axis) -> [String] {
    let places = series.points.filter { $0.y.isFinite }
      .map { (x: Self.number(x($0.x, horizontal)), y: Self.number(y($0.y, vertical))) }
    guard !places.isEmpty else { return [] }
    let width = series.isMarked ? "2" : "1.2"
    let line =
      #"<polyline fill="none" stroke="\#(series.colour)" stroke-width="\#(width)" points=""#
      + places.map { "\($0.x),\($0.y)" }.joined(separator: " ") + #""/>"#
    let marks = places.map {
      #"<circle cx="\#($0.x)" cy="\#($0.y)" r="3.5" fill="\#(series.colour)"/>"#
    }
    return [line] + (series.isMarked ? marks : [])
  }

  private var legend: [String] {
    var right = Self.plot.right
    return series.reversed().flatMap { series -> [String] in
      let name = right
      // Wide enough for the widest letters of the font.
      right -= Double(series.name.count) * 7.5 + 44
      let line = right + 18
      var parts = [
        #"<path d="M\#(Self.number(line)) 20h24" stroke="\#(series.colour)" stroke-width="2"/>"#,
        Self.text(series.name, name, 24, #"text-anchor="end" fill="black""#),
      ]
      if series.isMarked {
        parts.append(
          #"<circle cx="\#(Self.number(line + 12))" cy="20" r="3.5" fill="\#(series.colour)"/>"#)
      }
      return parts
    }
  }

  private static func text(_ text: String, _ x: Double, _ y: Double, _ attributes: String) -> String
  {
    #"<text x="\#(number(x))" y="\#(number(y))" \#(attributes)>\#(text)</text>"#
  }

  private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}

extension String {
  /// The text as the content of an XML element.
  fileprivate var escapedForXML: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
