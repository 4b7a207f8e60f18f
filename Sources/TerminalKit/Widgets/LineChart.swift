import RealModule
import Typesetting

/// Curves over steps, drawn in dots finer than cells, with axes.
public struct LineChart: Widget, Hashable, Sendable {
  /// A point of a curve.
  public struct Point: Hashable, Sendable {
    /// The place along the horizontal axis.
    public let x: Double
    /// The least value there.
    public let least: Double
    /// The value in the middle, which the line goes through.
    public let middle: Double
    /// The greatest value there.
    public let greatest: Double

    /// Creates a point that stands for one value or for several.
    public init(x: Double, least: Double, middle: Double, greatest: Double) {
      (self.x, self.least, self.middle, self.greatest) = (x, least, middle, greatest)
    }
  }

  /// A curve.
  public struct Series: Hashable, Sendable {
    /// What it is called in the legend.
    public let name: String
    /// How it looks.
    public let style: Style
    /// Its points, from left to right.
    public let points: [Point]

    /// Creates a curve.
    public init(_ name: String, style: Style, points: [Point]) {
      (self.name, self.style, self.points) = (name, style, points)
    }
  }

  /// The curves, later ones over earlier ones.
  public let series: [Series]
  /// The ends of the horizontal axis.
  public let domain: ClosedRange<Double>
  /// The ends of the vertical axis; as the values ask when absent.
  public let range: ClosedRange<Double>?
  /// Whether the vertical axis is logarithmic.
  public let isLogarithmic: Bool
  /// How a value is written beside the axis.
  private let label: LabelForm

  /// How the values of an axis are written.
  public enum LabelForm: Hashable, Sendable {
    /// As numbers.
    case number
    /// As percentages of 1.
    case percent
  }

  /// Creates a chart.
  public init(
    _ series: [Series], domain: ClosedRange<Double>, range: ClosedRange<Double>? = nil,
    isLogarithmic: Bool = false, label: LabelForm = .number
  ) {
    self.series = series
    self.domain = domain
    self.range = range
    self.isLogarithmic = isLogarithmic
    self.label = label
  }

  /// The columns that the labels take.
  private static let margin = 7

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    let area = area.intersection(buffer.area)
    guard area.width > Self.margin + 2, area.height > 2 else { return }
    let plot = Rect(
      x: area.minX + Self.margin, y: area.minY, width: area.width - Self.margin,
      height: area.height - 1)
    let scale = scale
    drawAxes(scale, plot, on: &buffer)
    for curve in series { draw(curve, scale, plot, on: &buffer) }
  }

  /// The vertical axis' ends, in its own measure.
  private var scale: ClosedRange<Double> {
    let values = series.flatMap(\.points).flatMap { [$0.least, $0.greatest] }
      .filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    let least = range?.lowerBound ?? values.min() ?? 0
    let most = range?.upperBound ?? values.max() ?? 1
    let (low, high) = (measure(least), measure(most))
    guard low.isFinite, high.isFinite, high > low else {
      // Half of the number where 0.5 is lost in it.
      let room = max(0.5, abs(low) / 2)
      return low.isFinite ? (low - room)...(low + room) : 0...1
    }
    return low...high
  }

  private func measure(_ value: Double) -> Double {
    isLogarithmic ? Double.log(max(value, 1e-12)) : value
  }

  private func drawAxes(_ scale: ClosedRange<Double>, _ plot: Rect, on buffer: inout Buffer) {
    for share in [0, 0.5, 1] {
      let row = plot.maxY - 1 - Int(saturating: share * Double(plot.height - 1))
      let value = scale.lowerBound + share * (scale.upperBound - scale.lowerBound)
      let text = text(isLogarithmic ? Double.exp(value) : value)
      buffer.write(
        StyledText(text, .dim),
        in: Rect(x: plot.minX - Self.margin, y: row, width: Self.margin - 1, height: 1),
        alignment: .trailing)
    }
    let bottom = Rect(x: plot.minX, y: plot.maxY, width: plot.width, height: 1)
    buffer.write(StyledText(Self.step(domain.lowerBound), .dim), in: bottom)
    buffer.write(
      StyledText(Self.step(domain.upperBound), .dim), in: bottom, alignment: .trailing)
  }

  /// A value in at most six characters.
  private func text(_ value: Double) -> String {
    if label == .percent { return "\(Int(saturating: value * 100))%" }
    let magnitude = abs(value)
    guard magnitude < 99_999.5 else {
      let text = NumberText.scientific(value, 2)
      return text.count <= 6 ? text : NumberText.scientific(value, 1)
    }
    return NumberText.fixed(
      value, magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 0.1 ? 2 : 4)
  }

  private static func step(_ value: Double) -> String { "\(Int(saturating: value))" }

  private func draw(
    _ curve: Series, _ scale: ClosedRange<Double>, _ plot: Rect, on buffer: inout Buffer
  ) {
    var canvas = DotCanvas(width: plot.width, height: plot.height)
    let span = max(domain.upperBound - domain.lowerBound, 1e-12)
    func column(_ x: Double) -> Int {
      Int(saturating: (x - domain.lowerBound) / span * Double(canvas.columns - 1))
    }
    func row(_ value: Double) -> Int {
      let share = (measure(value) - scale.lowerBound) / (scale.upperBound - scale.lowerBound)
      return canvas.rows - 1 - Int(saturating: min(max(share, -1), 2) * Double(canvas.rows - 1))
    }
    var last: (x: Int, y: Int)?
    for point in curve.points where point.middle.isFinite {
      let here = (x: column(point.x), y: row(point.middle))
      if let last { canvas.line(from: last, to: here) }
      canvas.line(from: (here.x, row(point.least)), to: (here.x, row(point.greatest)))
      last = here
    }
    canvas.draw(curve.style, in: plot, on: &buffer)
  }
}
