import CPUBackend
import Datasets
import Foundation
import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

@testable import Training

/// Training steps from the same weights and batches as PyTorch's.
struct PyTorchTrainingTests {
  struct Fixture: Decodable {
    struct Run: Decodable, Sendable, CustomTestStringConvertible {
      let network: String
      let batch: Int
      let lr: Double
      let losses: [Double]
      var testDescription: String { "\(losses.count) steps of \(network)" }
    }
    let numbers: [Double]
    let runs: [Run]

    static let shared: Fixture = {
      // swift-format-ignore: NeverUseForceTry
      try! Repository.decodeFixture("training.json")
    }()
  }

  @Test
  func `both sides draw the same numbers`() {
    #expect(FixtureNumbers.units(7, 4) == Fixture.shared.numbers)
  }

  @Test(arguments: Fixture.shared.runs)
  func `losses are PyTorch's within a ten-thousandth`(_ run: Fixture.Run) throws {
    let backend = try CPUBackend()
    let model = try TrainingModel(
      try Zoo.architecture(named: run.network), dataset: RunSandbox.dataset,
      batchSize: run.batch, seed: 0, backend: backend)
    for (index, parameter) in model.memory.network.parameters.enumerated() {
      let buffer = model.memory.parameters.parts[index]
      if parameter.shape.rank > 1 {
        let fanIn = parameter.shape.dimensions.dropFirst().reduce(1, *)
        let bound = 1 / Double(fanIn).squareRoot()
        let units = FixtureNumbers.units(UInt64(index + 1), parameter.shape.count)
        buffer.assign(Tensor(parameter.shape, units.map { Float(($0 * 2 - 1) * bound) }))
      } else {
        let isScale = parameter.name.contains("bn") && parameter.name.hasSuffix("weight")
        buffer.assign(Tensor(parameter.shape, repeating: isScale ? 1 : 0))
      }
    }
    var settings = OptimizerSettings.defaults(for: .sgd)
    settings.learningRate = run.lr
    (settings.momentum, settings.nesterov, settings.weightDecay) = (0.9, true, 5e-4)
    let optimizer = try Optimizer(settings, count: model.memory.parameters.whole.count, on: backend)
    for (step, expected) in run.losses.enumerated() {
      fill(model, step: step)
      try model.learn(step: step)
      let loss = try model.outcome().loss
      #expect(abs(Double(loss) - expected) < 1e-4, "step \(step + 1)")
      optimizer.step(
        model.memory.parameters.whole, gradients: model.memory.gradients.whole, learningRate: run.lr
      )
    }
  }

  private func fill(_ model: TrainingModel, step: Int) {
    let labels = FixtureNumbers.units(UInt64(5000 + step), model.batchSize).map { Int($0 * 10) }
    let pixels = FixtureNumbers.units(UInt64(1000 + step), model.images.count)
    let images = pixels.enumerated().map { index, pixel in
      let (image, place) = index.quotientAndRemainder(dividingBy: 3072)
      let value = Float(pixel * 2 - 1)
      let shows = place / 1024 == labels[image] % 3
      return shows ? value + Float(Double(labels[image]) / 10) : value
    }
    model.images.assign(Tensor(model.images.shape, images))
    model.labels.assign(Tensor(model.labels.shape, labels.map(Float.init)))
  }
}
