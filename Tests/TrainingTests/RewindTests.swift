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
        if paused { control.pause() } else { control.rewind(to: 3) }
      case .paused(true): control.rewind(to: 3)
      case .rewound: if paused { control.resume() }
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
    control.rewind(to: 77)
    let recorder = EventRecorder()
    let end = recorder.run(trainer, control: control)
    #expect(end.reason == .completed && recorder.steps.count == 12)
    #expect(
      recorder.events.contains { event in
        if case .rewindRefused(let reason) = event { reason.contains("step 77") } else { false }
      })
  }
}
