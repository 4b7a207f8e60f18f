import Datasets
import Interchange
import NeuralNetworks
import TensorEngine

/// Trains a network.
///
///     let trainer = try Trainer(configuration, dataset: dataset, architecture: network,
///                               backend: backend, folder: folder)
///     let end = trainer.run(control: TrainingControl()) { event in print(event) }
///
/// A step is a pure function of the state before it, the seed and the step's number, so a run that
/// was stopped at any moment and continues from its last checkpoint gives the same bits.
public final class Trainer {
  /// What is computed.
  public let configuration: TrainingConfiguration
  let dataset: Dataset
  let architecture: Architecture
  let backend: any TrainingBackend
  let folder: RunFolder
  let exchange: any GradientExchange
  var model: TrainingModel
  let optimizer: Optimizer
  var plan: BatchPlan
  var state: TrainingState
  /// What was found out while the run was prepared.
  private var warnings: [String] = []
  /// How the run begins, where that is not as usual.
  private var notes: [String] = []

  /// The steps of the whole run.
  public var totalSteps: Int { state.totalSteps }
  /// How many steps were made before.
  public var stepsBefore: Int { state.step }

  /// Prepares a run; where its folder has checkpoints, it continues from the newest that can be read.
  ///
  /// - Parameters:
  ///   - configuration: What is computed.
  ///   - dataset: The images that the configuration names.
  ///   - architecture: The network that it names.
  ///   - backend: What computes.
  ///   - folder: Where checkpoints are written and looked for.
  ///   - exchange: What joins the ranks of a run.
  /// - Throws: ``NetworkError``, ``DatasetError``, ``OptimizerError`` or ``TrainingError``.
  public init(
    _ configuration: TrainingConfiguration, dataset: Dataset, architecture: Architecture,
    backend: any TrainingBackend, folder: RunFolder,
    exchange: any GradientExchange = SingleRank()
  ) throws {
    self.configuration = configuration
    self.dataset = dataset
    self.architecture = architecture.freezing(configuration.frozen ?? [])
    self.backend = backend
    self.folder = folder
    self.exchange = exchange
    plan = try BatchPlan(
      dataset: dataset, batchSize: configuration.batchSize,
      augmentation: configuration.augmentation, seed: configuration.seed)
    state = TrainingState(
      totalSteps: configuration.totalSteps(stepsPerEpoch: plan.stepsPerEpoch),
      settings: LiveSettings(configuration), batchSize: configuration.batchSize,
      images: dataset.fingerprint, configuration: configuration)
    try Self.checkContinued(configuration, in: folder, trainingImages: dataset.train.count)
    model = try TrainingModel(
      self.architecture, dataset: dataset, batchSize: configuration.batchSize,
      seed: configuration.seed, backend: backend)
    optimizer = try Optimizer(
      configuration.optimizer, count: model.memory.parameters.whole.count, on: backend)
    if try !restore(), let weights = configuration.initialWeights {
      let (tensors, summary) = try weights.read(
        for: model.memory.network, called: architecture.name)
      for (name, buffer) in model.memory.tensors { tensors[name].map(buffer.assign) }
      notes.append(summary)
    }
    if let note = try adoptLength() { notes.append(note) }
    let network = model.memory.network
    if network.learned.count < network.parameters.count {
      notes.append(
        "\(network.learned.count) of \(network.parameters.count) parameter tensors learn; the others"
          + " are frozen.")
    }
  }

  /// Refuses another configuration than that of the newest checkpoint, before a network is made of
  /// it.
  private static func checkContinued(
    _ configuration: TrainingConfiguration, in folder: RunFolder, trainingImages: Int
  ) throws {
    for (_, checkpoint) in folder.checkpointsNewestFirst() {
      // One that cannot be read is passed over, and told, when its tensors are wanted.
      guard let saved = try? checkpoint.state(trainingImages: trainingImages) else { continue }
      return try saved.configuration?.checkContinued(as: configuration, in: folder) ?? ()
    }
  }

  /// Continues from the newest checkpoint that can be read.
  ///
  /// - Returns: Whether there is one.
  private func restore() throws -> Bool {
    var failure: (any Error)?
    for (_, checkpoint) in folder.checkpointsNewestFirst() {
      do {
        let before = try checkpoint.state(trainingImages: dataset.train.count).configuration
        try restore(checkpoint)
        if let note = before.flatMap(configuration.productsNote) { notes.append(note) }
        return true
      } catch {
        // An older one may do; which ones were passed over is told.
        warnings.append("a checkpoint is passed over: \(error)")
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    if !folder.history(upTo: .max).steps.isEmpty {
      warnings.append("there is no checkpoint of the run, so it begins anew")
    }
    return false
  }

  /// Continues from a checkpoint.
  func restore(_ checkpoint: Checkpoint) throws {
    let saved = try checkpoint.state(trainingImages: dataset.train.count)
    guard saved.images == nil || saved.images == state.images else {
      throw TrainingError(
        path: dataset.source.argument, "these are not the images that the run began with",
        remedy: "Put those back, or begin a new run with these.")
    }
    if saved.batchSize != model.batchSize { try rebuild(batchSize: saved.batchSize) }
    try apply(saved.settings)
    try checkpoint.read(into: model, optimizer)
    state = saved
    state.configuration = configuration
    try replan()
  }

  /// Runs until the steps are made, or something ends it before; then it answers questions as long as
  /// somebody looks (``TrainingCommand/lookAtTheEnd``).
  ///
  /// - Parameters:
  ///   - control: Brings commands from outside.
  ///   - observer: Is told whatever happens, on this thread; an error that it throws ends the run.
  public func run(
    control: TrainingControl, observer: (TrainingEvent) throws -> Void
  ) -> EndReport {
    var reason: EndReport.Reason
    let first = state.step
    do {
      try observer(.started(start))
      for warning in warnings { try observer(.warning(warning)) }
      try observer(.settings(state.settings, step: state.step))
      reason = try steps(control, observer)
      if control.looksAtTheEnd {
        let isOver = state.step > 0 && state.step == totalSteps
        try showEnd(
          isTested: state.untested == nil && (state.step > first || !isOver), control, observer)
      }
    } catch {
      reason = .failed(message: String(describing: error))
    }
    let last = folder.checkpointsNewestFirst().first?.checkpoint.path
    let end = EndReport(
      reason: reason, step: state.step, best: state.best, seconds: state.seconds,
      lastCheckpoint: last, folder: folder.path)
    // What cannot be told any more has been said in the reason, if it is new.
    try? observer(.ended(end))
    answerQuestions(control, observer)
    return end
  }

  /// How long the run is with the images that a step takes now.
  var length: RunLength {
    RunLength(
      batchSize: state.batchSize, stepsPerEpoch: plan.stepsPerEpoch, totalSteps: totalSteps)
  }

  private var start: RunStart {
    RunStart(
      configuration: configuration, network: architecture.name,
      layers: model.memory.network.layers.map { layer in
        LayerSummary(
          name: layer.name, kind: layer.kind, shape: layer.outputShape,
          parameters: layer.parameterCount,
          parameterNames: model.memory.network.parameters[layer.parameters].map(\.name))
      },
      parameterCount: model.memory.network.parameterCount, dataset: dataset.name,
      images: (dataset.train.count, dataset.test.count), classNames: dataset.classNames,
      length: length, notes: notes, firstStep: state.step,
      history: folder.history(upTo: state.step),
      checkpoints: checkpoints, folder: folder.path)
  }

  /// The checkpoints that the run may go back to, the oldest first.
  private var checkpoints: [CheckpointReport] {
    folder.checkpointsNewestFirst().reversed().filter { $0.step <= state.step }.map {
      CheckpointReport(
        step: $0.step, path: $0.checkpoint.path, isBest: $0.step == state.best?.step)
    }
  }
}
