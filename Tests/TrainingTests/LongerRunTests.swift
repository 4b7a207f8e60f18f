import Foundation
import NeuralNetworks
import TensorEngine
import Testing

@testable import Training

/// Runs that are trained further than they were to be, and files of runs that somebody has edited.
struct LongerRunTests {
  private func configuration(_ epochs: Int, _ schedule: String) throws -> TrainingConfiguration {
    var result = RunSandbox.configuration(epochs: epochs)
    result.schedule = try LearningRateSchedule(parsing: schedule)
    return result
  }

  /// Runs one configuration after another in one folder.
  private func run(
    _ configurations: [TrainingConfiguration], in sandbox: RunSandbox, _ name: String
  ) throws -> (events: EventRecorder, notes: [String]) {
    let recorder = EventRecorder()
    for configuration in configurations {
      recorder.run(try sandbox.trainer(configuration, run: name))
    }
    let notes = recorder.events.flatMap { event -> [String] in
      if case .started(let start) = event { start.notes } else { [] }
    }
    return (recorder, notes)
  }

  @Test(arguments: ["constant", "step:1ep", "step:every:8:0.5", "warm-up:5+constant"])
  func `a run whose schedule has no end becomes the longer run, bit for bit`(
    _ schedule: String
  ) throws {
    let sandbox = RunSandbox()
    let (short, long) = (try configuration(1, schedule), try configuration(3, schedule))
    #expect(!long.schedule.dependsOnLength)
    let whole = try run([long], in: sandbox, "whole")
    let parts = try run([short, long], in: sandbox, "parts")
    #expect(parts.events.steps == whole.events.steps)
    #expect(parts.events.curve == whole.events.curve)
    #expect(parts.notes.count == 1 && parts.notes[0].contains("goes on as it was"))
  }

  @Test
  func `an epoch within which a run had ended is counted whole when the run goes on`() throws {
    let sandbox = RunSandbox()
    var (short, long) = (try configuration(2, "constant"), try configuration(2, "constant"))
    (short.steps, long.steps) = (8, 12)
    let whole = try run([long], in: sandbox, "whole").events
    let parts = try run([short, long], in: sandbox, "parts").events
    #expect(parts.curve.count == 3 && parts.curve[1][0] == 2 && parts.curve[2] == whole.curve[1])
    // Its part was tested, too; as an epoch it counts once.
    #expect(parts.curve[1][1] == 8)
  }

  @Test(arguments: ["cosine", "one-cycle", "step:50%", "warm-up:10%+constant"])
  func `a schedule that ends with the run begins anew for what is added`(
    _ schedule: String
  ) throws {
    let sandbox = RunSandbox()
    let (short, long) = (try configuration(1, schedule), try configuration(3, schedule))
    #expect(long.schedule.dependsOnLength)
    let first = try run([short], in: sandbox, "first")
    let both = try run([short, long], in: sandbox, "both")
    #expect(Array(both.events.steps.prefix(6)) == first.events.steps)
    let added = try configuration(2, schedule)
    let rates = (0..<12).map {
      added.schedule.rate(
        atStep: $0, of: 12, stepsPerEpoch: 6, peak: added.optimizer.learningRate)
    }
    #expect(both.events.steps.dropFirst(6).map { $0[4] } == rates)
    #expect(both.notes.count == 1 && both.notes[0].contains("begins anew for the 12 steps"))
  }

  @Test
  func `a longer run that was killed goes on with the same bits`() throws {
    let sandbox = RunSandbox()
    let (short, long) = (try configuration(1, "one-cycle"), try configuration(3, "one-cycle"))
    let expected = try run([short, long], in: sandbox, "whole").events
    for killed in [7, 14] {
      let name = "killed-\(killed)"
      _ = try run([short], in: sandbox, name)
      EventRecorder().run(try sandbox.trainer(long, run: name), killedAfter: killed)
      let rest = try run([long], in: sandbox, name).events
      #expect(rest.steps == Array(expected.steps.suffix(rest.steps.count)))
      #expect(rest.curve == Array(expected.curve.suffix(rest.curve.count)))
    }
  }

  @Test
  func `a run is not made shorter than what it has trained`() throws {
    let sandbox = RunSandbox()
    _ = try run([RunSandbox.configuration(epochs: 2)], in: sandbox, "run")
    let error = #expect(throws: TrainingError.self) {
      try sandbox.trainer(RunSandbox.configuration(epochs: 1))
    }
    #expect(try #require(error).message.contains("is in epoch 2"))
  }

  @Test
  func `a run that patience has ended goes on with more of it`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 6)
    configuration.optimizer.learningRate = 0
    configuration.network = "fc 10"
    configuration.patience = 2
    _ = try run([configuration], in: sandbox, "run")
    let again = EventRecorder()
    #expect(again.run(try sandbox.trainer(configuration)).reason == .patience(epochs: 2))
    #expect(again.steps.isEmpty)
    configuration.patience = 4
    #expect(EventRecorder().run(try sandbox.trainer(configuration)).reason == .patience(epochs: 4))
  }

  @Test
  func `what a run was trained with cannot be edited behind its back`() throws {
    let sandbox = RunSandbox()
    let trained = RunSandbox.configuration()
    _ = try run([trained], in: sandbox, "run")
    let edits: [(String, (inout TrainingConfiguration) -> Void)] = [
      ("learning rate is 0.5, and", { $0.optimizer.learningRate = 0.5 }),
      ("network is fc 10, and", { $0.network = "fc 10" }), ("seed is 7, and", { $0.seed = 7 }),
      ("schedule is cosine, and", { $0.schedule = .cosine }),
      ("batch size is 8, and", { $0.batchSize = 8 }),
      ("the optimiser's numbers", { $0.optimizer.beta1 = 0.5 }),
      ("frozen is 0, and", { $0.frozen = ["0"] }),
    ]
    for (message, edit) in edits {
      var edited = trained
      edit(&edited)
      let error = #expect(throws: TrainingError.self) { try sandbox.trainer(edited) }
      #expect(try #require(error).message.contains(message))
      #expect(try #require(error).place.hasSuffix("config.json"))
    }
    var allowed = trained
    (allowed.checkpointEvery, allowed.keepCheckpoints, allowed.patience) = (3, 1, 5)
    #expect(try sandbox.trainer(allowed).stepsBefore == 12)
  }

  @Test
  func `the log says when a run became longer`() throws {
    let sandbox = RunSandbox()
    for epochs in [1, 2] {
      let trainer = try sandbox.trainer(RunSandbox.configuration(epochs: epochs))
      let recorder = try RunRecorder(
        trainer.folder, continuingAfter: trainer.stepsBefore, extraLog: nil, command: "")
      _ = trainer.run(control: TrainingControl()) { try recorder.record($0) }
    }
    let summary = try RunSummary(sandbox.path + "/run")
    #expect(summary.history.changes == ["after step 6: steps of the run 6 → 12"])
    #expect(summary.state == .finished)
  }
}
