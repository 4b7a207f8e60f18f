import Testing

@testable import Training

/// Going back to a checkpoint while a run goes on, or waits.
struct RewindTests {
  /// Runs with a checkpoint after every step, and goes back from step 9 to step 3 once.
  private func run(_ sandbox: RunSandbox, paused: Bool) throws -> EventRecorder {
    var configuration = RunSandbox.configuration()
    configuration.checkpointEvery = 1
    configuration.keepCheckpoints = 20
    let trainer = try sandbox.trainer(configuration, run: paused ? "paused" : "moving")
    let control = TrainingControl()
    let recorder = EventRecorder()
    var hasGoneBack = false
    _ = trainer.run(control: control) { event in
      recorder.append(event)
      switch event {
      case .step(let step) where step.step == 9 && !hasGoneBack:
        hasGoneBack = true
        if paused { control.send(.pause) } else { control.send(.rewind(toStep: 3)) }
      case .paused(true): control.send(.rewind(toStep: 3))
      case .rewound: if paused { control.send(.resume) }
      default: break
      }
    }
    return recorder
  }

  @Test(arguments: [false, true])
  func `a run that went back makes the same steps again`(_ paused: Bool) throws {
    let sandbox = RunSandbox()
    let whole = EventRecorder()
    whole.run(try sandbox.trainer(RunSandbox.configuration(), run: "whole"))
    let found = try run(sandbox, paused: paused)
    #expect(found.steps == Array(whole.steps.prefix(9) + whole.steps.dropFirst(3)))
    #expect(found.curve.last == whole.curve.last)
    #expect(found.curve.count == 3)
  }

  @Test
  func `a checkpoint that is gone is refused, and the run goes on`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let control = TrainingControl()
    control.send(.rewind(toStep: 77))
    let recorder = EventRecorder()
    let end = recorder.run(trainer, control: control)
    #expect(end.reason == .completed && recorder.steps.count == 12)
    #expect(
      recorder.events.contains { event in
        if case .rewindRefused(let reason) = event { reason.contains("step 77") } else { false }
      })
  }

  /// 64 images make six steps of ten, or three of twenty.
  @Test
  func `another batch size changes the length of the run, and going back undoes it`() throws {
    var configuration = RunSandbox.configuration(epochs: 3)
    configuration.checkpointEvery = 1
    configuration.keepCheckpoints = 20
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(configuration)
    let control = TrainingControl()
    var wanted: LiveSettings?
    var told: [String] = []
    _ = trainer.run(control: control) { event in
      switch event {
      case .settings(let settings, step: 0): wanted = settings
      case .step(let step) where step.step == 2:
        wanted?.batchSize = 20
        if let wanted { control.send(.set(wanted)) }
      case .step(let step) where step.step == 8 && told.count == 1: control.send(.rewind(toStep: 3))
      case .length(let length, let step):
        told.append("\(step): \(length.stepsPerEpoch) of \(length.totalSteps)")
      case .rewound(_, let epoch, _): told.append("back in epoch \(epoch)")
      default: break
      }
    }
    #expect(
      told == ["6: 3 of 12", "back in epoch 1", "3: 6 of 18", "6: 3 of 12"])
    #expect(trainer.totalSteps == 12)
  }
}
