import RealModule
import Typesetting

/// Where the parts of a chart stand.
struct AxisFrame {
  private let chart: AxisChart
  /// The cells of the curves.
  let plot: Rect
  private let area: Rect
  private let ticks: (x: [Double], y: [Double])
  private let texts: (x: [String], y: [String])
  private let scale: (x: Scale, y: Scale)

  /// An axis in dots.
  private struct Scale {
    let axis: AxisChart.Axis
    let count: Int

    func dot(_ value: Double) -> Int {
      let (low, high) = (measure(axis.ends.lowerBound), measure(axis.ends.upperBound))
      let share = (measure(value) - low) / (high - low)
      // What lies far out is cut where lines to it still point the right way.
      return Int(saturating: (min(max(share, -4), 5) * Double(count - 1)).rounded())
    }

    private func measure(_ value: Double) -> Double {
      axis.isLogarithmic ? Double.log(max(value, .leastNormalMagnitude)) : value
    }
  }

  /// Lays a chart out; `nil` where there is no room for one.
  init?(_ chart: AxisChart, in area: Rect) {
    (self.chart, self.area) = (chart, area)
    let hasTitle = !chart.y.title.isEmpty
    let rows = area.height - 2 - (hasTitle ? 1 : 0)
    guard rows >= 2 else { return nil }
    let y = Self.ticks(chart.y, count: Self.count(of: chart.y, rows: rows))
    let margin = y.map { DisplayWidth.of($0.text) }.max() ?? 1
    let names = chart.curves.map { DisplayWidth.of($0.name) }.max() ?? 0
    let right = names == 0 ? 0 : min(names + 1, area.width / 3)
    var width = area.width - margin - 1 - right
    guard width >= 8 else { return nil }
    var height = rows
    if chart.isPlane {
      let (across, down) = (chart.x.ends.length, chart.y.ends.length)
      let unit = max(across / Double(2 * width - 1), down / Double(4 * height - 1))
      // A plane of few rows is wider than true: signs that touch say nothing of where they are.
      let least = rows < Self.trueFrom ? Self.lowPlaneWidth : 4
      width = min(width, max(least, (Int((across / unit).rounded()) + 2) / 2))
      height = min(height, max(2, (Int((down / unit).rounded()) + 4) / 4))
    }
    plot = Rect(
      x: area.minX + margin + 1, y: area.minY + (hasTitle ? 1 : 0), width: width, height: height)
    let x = Self.ticks(chart.x, count: max(1, min(10, width / 8)))
    ticks = (x.map(\.value), y.map(\.value))
    texts = (x.map(\.text), y.map(\.text))
    scale = (Scale(axis: chart.x, count: 2 * width), Scale(axis: chart.y, count: 4 * height))
  }

  /// From this many rows on a plane is true to scale.
  private static let trueFrom = 10

  /// The columns of a plane that is lower.
  private static let lowPlaneWidth = 28

  /// How many steps an upright axis has: where that is possible, so many that they are equally many
  /// rows apart.
  private static func count(of axis: AxisChart.Axis, rows: Int) -> Int {
    let few = max(1, min(4, rows / 3))
    guard !axis.isLogarithmic, rows > 4 else { return few }
    return (few...max(few, min(8, rows / 2))).reversed().first { count in
      let steps = axis.ends.length / RoundSteps.step(for: axis.ends.length, count: count)
      let distance = Double(rows - 1) / steps
      return abs(distance - distance.rounded()) < 1e-6 && abs(steps - steps.rounded()) < 1e-6
    } ?? few
  }

  /// The round numbers of an axis.
  private static func ticks(
    _ axis: AxisChart.Axis, count: Int
  ) -> [(value: Double, text: String)] {
    guard axis.isLogarithmic else {
      let step = RoundSteps.step(for: axis.ends.length, count: count)
      let least = axis.isWhole ? max(1, step) : step
      var numbers = RoundSteps.numbers(in: axis.ends, step: least)
      if axis.isWhole, axis.ends.lowerBound == 1, let first = numbers.first, first > 2 {
        // Epochs begin with 1.
        numbers.insert(1, at: 0)
      }
      return numbers.map { ($0, RoundSteps.text($0, step: least)) }
    }
    let (low, high) = (Double.log10(axis.ends.lowerBound), Double.log10(axis.ends.upperBound))
    // Powers of ten, as close as there is room for: a single one would not tell how far it is to the next.
    let powers = (1...).lazy.map { RoundSteps.numbers(in: low...high, step: Double($0)) }
      .first { $0.count <= count + 1 }
    return (powers ?? []).map {
      (
        Double.pow(10, $0),
        $0 < 6 ? NumberText.short(Double.pow(10, $0), digits: 2) : "1e\(Int($0))"
      )
    }
  }

  /// The dot of a place.
  func dot(_ point: AxisChart.Point) -> (x: Int, y: Int) {
    (scale.x.dot(point.x), scale.y.count - 1 - scale.y.dot(point.y))
  }

  /// The cell of a place.
  func cell(_ point: AxisChart.Point) -> Point {
    let dot = dot(point)
    return Point(
      x: plot.minX + Int((Double(dot.x) / 2).rounded(.down)),
      y: plot.minY + Int((Double(dot.y) / 4).rounded(.down)))
  }

  func drawAxes(on buffer: inout Buffer) {
    let glyphs = buffer.glyphs
    buffer.write(StyledText(chart.y.title, .dim), in: area.splitTop(1).top)
    for row in plot.minY..<plot.maxY {
      buffer[plot.minX - 1, row] = Cell(glyphs.plotEdge(isMarked: false), .dim)
    }
    for (value, text) in zip(ticks.y, texts.y) {
      let row = cell(AxisChart.Point(x: chart.x.ends.lowerBound, y: value)).y
      guard (plot.minY..<plot.maxY).contains(row) else { continue }
      buffer[plot.minX - 1, row] = Cell(glyphs.plotEdge(isMarked: true), .dim)
      buffer.write(
        StyledText(text, .dim),
        in: Rect(x: area.minX, y: row, width: plot.minX - 1 - area.minX, height: 1),
        alignment: .trailing)
    }
    drawFloor(on: &buffer)
  }

  private func drawFloor(on buffer: inout Buffer) {
    let glyphs = buffer.glyphs
    buffer[plot.minX - 1, plot.maxY] = Cell(glyphs.bottomLeft, .dim)
    for column in plot.minX..<plot.maxX {
      buffer[column, plot.maxY] = Cell(glyphs.plotFloor(isMarked: false), .dim)
    }
    var free = area.minX
    let titleWidth = DisplayWidth.of(chart.x.title)
    // The title has its place behind the numbers, or where there is none, the last number's.
    let isBehind = area.maxX - plot.maxX > titleWidth
    let titleAt = isBehind ? plot.maxX + 1 : plot.maxX - titleWidth
    for (value, text) in zip(ticks.x, texts.x) {
      let column = cell(AxisChart.Point(x: value, y: chart.y.ends.lowerBound)).x
      guard (plot.minX..<plot.maxX).contains(column) else { continue }
      buffer[column, plot.maxY] = Cell(glyphs.plotFloor(isMarked: true), .dim)
      let width = DisplayWidth.of(text)
      let start = max(area.minX, column - width / 2)
      guard start >= free, titleWidth == 0 || start + width < titleAt else { continue }
      buffer.write(text, at: Point(x: start, y: plot.maxY + 1), style: .dim, clippedTo: area)
      free = start + width + 1
    }
    buffer.write(
      chart.x.title, at: Point(x: titleAt, y: plot.maxY + 1), style: .dim, clippedTo: area)
  }

  /// The names of the curves at their ends, each in a row of its own.
  func drawNames(on buffer: inout Buffer) {
    let named = chart.curves.filter { !$0.name.isEmpty }
    let wished = named.map { curve in
      let last = curve.points.last { $0.x.isFinite && $0.y.isFinite }
      return last.map { min(max(cell($0).y, plot.minY), plot.maxY - 1) } ?? plot.minY
    }
    let order = named.indices.sorted { (wished[$0], $0) < (wished[$1], $1) }
    var rows: [Int] = []
    for index in order { rows.append(max(wished[index], rows.last.map { $0 + 1 } ?? plot.minY)) }
    var limit = plot.maxY
    for place in rows.indices.reversed() {
      rows[place] = min(rows[place], limit - 1)
      limit = rows[place]
    }
    for (index, row) in zip(order, rows) where row >= area.minY {
      buffer.write(
        StyledText(named[index].name, named[index].style),
        in: Rect(x: plot.maxX + 1, y: row, width: max(0, area.maxX - plot.maxX - 1), height: 1))
    }
  }
}

extension ClosedRange<Double> {
  fileprivate var length: Double { upperBound - lowerBound }
}
