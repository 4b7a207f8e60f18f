import Datasets
import NeuralNetworks
import TensorEngine

/// Measures how many images a second a network learns from, or answers.
///
/// What is measured is what a run does: the batches come from the same prefetcher, and the steps from
/// the same model and optimiser.
public struct SpeedBenchmark {
  /// What was measured.
  public struct Result: Hashable, Sendable {
    /// How many batches were handled.
    public let steps: Int
    /// The images of each.
    public let batchSize: Int
    /// The whole time.
    public let seconds: Double
    /// The share of it in which the next batch was waited for and copied.
    public let dataShare: Double
    /// The share of it that the optimiser took; `nil` where it is a part of the step, or there is none.
    public let optimizerShare: Double?

    /// Images a second.
    public var imagesPerSecond: Double { Double(steps * batchSize) / max(seconds, 1e-9) }
  }

  private let architecture: Architecture
  private let dataset: Dataset
  private let batchSize: Int
  private let backend: any TrainingBackend

  /// The steps before measuring begins: they warm caches, threads and the clock up.
  private static let warmUpSteps = 3

  /// Creates a benchmark.
  public init(
    _ architecture: Architecture, dataset: Dataset, batchSize: Int, backend: any TrainingBackend
  ) {
    self.architecture = architecture
    self.dataset = dataset
    self.batchSize = batchSize
    self.backend = backend
  }

  /// Makes training steps with SGD and momentum.
  ///
  /// - Parameter seconds: How long; at least one step is measured.
  /// - Throws: ``NetworkError`` or ``DatasetError`` when network, images and batches do not go together.
  public func train(seconds: Double) throws -> Result {
    let plan = try BatchPlan(
      dataset: dataset, batchSize: batchSize, augmentation: .standard, seed: 0)
    let model = try TrainingModel(
      architecture, dataset: dataset, batchSize: batchSize, seed: 0, backend: backend)
    var settings = OptimizerSettings.defaults(for: .sgd)
    settings.momentum = 0.9
    let optimizer = try Optimizer(settings, count: model.memory.parameters.whole.count, on: backend)
    let prefetcher = BatchPrefetcher(plan, asPixels: model.takesPixels)
    defer { prefetcher.stop() }
    var step = 0
    // As in a run: the next batch is taken, and the next step begun, while this one is computed, where the backend
    // leaves time for it.
    var isTaken = false
    var begun = 0
    return try measure(seconds) { watch in
      watch.data { if !isTaken { _ = prefetcher.next(model.take) } }
      isTaken = false
      // So small that nothing overflows, however long it goes on.
      let (weights, gradients) = (model.memory.parameters.whole, model.memory.gradients.whole)
      if backend.computesLater {
        let change = optimizer.change(weights, gradients: gradients, learningRate: 1e-4)
        try model.learn(step: step, changing: change)
      } else {
        // The same in two calls, so that the optimiser's share is seen.
        try model.learn(step: step)
        watch.optimizer { optimizer.step(weights, gradients: gradients, learningRate: 1e-4) }
      }
      if backend.computesLater { isTaken = prefetcher.next(model.take) != nil }
      begun += 1
      if begun > backend.stepsAhead {
        _ = try model.outcome()
        begun -= 1
      }
      step += 1
    }
  }

  /// Runs one batch of test images again and again, without gradients.
  ///
  /// - Parameter seconds: How long; at least one batch is measured.
  /// - Throws: ``NetworkError`` when network and images do not go together.
  public func forward(seconds: Double) throws -> Result {
    let network = try architecture.build(
      batchSize: batchSize, mode: .evaluation, inputShape: dataset.inputShape,
      classes: dataset.classCount)
    let batch = try TestBatch(dataset, size: batchSize, on: backend)
    let memory = try NetworkMemory(network, on: backend)
    memory.initialize(seed: 0)
    var bindings = memory.bindings(network)
    bindings[network.input] = batch.images
    bindings[network.output] = try backend.makeBuffer(network.graph[network.output].shape)
    let executable = try backend.compile(network.graph, outputs: [], bindings: bindings)
    batch.fill(0..<min(batchSize, dataset.test.count))
    return try measure(seconds) { _ in
      _ = try executable.run([:])
      // Somebody wants the answers.
      try backend.finish()
    }
  }

  private func measure(
    _ seconds: Double, _ step: (inout Stopwatch) throws -> Void
  ) rethrows -> Result {
    var ignored = Stopwatch()
    for _ in 0..<Self.warmUpSteps { try step(&ignored) }
    var watch = Stopwatch()
    var steps = 0
    repeat {
      try step(&watch)
      steps += 1
    } while watch.elapsed < .seconds(seconds)
    let whole = watch.elapsed / .seconds(1)
    return Result(
      steps: steps, batchSize: batchSize, seconds: whole,
      dataShare: watch.inData / .seconds(1) / whole,
      optimizerShare: watch.inOptimizer.map { $0 / .seconds(1) / whole })
  }
}

/// The time since it was made, and how much of it went into two parts.
private struct Stopwatch {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private(set) var inData = Duration.zero
  private(set) var inOptimizer: Duration?

  init() { start = clock.now }

  var elapsed: Duration { start.duration(to: clock.now) }

  mutating func data(_ body: () -> Void) { inData += clock.measure(body) }

  mutating func optimizer(_ body: () -> Void) {
    inOptimizer = (inOptimizer ?? .zero) + clock.measure(body)
  }
}
