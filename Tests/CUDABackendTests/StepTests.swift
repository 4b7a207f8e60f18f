import CPUBackend
import CUDABackend
import CUDAEmulator
import Datasets
import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

/// Steps of training that are begun with one call: their images, their gate, and what is copied ahead of them.
struct StepTests {
  /// A network that learns, and everything that it touches.
  private struct Learner {
    let step: any TrainingStep
    let memory: NetworkMemory
    let images, labels: TensorBuffer<Float>
    private let optimizer: Optimizer

    init(_ text: String, _ dataset: Dataset, batchSize: Int, on backend: any TrainingBackend) throws
    {
      let graph = try TrainingGraph(
        try Architecture(text: text), batchSize: batchSize, inputShape: dataset.inputShape,
        classes: dataset.classCount)
      let network = graph.network
      memory = try NetworkMemory(network, on: backend)
      memory.initialize(seed: 3)
      images = try backend.makeBuffer(graph.graph[network.input].shape)
      labels = try backend.makeBuffer([batchSize])
      var bindings = memory.bindings(graph)
      bindings[network.input] = images
      bindings[graph.target] = labels
      bindings[graph.loss] = try backend.makeBuffer(.scalar)
      bindings[network.output] = try backend.makeBuffer([batchSize, dataset.classCount])
      step = try backend.makeStep(
        TrainingPass(
          graph.graph, bindings: bindings, loss: graph.loss, scores: network.output,
          labels: graph.target,
          images: PixelImages(network.input, scales: dataset.normalization.channels)))
      optimizer = try Optimizer(
        .defaults(for: .sgd), count: memory.parameters.whole.count, on: backend)
    }

    /// Takes a batch: its pixels where the backend moves them, else its numbers.
    func take(_ plan: BatchPlan, _ number: Int) {
      let (position, count) = (plan.position(afterSteps: number), images.count)
      var classes = [Float](repeating: 0, count: plan.batchSize)
      if let pixelImages = step.images {
        var pixels = [UInt8](repeating: 0, count: count)
        var movements = [ImageMovement](repeating: .none, count: plan.batchSize)
        plan.fill(
          epoch: position.epoch, step: position.step, pixels: &pixels, movements: &movements,
          labels: &classes)
        pixels.withUnsafeBufferPointer { pixels in
          movements.withUnsafeBufferPointer { pixelImages.take(pixels, $0) }
        }
      } else {
        var numbers = [Float](repeating: 0, count: count)
        plan.fill(
          epoch: position.epoch, step: position.step, images: &numbers, labels: &classes)
        numbers.withUnsafeBufferPointer(images.write)
      }
    }

    func write(labelsOf plan: BatchPlan, _ number: Int) {
      let position = plan.position(afterSteps: number)
      let classes = plan.indices(epoch: position.epoch, step: position.step).map {
        Float(plan.dataset.train.labels[$0])
      }
      labels.assign(Tensor([classes.count], classes))
    }

    func begin() throws {
      try step.begin(
        optimizer.change(
          memory.parameters.whole, gradients: memory.gradients.whole, learningRate: 0.01))
    }

    var values: [[Float]] {
      [memory.parameters.whole.tensor.elements] + memory.statistics.map(\.tensor.elements)
    }
  }

  /// Images smaller than the way that some of them go, in two channels.
  private static func small(isMirrorSafe: Bool) -> Dataset {
    var numbers = SplitMix64(seed: 4)
    let pixels = (0..<24 * 70).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
    let images = LabelledImages(
      shape: [2, 5, 7], pixels: pixels, labels: (0..<24).map { UInt8($0 % 3) })
    return Dataset(
      name: "small", train: images, test: images, classNames: ["a", "b", "c"],
      source: .synthetic(seed: 4), isMirrorSafe: isMirrorSafe)
  }

  @Test(arguments: Augmentation.allCases, [false, true])
  func `pixels become the images of the CPU, bit for bit`(
    _ augmentation: Augmentation, _ isMirrorSafe: Bool
  ) throws {
    let dataset = Self.small(isMirrorSafe: isMirrorSafe)
    let plan = try BatchPlan(
      dataset: dataset, batchSize: 8, augmentation: augmentation, seed: 6)
    let learner = try Learner("fc 3", dataset, batchSize: 8, on: try Emulated.backend())
    for number in 0..<6 {
      learner.take(plan, number)
      learner.write(labelsOf: plan, number)
      try learner.begin()
      _ = try learner.step.outcomes.next()
      var (images, labels) = ([Float](repeating: -9, count: 560), [Float](repeating: -9, count: 8))
      let position = plan.position(afterSteps: number)
      plan.fill(epoch: position.epoch, step: position.step, images: &images, labels: &labels)
      #expect(learner.images.tensor.elements.map(\.bitPattern) == images.map(\.bitPattern))
      #expect(learner.labels.tensor.elements == labels)
    }
  }

  /// A batch is as long as those that are copied ahead on a stream of their own; each of the streams once does at once
  /// what it is told, and once nothing before somebody waits.
  @Test(arguments: 0...2)
  func `a batch that is copied ahead does not touch the one that is computed`(
    _ eagerStream: Int32
  ) throws {
    let dataset = Dataset.synthetic(seed: 1, trainCount: 72, testCount: 1)
    let plan = try BatchPlan(dataset: dataset, batchSize: 24, augmentation: .standard, seed: 2)
    let network = "conv 2 8x8 stride 8, relu, fc 10"
    /// The losses of some steps, the next batch being taken before the last is waited for.
    func losses(on backend: any TrainingBackend, isAhead: Bool) throws -> [Float] {
      let learner = try Learner(network, dataset, batchSize: 24, on: backend)
      var losses: [Float] = []
      learner.take(plan, 0)
      for number in 0..<7 {
        learner.write(labelsOf: plan, number)
        try learner.begin()
        if isAhead { learner.take(plan, number + 1) }
        if number > 0 || !isAhead { losses.append(try learner.step.outcomes.next().loss) }
        if !isAhead { learner.take(plan, number + 1) }
      }
      if isAhead { losses.append(try learner.step.outcomes.next().loss) }
      return losses
    }
    try Emulated.with(.with { $0.eager_stream = eagerStream }) {
      let ahead = try losses(on: try Emulated.backend(), isAhead: true)
      #expect(ahead == (try losses(on: try Emulated.backend(), isAhead: false)))
      let cpu = try losses(on: try CPUBackend(threads: 1), isAhead: false)
      for (found, wanted) in zip(ahead, cpu) { #expect(abs(found - wanted) <= 1e-4 * wanted) }
    }
  }

  @Test(arguments: [true, false])
  func `behind a closed gate neither weights nor statistics change, until it is opened`(
    _ isOnDevice: Bool
  ) throws {
    let dataset = Self.small(isMirrorSafe: true)
    let plan = try BatchPlan(dataset: dataset, batchSize: 8, augmentation: .none, seed: 6)
    let backend: any TrainingBackend =
      isOnDevice ? try Emulated.backend() : try CPUBackend(threads: 1)
    let learner = try Learner("conv 3 3x3, bn, relu, fc 3", dataset, batchSize: 8, on: backend)
    func make(_ number: Int) throws -> [[Float]] {
      learner.take(plan, number)
      learner.write(labelsOf: plan, number)
      try learner.begin()
      _ = try learner.step.outcomes.next()
      return learner.values
    }
    let first = try make(0)
    let before = try make(1)
    #expect(zip(first, before).allSatisfy { $0 != $1 } && before.count == 3)
    learner.step.outcomes.gate.scalar = .infinity
    for number in 2..<4 { #expect(try make(number) == before) }
    learner.step.outcomes.reopen()
    #expect(zip(try make(4), before).allSatisfy { $0 != $1 })
  }
}
