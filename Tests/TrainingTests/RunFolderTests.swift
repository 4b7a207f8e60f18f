import CPUBackend
import Datasets
import Foundation
import NeuralNetworks
import Testing

@testable import Training

struct RunFolderTests {
  /// A finished run's folder.
  private func finished(_ sandbox: RunSandbox) throws -> String {
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let path = sandbox.path + "/run"
    let recorder = try RunRecorder(
      RunFolder(path: path), continuingAfter: 0, extraLog: nil, command: "")
    _ = trainer.run(control: TrainingControl()) { try recorder.record($0) }
    return path
  }

  /// Everything in a folder, with the time of its last change.
  private func contents(_ path: String) throws -> [String: Date] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path) + ["."]
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let facts = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return (name, try #require(facts[.modificationDate] as? Date))
      })
  }

  private func set(_ permissions: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }

  @Test
  func `reading a run changes nothing in its folder, be its checkpoints there or not`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    for removes in [false, true] {
      if removes { try FileManager.default.removeItem(atPath: path + "/checkpoints") }
      let before = try contents(path)
      let run = try RunFolder.open(path)
      #expect(run.configuration == RunSandbox.configuration())
      #expect(try RunSummary(path, withSteps: true).history.steps.count == 12)
      #expect(RunSummary.all(in: sandbox.path).map(\.path) == [path])
      #expect(((try? run.folder.bestCheckpoint()) == nil) == removes)
      #expect(try contents(path) == before)
    }
  }

  @Test
  func `a run that may not be written is read`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    try set(0o500, path)
    defer { try? set(0o700, path) }
    let run = try RunFolder.open(path)
    let architecture = try Architecture(text: run.configuration.network)
    _ = try Predictor(run.folder, architecture: architecture, backend: try CPUBackend(threads: 1))
    #expect(try RunSummary(path).state == .finished)
  }

  @Test
  func `a run that is continued gets its folder of checkpoints back`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    try FileManager.default.removeItem(atPath: path + "/checkpoints")
    let run = try RunFolder.openToContinue(path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: run.folder.checkpoints).isEmpty)
  }

  @Test
  func `a run whose checkpoints have no place is not continued`() throws {
    let sandbox = RunSandbox()
    let path = try finished(sandbox)
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: TrainingError.self) { try RunFolder.openToContinue(path) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// As runs were configured before the source of images was spelled without its case's inside.
  @Test(
    arguments: [
      (#"{"folder" : {"_0" : "/images/cifar"}}"#, .folder("/images/cifar")),
      (#"{"folder" : "/images/cifar"}"#, .folder("/images/cifar")),
      (#"{"synthetic" : {"seed" : 7}}"#, .synthetic(seed: 7)),
    ] as [(String, DataSource)])
  func `configurations of older versions are read`(_ text: String, _ source: DataSource) throws {
    let sandbox = RunSandbox()
    let path = sandbox.path + "/run"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/older-config.json")
    let old = try String(contentsOf: file, encoding: .utf8)
    try old.replacing(#""DATA""#, with: text).write(
      toFile: path + "/config.json", atomically: true, encoding: .utf8)
    var expected = RunSandbox.configuration()
    expected.data = source
    expected.schedule = try LearningRateSchedule(parsing: "warm-up:5+step:50,75:0.1")
    (expected.steps, expected.patience, expected.checkpointEvery) = (100, 4, 50)
    #expect(try RunFolder.open(path).configuration == expected)
  }
}
