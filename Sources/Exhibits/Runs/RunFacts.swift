/// What can be asked about a curve of a run.
struct RunFacts {
  private let points: [Chart.Point]
  private let quantity: Quantity
  private let run: String?
  private let piece: String
  private let noun: String

  /// Creates facts.
  ///
  /// - Parameters:
  ///   - points: The curve.
  ///   - run: The run's name, where there are several.
  ///   - piece: What the curve is called.
  ///   - noun: What is counted along the axis.
  init(
    _ points: [Chart.Point], of quantity: Quantity, in run: String?, piece: String, noun: String
  ) {
    self.points = points.filter { $0.y.isFinite }
    (self.quantity, self.run, self.piece, self.noun) = (quantity, run, piece, noun)
  }

  var facts: [Fact] {
    guard let first = points.first, let last = points.last,
      let lowest = points.min(by: { $0.y < $1.y }), let highest = points.max(by: { $0.y < $1.y })
    else { return [] }
    let curve = quantity.rawValue
    let ends = [
      fact("first \(curve)", first.y), fact("last \(curve)", last.y),
      fact("lowest \(curve)", lowest.y), fact("highest \(curve)", highest.y),
      fact("\(noun) of lowest \(curve)", lowest.x), fact("\(noun) of highest \(curve)", highest.x),
      fact("\(noun)s", last.x),
    ]
    return ends + points.map { fact("\(curve) at \(Int($0.x))", $0.y) }
  }

  private func fact(_ name: String, _ value: Double) -> Fact {
    Fact(run.map { "\($0) \(name)" } ?? name, value, piece: piece)
  }
}
