import CPUBackend
import CUDAEmulator
import Datasets
import NeuralNetworks
import TensorEngine
import TestSupport
import Testing

@testable import Training

/// Whole runs of the trainer on the stand-in for a GPU.
struct RunTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let dataset = Dataset.synthetic(seed: 1, trainCount: 64, testCount: 16)

  /// Two epochs of six steps; images are so many that they are copied ahead.
  private static let configuration = {
    var result = TrainingConfiguration(
      network: "conv 4 5x5 stride 4, bn, relu, dropout 0.2, fc 8, relu, fc 10",
      data: .synthetic(seed: 1))
    result.epochs = 2
    result.batchSize = 10
    result.augmentation = .standard
    result.checkpointEvery = 4
    return result
  }()

  private func trainer(
    _ name: String, on backend: any TrainingBackend,
    _ configuration: TrainingConfiguration = Self.configuration
  ) throws -> Trainer {
    let path = folder(name)
    let run =
      try (try? RunFolder.openToContinue(path).folder)
      ?? RunFolder.create(at: path, configuration)
    return try Trainer(
      configuration, dataset: Self.dataset,
      architecture: try Architecture(text: configuration.network), backend: backend, folder: run)
  }

  /// What a run told: number, loss, accuracy and rate of each step, and the order of everything.
  private struct Told {
    var steps: [[Double]] = []
    var order: [String] = []

    mutating func append(_ event: TrainingEvent) {
      order.append(String("\(event)".prefix { $0 != "(" }))
      if case .step(let step) = event {
        steps.append([Double(step.step), step.loss, step.accuracy, step.learningRate])
      }
    }
  }

  private func run(
    _ trainer: Trainer, _ observe: (TrainingEvent) throws -> Void = { _ in }
  ) -> (told: Told, end: EndReport) {
    var told = Told()
    let end = trainer.run(control: TrainingControl()) { event in
      told.append(event)
      try observe(event)
    }
    return (told, end)
  }

  private func weights(_ trainer: Trainer) -> [Float] {
    trainer.model.memory.parameters.whole.tensor.elements
  }

  @Test func `it tells what a run on the CPU tells, in the same order`() throws {
    let before = cuda_emulator_live_objects()
    try Emulated.with(cuda_emulator_faults()) {
      let (onDevice, onCPU) = (
        try trainer("device", on: try Emulated.backend()),
        try trainer("cpu", on: try CPUBackend(threads: 1))
      )
      #expect(onDevice.model.takesPixels && !onCPU.model.takesPixels)
      let (device, cpu) = (run(onDevice), run(onCPU))
      #expect(device.end.reason == .completed && device.end.step == 12)
      #expect(device.told.order == cpu.told.order)
      #expect(device.told.steps.count == 12)
      for (found, wanted) in zip(device.told.steps, cpu.told.steps) {
        #expect([found[0], found[2], found[3]] == [wanted[0], wanted[2], wanted[3]])
        #expect(abs(found[1] - wanted[1]) <= 1e-4 * wanted[1])
      }
    }
    #expect(cuda_emulator_live_objects() == before)
  }

  /// A stream of the stand-in does nothing before somebody waits for it: who waits for all of it finds nothing left
  /// that was begun ahead.
  @Test func `within an epoch nobody waits until the device has nothing to do`() throws {
    try Emulated.with(cuda_emulator_faults()) {
      let trainer = try trainer("device", on: try Emulated.backend())
      var waits: [Int: Int32] = [:]
      var left: [Int32] = []
      let end = run(trainer) { event in
        guard case .step(let step) = event else { return }
        waits[step.step] = cuda_emulator_idle_waits()
        left.append(cuda_emulator_starts_left())
      }.end
      #expect(end.reason == .completed)
      func between(_ first: Int, _ second: Int) throws -> Int32 {
        try #require(waits[second]) - (try #require(waits[first]))
      }
      for step in [1, 2, 6, 8, 9, 10] {
        #expect(try (step == 6 || step == 8) == (between(step, step + 1) > 0), "step \(step + 1)")
      }
      // When a step is told, the next is on its way, in one launch; behind the fourth, the sixth, the eighth and the last
      // a checkpoint or a test comes first.
      #expect(left == [1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0])
    }
  }

  @Test func `a step takes no memory of the device`() throws {
    var configuration = Self.configuration
    configuration.checkpointEvery = nil
    try Emulated.with(cuda_emulator_faults()) {
      let trainer = try trainer("device", on: try Emulated.backend(), configuration)
      let end = run(trainer) { event in
        guard case .step(let step) = event else { return }
        // Every allocation is refused while the third step and those behind it begin.
        if step.step == 1 { cuda_emulator_set_faults(.with { $0.refused_allocation = 1 }) }
        if step.step == 5 { cuda_emulator_set_faults(cuda_emulator_faults()) }
      }.end
      #expect(end.reason == .completed)
    }
  }

  @Test func `a run that was killed goes on with the same bits, and on another backend`() throws {
    struct Killed: Error {}
    try Emulated.with(cuda_emulator_faults()) {
      let whole = try trainer("whole", on: try Emulated.backend())
      let expected = run(whole).told.steps
      for name in ["killed", "moved"] {
        _ = run(try trainer(name, on: try Emulated.backend())) { event in
          if case .step(let step) = event, step.step == 7 { throw Killed() }
        }
      }
      let resumed = try trainer("killed", on: try Emulated.backend())
      #expect(resumed.stepsBefore == 6)
      #expect(run(resumed).told.steps == Array(expected.suffix(6)))
      #expect(weights(resumed) == weights(whole))
      let moved = try trainer("moved", on: try CPUBackend(threads: 1))
      let steps = run(moved).told.steps
      #expect(steps.map { $0[0] } == (7...12).map { Double($0) })
      for (found, wanted) in zip(steps, expected.suffix(6)) {
        #expect(abs(found[1] - wanted[1]) <= 1e-3 * wanted[1])
      }
    }
  }

  @Test(arguments: [
    cuda_emulator_faults.with { $0.failing_launch = 1 },
    .with { $0.failing_launch = 2 }, .with { $0.failing_launch = 3 },
    .with { $0.losing_launch = 1 }, .with { $0.losing_launch = 2 },
    .with { $0.losing_launch = 3 },
  ])
  func `a device that fails within a run is one message, and its checkpoint stays`(
    _ faults: cuda_emulator_faults
  ) throws {
    let before = cuda_emulator_live_objects()
    try Emulated.with(cuda_emulator_faults()) {
      let failed = run(try trainer("run", on: try Emulated.backend())) { event in
        if case .step(let step) = event, step.step == 9 { cuda_emulator_set_faults(faults) }
      }
      guard case .failed(let message) = failed.end.reason else {
        Issue.record("it ended with \(failed.end.reason)")
        return
      }
      #expect(message.contains("the cuda backend cannot be used: "))
      #expect(message.contains(" failed with CUDA_ERROR_"))
      #expect(failed.end.lastCheckpoint?.hasSuffix("step-00000008") == true)
      #expect(failed.told.order.last == "ended")
    }
    #expect(cuda_emulator_live_objects() == before)
    try Emulated.with(cuda_emulator_faults()) {
      let resumed = try trainer("run", on: try Emulated.backend())
      #expect(resumed.stepsBefore == 8)
      let whole = try trainer("whole", on: try Emulated.backend())
      let expected = run(whole).told.steps
      #expect(run(resumed).told.steps == Array(expected.suffix(4)))
      #expect(weights(resumed) == weights(whole))
    }
  }

  @Test func `a loss that is no number ends it at its step, with the weights from before`() throws {
    var configuration = Self.configuration
    configuration.network = "conv 4 5x5 stride 4, relu, fc 10"
    configuration.optimizer = .defaults(for: .sgd)
    configuration.optimizer.learningRate = 1e12
    configuration.schedule = .constant
    configuration.checkpointEvery = nil
    try Emulated.with(cuda_emulator_faults()) {
      let device = try trainer("device", on: try Emulated.backend(), configuration)
      let cpu = try trainer("cpu", on: try CPUBackend(threads: 1), configuration)
      let (found, wanted) = (run(device), run(cpu))
      guard case .diverged = wanted.end.reason else {
        Issue.record("it ended with \(wanted.end.reason)")
        return
      }
      #expect(found.end.reason == wanted.end.reason && found.end.step == wanted.end.step)
      #expect(found.told.order == wanted.told.order)
      #expect(weights(device).allSatisfy(\.isFinite) == weights(cpu).allSatisfy(\.isFinite))
    }
  }

  /// The rate becomes too high behind a checkpoint; whoever goes back to that trains as if nothing had been.
  @Test func `a trainer that has diverged goes on from a checkpoint`() throws {
    var configuration = Self.configuration
    configuration.network = "conv 4 5x5 stride 4, relu, fc 10"
    configuration.optimizer = .defaults(for: .sgd)
    configuration.schedule = .constant
    try Emulated.with(cuda_emulator_faults()) {
      let expected = run(try trainer("whole", on: try Emulated.backend(), configuration)).told.steps
      let trainer = try trainer("diverged", on: try Emulated.backend(), configuration)
      let control = TrainingControl()
      let first = trainer.run(control: control) { event in
        guard case .step(let step) = event, step.step == 4 else { return }
        var settings = LiveSettings(configuration)
        settings.learningRateFactor = 1e30
        control.send(.set(settings))
      }
      guard case .diverged = first.reason else {
        Issue.record("it ended with \(first.reason)")
        return
      }
      control.send(.rewind(toStep: 4))
      var told = Told()
      let end = trainer.run(control: control) { told.append($0) }
      #expect(end.reason == .completed && told.steps == Array(expected.suffix(8)))
    }
  }
}
