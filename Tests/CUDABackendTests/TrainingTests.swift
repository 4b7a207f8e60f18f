import CPUBackend
import CUDABackend
import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

/// Networks that learn on the stand-in for a GPU as they do on the CPU.
struct TrainingTests {
  /// The losses of ten steps on tiny images, and the weights after them.
  private func trained(
    _ network: String, on backend: some TrainingBackend, rate: Double = 0.01
  ) throws -> (losses: [Float], right: [Int], weights: [Float]) {
    let (batch, size) = (4, 8)
    let step = try TrainingGraph(
      Zoo.architecture(named: network), batchSize: batch, inputShape: [3, size, size], classes: 10)
    let memory = try NetworkMemory(step.network, on: backend)
    memory.initialize(seed: 5)
    let (images, labels) = (
      try backend.makeBuffer([batch, 3, size, size]), try backend.makeBuffer([batch])
    )
    let (loss, scores) = (
      try backend.makeBuffer(.scalar), try backend.makeBuffer([batch, 10])
    )
    var bindings = memory.bindings(step)
    bindings[step.network.input] = images
    bindings[step.target] = labels
    bindings[step.loss] = loss
    bindings[step.network.output] = scores
    let executable = try backend.compile(step.graph, outputs: [], bindings: bindings)
    let outcomes = try backend.makeOutcomes(loss: loss, scores: scores, labels: labels)
    var settings = OptimizerSettings.defaults(for: .sgd)
    (settings.momentum, settings.weightDecay) = (0.9, 1e-4)
    let optimizer = try Optimizer(settings, count: memory.parameters.whole.count, on: backend)
    var numbers = SplitMix64(seed: 11)
    var (losses, right): ([Float], [Int]) = ([], [])
    for _ in 0..<10 {
      let drawn: Tensor<Double> = Filling.numbers.tensor(images.shape, using: &numbers)
      images.assign(Tensor(converting: drawn))
      labels.assign(Tensor([batch], (0..<batch).map { Float(($0 * 3 + losses.count) % 10) }))
      _ = try executable.run([:])
      outcomes.settle()
      optimizer.step(
        memory.parameters.whole, gradients: memory.gradients.whole, learningRate: rate,
        while: outcomes.gate)
      let outcome = try outcomes.next()
      losses.append(outcome.loss)
      right.append(outcome.correct)
    }
    return (losses, right, memory.parameters.whole.tensor.elements)
  }

  /// How far a run on tensor cores may be from the CPU's: the loss of the first step, and the weights
  /// and losses of ten.
  ///
  /// Steps are small, since batch norms over 16 numbers and rectifiers carry roundings on: with ten
  /// times the rate the last stage of resnet20 has gone another way before the tenth step.
  private static func bounds(_ precision: ProductPrecision) -> (first: Float, all: Float) {
    precision == .bf16 ? (3e-3, 5e-2) : (1e-3, 2e-2)
  }

  @Test(arguments: ["convnetjs", "resnet20"], [ProductPrecision.tf32, .bf16])
  func `ten steps on tensor cores stay near the CPU's`(
    _ network: String, _ precision: ProductPrecision
  ) throws {
    let cpu = try trained(network, on: try CPUBackend(threads: 1), rate: 0.001)
    let device = try trained(network, on: try Emulated.backend(precision: precision), rate: 0.001)
    let bounds = Self.bounds(precision)
    #expect(abs(device.losses[0] - cpu.losses[0]) <= bounds.first * abs(cpu.losses[0]))
    for (found, wanted) in zip(device.losses, cpu.losses) {
      #expect(wanted.isFinite && abs(found - wanted) <= bounds.all * abs(wanted))
    }
    let largest = cpu.weights.map(abs).max() ?? 0
    let difference = zip(device.weights, cpu.weights).map { abs($0 - $1) }.max() ?? .infinity
    #expect(difference <= bounds.all * largest)
    // Rounding is felt.
    #expect(difference > 1e-5 * largest)
  }

  @Test(arguments: [ProductPrecision.tf32, .bf16])
  func `tensor cores give the same bits in every run`(_ precision: ProductPrecision) throws {
    let first = try trained("convnetjs", on: try Emulated.backend(precision: precision))
    let second = try trained("convnetjs", on: try Emulated.backend(precision: precision))
    #expect(first.weights == second.weights && first.losses == second.losses)
  }

  @Test(arguments: [
    ("convnetjs", ProductPrecision.float32), ("convnetjs", .bf16), ("resnet20", .float32),
  ])
  func `what is computed at one go has the same bits as node by node`(
    _ network: String, _ precision: ProductPrecision
  ) throws {
    let fused = try trained(network, on: try Emulated.backend(precision: precision))
    let alone = try trained(
      network, on: try Emulated.backend(precision: precision, isFused: false))
    #expect(fused.losses == alone.losses && fused.right == alone.right)
    #expect(fused.weights == alone.weights)
  }

  @Test(arguments: ["convnetjs", "resnet20"])
  func `ten steps give the CPU's losses and weights`(_ network: String) throws {
    let cpu = try trained(network, on: try CPUBackend(threads: 1))
    let device = try trained(network, on: try Emulated.backend())
    #expect(cpu.right == device.right)
    // Ten steps carry a rounding of the first on: about 10⁻⁶ becomes about 10⁻⁴.
    let tolerance: Float = 1e-3
    for (found, wanted) in zip(device.losses, cpu.losses) {
      #expect(wanted.isFinite && abs(found - wanted) <= tolerance * abs(wanted))
    }
    let largest = cpu.weights.map(abs).max() ?? 0
    let difference = zip(device.weights, cpu.weights).map { abs($0 - $1) }.max() ?? .infinity
    #expect(difference <= tolerance * largest)
  }
}
