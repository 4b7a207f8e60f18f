import NeuralNetworks
import TensorEngine

/// A network of the playground, with what trains it and what looks at it.
final class PlaygroundTrainer {
  private(set) var settings: PlaygroundSettings
  let data: SplitPoints
  private let backend: any TrainingBackend
  private let memory: NetworkMemory
  private var optimizer: Optimizer
  private var learning: Learning
  private let testing: Testing
  private let looking: Looking

  private(set) var step = 0
  private(set) var epoch = 0
  /// How many steps of the epoch are made.
  private var position = 0
  /// The order in which the epoch meets the points.
  private var order: [Int] = []
  private var curve = LossCurve()

  /// Builds the network with its first weights.
  ///
  /// - Throws: ``NetworkError`` or ``BackendError``.
  init(
    _ settings: PlaygroundSettings, own: OwnPoints? = nil, on backend: any TrainingBackend
  ) throws {
    data = SplitPoints(settings, own: own)
    (self.settings, self.backend) = (settings, backend)
    let architecture = settings.architecture(classes: data.classes)
    let network = try architecture.build(batchSize: 1, mode: .training)
    memory = try NetworkMemory(network, on: backend)
    memory.initialize(seed: UInt64(settings.seed))
    optimizer = try Optimizer(settings.rule, count: memory.parameters.whole.count, on: backend)
    learning = try Learning(settings, data, memory, backend)
    testing = try Testing(settings, data, memory, backend)
    looking = try Looking(settings, data.classes, memory, backend)
    order = newOrder()
    try remember()
  }

  /// Goes on with other settings, the weights as they are.
  ///
  /// - Precondition: They are settings that a network can go on with, see
  ///   ``PlaygroundSettings/adopting(_:)``.
  func adopt(_ other: PlaygroundSettings) throws {
    precondition(settings.adopting(other) == other, "these settings make another network")
    let before = settings
    settings = other
    if other.optimizer != before.optimizer {
      optimizer = try Optimizer(other.rule, count: memory.parameters.whole.count, on: backend)
    } else {
      try optimizer.change(to: other.rule)
    }
    guard
      other.weightPenalty != before.weightPenalty || other.batchSize != before.batchSize
    else { return }
    learning = try Learning(other, data, memory, backend)
    if other.batchSize != before.batchSize { position = 0 }
  }

  /// Makes one step; after the last one of an epoch its losses are part of the curve.
  func makeStep() throws {
    let size = learning.batchSize
    let first = position * size
    try learning.run(order[first..<first + size])
    optimizer.step(
      memory.parameters.whole, gradients: memory.gradients.whole,
      learningRate: settings.learningRate)
    step += 1
    position += 1
    guard (position + 1) * size > data.train.count else { return }
    position = 0
    epoch += 1
    order = newOrder()
    try remember()
  }

  /// Makes the steps that are left of the epoch.
  func finishEpoch() throws {
    let now = epoch
    while epoch == now { try makeStep() }
  }

  /// The network as it is now.
  ///
  /// - Parameter place: What is looked at closely.
  func shot(at place: (x: Double, y: Double)) throws -> Shot {
    let scores = try testing.run(train: data.train.count)
    let (maps, probe) = try looking.run(place)
    let weights = memory.parameters.parts.map(\.tensor)
    let layers = maps.indices.map { layer in
      let weight = weights[2 * layer]
      let inputs = weight.shape[1]
      return Shot.Layer(
        weights: (0..<weight.shape[0]).map {
          Array(weight.elements[$0 * inputs..<($0 + 1) * inputs])
        }, biases: weights[2 * layer + 1].elements, maps: maps[layer])
    }
    return Shot(
      step: step, epoch: epoch, features: looking.features, layers: layers,
      train: scores.train, test: scores.test, curve: curve, probe: probe)
  }

  /// The curve has the losses at each epoch's end, and those of the first weights.
  private func remember() throws {
    let scores = try testing.run(train: data.train.count)
    curve.append(
      LossCurve.Point(epoch: epoch, train: scores.train.loss, test: scores.test.loss))
  }

  private func newOrder() -> [Int] {
    var numbers = RandomNumbers(seed: UInt64(settings.seed), stream: "order of epoch \(epoch)")
    return numbers.order(of: data.train.count)
  }
}
