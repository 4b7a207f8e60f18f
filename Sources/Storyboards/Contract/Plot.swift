/// A curve or a line on two axes, which a panel shows in place of planes, and points beside it.
///
/// The engine computed every value of a curve; a line is where a formula of the engine's numbers is 0.
public struct Plot: Hashable, Sendable {
  /// A point of the curve.
  public struct Point: Hashable, Sendable {
    /// Its place along the horizontal axis.
    public let x: Double
    /// The value there.
    public let y: Double

    /// Names a point.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }

    var isFinite: Bool { x.isFinite && y.isFinite }
  }

  /// A point that stands for something, of one of two kinds.
  public struct Dot: Hashable, Sendable {
    /// Its place.
    public let point: Point
    /// Whether it is of the first kind, drawn full.
    public let isFull: Bool

    /// Places a dot.
    public init(_ point: Point, isFull: Bool) { (self.point, self.isFull) = (point, isFull) }
  }

  /// The point that a frame is about.
  public struct Mark: Hashable, Sendable {
    /// The point; it lies on the axes where both its numbers are finite.
    public let point: Point
    /// The slope of the curve there.
    public let slope: Double

    /// Marks a point.
    public init(_ point: Point, slope: Double) { (self.point, self.slope) = (point, slope) }
  }

  /// The ends of the horizontal axis.
  public let domain: ClosedRange<Double>
  /// The ends of the vertical axis.
  public let range: ClosedRange<Double>
  /// Points of the curve from left to right, all of them finite and within the axes.
  public let points: [Point]
  /// Points beside it, all of them finite and within the axes.
  public let dots: [Dot]

  /// Creates a plot whose axes end at whole numbers, with 0 on both.
  ///
  /// - Parameters:
  ///   - points: Points of the curve from left to right; those that are not finite are left out.
  ///   - marked: Points off the curve's ends that have to lie on the axes.
  ///   - dots: Points beside it.
  /// - Complexity: O(points).
  public init(_ points: [Point], including marked: [Point] = [], dots: [Dot] = []) {
    self.points = points.filter(\.isFinite)
    self.dots = dots.filter(\.point.isFinite)
    let all = self.points + marked.filter(\.isFinite) + self.dots.map(\.point)
    domain = Plot.axis(all.map(\.x))
    range = Plot.axis(all.map(\.y))
  }

  private static func axis(_ values: [Double]) -> ClosedRange<Double> {
    let least = min(0, values.min() ?? 0).rounded(.down)
    let most = max(0, values.max() ?? 0).rounded(.up)
    return least...(least < most ? most : least + 1)
  }
}
