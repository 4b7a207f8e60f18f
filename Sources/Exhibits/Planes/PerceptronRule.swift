/// The perceptron rule over points that come again and again, until a whole round is right or what was
/// comes again: w ← w + α·(y − h)·(1, x1, x2).
struct PerceptronRule: Sendable {
  /// What it started with.
  let start: ThresholdUnit
  /// The corrections in their order.
  private(set) var corrections: [Correction] = []
  /// How it ended.
  private(set) var end: End

  /// A correction.
  struct Correction: Sendable {
    /// The round, from 1.
    let round: Int
    /// The point that was wrong, a position.
    let point: Int
    /// The unit's sum before.
    let sum: Double
    /// Whether it fired.
    let fired: Bool
    /// The unit afterwards.
    let unit: ThresholdUnit
  }

  /// How the rule ended.
  enum End: Hashable, Sendable {
    /// All points were right in a round.
    case right(round: Int)
    /// The last so many corrections come again for ever.
    case circle(length: Int)
    /// It was still going on.
    case open
  }

  /// The most corrections that are made.
  static let most = 150

  /// Where the rule stands: the same place with the same weights goes on in the same way.
  private struct Place: Hashable {
    let point: Int
    let weights: [Double]
  }

  init(_ start: ThresholdUnit, on points: [LabelledPoints.Point], rate: Double) {
    self.start = start
    end = .open
    var unit = start
    var (round, clean) = (1, 0)
    var seen: [Place: Int] = [:]
    while corrections.count < Self.most {
      for (index, point) in points.enumerated() {
        let fired = unit.fires(point.x1, point.x2)
        guard fired != point.isOne else {
          clean += 1
          // As many right answers in a row as there are points, counted in whole rounds.
          continue
        }
        let sum = unit.sum(point.x1, point.x2)
        let step = fired ? -rate : rate
        for (axis, input) in [1, point.x1, point.x2].enumerated() {
          unit.weights[axis] += step * input
        }
        corrections.append(
          Correction(round: round, point: index, sum: sum, fired: fired, unit: unit))
        clean = 0
        let place = Place(point: index, weights: unit.weights)
        if let before = seen[place] {
          end = .circle(length: corrections.count - before)
          return
        }
        seen[place] = corrections.count
        if corrections.count == Self.most { return }
      }
      if clean >= points.count {
        end = .right(round: round)
        return
      }
      round += 1
    }
  }
}
