import CPUBackend
import Datasets
import Foundation
import Interchange
import NeuralNetworks
import Testing

@testable import Training

struct CheckpointTests {
  /// A finished run and the path of its newest checkpoint.
  private func finished(_ sandbox: RunSandbox) throws -> String {
    let end = EventRecorder().run(try sandbox.trainer(RunSandbox.configuration()))
    return try #require(end.lastCheckpoint)
  }

  /// Makes a run's checkpoints like older ones, which do not say what the run was configured to be.
  private func forgetConfiguration(_ sandbox: RunSandbox) throws {
    for (_, checkpoint) in RunFolder(path: sandbox.path + "/run").checkpointsNewestFirst() {
      var state = try checkpoint.state()
      state.configuration = nil
      var files = [Checkpoint.stateName: Fingerprint.of(try Checkpoint.encoder.encode(state))]
      for name in [Checkpoint.modelName, Checkpoint.optimizerName] {
        files[name] = Fingerprint.ofFile(checkpoint.path + "/" + name)
      }
      try Checkpoint.content(state, fingerprints: files)
        .write(to: URL(fileURLWithPath: checkpoint.path + "/" + Checkpoint.stateName))
    }
  }

  @Test
  func `weights have the names of PyTorch's state dict`() throws {
    let sandbox = RunSandbox()
    let file = try Safetensors(contentsOf: try finished(sandbox) + "/model.safetensors")
    #expect(
      Set(file.tensors.map(\.name)) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
        "1.num_batches_tracked", "5.weight", "5.bias",
      ])
    #expect(try file.integer(named: "1.num_batches_tracked") == 12)
  }

  @Test
  func `the weights say how pixels become inputs and what the outputs are called`() throws {
    let sandbox = RunSandbox()
    let file = try Safetensors(contentsOf: try finished(sandbox) + "/model.safetensors")
    let facts = ImageFacts(RunSandbox.dataset)
    #expect(file.metadata["format"] == "pt")
    #expect(file.metadata["shape"] == "[3,32,32]")
    #expect(try ImageFacts(metadata: file.metadata, path: "") == facts)
  }

  @Test(arguments: ["model.safetensors", "optimizer.safetensors", "state.json"])
  func `a damaged checkpoint is passed over and named`(_ name: String) throws {
    let sandbox = RunSandbox()
    let newest = try finished(sandbox)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: newest + "/" + name))
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    #expect(trainer.stepsBefore == 6)
    let recorder = EventRecorder()
    recorder.run(trainer)
    let warnings = recorder.events.compactMap { event in
      if case .warning(let text) = event { text } else { nil }
    }
    #expect(warnings.count == 1 && warnings[0].contains(newest + "/" + name))
  }

  @Test(arguments: ["model.safetensors", "optimizer.safetensors", "state.json"])
  func `a single changed byte is noticed`(_ name: String) throws {
    let sandbox = RunSandbox()
    let file = URL(fileURLWithPath: try finished(sandbox) + "/" + name)
    var bytes = try Data(contentsOf: file)
    // A digit of the state, a number of the tensors.
    let place = try #require(bytes.lastIndex { (0x31...0x38).contains($0) })
    bytes[place] ^= 1
    try bytes.write(to: file)
    #expect(try sandbox.trainer(RunSandbox.configuration()).stepsBefore == 6)
  }

  @Test
  func `a run without its checkpoints begins anew and says so`() throws {
    let sandbox = RunSandbox()
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let folder = RunFolder(path: sandbox.path + "/run")
    let log = try folder.openLog(continuingAfter: 0)
    _ = trainer.run(control: TrainingControl()) { try log.write($0) }
    try FileManager.default.removeItem(atPath: folder.checkpoints)
    let again = try sandbox.trainer(RunSandbox.configuration())
    let recorder = EventRecorder()
    #expect(recorder.run(again).reason == .completed)
    #expect(
      recorder.events.contains { event in
        if case .warning(let text) = event { text.contains("begins anew") } else { false }
      })
  }

  @Test
  func `two programs do not train in one folder`() throws {
    let sandbox = RunSandbox()
    _ = try sandbox.trainer(RunSandbox.configuration())
    let folder = RunFolder(path: sandbox.path + "/run")
    let lock = try RunLock(folder)
    let error = #expect(throws: TrainingError.self) { try RunLock(folder) }
    #expect(error?.message.contains("another program") == true)
    lock.release()
    try RunLock(folder).release()
  }

  @Test
  func `checkpoints of another network are refused, and say what differs`() throws {
    let sandbox = RunSandbox()
    _ = try finished(sandbox)
    try forgetConfiguration(sandbox)
    for (network, message) in [
      ("conv 4 5x5 stride 4, bn, relu, fc 10", "needs a tensor '4.weight', and there is none"),
      ("conv 8 5x5 stride 4, bn, relu, dropout 0.2, fc 10", "shape"),
    ] {
      var configuration = RunSandbox.configuration()
      configuration.network = network
      let error = #expect(throws: (any Error).self) { try sandbox.trainer(configuration) }
      let text = "\(try #require(error))"
      #expect(text.contains(message) && text.contains("model.safetensors"))
    }
  }

  @Test
  func `another configuration is refused before a network is made of it`() throws {
    let sandbox = RunSandbox()
    _ = try finished(sandbox)
    var configuration = RunSandbox.configuration()
    // Nobody has the memory for it: making it would be another error.
    configuration.network = "fc 65536, fc 65536, fc 65536, fc 65536, fc 65536, fc 10"
    let error = #expect(throws: TrainingError.self) { try sandbox.trainer(configuration) }
    #expect(try #require(error).message.contains("when the run was trained"))
  }

  @Test
  func `a run whose images have changed is not continued in silence`() throws {
    let sandbox = RunSandbox()
    _ = try finished(sandbox)
    let run = try RunFolder.openToContinue(sandbox.path + "/run")
    let error = #expect(throws: TrainingError.self) {
      try Trainer(
        run.configuration,
        dataset: .synthetic(seed: 2, trainCount: 64, testCount: 25),
        architecture: try Architecture(text: run.configuration.network),
        backend: try CPUBackend(threads: 1), folder: run.folder)
    }
    #expect(try #require(error).message.contains("not the images"))
  }

  @Test
  func `the time of a killed run's parts is added up`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration()
    configuration.checkpointEvery = 1
    let first = try sandbox.trainer(configuration)
    var slept = false
    struct Killed: Error {}
    _ = first.run(control: TrainingControl()) { event in
      guard case .step(let step) = event else { return }
      if step.step == 2, !slept {
        slept = true
        usleep(300_000)
      }
      if step.step == 4 { throw Killed() }
    }
    // The step that was slow lies before the checkpoint from which the run goes on.
    let second = try sandbox.trainer(configuration)
    #expect(second.stepsBefore == 3 && second.state.seconds >= 0.3)
  }

  @Test
  func `a checkpoint of another optimiser is refused`() throws {
    let sandbox = RunSandbox()
    _ = try finished(sandbox)
    try forgetConfiguration(sandbox)
    var configuration = RunSandbox.configuration()
    configuration.optimizer = .defaults(for: .adam)
    let error = #expect(throws: TrainingError.self) { try sandbox.trainer(configuration) }
    #expect(try #require(error).description.contains("another optimiser"))
  }

  @Test
  func `a run is not started where one is, nor opened where none is`() throws {
    let sandbox = RunSandbox()
    _ = try sandbox.trainer(RunSandbox.configuration())
    let twice = #expect(throws: TrainingError.self) {
      try RunFolder.create(at: sandbox.path + "/run", RunSandbox.configuration())
    }
    #expect(try #require(twice).description.contains("--resume"))
    let none = #expect(throws: TrainingError.self) { try RunFolder.open(sandbox.path) }
    #expect(try #require(none).description.contains("there is no run"))
    try Data("{}".utf8).write(to: URL(fileURLWithPath: sandbox.path + "/run/config.json"))
    let damaged = #expect(throws: TrainingError.self) {
      try RunFolder.open(sandbox.path + "/run")
    }
    #expect(try #require(damaged).description.contains("damaged"))
  }

  @Test
  func `a configuration is read back as it was`() throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration()
    configuration.schedule = try LearningRateSchedule(parsing: "warm-up:5+step:50,75:0.1")
    configuration.patience = 4
    configuration.seed = .max
    _ = try sandbox.trainer(configuration)
    #expect(try RunFolder.open(sandbox.path + "/run").configuration == configuration)
  }
}
