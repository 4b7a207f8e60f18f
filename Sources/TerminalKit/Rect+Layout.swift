/// How long one part of a divided rectangle wants to be.
public enum Constraint: Hashable, Sendable {
  /// Exactly this many cells while there is room.
  case fixed(Int)
  /// At least this many cells; shares what is left like `fill(1)`.
  case minimum(Int)
  /// A share of what the others leave, in proportion to the weight.
  case fill(Int)

  /// An even share of what the others leave.
  public static let fill = Constraint.fill(1)
}

extension Rect {
  /// Divides the rectangle from top to bottom.
  ///
  ///     let parts = area.rows(.fixed(1), .fill, .fixed(1))  // heading, body, footer
  ///
  /// - Parameters:
  ///   - constraints: The height wanted for each part.
  ///   - spacing: Empty rows between neighbours.
  /// - Returns: One rectangle for each constraint, in order; some are empty when room is short. Fixed
  ///   parts are served first, then minimum ones, earlier before later; the rest is shared.
  public func rows(_ constraints: Constraint..., spacing: Int = 0) -> [Rect] {
    rows(constraints, spacing: spacing)
  }

  /// Divides the rectangle from top to bottom; the array form of ``rows(_:spacing:)-(Constraint...,_)``.
  public func rows(_ constraints: [Constraint], spacing: Int = 0) -> [Rect] {
    var y = minY
    return Self.lengths(constraints, in: height, spacing: spacing).map { length in
      defer { y += length + spacing }
      return Rect(x: minX, y: min(y, maxY), width: width, height: length)
    }
  }

  /// Divides the rectangle from left to right, by the rules of ``rows(_:spacing:)-(Constraint...,_)``.
  public func columns(_ constraints: Constraint..., spacing: Int = 0) -> [Rect] {
    columns(constraints, spacing: spacing)
  }

  /// Divides the rectangle from left to right; the array form.
  public func columns(_ constraints: [Constraint], spacing: Int = 0) -> [Rect] {
    var x = minX
    return Self.lengths(constraints, in: width, spacing: spacing).map { length in
      defer { x += length + spacing }
      return Rect(x: min(x, maxX), y: minY, width: length, height: height)
    }
  }

  /// Returns the rectangle without a border of the given widths.
  public func inset(horizontally: Int = 0, vertically: Int = 0) -> Rect {
    Rect(
      x: minX + min(horizontally, width / 2), y: minY + min(vertically, height / 2),
      width: width - 2 * horizontally, height: height - 2 * vertically)
  }

  /// Returns a rectangle of `size`, cut to fit, in the middle of this one.
  public func centered(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(
      x: minX + (self.width - width) / 2, y: minY + (self.height - height) / 2,
      width: width, height: height)
  }

  /// Returns the first `count` rows and what is left below them.
  public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let count = min(max(0, count), height)
    return (
      Rect(x: minX, y: minY, width: width, height: count),
      Rect(x: minX, y: minY + count, width: width, height: height - count)
    )
  }

  /// Splits off columns on the left, as many as there are.
  public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let count = min(max(0, count), width)
    return (
      Rect(x: minX, y: minY, width: count, height: height),
      Rect(x: minX + count, y: minY, width: width - count, height: height)
    )
  }

  private static func lengths(
    _ constraints: [Constraint], in available: Int, spacing: Int
  ) -> [Int] {
    var left = max(0, available - spacing * max(0, constraints.count - 1))
    var lengths = [Int](repeating: 0, count: constraints.count)
    func serve(_ wanted: Int, _ index: Int) {
      lengths[index] = min(max(0, wanted), left)
      left -= lengths[index]
    }
    for (index, constraint) in constraints.enumerated() {
      if case .fixed(let length) = constraint { serve(length, index) }
    }
    var weights = [Int](repeating: 0, count: constraints.count)
    for (index, constraint) in constraints.enumerated() {
      switch constraint {
      case .fixed: break
      case .minimum(let length):
        serve(length, index)
        weights[index] = 1
      case .fill(let weight): weights[index] = max(0, weight)
      }
    }
    // What rounding leaves over goes to the earlier parts because each share is taken of the rest.
    var totalWeight = weights.reduce(0, +)
    for (index, weight) in weights.enumerated() where weight > 0 {
      let share = (left * weight + totalWeight - 1) / totalWeight
      lengths[index] += share
      left -= share
      totalWeight -= weight
    }
    return lengths
  }
}
