import Foundation
import Typesetting

/// Curves and marks on two axes.
public struct Chart: Hashable, Sendable {
  /// What stands above it; may be empty.
  public let title: String
  /// The curves, later ones over earlier ones.
  public let curves: [Curve]
  /// What is marked, over all curves.
  public let marks: [Mark]
  /// The horizontal axis.
  public let x: Axis
  /// The vertical axis.
  public let y: Axis
  /// Whether a unit is as long along both axes, as on a plane.
  public let isPlane: Bool

  /// A place in the chart.
  public struct Point: Hashable, Sendable {
    /// Along the horizontal axis.
    public let x: Double
    /// Along the vertical axis.
    public let y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
  }

  /// A line through points.
  public struct Curve: Hashable, Sendable {
    /// What stands at its end; may be empty.
    public let name: String
    /// Its colour.
    public let ink: Ink
    /// Whether it has gaps, to be told from a curve of the same colour.
    public let isDotted: Bool
    /// What it goes through, in order; those that are no numbers are left out.
    public let points: [Point]
    /// What it is called when it is kept back.
    public let piece: Piece?

    init(
      _ name: String = "", _ ink: Ink, isDotted: Bool = false, _ points: [Point],
      piece: Piece? = nil
    ) {
      (self.name, self.ink, self.isDotted) = (name, ink, isDotted)
      (self.points, self.piece) = (points, piece)
    }
  }

  /// A sign at a place.
  public struct Mark: Hashable, Sendable {
    /// What is drawn.
    public enum Sign: Hashable, Sendable {
      /// A full dot, and an empty one.
      case full, hollow
      /// Where something is now.
      case here
    }

    /// Where.
    public let point: Point
    /// What is drawn.
    public let sign: Sign
    /// Its colour.
    public let ink: Ink
    /// What stands beside it; may be empty.
    public let label: String
    /// What it is called when it is kept back.
    public let piece: Piece?

    init(
      _ point: Point, _ sign: Sign, _ ink: Ink = .text, label: String = "", piece: Piece? = nil
    ) {
      (self.point, self.sign, self.ink) = (point, sign, ink)
      (self.label, self.piece) = (label, piece)
    }
  }

  init(
    _ curves: [Curve], title: String = "", marks: [Mark] = [], x: Axis, y: Axis,
    isPlane: Bool = false
  ) {
    (self.title, self.curves, self.marks) = (title, curves, marks)
    (self.x, self.y, self.isPlane) = (x, y, isPlane)
  }
}

/// An axis of a chart.
public struct Axis: Hashable, Sendable {
  /// What is measured along it.
  public let title: String
  /// Its ends.
  public let ends: ClosedRange<Double>
  /// Whether equal ways are equal factors.
  public let isLogarithmic: Bool
  /// Whether only whole numbers stand on it.
  public let isWhole: Bool

  init(
    _ title: String, _ ends: ClosedRange<Double>, isLogarithmic: Bool = false,
    isWhole: Bool = false
  ) {
    (self.title, self.ends) = (title, ends)
    (self.isLogarithmic, self.isWhole) = (isLogarithmic, isWhole)
  }

  /// The ends that show all of some values: round numbers, as far apart as they need.
  ///
  /// - Parameter values: Those that are no numbers, and on a logarithmic axis those that are not above
  ///   0, do not count.
  static func ends(
    around values: some Sequence<Double>, isLogarithmic: Bool = false
  ) -> ClosedRange<Double> {
    let values = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    guard let least = values.min(), let most = values.max() else { return 0...1 }
    if isLogarithmic {
      let (low, high) = (pow(10, log10(least).rounded(.down)), pow(10, log10(most).rounded(.up)))
      return low...max(high, low * 10)
    }
    guard most > least else { return (least - 0.5)...(most + 0.5) }
    let step = RoundSteps.step(for: most - least, count: 5)
    return (least / step).rounded(.down) * step...(most / step).rounded(.up) * step
  }
}
