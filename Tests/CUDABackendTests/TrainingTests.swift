import CPUBackend
import CUDABackend
import CUDAEmulator
import NeuralNetworks
import TestSupport
import Testing

@testable import TensorEngine

/// Networks that learn on the stand-in for a GPU as they do on the CPU.
struct TrainingTests {
  /// What ten steps came to.
  private struct Trained {
    var losses: [Float] = []
    var right: [Int] = []
    /// How often each step gave the device something to run.
    var starts: [Int32] = []
    var weights: [Float] = []
    var statistics: [[Float]] = []
  }

  /// The losses of ten steps on tiny images, and the weights after them.
  ///
  /// - Parameter inParts: Whether pass, outcome and change are begun one after the other.
  private func trained(
    _ network: String, on backend: some TrainingBackend, rate: Double = 0.01,
    by method: OptimizerMethod = .sgd, inParts: Bool = false
  ) throws -> Trained {
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
    let pass = TrainingPass(
      step.graph, bindings: bindings, loss: step.loss, scores: step.network.output,
      labels: step.target)
    let learning: any TrainingStep =
      inParts ? try HostStep(pass, on: backend) : try backend.makeStep(pass)
    var settings = OptimizerSettings.defaults(for: method)
    settings.weightDecay = 1e-4
    if method == .sgd { settings.momentum = 0.9 }
    let optimizer = try Optimizer(settings, count: memory.parameters.whole.count, on: backend)
    var numbers = SplitMix64(seed: 11)
    var trained = Trained()
    for number in 0..<10 {
      let drawn: Tensor<Double> = Filling.numbers.tensor(images.shape, using: &numbers)
      images.assign(Tensor(converting: drawn))
      labels.assign(Tensor([batch], (0..<batch).map { Float(($0 * 3 + number) % 10) }))
      let starts = cuda_emulator_starts()
      try learning.begin(
        optimizer.change(
          memory.parameters.whole, gradients: memory.gradients.whole, learningRate: rate))
      let outcome = try learning.outcomes.next()
      trained.starts.append(cuda_emulator_starts() - starts)
      trained.losses.append(outcome.loss)
      trained.right.append(outcome.correct)
    }
    trained.weights = memory.parameters.whole.tensor.elements
    trained.statistics = memory.statistics.map(\.tensor.elements)
    return trained
  }

  @Test(arguments: ["convnetjs", "resnet20"], [OptimizerMethod.sgd, .adam])
  func `a step is one launch, with the bits of its parts`(
    _ network: String, _ method: OptimizerMethod
  ) throws {
    let whole = try trained(network, on: try Emulated.backend(), by: method)
    // The first loads the kernels one by one.
    #expect(whole.starts[0] > 10 && whole.starts.dropFirst().allSatisfy { $0 == 1 })
    let parts = try trained(network, on: try Emulated.backend(), by: method, inParts: true)
    #expect(parts.starts.dropFirst().allSatisfy { $0 == 3 })
    #expect(whole.losses == parts.losses && whole.right == parts.right)
    #expect(whole.weights == parts.weights && whole.statistics == parts.statistics)
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
