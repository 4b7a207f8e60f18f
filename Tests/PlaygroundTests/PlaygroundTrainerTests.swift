import CPUBackend
import Foundation
import NeuralNetworks
import TensorEngine
import Testing

@testable import Playground

struct PlaygroundTrainerTests {
  private static func trainer(
    _ settings: PlaygroundSettings, on backend: any TrainingBackend = ReferenceBackend<Float>()
  ) throws -> PlaygroundTrainer {
    try PlaygroundTrainer(settings, on: backend)
  }

  private static func shot(of trainer: PlaygroundTrainer) throws -> Shot {
    try trainer.shot(at: (1.5, 2))
  }

  private func settings(
    _ data: PointSource, _ layers: [Int], rate: Double = 0.03, noise: Double = 0.1,
    adam: Bool = false
  ) -> PlaygroundSettings {
    var settings = PlaygroundSettings()
    settings.data = data
    settings.hiddenLayers = layers
    settings.learningRate = rate
    settings.noise = noise
    if adam { settings.optimizer = .adam }
    return settings
  }

  @Test func `the kinds of points are learned by networks that are large enough`() throws {
    let cases: [(PlaygroundSettings, epochs: Int)] = [
      (settings(.circles, [4, 2], rate: 0.1, noise: 0), 60),
      (settings(.xor, [8], rate: 0.1, noise: 0.05), 100), (settings(.gaussians, []), 20),
      (settings(.blobs, [4]), 40),
      (settings(.spirals, [8, 8], rate: 0.01, noise: 0, adam: true), 300),
      (settings(.arms, [8, 8], rate: 0.01, noise: 0, adam: true), 200),
    ]
    let backend = try CPUBackend(threads: 1)
    for (settings, epochs) in cases {
      let trainer = try Self.trainer(settings, on: backend)
      for _ in 0..<epochs { try trainer.finishEpoch() }
      let shot = try Self.shot(of: trainer)
      #expect(shot.train.accuracy > 0.95, "\(settings.data)")
      #expect(shot.test.accuracy > 0.85, "\(settings.data)")
    }
  }

  @Test func `without a hidden layer no line tells the quarters apart`() throws {
    let trainer = try Self.trainer(settings(.xor, []))
    for _ in 0..<15 { try trainer.finishEpoch() }
    #expect(try Self.shot(of: trainer).train.accuracy < 0.8)
  }

  @Test func `a run that begins again is the same to the last bit, and another seed makes another`()
    throws
  {
    func run(_ seed: Int) throws -> Shot {
      var settings = settings(.spirals, [5, 3])
      settings.seed = seed
      settings.momentum = 0.9
      let trainer = try Self.trainer(settings)
      for _ in 0..<3 { try trainer.finishEpoch() }
      try trainer.makeStep()
      return try Self.shot(of: trainer)
    }
    let (first, second, other) = (try run(1), try run(1), try run(2))
    #expect(first.layers.map(\.weights) == second.layers.map(\.weights))
    #expect(first.curve == second.curve)
    #expect(first.layers.map(\.maps) == second.layers.map(\.maps))
    #expect(first.layers.map(\.weights) != other.layers.map(\.weights))
  }

  @Test func `an epoch is as many steps as full batches`() throws {
    var settings = settings(.circles, [2])
    settings.batchSize = 30
    let trainer = try Self.trainer(settings)
    try trainer.finishEpoch()
    // 200 points to train.
    #expect(trainer.step == 6)
    #expect(trainer.epoch == 1)
    try trainer.makeStep()
    #expect(trainer.epoch == 1)
    #expect(try Self.shot(of: trainer).curve.points.map(\.epoch) == [0, 1])
  }

  @Test func `settings that a network goes on with leave its weights as they are`() throws {
    var settings = settings(.xor, [3])
    let trainer = try Self.trainer(settings)
    try trainer.finishEpoch()
    let before = try Self.shot(of: trainer)
    settings.learningRate = 0.3
    settings.optimizer = .adam
    settings.penalty = .l2
    settings.strength = 0.1
    settings.batchSize = 50
    try trainer.adopt(settings)
    let after = try Self.shot(of: trainer)
    #expect(after.layers.map(\.weights) == before.layers.map(\.weights))
    #expect(after.step == before.step)
    try trainer.finishEpoch()
    #expect(trainer.step == before.step + 4)
  }

  @Test(arguments: [PlaygroundSettings.Penalty.l1, .l2])
  func `a penalty makes weights small and leaves the loss as it is counted`(
    _ penalty: PlaygroundSettings.Penalty
  ) throws {
    func size(_ strength: Double) throws -> (weights: Double, Shot) {
      var settings = settings(.circles, [4, 2])
      settings.penalty = penalty
      settings.strength = strength
      let trainer = try Self.trainer(settings)
      let first = try Self.shot(of: trainer)
      for _ in 0..<10 { try trainer.finishEpoch() }
      let weights = try Self.shot(of: trainer).layers.flatMap(\.weights).joined()
      return (weights.reduce(0) { $0 + Double(abs($1)) }, first)
    }
    let (free, bound) = (try size(0), try size(0.3))
    #expect(bound.weights < 0.7 * free.weights)
    #expect(free.1.train.loss == bound.1.train.loss)
  }

  @Test(arguments: PlaygroundSettings.Activation.allCases)
  func `what a unit makes of a place is its formula`(_ activation: PlaygroundSettings.Activation)
    throws
  {
    var settings = settings(.circles, [3, 2])
    settings.activation = activation
    settings.features = [.x, .product]
    let trainer = try Self.trainer(settings)
    try trainer.finishEpoch()
    let shot = try trainer.shot(at: (-2, 1.5))
    #expect(shot.probe.inputs == [-2, -3])
    var inputs = shot.probe.inputs.map(Double.init)
    for (layer, sums) in zip(shot.layers, shot.probe.sums) {
      let own = zip(layer.weights, layer.biases).map { weights, bias in
        zip(weights, inputs).reduce(Double(bias)) { $0 + Double($1.0) * $1.1 }
      }
      for (sum, mine) in zip(sums, own) { #expect(abs(Double(sum) - mine) < 1e-5) }
      inputs = own.map { sum in
        switch activation {
        case .linear: sum
        case .relu: max(0, sum)
        case .tanh: tanh(sum)
        case .sigmoid: 1 / (1 + exp(-sum))
        }
      }
    }
    let scores = shot.probe.sums[2].map { exp(Double($0)) }
    let shares = scores.map { $0 / scores.reduce(0, +) }
    for (share, mine) in zip(shot.probe.results[2], shares) {
      #expect(abs(Double(share) - mine) < 1e-5)
    }
  }

  @Test func `a cell of the pictures is what its place comes to`() throws {
    let trainer = try Self.trainer(settings(.spirals, [4]))
    try trainer.finishEpoch()
    let (row, column) = (10, 50)
    let place = (x: Plane.position(of: column), y: -Plane.position(of: row))
    let shot = try trainer.shot(at: place)
    let cell = row * Plane.cells + column
    #expect(shot.features.map { $0[cell] } == shot.probe.inputs)
    for (layer, results) in zip(shot.layers, shot.probe.results) {
      for (map, result) in zip(layer.maps, results) { #expect(abs(map[cell] - result) < 1e-5) }
    }
    #expect(place.y > 0)
  }
}
