import CPUBackend
import Foundation
import Interchange
import NeuralNetworks
import TestSupport
import Testing

@testable import Training

/// Files of a run that somebody, or a disk, has changed.
///
/// Whatever is in them, reading them is an error with words, or goes well. Fingerprints are repaired,
/// so that they hide nothing.
struct RunFileFuzzTests {
  /// How many mutations each file gets; a campaign takes more.
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_COUNT"].flatMap { Int($0) } ?? 60

  private static let numbers = [
    "-1", "0", "1", "-9223372036854775808", "9223372036854775807", "9223372036854775806",
    "18446744073709551615", "1e308", "-1e308", "5e-324", "1e18", "0.5", "4294967296", "null",
    "\"\"", "[]", "{}", "true",
  ]

  /// A finished run with everything in its folder.
  private func finished(_ sandbox: RunSandbox) throws -> String {
    var configuration = RunSandbox.configuration()
    configuration.patience = 5
    configuration.checkpointEvery = 4
    let trainer = try sandbox.trainer(configuration)
    let recorder = try RunRecorder(
      RunFolder(path: sandbox.path + "/run"), continuingAfter: 0, extraLog: nil, command: "")
    _ = trainer.run(control: TrainingControl()) { try recorder.record($0) }
    return sandbox.path + "/run"
  }

  /// A copy of a run's folder, for readers that continue it.
  private func copy(_ path: String) throws -> String {
    let place = path + "-changed"
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.copyItem(atPath: path, toPath: place)
    return place
  }

  /// The newest checkpoint's folder.
  private func newestCheckpoint(_ path: String) throws -> String {
    try #require(RunFolder(path: path).checkpointsNewestFirst().first).checkpoint.path
  }

  /// Reads the run in every way there is, and continues it where that goes.
  private func readEverything(_ path: String) {
    _ = try? RunSummary(path, withSteps: true)
    _ = try? MarkdownReport(path, command: "").text
    _ = (try? MarkdownReport(path, command: "")).map { ($0.loss.svg, $0.accuracy.svg) }
    guard let run = try? RunFolder.openToContinue(path),
      let architecture = try? Architecture(text: run.configuration.network),
      let backend = try? CPUBackend(threads: 1)
    else { return }
    _ = try? Predictor(run.folder, architecture: architecture, backend: backend)
    // A run may be made as long as it likes: a few steps are enough.
    guard
      let trainer = try? Trainer(
        run.configuration, dataset: RunSandbox.dataset, architecture: architecture,
        backend: backend, folder: run.folder)
    else { return }
    let control = TrainingControl()
    var steps = 0
    _ = trainer.run(control: control) { event in
      if case .step = event { steps += 1 }
      if steps >= 2 { control.send(.stop) }
    }
  }

  private func mutated(_ text: String, _ random: inout SplitMix64) -> String {
    let number = /-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?/
    let places = text.matches(of: number).map(\.range)
    guard let place = places.randomElement(using: &random) else { return text }
    let new = Self.numbers.randomElement(using: &random) ?? "0"
    return text.replacingCharacters(in: place, with: new)
  }

  @Test(arguments: ["config.json", "log.jsonl"])
  func `changed numbers of configuration and log trap nothing`(_ name: String) throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    let original = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    var random = SplitMix64(seed: 41)
    for _ in 0..<Self.count {
      let changed = try copy(path)
      try mutated(original, &random).write(
        toFile: changed + "/" + name, atomically: false, encoding: .utf8)
      readEverything(changed)
    }
  }

  @Test
  func `changed numbers of a checkpoint's state trap nothing`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    let state = String(
      decoding: try Checkpoint.encoder.encode(Checkpoint(path: newestCheckpoint(path)).state()),
      as: UTF8.self)
    var random = SplitMix64(seed: 43)
    var readable = 0
    for _ in 0..<Self.count {
      guard
        let changed = try? JSONDecoder().decode(
          TrainingState.self, from: Data(mutated(state, &random).utf8))
      else { continue }
      readable += 1
      let copy = try copy(path)
      try seal(changed, in: newestCheckpoint(copy))
      readEverything(copy)
    }
    #expect(readable > Self.count / 4)
  }

  @Test(arguments: [Checkpoint.modelName, Checkpoint.optimizerName])
  func `changed bytes of tensors trap nothing`(_ name: String) throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    let state = try Checkpoint(path: newestCheckpoint(path)).state()
    let original = try Data(contentsOf: URL(filePath: newestCheckpoint(path) + "/" + name))
    var random = SplitMix64(seed: 47)
    for _ in 0..<Self.count {
      var bytes = original
      // The header is what is parsed; numbers may be anything.
      let header = Int.random(in: 0..<min(1_200, bytes.count), using: &random)
      bytes[header] = UInt8.random(in: 0...255, using: &random)
      if Bool.random(using: &random) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      }
      let copy = try copy(path)
      let folder = try newestCheckpoint(copy)
      try bytes.write(to: URL(filePath: folder + "/" + name))
      try seal(state, in: folder)
      readEverything(copy)
    }
  }

  /// Writes a state with the fingerprints of what lies beside it.
  private func seal(_ state: TrainingState, in folder: String) throws {
    var fingerprints = [Checkpoint.stateName: Fingerprint.of(try Checkpoint.encoder.encode(state))]
    for name in [Checkpoint.modelName, Checkpoint.optimizerName] {
      fingerprints[name] = Fingerprint.ofFile(folder + "/" + name)
    }
    try Checkpoint.content(state, fingerprints: fingerprints).write(
      to: URL(filePath: folder + "/" + Checkpoint.stateName))
  }

  @Test(arguments: [
    ("keepCheckpoints", "-1"), ("epochs", "0"), ("batchSize", "0"), ("steps", "-3"),
    ("weightDecay", "-1"),
  ])
  func `a setting out of its range is named`(_ key: String, _ value: String) throws {
    let sandbox = RunSandbox()
    var configuration = RunSandbox.configuration()
    configuration.steps = 12
    _ = try sandbox.trainer(configuration)
    let path = sandbox.path + "/run/config.json"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let pattern = try Regex("\"\(key)\" : [-0-9.e]+")
    #expect(text.contains(pattern))
    try text.replacing(pattern, with: "\"\(key)\" : \(value)").write(
      toFile: path, atomically: false, encoding: .utf8)
    let error = #expect(throws: TrainingError.self) { try RunFolder.open(sandbox.path + "/run") }
    let report = try #require(error)
    #expect(report.place == path && !report.remedy.isEmpty)
    #expect(report.message.contains(key == "weightDecay" ? "weight" : key))
  }

  @Test
  func `a position that no run has had is passed over like damage`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    let folder = try newestCheckpoint(path)
    var state = try Checkpoint(path: folder).state()
    state.position.epoch = .max - 1
    try seal(state, in: folder)
    #expect(throws: TrainingError.self) { try Checkpoint(path: folder).state() }
    let run = try RunFolder.openToContinue(path)
    let trainer = try Trainer(
      run.configuration, dataset: RunSandbox.dataset,
      architecture: try Architecture(text: run.configuration.network),
      backend: try CPUBackend(threads: 1), folder: run.folder)
    #expect(trainer.stepsBefore == 8)
  }
}
