import TensorEngine
import TerminalKit

@testable import Dashboard
@testable import Training

/// A run of which every number is the same on every machine: the reference backend computes it, and
/// what a clock or the name of a folder would decide is fixed.
enum PinnedRun {
  /// A dashboard that has heard all but the end.
  static func model(_ size: Size, folder: String = folder) -> DashboardModel {
    var model = DashboardModel(size: size)
    for event in events {
      if case .ended = event { continue }
      _ = model.update(.training(pinned(event, folder)))
    }
    _ = model.update(.clock(seconds: 75))
    return model
  }

  /// The last event.
  static let end: TrainingEvent = .ended(
    EndReport(
      reason: .completed, step: 12, best: nil, seconds: 81, lastCheckpoint: nil, folder: folder))

  /// The chosen image as it runs through the network of the snapshot.
  static func inspection(in model: DashboardModel) throws -> Inspection? {
    guard let snapshot = model.network.snapshot, let image = model.run.images.chosen else {
      return nil
    }
    return try Inspection(
      image, snapshot, architecture: SampleRun.architecture, dataset: SampleRun.dataset,
      backend: ReferenceBackend())
  }

  static let folder = "runs/tiny-1"

  private static let events = SampleRun.run(on: ReferenceBackend<Float>()).first

  private static func pinned(_ event: TrainingEvent, _ folder: String) -> TrainingEvent {
    switch event {
    case .started(let start):
      .started(
        RunStart(
          configuration: start.configuration, network: start.network, layers: start.layers,
          parameterCount: start.parameterCount, dataset: start.dataset, images: start.images,
          classNames: start.classNames, length: start.length, notes: start.notes,
          firstStep: start.firstStep, history: start.history, checkpoints: start.checkpoints,
          folder: folder))
    case .step(let report):
      .step(
        StepReport(
          step: report.step, epoch: report.epoch, loss: report.loss, accuracy: report.accuracy,
          learningRate: report.learningRate, imagesPerSecond: 100 + Double(report.step)))
    case .epoch(let report):
      .epoch(
        EpochReport(
          epoch: report.epoch, step: report.step, trainLoss: report.trainLoss,
          trainAccuracy: report.trainAccuracy, testLoss: report.testLoss,
          testAccuracy: report.testAccuracy, imagesPerSecond: 100, seconds: 0.5,
          isBest: report.isBest))
    default: event
    }
  }
}
