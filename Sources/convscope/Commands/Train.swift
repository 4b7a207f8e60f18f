import ArgumentParser
import Backends
import Dashboard
import Datasets
import Foundation
import NeuralNetworks
import TensorEngine
import Training

/// Trains a network.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a network on the built-in images, CIFAR-10 or MNIST.",
    discussion: """
      Without anything it trains a small network on images that come along. In a terminal it shows \
      curves, predictions and the inside of the network; elsewhere, or with --plain, a line for each \
      epoch goes to standard output and progress to standard error. C-c saves a checkpoint and ends; \
      --resume continues as if the run had never stopped, and with --epochs trains it further.

        convscope train
        convscope train resnet20 --data cifar10 --augment standard --lr 0.2
        convscope train --net "conv 16 5x5, relu, pool 2, fc 10" --optimizer adam
        convscope train --resume convnetjs-1 --epochs 20
        convscope train --init convnetjs-1 --freeze conv1,conv2 --fresh fc
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A network's name; convscope inspect lists them.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.filter(\.isTrainable).map(\.name) })
  var network: String?

  @Option(help: ArgumentHelp("A network of your own, as text or as a file.", valueName: "text"))
  var net: String?

  @OptionGroup(title: "What is learned") var learning: LearningOptions
  @OptionGroup(title: "Where it goes") var output: OutputOptions
  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    for (name, value) in [
      ("--out", output.out), ("--resume", output.resume), ("--log", output.log),
    ] where value == "" { throw ValidationError("\(name) is empty.") }
    if network != nil, net != nil {
      throw ValidationError("Give a network's name or --net, not both.")
    }
    if output.resume != nil {
      let changes = learning.given + (network != nil || net != nil ? ["a network"] : [])
      guard changes.isEmpty, output.out == nil else {
        throw ValidationError(
          "--resume continues a run with its settings; leave out \((changes + (output.out == nil ? [] : ["--out"])).joined(separator: ", "))."
        )
      }
    }
  }

  func run() throws {
    let backend = try learning.makeBackend()
    var (existing, configuration) = try continued()
    configuration.productLibrary = Backends.productLibrary(of: backend)
    let architecture = try NetworkChoice.trainable(configuration.network)
    try configuration.optimizer.validate()
    let dataset = try Dataset.load(configuration.data)
    if let log = output.log { try EventLog.checkReplaceable(log) }
    var log: EventLog?
    if existing == nil {
      try check(architecture, on: dataset, configuration)
      // Before the run's folder is made, which a second try would find in its way.
      log = try output.log.map { try EventLog($0, continuingAfter: 0) }
    }
    let folder = try existing ?? RunFolder.create(at: output.out, configuration)
    let lock = try RunLock(folder)
    defer { lock.release() }
    let trainer: Trainer
    do {
      trainer = try Trainer(
        configuration, dataset: dataset, architecture: architecture, backend: backend,
        folder: folder)
    } catch {
      if existing == nil { folder.discard() }
      throw error
    }
    if let existing {
      try existing.write(configuration)
      log = try output.log.map { try EventLog($0, continuingAfter: trainer.stepsBefore) }
    }
    let session = TrainingSession(trainer, folder: folder, extraLog: log)
    if !output.plain, let terminal = try TerminalChoice.screen(on: screen.theme) {
      // One thread for the picture, so that the training keeps its own.
      let looking = try Backends.standard.make(threads: 1)
      try session.run(on: terminal) { snapshot, prediction in
        try Inspection(
          prediction, snapshot, architecture: architecture, dataset: dataset, backend: looking)
      }
    } else {
      try session.run()
    }
  }

  /// What the run computes, and its folder where it is there already.
  private func continued() throws -> (RunFolder?, TrainingConfiguration) {
    if let path = output.resume {
      let run = try RunFolder.openToContinue(RunList.path(of: path))
      return (run.folder, learning.continuing(run.configuration))
    }
    let text = try net.map(NetworkChoice.text) ?? network ?? "convnetjs"
    return (nil, try learning.configuration(network: text))
  }

  /// Makes sure that network, images and batches go together before a folder is made.
  private func check(
    _ architecture: Architecture, on dataset: Dataset, _ configuration: TrainingConfiguration
  ) throws {
    let graph = try TrainingGraph(
      architecture.freezing(configuration.frozen ?? []), batchSize: configuration.batchSize,
      inputShape: dataset.inputShape, classes: dataset.classCount)
    _ = try configuration.initialWeights?.read(for: graph.network, called: architecture.name)
    _ = try BatchPlan(
      dataset: dataset, batchSize: configuration.batchSize,
      augmentation: configuration.augmentation, seed: configuration.seed)
  }
}

/// Where a run and its messages go.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The run's folder: configuration, log, checkpoints.", valueName: "folder"),
    completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Continue the run in this folder; a larger --epochs or --steps trains it further.",
      valueName: "folder"),
    completion: .directory)
  var resume: String?

  @Option(
    help: ArgumentHelp(
      "Also write an object for each event to this file.", valueName: "file.jsonl"),
    completion: .file())
  var log: String?

  @Flag(help: "Print lines, also in a terminal.")
  var plain = false
}
