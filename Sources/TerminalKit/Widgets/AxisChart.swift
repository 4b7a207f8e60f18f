import RealModule
import Typesetting

/// Curves and marks over two axes with round numbers; what a curve is called stands at its end.
///
/// A name beside each curve takes the place of a legend, and tells curves apart without colours.
public struct AxisChart: Widget, Hashable, Sendable {
  /// A place in the chart.
  public struct Point: Hashable, Sendable {
    /// Along each axis.
    public let x, y: Double

    /// Creates a place.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
  }

  /// A line through points.
  public struct Curve: Hashable, Sendable {
    /// What stands at its end; empty for nothing.
    public let name: String
    /// How it looks.
    public let style: Style
    /// Whether it has gaps.
    public let isDotted: Bool
    /// What it goes through; empty for one of which only the name is to be seen.
    public let points: [Point]

    /// Creates a curve.
    public init(_ name: String, style: Style, isDotted: Bool = false, points: [Point]) {
      (self.name, self.style, self.isDotted, self.points) = (name, style, isDotted, points)
    }
  }

  /// A sign at a place.
  public struct Mark: Hashable, Sendable {
    /// Where.
    public let point: Point
    /// The sign.
    public let sign: Character
    /// How it looks.
    public let style: Style
    /// What stands beside it; empty for nothing.
    public let label: String

    /// Creates a sign.
    public init(_ point: Point, sign: Character, style: Style, label: String = "") {
      (self.point, self.sign, self.style, self.label) = (point, sign, style, label)
    }
  }

  /// An axis.
  public struct Axis: Hashable, Sendable {
    /// What is measured along it; empty for nothing.
    public let title: String
    /// Its ends.
    public let ends: ClosedRange<Double>
    /// Whether equal ways are equal factors.
    public let isLogarithmic: Bool
    /// Whether only whole numbers stand on it.
    public let isWhole: Bool

    /// Creates an axis.
    ///
    /// - Precondition: One that is logarithmic lies above 0.
    public init(
      _ title: String, ends: ClosedRange<Double>, isLogarithmic: Bool = false,
      isWhole: Bool = false
    ) {
      precondition(!isLogarithmic || ends.lowerBound > 0, "the logarithm of \(ends)")
      (self.title, self.ends) = (title, ends)
      (self.isLogarithmic, self.isWhole) = (isLogarithmic, isWhole)
    }
  }

  /// The curves: dotted ones under the others.
  public let curves: [Curve]
  /// What is marked, over the curves.
  public let marks: [Mark]
  /// The axes.
  public let x, y: Axis
  /// Whether a unit is as long along both axes.
  public let isPlane: Bool

  /// Creates a chart.
  public init(
    _ curves: [Curve], marks: [Mark] = [], x: Axis, y: Axis, isPlane: Bool = false
  ) {
    (self.curves, self.marks) = (curves, marks)
    (self.x, self.y, self.isPlane) = (x, y, isPlane)
  }

  /// Draws the widget; see ``Widget/draw(in:on:)``.
  public func draw(in area: Rect, on buffer: inout Buffer) {
    guard let frame = AxisFrame(self, in: area.intersection(buffer.area)) else { return }
    frame.drawAxes(on: &buffer)
    let plot = frame.plot
    // Solid curves share the cells in which they meet, so that each of them stays visible.
    var solid: [(canvas: DotCanvas, style: Style)] = []
    for curve in curves {
      var canvas = DotCanvas(width: plot.width, height: plot.height)
      var last: (x: Int, y: Int)?
      var place = 0
      for point in curve.points where point.x.isFinite && point.y.isFinite {
        let here = frame.dot(point)
        if let last, curve.isDotted {
          canvas.dottedLine(from: last, to: here, place: &place)
        } else if let last {
          canvas.line(from: last, to: here)
        } else {
          canvas.set(here.x, here.y)
        }
        last = here
      }
      if curve.isDotted {
        canvas.draw(curve.style, in: plot, on: &buffer)
      } else {
        solid.append((canvas, curve.style))
      }
    }
    DotCanvas.draw(solid, in: plot, on: &buffer)
    frame.drawNames(on: &buffer)
    drawMarks(in: plot, at: frame.cell, on: &buffer)
  }

  /// Signs with their labels: to the right, or to the left where another sign stands there.
  ///
  /// Signs that meet in a cell have their labels behind each other.
  private func drawMarks(
    in plot: Rect, at cell: (Point) -> TerminalKit.Point, on buffer: inout Buffer
  ) {
    var places: [(cell: TerminalKit.Point, marks: [Mark])] = []
    for mark in marks {
      let cell = cell(mark.point)
      guard plot.contains(cell) else { continue }
      if let index = places.firstIndex(where: { $0.cell == cell }) {
        places[index].marks.append(mark)
      } else {
        places.append((cell, [mark]))
      }
    }
    for (cell, marks) in places {
      let label = marks.filter { !$0.label.isEmpty }.reduce(into: StyledText()) { text, mark in
        if !text.isEmpty { text.append(", ") }
        text += StyledText(mark.label, mark.style)
      }
      func isFree(_ columns: Range<Int>) -> Bool {
        columns.lowerBound >= plot.minX && columns.upperBound <= plot.maxX
          && !places.contains { $0.cell.y == cell.y && columns.contains($0.cell.x) }
      }
      let right = cell.x + 2..<cell.x + 2 + label.width
      let left = cell.x - 1 - label.width..<cell.x - 1
      // Where neither side has its room the label is left out: over other signs it would be none.
      guard let start = [right, left].first(where: isFree)?.lowerBound else { continue }
      buffer.write(label, in: Rect(x: start, y: cell.y, width: label.width, height: 1))
    }
    // No label covers a sign.
    for (cell, marks) in places {
      guard let mark = marks.last else { continue }
      buffer[cell.x, cell.y] = Cell(mark.sign, mark.style)
    }
  }
}
