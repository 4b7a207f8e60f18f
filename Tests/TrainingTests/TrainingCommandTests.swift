import Foundation
import Testing

@testable import Training

/// Commands from outside, to a real trainer.
@Suite(.timeLimit(.minutes(2)))
struct TrainingCommandTests {
  /// Runs a trainer that answers to what it tells with commands, and returns what it told in words.
  private func run(
    _ trainer: Trainer, sending first: [TrainingCommand] = [],
    _ answer: (TrainingEvent) -> [TrainingCommand] = { _ in [] }
  ) -> [String] {
    let control = TrainingControl()
    first.forEach(control.send)
    var told: [String] = []
    _ = trainer.run(control: control) { event in
      told.append(words(event))
      answer(event).forEach(control.send)
    }
    return told
  }

  private func words(_ event: TrainingEvent) -> String {
    switch event {
    case .step(let step): "step \(step.step)"
    case .paused(let isPaused): isPaused ? "waits" : "goes on"
    case .checkpoint(let checkpoint): "saved \(checkpoint.step)"
    case .rewound(let step, _, _): "back at \(step)"
    case .settings(let settings, _): "rate x\(settings.learningRateFactor)"
    case .ended(let end): "\(end.reason) at \(end.step)"
    case .testing(let test): "testing \(test.done) of \(test.count)"
    case .found(let images, let step): "found \(images.map(\.index)) at \(step)"
    case .rewindRefused, .warning, .started, .evaluation, .predictions, .epoch, .snapshot, .length:
      String("\(event)".prefix { $0 != "(" })
    }
  }

  private func settings(rate: Double) -> TrainingCommand {
    var settings = LiveSettings(RunSandbox.configuration())
    settings.learningRateFactor = rate
    return .set(settings)
  }

  @Test
  func `a paused run makes single steps, and each is followed by a pause`() throws {
    let sandbox = RunSandbox()
    var pauses = 0
    let told = run(try sandbox.trainer(RunSandbox.configuration(epochs: 1))) { event in
      switch event {
      case .step(let step) where step.step == 1: return [.pause]
      case .paused(true):
        pauses += 1
        return [[.stepOnce], [.stepOnce, .stepOnce], [.resume]][pauses - 1]
      default: return []
      }
    }
    #expect(
      told == [
        "started", "rate x1.0", "step 1", "waits", "step 2", "waits", "step 3", "step 4", "waits",
        "goes on", "step 5", "step 6", "testing 0 of 25", "evaluation", "predictions", "epoch",
        "saved 6",
        "completed at 6",
      ])
  }

  @Test
  func `a pause that is taken back before the run hears of it is none`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration(epochs: 1))
    #expect(!run(trainer, sending: [.stepOnce, .pause, .resume]).contains("waits"))
  }

  /// Who pauses again before the run has gone on hears of that pause, too.
  @Test
  func `a pause after going on is told anew`() throws {
    let sandbox = RunSandbox()
    var pauses = 0
    let told = run(try sandbox.trainer(RunSandbox.configuration(epochs: 1))) { event in
      switch event {
      case .step(let step) where step.step == 1: return [.pause]
      case .paused(true):
        pauses += 1
        return pauses == 1 ? [.resume, .pause] : [.resume]
      default: return []
      }
    }
    #expect(told.filter { $0 == "waits" }.count == 2)
    #expect(told.last == "completed at 6")
  }

  @Test
  func `commands are obeyed in the order in which they came, of each kind the last`() throws {
    let sandbox = RunSandbox()
    let told = run(
      try sandbox.trainer(RunSandbox.configuration(epochs: 1)),
      sending: [
        .takeSnapshot, settings(rate: 0.5), .saveCheckpoint, .rewind(toStep: 77), .takeSnapshot,
        settings(rate: 0.25), .evaluate, .saveCheckpoint, .rewind(toStep: 0), .predict,
      ])
    #expect(
      told.prefix { $0 != "step 1" } == [
        "started", "rate x1.0", "snapshot", "rate x0.25", "testing 0 of 25", "evaluation",
        "predictions", "saved 0",
        "back at 0", "rate x0.25", "predictions",
      ])
  }

  @Test
  func `settings that are sent after going back hold, those before it are gone`() throws {
    let sandbox = RunSandbox()
    let (before, after) = (settings(rate: 0.5), settings(rate: 0.125))
    for (name, commands, rate) in [
      ("before", [before, .rewind(toStep: 2)], "rate x1.0"),
      ("after", [before, .rewind(toStep: 2), after], "rate x0.125"),
    ] {
      var configuration = RunSandbox.configuration(epochs: 1)
      configuration.checkpointEvery = 2
      var isSent = false
      let told = run(try sandbox.trainer(configuration, run: name)) { event in
        guard case .step(let step) = event, step.step == 3, !isSent else { return [] }
        isSent = true
        return commands
      }
      #expect(told.contains("back at 2"))
      #expect(told.last { $0.hasPrefix("rate") } == rate)
    }
  }

  @Test(
    arguments: [
      ([.stop], .stopped), ([.stop, .interrupt], .interrupted),
      ([.interrupt, .stop], .interrupted),
      ([.pause, .stop, .stop], .stopped), ([.pause, .stepOnce, .interrupt], .interrupted),
    ] as [([TrainingCommand], EndReport.Reason)])
  func `a run that is told to end saves and ends, whatever else was sent`(
    _ commands: [TrainingCommand], _ reason: EndReport.Reason
  ) throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let told = run(trainer) { event in
      if case .step(let step) = event, step.step == 4 { commands } else { [] }
    }
    #expect(told.suffix(3) == ["step 4", "saved 4", "\(reason) at 4"])
  }

  @Test
  func `who stays to look gets predictions and tensors at the end, and answers after it`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration(epochs: 1))
    var questions: [TrainingCommand] = [
      .leave, .takeSnapshot, .saveCheckpoint, .find([7]), .evaluate,
    ]
    let told = run(trainer, sending: [.lookAtTheEnd, .stop]) { event in
      switch event {
      // What changes the run, such as a checkpoint, is asked for in vain.
      case .ended: [questions.removeLast(), .rewind(toStep: 0)]
      case .evaluation: [questions.removeLast(), questions.removeLast()]
      case .found: [questions.removeLast(), questions.removeLast()]
      default: []
      }
    }
    #expect(
      told.drop { $0 != "saved 0" } == [
        "saved 0", "predictions", "snapshot", "stopped at 0", "testing 0 of 25", "evaluation",
        "predictions", "found [7] at 0",
      ])
  }

  @Test
  func `whoever opens a finished run sees it tested`() throws {
    let sandbox = RunSandbox()
    let first = EventRecorder()
    first.run(try sandbox.trainer(RunSandbox.configuration(epochs: 1)))
    let control = TrainingControl()
    for command in [TrainingCommand.lookAtTheEnd] { control.send(command) }
    let second = EventRecorder()
    _ = try sandbox.trainer(RunSandbox.configuration(epochs: 1)).run(control: control) { event in
      second.append(event)
      if case .ended = event { control.send(.leave) }
    }
    #expect(evaluations(second) == evaluations(first) && evaluations(first).count == 1)
    #expect(second.steps.isEmpty)
  }

  private func evaluations(_ recorder: EventRecorder) -> [Evaluation] {
    recorder.events.compactMap { event in
      if case .evaluation(let evaluation) = event { evaluation } else { nil }
    }
  }

  @Test
  func `a test says which images are in a cell, and how the network answers on each`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration(epochs: 1))
    let evaluation = try #require(try trainer.model.evaluate(step: 0) { _ in true })
    #expect(evaluation.answers.count == 25)
    let all = try trainer.model.predictions(0..<25)
    for (label, row) in evaluation.confusion.enumerated() {
      for (taken, count) in row.enumerated() {
        let images = evaluation.images(ofClass: label, takenFor: taken)
        #expect(images.count == count)
        let asked = try trainer.model.predictions(images)
        #expect(asked.map(\.pixels) == images.map { all[$0].pixels })
        for image in asked {
          #expect(
            zip(image.probabilities, all[image.index].probabilities)
              .allSatisfy { abs($0 - $1) < 1e-5 })
          #expect(image.label == label)
          #expect(image.probabilities.max() == image.probabilities[taken])
        }
      }
    }
  }

  @Test
  func `a run that waits answers each command of another thread, and makes no step`() throws {
    let sandbox = RunSandbox()
    nonisolated(unsafe) let trainer = try sandbox.trainer(RunSandbox.configuration())
    let control = TrainingControl()
    control.send(.pause)
    let answers = Answers()
    let thread = Thread {
      _ = trainer.run(control: control) { answers.put(self.words($0)) }
    }
    thread.start()
    #expect(answers.next(3) == ["started", "rate x1.0", "waits"])
    for (command, expected) in [
      (.saveCheckpoint, ["saved 0"]), (.predict, ["predictions"]),
      (.evaluate, ["testing 0 of 25", "evaluation", "predictions"]),
      (.find([3, 24, 99]), ["found [3, 24] at 0"]), (.takeSnapshot, ["snapshot"]),
      (settings(rate: 2), ["rate x2.0"]), (.rewind(toStep: 0), ["back at 0", "rate x1.0"]),
      (.stepOnce, ["step 1", "waits"]), (.pause, []), (.stop, ["saved 1", "stopped at 1"]),
    ] as [(TrainingCommand, [String])] {
      control.send(command)
      #expect(answers.next(expected.count) == expected)
    }
  }

  /// What changes no setting changes no bit either.
  @Test(arguments: 0..<4)
  func `commands of three threads at once leave the weights as an undisturbed run has them`(
    _ seed: Int
  ) throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration(epochs: 4)
    configuration.checkpointEvery = 3
    let whole = try sandbox.trainer(configuration, run: "whole")
    EventRecorder().run(whole)

    nonisolated(unsafe) let trainer = try sandbox.trainer(configuration, run: "disturbed")
    let control = TrainingControl()
    let steps = DispatchSemaphore(value: 0)
    let senders = DispatchGroup()
    for number in 0..<3 {
      senders.enter()
      Thread {
        let numbers = FixtureNumbers.units(UInt64(3 * seed + number), 12)
        for number in numbers {
          steps.wait()
          let commands: [TrainingCommand] = [
            .pause, .stepOnce, .saveCheckpoint, .evaluate, .predict, .takeSnapshot,
            .rewind(toStep: 3), .rewind(toStep: 6),
          ]
          control.send(commands[Int(number * Double(commands.count))])
        }
        senders.leave()
      }.start()
    }
    let end = trainer.run(control: control) { event in
      switch event {
      case .step: steps.signal()
      case .paused(true):
        steps.signal()
        control.send(.resume)
      default: break
      }
    }
    #expect(end.reason == .completed)
    #expect(
      trainer.model.memory.parameters.whole.tensor == whole.model.memory.parameters.whole.tensor)
    #expect(trainer.state.best == whole.state.best)
    // Who has not sent everything yet does so to a run that is over.
    for _ in 0..<36 { steps.signal() }
    senders.wait()
  }
}

/// Words on their way from the thread that trains to the one that tests.
private final class Answers: @unchecked Sendable {
  private let changed = NSCondition()
  private var words: [String] = []

  func put(_ word: String) {
    changed.lock()
    words.append(word)
    changed.signal()
    changed.unlock()
  }

  /// The next ones, waited for.
  func next(_ count: Int) -> [String] {
    changed.lock()
    defer { changed.unlock() }
    while words.count < count { changed.wait() }
    defer { words.removeFirst(count) }
    return Array(words.prefix(count))
  }
}
