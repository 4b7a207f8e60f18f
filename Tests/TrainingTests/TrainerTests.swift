import CPUBackend
import Datasets
import Foundation
import NeuralNetworks
import TensorEngine
import Testing

@testable import Training

struct TrainerTests {
  @Test
  func `a run tells its steps, epochs and checkpoints in order`() throws {
    let sandbox = RunSandbox()
    let recorder = EventRecorder()
    let end = recorder.run(try sandbox.trainer(RunSandbox.configuration()))
    #expect(end.reason == .completed && end.step == 12)
    #expect(recorder.steps.map { $0[0] } == (1...12).map { Double($0) })
    #expect(recorder.steps.map { $0[1] } == [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
    let names = recorder.events.map { String("\($0)".prefix { $0 != "(" }) }
    #expect(names.first == "started" && names.last == "ended")
    #expect(names.count { $0 == "epoch" } == 2 && names.count { $0 == "checkpoint" } == 2)
    #expect(end.best != nil && end.lastCheckpoint?.hasSuffix("step-00000012") == true)
  }

  @Test(arguments: OptimizerMethod.allCases)
  func `a run that was killed goes on with the same bits`(_ method: OptimizerMethod) throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 3)
    configuration.optimizer = .defaults(for: method)
    if method == .sgd { configuration.optimizer.momentum = 0.9 }
    configuration.checkpointEvery = 2
    let whole = try sandbox.trainer(configuration, run: "whole")
    let expected = EventRecorder()
    expected.run(whole)

    for killed in [1, 5, 6, 9, 13] {
      let run = "killed-\(killed)"
      let first = EventRecorder()
      first.run(try sandbox.trainer(configuration, run: run), killedAfter: killed)
      let resumed = try sandbox.trainer(configuration, run: run)
      // No more is lost than the steps since the last checkpoint.
      #expect(resumed.stepsBefore == killed / 2 * 2)
      let second = EventRecorder()
      second.run(resumed)
      let before = first.steps.prefix { $0[0] < second.steps[0][0] }
      #expect(before + second.steps == expected.steps)
      #expect(second.curve == Array(expected.curve.suffix(second.curve.count)))
      #expect(resumed.tensors == whole.tensors)
    }
  }

  @Test
  func `weights that are no numbers end the run in the test after its last step`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 1)
    configuration.optimizer.learningRate = 1e300
    configuration.steps = 1
    let recorder = EventRecorder()
    let end = recorder.run(try sandbox.trainer(configuration))
    guard case .diverged(let cause, _) = end.reason else {
      Issue.record("\(end.reason)")
      return
    }
    #expect(cause.contains("the test loss became no number after step 1"))
    #expect(end.best == nil && end.lastCheckpoint == nil)
  }

  @Test
  func `one and two threads give the same bits`() throws {
    let sandbox = RunSandbox()
    let trainers = try [1, 2].map {
      try sandbox.trainer(RunSandbox.configuration(), run: "threads-\($0)", threads: $0)
    }
    let recorders = trainers.map { trainer in
      let recorder = EventRecorder()
      recorder.run(trainer)
      return recorder
    }
    #expect(recorders[0].steps == recorders[1].steps)
    #expect(recorders[0].curve == recorders[1].curve)
    #expect(trainers[0].tensors == trainers[1].tensors)
  }

  /// Settings that make other batches, another batch size and a step back come while a batch is there already.
  @Test
  func `batches that are taken while others are computed give the same bits`() throws {
    let sandbox = RunSandbox()
    var plain = LiveSettings(RunSandbox.configuration())
    plain.augmentation = .none
    var larger = plain
    larger.batchSize = 12
    let commands: [Int: [TrainingCommand]] = [
      3: [.set(plain)], 4: [.saveCheckpoint], 5: [.set(larger)], 9: [.rewind(toStep: 4)],
    ]
    let backends: [any TrainingBackend] = [try CPUBackend(threads: 1), try LaterBackend()]
    let trainers = try backends.map { backend in
      try sandbox.trainer(
        RunSandbox.configuration(epochs: 3), run: backend.name, backend: backend)
    }
    let recorders = trainers.map { trainer in
      let (recorder, control) = (EventRecorder(), TrainingControl())
      var sent: Set<Int> = []
      _ = trainer.run(control: control) { event in
        recorder.append(event)
        guard case .step(let step) = event, sent.insert(step.step).inserted else { return }
        commands[step.step]?.forEach(control.send)
      }
      return recorder
    }
    #expect(recorders[0].steps.count > 16)
    #expect(recorders[0].steps == recorders[1].steps)
    #expect(recorders[0].curve == recorders[1].curve)
    #expect(trainers[0].tensors == trainers[1].tensors)
  }

  @Test
  func `an interrupted run is saved and continues`() throws {
    let sandbox = RunSandbox()
    let expected = EventRecorder()
    expected.run(try sandbox.trainer(RunSandbox.configuration(), run: "whole"))
    let control = TrainingControl()
    control.send(.interrupt)
    let first = EventRecorder()
    let end = first.run(try sandbox.trainer(RunSandbox.configuration()), control: control)
    #expect(end.reason == .interrupted && end.step == 0)
    #expect(end.lastCheckpoint?.hasSuffix("step-00000000") == true)
    let second = EventRecorder()
    second.run(try sandbox.trainer(RunSandbox.configuration()))
    #expect(first.steps + second.steps == expected.steps)
  }

  @Test(arguments: [TrainingCommand.interrupt, .stop], [6, 12])
  func `a test is left when the run is to end, and made up for when it goes on`(
    ending: TrainingCommand, step: Int
  ) throws {
    let sandbox = RunSandbox()
    // More images than are tested at once.
    let dataset = Dataset.synthetic(seed: 1, trainCount: 64, testCount: 300)
    let configuration = RunSandbox.configuration()
    let whole = try sandbox.trainer(configuration, on: dataset, run: "whole")
    let expected = EventRecorder()
    expected.run(whole)
    let control = TrainingControl()
    let first = EventRecorder()
    var made = 0
    let end = try sandbox.trainer(configuration, on: dataset).run(control: control) { event in
      if case .step(let report) = event { made = report.step }
      if case .testing(let progress) = event, made == step {
        #expect(progress.done == 0)
        control.send(ending)
      }
      first.append(event)
    }
    #expect(end.reason == (ending == .stop ? .stopped : .interrupted) && end.step == step)
    #expect(first.curve.count == step / 6 - 1)
    let second = EventRecorder()
    let continued = try sandbox.trainer(configuration, on: dataset)
    #expect(second.run(continued).reason == .completed)
    #expect(first.curve + second.curve == expected.curve)
    #expect(continued.tensors == whole.tensors)
  }

  @Test
  func `a loss that is no number ends the run with its cause`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 40)
    configuration.network = "conv 4 5x5 stride 4, relu, fc 10"
    configuration.optimizer = .defaults(for: .sgd)
    configuration.optimizer.learningRate = 1e30
    configuration.schedule = .constant
    configuration.checkpointEvery = 1
    let end = EventRecorder().run(try sandbox.trainer(configuration))
    guard case .diverged(let cause, _) = end.reason else {
      Issue.record("it ended with \(end.reason)")
      return
    }
    #expect(cause.contains("step \(end.step + 1)") && cause.contains("learning rate, 1e+30"))
    #expect(end.lastCheckpoint != nil)
  }

  @Test
  func `patience ends a run whose test loss does not fall`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 50)
    configuration.optimizer = .defaults(for: .sgd)
    configuration.optimizer.learningRate = 0
    configuration.patience = 2
    configuration.network = "fc 10"
    let recorder = EventRecorder()
    let end = recorder.run(try sandbox.trainer(configuration))
    #expect(end.reason == .patience(epochs: 2))
    #expect(recorder.curve.count == 3)
  }

  @Test
  func `the last checkpoints and the best are kept`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 6)
    configuration.keepCheckpoints = 2
    let end = EventRecorder().run(try sandbox.trainer(configuration))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: sandbox.path + "/run/checkpoints")
    let best = try #require(end.best).step
    #expect(Set(names) == Set([36, 30, best].map { Checkpoint.name(step: $0) }))
  }
}
