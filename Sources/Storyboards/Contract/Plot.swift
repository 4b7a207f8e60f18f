/// A curve on two axes, which a panel shows in place of planes.
///
/// The engine computed every value on it.
public struct Plot: Hashable, Sendable {
  /// A point of the curve.
  public struct Point: Hashable, Sendable {
    /// Its place along the horizontal axis.
    public let x: Double
    /// The value there.
    public let y: Double

    /// Names a point.
    public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
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

  /// Creates a plot whose axes end at whole numbers, with 0 on both.
  ///
  /// - Parameters:
  ///   - points: Points of the curve from left to right; those that are not finite are left out.
  ///   - marked: Points off the curve's ends that have to lie on the axes.
  /// - Complexity: O(points).
  public init(_ points: [Point], including marked: [Point] = []) {
    self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
    let all = self.points + marked.filter { $0.x.isFinite && $0.y.isFinite }
    domain = Plot.axis(all.map(\.x))
    range = Plot.axis(all.map(\.y))
  }

  private static func axis(_ values: [Double]) -> ClosedRange<Double> {
    let least = min(0, values.min() ?? 0).rounded(.down)
    let most = max(0, values.max() ?? 0).rounded(.up)
    return least...(least < most ? most : least + 1)
  }
}
