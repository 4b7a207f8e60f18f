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
  private let sandbox = RunSandbox()
  private let network: Architecture
  private let cpu: CPUBackend

  init() throws {
    network = try Architecture(text: RunSandbox.configuration().network)
    cpu = try CPUBackend(threads: 1)
  }

  /// A finished run with everything in its folder.
  private func finished() throws -> String {
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

  /// A reader of a run.
  private typealias Reader = (String) throws -> Void

  private func readSummary(_ path: String) throws {
    _ = try RunSummary(path, withSteps: true)
  }

  private func readReport(_ path: String) throws {
    let report = try MarkdownReport(path, command: "")
    _ = (report.text, report.loss.svg, report.accuracy.svg)
  }

  private func readWeights(_ path: String) throws {
    _ = try Predictor(RunFolder.open(path).folder, architecture: network, backend: cpu)
  }

  /// Spoils a file of a run and reads the run in every way there is.
  ///
  /// In a campaign of thousands those that read the file itself read each one, and the others, which
  /// take a hundred times as long, one of many.
  ///
  /// - Parameters:
  ///   - readers: Those that read the file itself.
  ///   - change: Puts what was spoilt into a copy of the run; false where that is nothing to be read.
  private func complaints(
    _ fuzzing: Fuzzing, _ count: Int, readers: [Reader], in path: String,
    _ change: ([UInt8], String) throws -> Bool
  ) throws -> [String] {
    let place = try copy(path)
    var number = 0
    return fuzzing.complaints(count) { bytes in
      guard try change(bytes, place) else { return }
      number += 1
      let all: [Reader] = [readSummary, readReport, readWeights]
      let isThorough = !Fuzzing.isCampaign || number.isMultiple(of: 50)
      var results = (isThorough ? all : readers).map { read in Result { try read(place) } }
      if isThorough {
        results.append(Result { try goOn(with: place) })
        _ = try copy(path)
      }
      for result in results { try result.get() }
    }
  }

  private func goOn(with path: String) throws {
    let run = try RunFolder.openToContinue(path)
    let trainer = try Trainer(
      run.configuration, dataset: RunSandbox.dataset,
      architecture: try Architecture(text: run.configuration.network), backend: cpu,
      folder: run.folder)
    let recorder = try RunRecorder(
      run.folder, continuingAfter: trainer.stepsBefore, extraLog: nil, command: "")
    // A run may be made as long as it likes: a few steps are enough.
    let control = TrainingControl()
    var steps = 0
    _ = trainer.run(control: control) { event in
      try recorder.record(event)
      if case .step = event { steps += 1 }
      if steps >= 2 { control.send(.stop) }
    }
  }

  @Test(arguments: ["config.json", "log.jsonl"], [Mutator.Content.text, .numbers])
  func `spoilt configurations and logs`(_ name: String, _ content: Mutator.Content) throws {
    let path = try finished()
    let original = try fileBytes(path + "/" + name)
    let fuzzing = Fuzzing("\(name)-\(content)", [original], content)
    let complaints = try complaints(fuzzing, 25, readers: [readSummary, readReport], in: path) {
      try Data($0).write(to: URL(filePath: $1 + "/" + name))
      return true
    }
    #expect(complaints == [])
  }

  @Test
  func `spoilt states of checkpoints`() throws {
    let path = try finished()
    let state = try Checkpoint.encoder.encode(Checkpoint(path: newestCheckpoint(path)).state())
    var readable = 0
    let fuzzing = Fuzzing("state.json", [Array(state)], .numbers)
    let complaints = try complaints(fuzzing, 60, readers: [readWeights], in: path) {
      guard let changed = try? JSONDecoder().decode(TrainingState.self, from: Data($0)) else {
        return false
      }
      readable += 1
      try seal(changed, in: newestCheckpoint($1))
      return true
    }
    #expect(complaints == [] && readable > 10)
  }

  @Test(arguments: [Checkpoint.modelName, Checkpoint.optimizerName])
  func `spoilt tensors of checkpoints`(_ name: String) throws {
    let path = try finished()
    let state = try Checkpoint(path: newestCheckpoint(path)).state()
    let original = try fileBytes(newestCheckpoint(path) + "/" + name)
    // The header is what is parsed; numbers may be anything.
    let (header, numbers) = (original.prefix(1_200), original.dropFirst(1_200))
    let fuzzing = Fuzzing(name, [Array(header)], .bytes)
    let complaints = try complaints(fuzzing, 25, readers: [readWeights], in: path) {
      let folder = try newestCheckpoint($1)
      try Data($0 + numbers).write(to: URL(filePath: folder + "/" + name))
      try seal(state, in: folder)
      return true
    }
    #expect(complaints == [])
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

  @Test(
    arguments: [
      (\TrainingState.position.epoch, .max - 1), (\.step, -1), (\.epochCorrect, -1),
    ] as [(WritableKeyPath<TrainingState, Int> & Sendable, Int)])
  func `a state that no run has had is passed over like damage`(
    _ part: WritableKeyPath<TrainingState, Int> & Sendable, _ value: Int
  ) throws {
    let path = try finished()
    let folder = try newestCheckpoint(path)
    var state = try Checkpoint(path: folder).state()
    state[keyPath: part] = value
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
