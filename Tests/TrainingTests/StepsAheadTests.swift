import CPUBackend
import Foundation
import NeuralNetworks
import TensorEngine
import Testing

@testable import Training

/// Runs whose steps begin before what the one before came to is read.
struct StepsAheadTests {
  /// The same run in order, and with steps ahead.
  private func trainers(
    _ sandbox: RunSandbox, _ configuration: TrainingConfiguration
  ) throws -> (plain: Trainer, ahead: Trainer) {
    (
      try sandbox.trainer(configuration, run: "plain"),
      try sandbox.trainer(
        configuration, run: "ahead", backend: try LaterBackend(stepsAhead: 1))
    )
  }

  /// What a log says, without the times that no two runs share.
  private func lines(_ recorder: EventRecorder) throws -> [String] {
    try recorder.events.compactMap { event in
      guard let entry = LogEntry(event, after: 0) else { return nil }
      let data = entry.line(JSONEncoder())
      var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      for key in ["images_per_second", "seconds", "folder", "path", "checkpoint", "time"] {
        object[key] = nil
      }
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
        as: UTF8.self)
    }
  }

  @Test func `a run tells the same and has the same bits`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 3)
    configuration.checkpointEvery = 4
    configuration.steps = 17
    let (plain, ahead) = try trainers(sandbox, configuration)
    let recorders = [plain, ahead].map { trainer in
      let recorder = EventRecorder()
      recorder.run(trainer)
      return recorder
    }
    #expect(recorders[0].steps.count == 17)
    #expect(recorders[0].steps == recorders[1].steps)
    #expect(recorders[0].curve == recorders[1].curve)
    #expect(plain.tensors == ahead.tensors)
    #expect(try lines(recorders[0]) == lines(recorders[1]))
  }

  @Test(arguments: [1, 3, 4, 6, 7])
  func `a run that was killed goes on with the same bits`(_ killed: Int) throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration()
    configuration.checkpointEvery = 2
    let whole = try sandbox.trainer(configuration, run: "whole")
    let expected = EventRecorder()
    expected.run(whole)
    let first = EventRecorder()
    first.run(
      try sandbox.trainer(configuration, backend: try LaterBackend(stepsAhead: 1)),
      killedAfter: killed)
    let resumed = try sandbox.trainer(configuration, backend: try LaterBackend(stepsAhead: 1))
    #expect(resumed.stepsBefore == killed / 2 * 2)
    let second = EventRecorder()
    second.run(resumed)
    #expect(first.steps.prefix { $0[0] < second.steps[0][0] } + second.steps == expected.steps)
    #expect(resumed.tensors == whole.tensors)
  }

  /// The rate makes weights so large that the loss of a later step is none.
  @Test func `a loss that is no number ends it at its step, with the weights from before`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 40)
    configuration.network = "conv 4 5x5 stride 4, relu, fc 10"
    configuration.optimizer = .defaults(for: .sgd)
    configuration.optimizer.learningRate = 1e12
    configuration.schedule = .constant
    let (plain, ahead) = try trainers(sandbox, configuration)
    let recorders = [EventRecorder(), EventRecorder()]
    let ends = zip([plain, ahead], recorders).map { $1.run($0) }
    guard case .diverged(let cause, _) = ends[0].reason else {
      Issue.record("it ended with \(ends[0].reason)")
      return
    }
    #expect(cause.contains("at step \(ends[0].step + 1)") && ends[0].step > 0)
    #expect(ends[1].reason == ends[0].reason && ends[1].step == ends[0].step)
    #expect(recorders[0].steps == recorders[1].steps)
    let weights = [plain, ahead].map { $0.model.memory.parameters.whole.tensor.elements }
    #expect(weights[0].map(\.bitPattern) == weights[1].map(\.bitPattern))
  }

  /// What is asked for while a step is told is done behind the one that has begun by then.
  @Test func `commands are obeyed between two steps, at the latest one later`() throws {
    let sandbox = RunSandbox()
    let configuration = RunSandbox.configuration(epochs: 3)
    let trainer = try sandbox.trainer(configuration, backend: try LaterBackend(stepsAhead: 1))
    let (recorder, control) = (EventRecorder(), TrainingControl())
    var sent: Set<Int> = []
    let end = trainer.run(control: control) { event in
      recorder.append(event)
      guard case .step(let step) = event, sent.insert(step.step).inserted else { return }
      switch step.step {
      case 2: control.send(.saveCheckpoint)
      case 8: control.send(.rewind(toStep: 3))
      case 14: control.send(.stop)
      default: break
      }
    }
    #expect(end.reason == .stopped && end.step == 15)
    let numbers = recorder.steps.map { Int($0[0]) }
    #expect(numbers == Array(1...9) + Array(4...15))
    let expected = EventRecorder()
    expected.run(try sandbox.trainer(configuration, run: "whole"))
    #expect(Array(recorder.steps.suffix(12)) == Array(expected.steps[3..<15]))
  }

  @Test func `a pause holds behind a step, and single steps are made one by one`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(
      RunSandbox.configuration(), backend: try LaterBackend(stepsAhead: 1))
    let (recorder, control) = (EventRecorder(), TrainingControl())
    control.send(.pause)
    control.send(.stepOnce)
    var told: [String] = []
    let end = trainer.run(control: control) { event in
      recorder.append(event)
      switch event {
      case .step(let step):
        told.append("step \(step.step)")
        if step.step < 3 { control.send(.stepOnce) }
        if step.step == 3 { control.send(.resume) }
        if step.step == 6 { control.send(.stop) }
      case .paused(let isPaused): told.append(isPaused ? "paused" : "goes on")
      default: break
      }
    }
    #expect(end.reason == .stopped && end.step == 6)
    #expect(told.prefix(3) == ["step 1", "step 2", "step 3"])
    #expect(told.filter { $0.hasPrefix("step") } == (1...6).map { "step \($0)" })
  }
}
