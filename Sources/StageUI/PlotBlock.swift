import Storyboards
import TerminalKit
import Typesetting

/// A curve on the stage: its axes, the curve in dots finer than cells, and the point of the frame with
/// the tangent there.
struct PlotBlock: Widget {
  private let plot: Plot
  private let mark: Plot.Mark?
  private let markWidth: Int
  private let tellsKinds: Bool

  /// Lays a plot out.
  ///
  /// - Parameters:
  ///   - mark: The point of the frame.
  ///   - markWidth: The columns that the value of such a point takes in some frame.
  ///   - tellsKinds: Whether dots show of which kind they are, which may be what is asked.
  init(_ plot: Plot, mark: Plot.Mark?, markWidth: Int, tellsKinds: Bool) {
    (self.plot, self.markWidth) = (plot, markWidth)
    self.tellsKinds = tellsKinds
    let isOnAxes = mark.map { $0.point.x.isFinite && $0.point.y.isFinite } ?? false
    self.mark = isOnAxes ? mark : nil
  }

  /// The room that it takes, labels included.
  func size(_ cells: CellSize) -> Size {
    switch cells.density {
    case .spacious:
      switch cells.rowPitch {
      case ...2: Size(width: 48, height: 16)
      case 3: Size(width: 64, height: 22)
      default: Size(width: 80, height: 28)
      }
    case .wide, .compact: Size(width: 36, height: 10)
    case .brief: Size(width: 18, height: 10)
    }
  }

  /// The rows with which it still says what it is to say.
  static let leastHeight = 6

  /// Draws the widget; see ``TerminalKit/Widget/draw(in:on:)``.
  func draw(in area: Rect, on buffer: inout Buffer) {
    let area = area.intersection(buffer.area)
    let margin = labels.map { DisplayWidth.of($0.text) }.reduce(max(1, markWidth), max) + 1
    guard area.width > margin + 4, area.height > 3 else { return }
    let dots = Rect(
      x: area.minX + margin, y: area.minY, width: area.width - margin, height: area.height - 1)
    let canvas = Canvas(plot, in: dots)
    canvas.axes.draw(.dim, in: dots, on: &buffer)
    canvas.curve.draw(.text, in: dots, over: canvas.axes, on: &buffer)
    // In the curve's own cells its dots alone: both together look like neither.
    canvas.tangent(mark)?.draw(.gradient, in: dots, on: &buffer)
    drawLabels(canvas, margin: margin, on: &buffer)
    for dot in plot.dots {
      let cell = canvas.cell(of: dot.point)
      let glyph = tellsKinds ? buffer.glyphs.plotDot(isFull: dot.isFull) : buffer.glyphs.nothing
      buffer[cell.x, cell.y] = Cell(glyph, dot.isFull && tellsKinds ? .output : .text)
    }
    guard let mark else { return }
    let cell = canvas.cell(of: mark.point)
    // A dot says what it is even where a frame is about it.
    let dot = plot.dots.first { $0.point == mark.point }
    buffer[cell.x, cell.y] = Cell(
      dot.map { buffer.glyphs.plotDot(isFull: $0.isFull) } ?? buffer.glyphs.plotPoint,
      dot == nil ? Style.output.bold : Style.output.bold.reversed)
  }

  /// What is written beside the vertical axis, what matters most first.
  private var labels: [(value: Double, text: String, style: Style)] {
    let ends = [plot.range.upperBound, plot.range.lowerBound, 0]
    return (mark.map { [label($0.point.y, Style.output.bold)] } ?? [])
      + ends.map { label($0, .dim) }
  }

  private func label(_ value: Double, _ style: Style) -> (value: Double, text: String, style: Style)
  {
    (value, NumberText.short(value), style)
  }

  private func drawLabels(_ canvas: Canvas, margin: Int, on buffer: inout Buffer) {
    var rows: Set<Int> = []
    for label in labels {
      let row = canvas.cell(of: Plot.Point(x: 0, y: label.value)).y
      guard rows.insert(row).inserted else { continue }
      buffer.write(
        StyledText(label.text, label.style),
        in: Rect(x: canvas.area.minX - margin, y: row, width: margin - 1, height: 1),
        alignment: .trailing)
    }
    var taken: [Range<Int>] = []
    let places = mark.map { [label($0.point.x, Style.input.bold)] } ?? []
    let ends = [plot.domain.lowerBound, plot.domain.upperBound, 0].map { label($0, .dim) }
    for label in places + ends {
      let width = DisplayWidth.of(label.text)
      let middle = canvas.cell(of: Plot.Point(x: label.value, y: 0)).x
      let left = min(max(canvas.area.minX, middle - width / 2), canvas.area.maxX - width)
      let columns = left..<left + width
      guard !taken.contains(where: { $0.overlaps(columns.lowerBound - 1..<columns.upperBound + 1) })
      else { continue }
      taken.append(columns)
      buffer.write(
        StyledText(label.text, label.style),
        in: Rect(x: left, y: canvas.area.maxY, width: width, height: 1))
    }
  }
}

/// The dots of a plot in a rectangle.
private struct Canvas {
  let area: Rect
  private let plot: Plot
  private let empty: DotCanvas

  init(_ plot: Plot, in area: Rect) {
    (self.plot, self.area) = (plot, area)
    empty = DotCanvas(width: area.width, height: area.height)
  }

  /// Both axes, through 0, every other dot.
  var axes: DotCanvas {
    var dots = empty
    let zero = dot(Plot.Point(x: 0, y: 0))
    for x in stride(from: 0, to: dots.columns, by: 2) { dots.set(x, zero.y) }
    for y in stride(from: 0, to: dots.rows, by: 2) { dots.set(zero.x, y) }
    return dots
  }

  var curve: DotCanvas {
    var dots = empty
    for (left, right) in zip(plot.points, plot.points.dropFirst()) {
      dots.line(from: dot(left), to: dot(right))
    }
    return dots
  }

  /// The tangent at a point, a quarter of the axis to each side.
  func tangent(_ mark: Plot.Mark?) -> DotCanvas? {
    guard let mark, mark.slope.isFinite else { return nil }
    let reach = (plot.domain.upperBound - plot.domain.lowerBound) / 4
    func end(_ distance: Double) -> (x: Int, y: Int) {
      dot(
        Plot.Point(x: mark.point.x + distance, y: mark.point.y + distance * mark.slope))
    }
    var dots = empty
    dots.line(from: end(-reach), to: end(reach))
    return dots
  }

  /// The cell that a point lies in.
  func cell(of point: Plot.Point) -> Point {
    let dot = dot(point)
    return Point(
      x: area.minX + min(max(0, dot.x / 2), area.width - 1),
      y: area.minY + min(max(0, dot.y / 4), area.height - 1))
  }

  private func dot(_ point: Plot.Point) -> (x: Int, y: Int) {
    func place(_ value: Double, _ axis: ClosedRange<Double>, _ count: Int) -> Int {
      let share = (value - axis.lowerBound) / (axis.upperBound - axis.lowerBound)
      return Int(saturating: (share * Double(count - 1)).rounded())
    }
    return (
      place(point.x, plot.domain, empty.columns),
      empty.rows - 1 - place(point.y, plot.range, empty.rows)
    )
  }
}
