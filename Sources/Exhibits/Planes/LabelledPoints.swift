import Problems
import Typesetting

/// Points of the plane that belong to one of two classes.
struct LabelledPoints: Sendable {
  /// The points, in the order in which they are looked at.
  let points: [Point]

  /// A point and its class.
  struct Point: Hashable, Sendable {
    let x1, x2: Double
    /// Whether a unit should fire for it.
    let isOne: Bool

    /// `1 0`.
    var text: String { "\(NumberText.short(x1)) \(NumberText.short(x2))" }
  }

  /// What gates say to 00, 01, 10 and 11.
  static let gates: [(name: String, outputs: [Bool])] = [
    ("and", [false, false, false, true]), ("or", [false, true, true, true]),
    ("nand", [true, true, true, false]), ("nor", [true, false, false, false]),
    ("xor", [false, true, true, false]), ("xnor", [true, false, false, true]),
  ]

  /// The corners of the unit square.
  static let corners: [(Double, Double)] = [(0, 0), (0, 1), (1, 0), (1, 1)]

  /// Reads a gate's name, or rows of x1, x2 and the class.
  init(_ node: SourceNode, as what: String) throws(Diagnostic) {
    let text = try node.string(what)
    if let gate = Self.gates.first(where: { $0.name == text.lowercased() }) {
      points = zip(Self.corners, gate.outputs).map { Point(x1: $0.0, x2: $0.1, isOne: $1) }
      return
    }
    guard !text.contains(where: \.isLetter) else {
      throw node.diagnostic(
        "there is no gate '\(node.shortText)'",
        remedy: NearestName.remedy(
          for: text, in: Self.gates.map(\.name), listedAs: "Gates are")
          + " Or write rows of x1, x2 and the class.")
    }
    let rows = try node.rows(what)
    guard rows[0].count == 3, rows.allSatisfy({ $0[2] == 0 || $0[2] == 1 }) else {
      throw node.diagnostic(
        "a row of \(what) is x1, x2 and the class, 0 or 1", remedy: "Write 0 0 0 / 2 -4 1.")
    }
    guard rows.count <= 60 else {
      throw node.diagnostic("\(rows.count) points are too many to see", remedy: "Use up to 60.")
    }
    points = rows.map { Point(x1: $0[0], x2: $0[1], isOne: $0[2] == 1) }
  }

  /// The ends of both axes: all points, and some room around them.
  var ends: (x: ClosedRange<Double>, y: ClosedRange<Double>) {
    func ends(_ values: [Double]) -> ClosedRange<Double> {
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let room = max(0.5, (high - low) * 0.4)
      return (low - room)...(high + room)
    }
    return (ends(points.map(\.x1)), ends(points.map(\.x2)))
  }
}

/// A unit with two inputs that fires where its weighted sum is large enough.
struct ThresholdUnit: Hashable, Sendable {
  /// The bias and the weights of both inputs.
  var weights: [Double]
  /// Whether a sum of exactly 0 fires.
  let firesAtZero: Bool

  /// The words for when it fires, the usual one first.
  static let rules = ["at least 0", "above 0"]

  /// w0 + w1·x1 + w2·x2.
  func sum(_ x1: Double, _ x2: Double) -> Double {
    weights[0] + weights[1] * x1 + weights[2] * x2
  }

  func fires(_ x1: Double, _ x2: Double) -> Bool {
    let sum = sum(x1, x2)
    return firesAtZero ? sum >= 0 : sum > 0
  }

  /// Where its line crosses a rectangle; empty where it does not, or there is none.
  func line(
    in x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> [Chart.Point] {
    let (bias, first, second) = (weights[0], weights[1], weights[2])
    var crossings: [Chart.Point] = []
    if second != 0 {
      for edge in [x.lowerBound, x.upperBound] {
        let height = -(bias + first * edge) / second
        if y.contains(height) { crossings.append(Chart.Point(edge, height)) }
      }
    }
    if first != 0 {
      for edge in [y.lowerBound, y.upperBound] {
        let place = -(bias + second * edge) / first
        if x.contains(place) { crossings.append(Chart.Point(place, edge)) }
      }
    }
    guard let start = crossings.first else { return [] }
    // Through a corner it crosses two edges in one point.
    let far = crossings.max { Self.way(from: start, to: $0) < Self.way(from: start, to: $1) }
    return far.map { [start, $0] } ?? []
  }

  private static func way(from start: Chart.Point, to end: Chart.Point) -> Double {
    abs(end.x - start.x) + abs(end.y - start.y)
  }

  /// `−2 1 0`.
  var text: String { weights.map { NumberText.short($0) }.joined(separator: " ") }
}
