import CPUBackend
import Datasets
import NeuralNetworks
import TensorEngine
import TerminalKit
import TestSupport
import Training

@testable import Dashboard

/// A real run of a tiny network on a few drawn images, as the trainer told it.
enum SampleRun {
  static let architecture: Architecture = {
    // swift-format-ignore: NeverUseForceTry
    try! Architecture(text: "conv 4 5x5 stride 4, relu, pool 2, fc 10")
  }()

  static let dataset = Dataset.synthetic(seed: 3, trainCount: 40, testCount: 20)

  /// All events of the run, with predictions and a snapshot.
  static var events: [TrainingEvent] { both.first }

  /// What is told when the run is continued after its end.
  static var continuation: [TrainingEvent] { both.second }

  // swift-format-ignore: NeverUseForceTry
  private static let both = run(on: try! CPUBackend(threads: 1))

  /// The events of a run on a backend, and those of its continuation.
  static func run(
    on backend: any TrainingBackend
  ) -> (first: [TrainingEvent], second: [TrainingEvent]) {
    // swift-format-ignore: NeverUseForceTry
    let place = try! TemporaryFolder()
    var configuration = TrainingConfiguration(network: "tiny", data: .synthetic(seed: 3))
    configuration.epochs = 3
    configuration.batchSize = 10
    // swift-format-ignore: NeverUseForceTry
    let folder = try! RunFolder.create(at: place("run"), configuration)
    return (run(configuration, folder, backend), run(configuration, folder, backend))
  }

  private static func run(
    _ configuration: TrainingConfiguration, _ folder: RunFolder, _ backend: any TrainingBackend
  ) -> [TrainingEvent] {
    var events: [TrainingEvent] = []
    // swift-format-ignore: NeverUseForceTry
    let trainer = try! Trainer(
      configuration, dataset: dataset, architecture: architecture,
      backend: backend, folder: folder)
    // swift-format-ignore: NeverUseForceTry
    let log = try! folder.openLog(continuingAfter: trainer.stepsBefore)
    let control = TrainingControl()
    _ = trainer.run(control: control) { event in
      if case .step(let step) = event, step.step == 8 { control.send(.takeSnapshot) }
      try log.write(event)
      events.append(event)
    }
    return events
  }

  /// A dashboard that has heard that a run of a network began, and no more.
  static func beginning(of network: String, _ size: Size) throws -> DashboardModel {
    let place = try TemporaryFolder()
    var configuration = TrainingConfiguration(network: network, data: .synthetic(seed: 3))
    configuration.batchSize = 10
    let trainer = try Trainer(
      configuration, dataset: dataset, architecture: try Zoo.architecture(named: network),
      backend: try CPUBackend(threads: 1),
      folder: try RunFolder.create(at: place("run"), configuration))
    let control = TrainingControl()
    control.send(.stop)
    var model = DashboardModel(size: size)
    _ = trainer.run(control: control) { event in
      if case .started = event { _ = model.update(.training(event)) }
    }
    return model
  }

  /// A dashboard that has heard all but the end.
  static func model(_ size: Size = Size(width: 80, height: 24)) -> DashboardModel {
    var model = DashboardModel(size: size)
    for event in events {
      if case .ended = event { continue }
      _ = model.update(.training(event))
    }
    return model
  }

  /// The screen as lines of characters.
  static func screen(_ model: DashboardModel) -> [String] {
    drawing(DashboardView(model: model), size: model.size).lines
  }
}
