import CPUBackend
import Datasets
import Foundation
import NeuralNetworks
import TensorEngine
import TestSupport

@testable import Training

/// A folder for runs that is removed when the test is over.
final class RunSandbox {
  // swift-format-ignore: NeverUseForceTry
  private let folder = try! TemporaryFolder()

  var path: String { folder.path }

  /// A run of a tiny network on a few drawn images, which takes a moment.
  static func configuration(epochs: Int = 2) -> TrainingConfiguration {
    var result = TrainingConfiguration(
      network: "conv 4 5x5 stride 4, bn, relu, dropout 0.2, fc 10", data: .synthetic(seed: 1))
    result.epochs = epochs
    result.batchSize = 10
    result.augmentation = .standard
    return result
  }

  static let dataset = Dataset.synthetic(seed: 1, trainCount: 64, testCount: 25)

  /// A trainer on a run's folder, which is made where there is none.
  func trainer(
    _ configuration: TrainingConfiguration, on dataset: Dataset = RunSandbox.dataset,
    run: String = "run", threads: Int = 1, backend: (any TrainingBackend)? = nil
  ) throws -> Trainer {
    let folder: RunFolder
    if FileManager.default.fileExists(atPath: path + "/" + run) {
      folder = try RunFolder.openToContinue(path + "/" + run).folder
    } else {
      folder = try RunFolder.create(at: path + "/" + run, configuration)
    }
    return try Trainer(
      configuration, dataset: dataset,
      architecture: try Architecture(text: configuration.network),
      backend: try backend ?? CPUBackend(threads: threads), folder: folder)
  }
}

/// What a run told.
final class EventRecorder {
  private(set) var events: [TrainingEvent] = []

  func append(_ event: TrainingEvent) { events.append(event) }

  /// Runs a trainer and keeps what it tells.
  ///
  /// - Parameter last: The step at which the run is interrupted as by a kill: nothing is saved.
  @discardableResult
  func run(
    _ trainer: Trainer, control: TrainingControl = TrainingControl(), killedAfter last: Int? = nil
  ) -> EndReport {
    struct Killed: Error {}
    return trainer.run(control: control) { event in
      if case .step(let step) = event, let last, step.step > last { throw Killed() }
      events.append(event)
    }
  }

  /// What steps gave: number, epoch, loss, accuracy, rate.
  var steps: [[Double]] {
    events.compactMap { event in
      guard case .step(let step) = event else { return nil }
      return [
        Double(step.step), Double(step.epoch), step.loss, step.accuracy, step.learningRate,
      ]
    }
  }

  /// What epochs gave, without the times that no two runs share.
  var curve: [[Double]] {
    events.compactMap { event in
      guard case .epoch(let epoch) = event else { return nil }
      return [
        Double(epoch.epoch), Double(epoch.step), epoch.trainLoss, epoch.trainAccuracy,
        epoch.testLoss, epoch.testAccuracy,
      ]
    }
  }
}
