/// A network of the playground at a moment of its training, with everything that is shown of it.
///
/// All of it is computed by the engine; maps have a value for each cell of ``Plane``, row by row from the
/// top.
struct Shot: Sendable {
  /// A layer of weights and what its units do.
  struct Layer: Sendable {
    /// Each unit's weights, one for each input.
    let weights: [[Float]]
    let biases: [Float]
    /// What each unit makes of each cell: its activation, or the probability of a class.
    let maps: [[Float]]
  }

  /// A loss, and the share that is right.
  struct Score: Hashable, Sendable {
    let loss: Double
    let accuracy: Double
  }

  /// What the units make of one place.
  struct Probe: Sendable {
    let x: Double
    let y: Double
    let inputs: [Float]
    /// w·x + b of each layer's units.
    let sums: [[Float]]
    /// What comes of the sums: activations, and at the end probabilities.
    let results: [[Float]]
  }

  let step: Int
  let epoch: Int
  /// Each input's map.
  let features: [[Float]]
  /// The hidden layers, and the scores.
  let layers: [Layer]
  let train: Score
  let test: Score
  let curve: LossCurve
  let probe: Probe

  /// Whether the weights are numbers still.
  var isFinite: Bool { train.loss.isFinite && test.loss.isFinite }

  /// What a unit makes of each cell, probabilities from −1 to 1; `nil` where there is no such unit.
  func map(of unit: PlaygroundModel.UnitPlace) -> [Float]? {
    guard layers.indices.contains(unit.layer),
      layers[unit.layer].maps.indices.contains(unit.index)
    else { return nil }
    let map = layers[unit.layer].maps[unit.index]
    return unit.layer == layers.count - 1 ? map.map { 2 * $0 - 1 } : map
  }

  /// The class with the greatest probability in a cell, and that probability.
  func winner(row: Int, column: Int) -> (label: Int, share: Float)? {
    guard let maps = layers.last?.maps else { return nil }
    let cell = row * Plane.cells + column
    let best = maps.indices.max { maps[$0][cell] < maps[$1][cell] }
    return best.map { ($0, maps[$0][cell]) }
  }
}
