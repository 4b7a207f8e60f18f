import Foundation
import TestSupport
import Testing

@testable import Training

struct EventLogTests {
  private func objects(_ path: String) throws -> [[String: Any]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  /// Runs with a log and returns it, without times.
  private func log(
    _ sandbox: RunSandbox, _ run: String, killedAfter last: Int? = nil
  ) throws -> [[String: Any]] {
    var configuration = RunSandbox.configuration()
    configuration.checkpointEvery = 4
    let trainer = try sandbox.trainer(configuration, run: run)
    let folder = RunFolder(path: sandbox.path + "/" + run)
    let log = try folder.openLog(continuingAfter: trainer.stepsBefore)
    struct Killed: Error {}
    _ = trainer.run(control: TrainingControl()) { event in
      if case .step(let step) = event, let last, step.step > last { throw Killed() }
      try log.write(event)
    }
    return try objects(folder.path + "/log.jsonl")
  }

  @Test
  func `steps and epochs are objects with the keys that programs read`() throws {
    let sandbox = RunSandbox()
    let objects = try log(sandbox, "run")
    let step = try #require(objects.first { $0["event"] as? String == "step" })
    #expect(step["step"] as? Int == 1 && step["loss"] is Double && step["lr"] is Double)
    let epoch = try #require(objects.first { $0["event"] as? String == "epoch" })
    #expect(epoch["epoch"] as? Int == 1)
    for key in ["train_loss", "test_loss", "test_accuracy", "images_per_second", "seconds"] {
      #expect(epoch[key] is Double, "\(key)")
    }
    #expect(objects.last?["event"] as? String == "end")
  }

  @Test(arguments: [3, 5, 7, 11])
  func `the log of a killed run continues as if nothing had happened`(_ killed: Int) throws {
    let sandbox = RunSandbox()
    func curve(_ objects: [[String: Any]]) -> [String] {
      objects.filter { ["step", "epoch"].contains($0["event"] as? String) }.map { object in
        ["event", "step", "loss", "lr", "train_loss", "test_loss", "test_accuracy"]
          .map { "\(object[$0] ?? "")" }.joined(separator: " ")
      }
    }
    let whole = try log(sandbox, "whole")
    _ = try log(sandbox, "killed", killedAfter: killed)
    // A kill may cut a line in the middle.
    let path = sandbox.path + "/killed/log.jsonl"
    let handle = try #require(FileHandle(forWritingAtPath: path))
    handle.seekToEndOfFile()
    handle.write(Data(#"{"event":"step","st"#.utf8))
    try handle.close()
    #expect(curve(try log(sandbox, "killed")) == curve(whole))
  }

  @Test
  func `a file that is no log is not replaced, and a log is replaced wholly`() throws {
    let folder = try TemporaryFolder()
    let path = folder("log.jsonl")
    try EventLog.checkReplaceable(path)
    try "conv 4 3x3, fc 10".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: TrainingError.self) { try EventLog.checkReplaceable(path) }
    try "{\"event\":\"start\",\"step\":0}\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    try EventLog.checkReplaceable(path)
    try EventLog(path, continuingAfter: 0).write(.warning("new"))
    #expect(try objects(path).map { $0["event"] as? String } == ["warning"])
  }

  @Test
  func `a log that cannot be written says so`() throws {
    let log = try EventLog("/dev/full", continuingAfter: 0)
    #expect(throws: (any Error).self) { try log.write(.warning("full")) }
    #expect(throws: (any Error).self) {
      try EventLog("/nonexistent/log.jsonl", continuingAfter: 0)
    }
  }
}
