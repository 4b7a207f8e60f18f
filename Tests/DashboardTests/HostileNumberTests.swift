import CPUBackend
import TensorEngine
import TerminalKit
import Testing

@testable import Dashboard
@testable import Training

/// A run whose numbers are enormous, infinite or none at all, as a rate that is too high makes them.
struct HostileNumberTests {
  private static let numbers: [Double] = [1e19, 1e30, 1e300, .infinity, -.infinity, .nan]
  private static let sizes = [(80, 24), (100, 30), (160, 50)].map { Size(width: $0, height: $1) }

  @Test(arguments: numbers, sizes)
  func `every page draws them`(_ number: Double, _ size: Size) throws {
    var model = DashboardModel(size: size)
    for event in SampleRun.events {
      _ = model.update(.training(event.with(number)))
    }
    model.overlay = nil
    // Each page with all its switches: the scale of the curves, the focus of the network's page.
    for page in Page.allCases {
      _ = model.open(page)
      for key in ["l", "w", "f", .enter, .down, .right, .enter, .escape] as [Key] {
        _ = model.update(.terminal(.key(key)))
        #expect(SampleRun.screen(model).count == size.height)
      }
    }
    _ = model.update(.terminal(.key("i")))
    #expect(SampleRun.screen(model).joined().contains("The training broke off"))
  }

  @Test(arguments: numbers)
  func `an image that makes a layer overflow is shown`(_ number: Double) throws {
    var model = SampleRun.model()
    _ = model.open(.network)
    let snapshot = try #require(model.network.snapshot)
    let image = try #require(model.run.images.chosen)
    let inspection = try Inspection(
      image, snapshot.with(number), architecture: SampleRun.architecture,
      dataset: SampleRun.dataset, backend: try CPUBackend(threads: 1))
    _ = model.update(.inspected(inspection))
    for key in [.enter, .down, .right, .enter, .right, .escape, .escape] as [Key] {
      _ = model.update(.terminal(.key(key)))
      #expect(SampleRun.screen(model).count == 24)
    }
  }

  @Test
  func `answers that are no numbers are never right`() {
    var model = SampleRun.model()
    for event in SampleRun.events {
      if case .predictions = event { _ = model.update(.training(event.with(.nan))) }
    }
    #expect(model.run.images.all.contains { $0.label == 0 })
    #expect(model.run.images.all.allSatisfy { !$0.isRight })
    for page in [Page.overview, .predictions] {
      _ = model.open(page)
      let screen = SampleRun.screen(model).joined(separator: "\n")
      #expect(screen.contains("0 of 20 right") || screen.contains("0 right"))
      #expect(screen.contains("✗") && !screen.contains("✓"))
    }
  }

  @Test
  func `the axis of a large loss is written in the room it has`() {
    var model = DashboardModel(size: Size(width: 100, height: 30))
    for event in SampleRun.events {
      if case .ended = event { continue }
      _ = model.update(.training(event.with(2.53e30)))
    }
    #expect(SampleRun.screen(model).joined(separator: "\n").contains("2.5e30"))
  }
}

extension ImagePrediction {
  /// The same image with other probabilities.
  fileprivate func with(_ number: Float) -> ImagePrediction {
    ImagePrediction(
      index: index, pixels: pixels, shape: shape, label: label,
      probabilities: probabilities.map { _ in number })
  }
}

extension TrainingEvent {
  /// The event with a number wherever the network's arithmetic decides one.
  fileprivate func with(_ number: Double) -> TrainingEvent {
    switch self {
    case .step(let report):
      .step(
        StepReport(
          step: report.step, epoch: report.epoch, loss: number, accuracy: report.accuracy,
          learningRate: number, imagesPerSecond: number))
    case .epoch(let report):
      .epoch(
        EpochReport(
          epoch: report.epoch, step: report.step, trainLoss: number,
          trainAccuracy: report.trainAccuracy, testLoss: number, testAccuracy: number,
          imagesPerSecond: number, seconds: number, isBest: report.isBest))
    case .evaluation(let test):
      .evaluation(
        Evaluation(
          step: test.step, loss: number, answers: test.answers, classes: test.confusion.count))
    case .predictions(let images, let step):
      .predictions(images.map { $0.with(Float(number)) }, step: step)
    case .found(let images, let step):
      .found(images.map { $0.with(Float(number)) }, step: step)
    case .snapshot(let snapshot): .snapshot(snapshot.with(number))
    case .settings(let settings, let step): .settings(settings.with(number), step: step)
    case .ended(let end):
      .ended(
        EndReport(
          reason: .diverged(cause: "the loss became \(number)", remedy: "Try less."),
          step: end.step,
          best: BestEpoch(epoch: 1, step: 4, accuracy: number), seconds: number,
          lastCheckpoint: end.lastCheckpoint, folder: end.folder))
    case .started, .testing, .checkpoint, .length, .paused, .rewound, .rewindRefused, .warning: self
    }
  }
}

extension LiveSettings {
  fileprivate func with(_ number: Double) -> LiveSettings {
    var changed = self
    (changed.learningRateFactor, changed.momentum, changed.weightDecay) = (number, number, number)
    return changed
  }
}

extension ModelSnapshot {
  /// The snapshot with a number in place of every seventh value.
  fileprivate func with(_ number: Double) -> ModelSnapshot {
    func spoilt(_ tensors: [String: Tensor<Float>]) -> [String: Tensor<Float>] {
      tensors.mapValues { tensor in
        let values = tensor.elements.enumerated()
          .map { $0.offset.isMultiple(of: 7) ? Float(number) : $0.element }
        return Tensor(tensor.shape, values)
      }
    }
    return ModelSnapshot(
      step: step, parameters: spoilt(parameters), gradients: spoilt(gradients),
      statistics: statistics)
  }
}
