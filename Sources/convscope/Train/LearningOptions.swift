import ArgumentParser
import Backends
import Datasets
import Foundation
import NeuralNetworks
import TensorEngine
import Training
import Typesetting

extension OptimizerMethod: ExpressibleByArgument {
  /// Understands a name on the command line.
  public init?(argument: String) { try? self.init(parsing: argument) }
}

extension Augmentation: ExpressibleByArgument {}

extension ProductPrecision: ExpressibleByArgument {}

/// The flags that decide what a run computes.
struct LearningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The images: synthetic; cifar10 or mnist, once fetched (convscope data fetch); or a folder with either's files.",
      valueName: "set|folder"), completion: .directory)
  var data: String?

  @Option(parsing: .unconditional, help: "How often to go through the images (10).")
  var epochs: Int?

  @Option(parsing: .unconditional, help: "The most steps; the run ends there.")
  var steps: Int?

  @Option(parsing: .unconditional, help: "The images of a step (64); multiples of 16 are fastest.")
  var batchSize: Int?

  @Option(help: "How weights move (sgd with Nesterov's momentum).")
  var optimizer: OptimizerMethod?

  @Option(
    parsing: .unconditional,
    help: "The highest learning rate (0.03; with --optimizer, PyTorch's default).",
    transform: Self.number)
  var lr: Double?

  @Option(
    parsing: .unconditional, help: "The momentum of sgd and rmsprop.", transform: Self.number)
  var momentum: Double?

  @Flag(help: "Nesterov's step, for sgd with momentum.")
  var nesterov = false

  @Option(
    parsing: .unconditional, help: "The pull of weights towards zero.", transform: Self.number)
  var weightDecay: Double?

  @Option(
    help: ArgumentHelp(
      """
      How the learning rate goes: constant, cosine, one-cycle, step:30ep,60ep:0.1 or step:every:10ep; \
      with warm-up:500+ in front it rises first. A length is in steps, epochs (ep) or % of the run.
      """))
  var schedule: String?

  @Option(
    help: "How images are varied: shift moves by up to 2 pixels, standard by 4; both mirror.")
  var augment: Augmentation?

  @Option(
    parsing: .unconditional, help: "What initial weights, order and variations follow from (0).")
  var seed: UInt64?

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(
      "Begin with the weights of a file (safetensors, PyTorch's names) or of a run.",
      valueName: "file|run"), completion: .file(extensions: ["safetensors"]))
  var initial: String?

  @Option(
    help: ArgumentHelp(
      "With --init: layers that begin anew, such as the last for other classes.",
      valueName: "layer,…"))
  var fresh: LayerNames?

  @Option(
    help: ArgumentHelp(
      "Layers that stay as they are: names of convscope inspect, or the beginnings of some.",
      valueName: "layer,…"))
  var freeze: LayerNames?

  @Option(
    parsing: .unconditional, help: "How many threads compute; any number gives the same bits.")
  var threads: Int?

  @Option(
    help:
      "What computes (cpu); cuda is an NVIDIA GPU, auto takes that where it can, reference is slow."
  )
  var backend: BackendChoice?

  @Option(
    help:
      "What operands are rounded to before they are multiplied (float32); on an NVIDIA GPU tf32 and bf16 use tensor cores."
  )
  var precision: ProductPrecision?

  @Flag(
    help:
      "On an NVIDIA GPU, compute matrix products with NVIDIA's cuBLAS, whose last digits may differ; the run says so."
  )
  var cublas = false

  @Option(parsing: .unconditional, help: "Write a checkpoint after so many steps, too.")
  var checkpointEvery: Int?

  @Option(parsing: .unconditional, help: "End after so many epochs without a smaller test loss.")
  var patience: Int?

  func validate() throws {
    let counts = [
      ("--epochs", epochs, TrainingConfiguration.mostEpochs),
      ("--steps", steps, TrainingConfiguration.mostSteps),
      ("--batch-size", batchSize, TrainingConfiguration.mostImages),
      ("--checkpoint-every", checkpointEvery, TrainingConfiguration.mostSteps),
      ("--patience", patience, TrainingConfiguration.mostEpochs),
    ]
    for (name, value, most) in counts {
      if let value, !(1...most).contains(value) {
        throw ValidationError("\(name) takes a number from 1 to \(most), not \(value).")
      }
    }
    if fresh != nil, initial == nil { throw ValidationError("--fresh goes with --init.") }
    if initial == "" { throw ValidationError("--init needs a file, or a run.") }
    if data == "" { throw ValidationError("--data needs a folder, or synthetic.") }
  }

  /// A number as it was written.
  private static let number: @Sendable (String) throws -> Double = { text in
    guard let value = WrittenNumber.double(text) else {
      throw ValidationError("Write a number such as 0.1 or 1e-3, or 0.")
    }
    return value
  }

  /// The names of the flags that were given and that a resumed run has settled already.
  var given: [String] {
    let flags: [(String, Bool)] = [
      ("--data", data != nil), ("--batch-size", batchSize != nil),
      ("--optimizer", optimizer != nil), ("--lr", lr != nil),
      ("--momentum", momentum != nil), ("--nesterov", nesterov),
      ("--weight-decay", weightDecay != nil), ("--schedule", schedule != nil),
      ("--augment", augment != nil), ("--seed", seed != nil), ("--init", initial != nil),
      ("--fresh", fresh != nil), ("--freeze", freeze != nil),
    ]
    return flags.filter(\.1).map(\.0)
  }

  /// A run's configuration with another end, or other checkpoints, where some are given.
  ///
  /// A number of epochs replaces a number of steps at which the run was to end before.
  func continuing(_ configuration: TrainingConfiguration) -> TrainingConfiguration {
    var result = configuration
    if let epochs { (result.epochs, result.steps) = (epochs, nil) }
    if let steps { result.steps = steps }
    if let patience { result.patience = patience }
    if let checkpointEvery { result.checkpointEvery = checkpointEvery }
    return result
  }

  /// What a run with these flags computes.
  ///
  /// Without an optimiser it is SGD with Nesterov's momentum and a one-cycle schedule; with one,
  /// everything that is not given is PyTorch's default.
  func configuration(network: String) throws -> TrainingConfiguration {
    var result = TrainingConfiguration(
      network: network, data: data.map { DataSource(argument: $0) } ?? .synthetic(seed: 0))
    if let optimizer {
      result.optimizer = .defaults(for: optimizer)
      result.schedule = .constant
      result.optimizer.nesterov = nesterov
    }
    let method = result.optimizer.method
    for (name, parameter, isGiven) in [
      ("--momentum", OptimizerParameter.momentum, momentum != nil),
      ("--nesterov", .nesterov, nesterov), ("--weight-decay", .weightDecay, weightDecay != nil),
    ] where isGiven && !method.parameters.contains(parameter) {
      throw CommandFailure(
        "\(method.title) has no setting for \(name)",
        remedy: "Leave it out, or choose --optimizer sgd.")
    }
    if let momentum, momentum >= 1 {
      throw CommandFailure(
        "a momentum of \(momentum) never comes to rest",
        remedy: "Give --momentum a number from 0 to below 1.")
    }
    if let lr { result.optimizer.learningRate = lr }
    if let momentum { result.optimizer.momentum = momentum }
    if let weightDecay { result.optimizer.weightDecay = weightDecay }
    if optimizer == nil, result.optimizer.momentum == 0 { result.optimizer.nesterov = nesterov }
    if let schedule { result.schedule = try LearningRateSchedule(parsing: schedule) }
    if let epochs { result.epochs = epochs }
    result.steps = steps
    if let batchSize { result.batchSize = batchSize }
    if let augment { result.augmentation = augment }
    if let seed { result.seed = seed }
    result.initialWeights = try initial.map {
      try InitialWeights(RunList.path(of: $0), fresh: fresh?.names ?? [])
    }
    result.frozen = freeze?.names
    result.checkpointEvery = checkpointEvery
    result.patience = patience
    return result
  }

  /// What computes.
  func makeBackend() throws -> any TrainingBackend {
    try (backend ?? .named(Backends.standard)).make(
      threads: threads, precision: precision ?? .float32, usesBLAS: cublas)
  }
}

/// Names of layers on the command line: `conv1,layer1`.
struct LayerNames: ExpressibleByArgument {
  let names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    if names.contains("") { return nil }
  }
}
