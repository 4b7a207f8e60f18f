import NeuralNetworks
import Typesetting

/// A setting as a row of the screen.
enum PlaygroundSetting: Int, CaseIterable, Sendable {
  case data, points, noise, share, features, layers, units, activation, optimizer, rate, momentum,
    penalty, strength, batch, seed

  /// What the row says.
  var title: String {
    switch self {
    case .data: "data"
    case .points: "points"
    case .noise: "noise"
    case .share: "to train"
    case .features: "inputs"
    case .layers: "layers"
    case .units: "units"
    case .activation: "activation"
    case .optimizer: "optimiser"
    case .rate: "rate"
    case .momentum: "momentum"
    case .penalty: "penalty"
    case .strength: "strength"
    case .batch: "batch"
    case .seed: "seed"
    }
  }

  /// What it is, in a few words.
  var help: String {
    switch self {
    case .data: "which points; o opens a file of your own"
    case .points: "other points of the same kind"
    case .noise: "how far points stray from their shape"
    case .share: "what is learned; the rest is for the test"
    case .features: "what it is given; 1 to 7 turn each on or off"
    case .layers: "hidden layers"
    case .units: "units in the layer of the chosen unit"
    case .activation: "what hidden units do with their sums"
    case .optimizer: "the rule of the steps"
    case .rate: "how far a step goes"
    case .momentum: "how much of the step before is kept"
    case .penalty: "L1 or L2: large weights cost something"
    case .strength: "how much large weights cost"
    case .batch: "points in a step"
    case .seed: "which weights it begins with"
    }
  }

  /// The setting's value, as the row shows it.
  ///
  /// - Parameter layer: The hidden layer that is chosen, for the number of its units.
  func text(in settings: PlaygroundSettings, layer: Int) -> String {
    switch self {
    case .data: settings.data.title
    case .points: settings.data == .own ? "–" : "\(settings.pointSeed)"
    case .noise: settings.data == .own ? "–" : NumberText.percent(settings.noise, 0)
    case .share: NumberText.percent(settings.trainShare, 0)
    case .features: "\(settings.features.count) of \(PointFeature.allCases.count)"
    case .layers: "\(settings.hiddenLayers.count)"
    case .units:
      settings.hiddenLayers.isEmpty
        ? "–" : settings.hiddenLayers.map(String.init).joined(separator: " ")
    case .activation: settings.activation.rawValue
    case .optimizer: settings.optimizer.title
    case .rate: NumberText.short(settings.learningRate)
    case .momentum: settings.hasMomentum ? NumberText.short(settings.momentum) : "–"
    case .penalty: settings.penalty.rawValue
    case .strength: settings.penalty == .none ? "–" : NumberText.short(settings.strength)
    case .batch: "\(settings.batchSize)"
    case .seed: "\(settings.seed)"
    }
  }

  /// The settings with this one moved to its next value, or the one before.
  ///
  /// - Throws: ``Refusal``, where there is none, with the reason.
  func moved(
    _ settings: PlaygroundSettings, by step: Int, layer: Int, hasOwn: Bool
  ) throws(Refusal) -> PlaygroundSettings {
    var changed = settings
    switch self {
    case .data:
      let sources = PointSource.allCases.filter { $0 != .own || hasOwn }
      changed.data = Self.turned(settings.data, in: sources, by: step)
    case .points:
      guard settings.data != .own else { throw Refusal("your own points are all there are") }
      changed.pointSeed = try moved(settings.pointSeed, by: step, in: 0...1_000_000)
    case .noise:
      guard settings.data != .own else { throw Refusal("your own points stay where they are") }
      changed.noise = try moved(
        settings.noise, by: step, in: (0...10).map { Double($0) / 20 })
    case .share:
      changed.trainShare = try moved(
        settings.trainShare, by: step, in: (1...9).map { Double($0) / 10 })
    case .features: throw Refusal("1 to 7 turn the inputs on and off")
    case .layers: changed.hiddenLayers = try layers(settings.hiddenLayers, by: step)
    case .units:
      guard settings.hiddenLayers.indices.contains(layer) else {
        throw Refusal("there is no hidden layer")
      }
      changed.hiddenLayers[layer] = try moved(
        settings.hiddenLayers[layer], by: step, in: 1...PlaygroundSettings.mostUnits)
    case .activation:
      changed.activation = Self.turned(
        settings.activation,
        in: Array(
          PlaygroundSettings.Activation.allCases), by: step)
    case .optimizer:
      changed.optimizer = Self.turned(
        settings.optimizer, in: PlaygroundSettings.optimizers, by: step)
    case .rate: changed.learningRate = try moved(settings.learningRate, by: step, in: Self.rates)
    case .momentum:
      guard settings.hasMomentum else { throw Refusal("Adam has a momentum of its own") }
      changed.momentum = try moved(
        settings.momentum, by: step, in: [0, 0.5, 0.8, 0.9, 0.95, 0.99])
    case .penalty:
      changed.penalty = Self.turned(
        settings.penalty,
        in: Array(
          PlaygroundSettings.Penalty.allCases), by: step)
    case .strength:
      guard settings.penalty != .none else { throw Refusal("there is no penalty") }
      changed.strength = try moved(settings.strength, by: step, in: Self.strengths)
    case .batch:
      changed.batchSize = try moved(
        settings.batchSize, by: step, in: [1, 2, 5, 10, 20, 30, 50, 100, 200])
    case .seed: changed.seed = try moved(settings.seed, by: step, in: 0...1_000_000)
    }
    return changed
  }

  /// Why a setting stays as it is.
  struct Refusal: Error, Equatable {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static let rates = [
    0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10,
  ]
  private static let strengths = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]

  private func layers(_ layers: [Int], by step: Int) throws(Refusal) -> [Int] {
    let count = layers.count + step
    guard count >= 0 else { throw Refusal("there is no hidden layer") }
    guard count <= PlaygroundSettings.mostLayers else {
      throw Refusal("\(PlaygroundSettings.mostLayers) hidden layers are the most")
    }
    return step > 0 ? layers + [layers.last ?? 4] : Array(layers.dropLast())
  }

  /// The next of values that go round.
  private static func turned<Value: Equatable>(
    _ value: Value, in all: [Value], by step: Int
  ) -> Value {
    let place = all.firstIndex(of: value) ?? 0
    return all[(place + step + all.count) % all.count]
  }

  private func moved(
    _ value: Int, by step: Int, in range: ClosedRange<Int>
  ) throws(Refusal) -> Int {
    guard range.contains(value + step) else { throw end(step) }
    return value + step
  }

  /// The next rung of a ladder; a value between two goes to the nearest in the direction.
  private func moved<Value: BinaryFloatingPoint>(
    _ value: Value, by step: Int, in ladder: [Value]
  ) throws(Refusal) -> Value {
    let slack = abs(value) * 1e-9
    let next = step > 0 ? ladder.first { $0 > value + slack } : ladder.last { $0 < value - slack }
    guard let next else { throw end(step) }
    return next
  }

  private func moved(_ value: Int, by step: Int, in ladder: [Int]) throws(Refusal) -> Int {
    let next = step > 0 ? ladder.first { $0 > value } : ladder.last { $0 < value }
    guard let next else { throw end(step) }
    return next
  }

  private func end(_ step: Int) -> Refusal {
    Refusal("\(title) is at its \(step > 0 ? "greatest" : "least")")
  }
}

extension PlaygroundSettings {
  /// Whether the optimiser has a momentum that can be set.
  var hasMomentum: Bool { optimizer.parameters.contains(.momentum) }

  /// The settings with an input turned on or off, the others in their order.
  ///
  /// - Throws: A refusal where it is the last.
  func toggling(
    _ feature: PointFeature
  ) throws(PlaygroundSetting.Refusal) -> PlaygroundSettings {
    var changed = self
    guard features != [feature] else { throw .init("a network needs an input") }
    let isOn = features.contains(feature)
    changed.features = PointFeature.allCases.filter {
      $0 == feature ? !isOn : features.contains($0)
    }
    return changed
  }
}
