import Foundation
import Interchange
import Testing

@testable import Training

/// Logs that are pipes, and logs that cannot be written any more.
struct LogPipeTests {
  private func pipe(_ sandbox: RunSandbox) -> String {
    let path = sandbox.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    return path
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pipe that nobody reads is refused instead of waited for`() throws {
    let sandbox = RunSandbox()
    let path = pipe(sandbox)
    try EventLog.checkReplaceable(path)
    let error = #expect(throws: InterchangeError.self) {
      try EventLog(path, continuingAfter: 0)
    }
    #expect(try #require(error).description.contains("nobody reads this pipe"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a reader gets every line, also those that the pipe has no room for at once`() throws {
    let sandbox = RunSandbox()
    let path = pipe(sandbox)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    let log = try EventLog(path, continuingAfter: 0)
    let text = String(repeating: "x", count: 200_000)
    let received = Received()
    Thread { received.readAll(from: reader) }.start()
    try log.write(.warning(text))
    try log.write(.warning("last"))
    while received.lineCount < 2 { usleep(1_000) }
    close(reader)
    #expect(received.text.contains(text) && received.text.contains("last"))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a reader that takes nothing is hardly waited for when the run is to end`() throws {
    let sandbox = RunSandbox()
    let path = pipe(sandbox)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let recorder = try RunRecorder(
      RunFolder(path: sandbox.path + "/run"), continuingAfter: 0,
      extraLog: try EventLog(path, continuingAfter: 0), command: "")
    let control = TrainingControl()
    var warnings: [String] = []
    let end = trainer.run(control: control) { event in
      if case .step(let step) = event, step.step == 3 {
        control.send(.interrupt)
        // More than a pipe has room for.
        let text = String(repeating: "x", count: 200_000)
        let warning = try recorder.record(.warning(text), isEnding: { control.isEnding })
        warnings += warning.map { [$0] } ?? []
      }
      try recorder.record(event, isEnding: { control.isEnding })
    }
    #expect(end.reason == .interrupted)
    #expect(warnings.count == 1 && warnings[0].contains("has taken nothing for 1 s"))
  }

  @Test
  func `a run goes on without the other log when its reader has gone`() throws {
    signal(SIGPIPE, SIG_IGN)
    let sandbox = RunSandbox()
    let path = pipe(sandbox)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    let trainer = try sandbox.trainer(RunSandbox.configuration())
    let recorder = try RunRecorder(
      RunFolder(path: sandbox.path + "/run"), continuingAfter: 0,
      extraLog: try EventLog(path, continuingAfter: 0), command: "")
    var warnings: [String] = []
    let end = trainer.run(control: TrainingControl()) { event in
      if case .step(let step) = event, step.step == 3 { close(reader) }
      if let warning = try recorder.record(event) { warnings.append(warning) }
    }
    #expect(end.reason == .completed)
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains(path) == true)
    let log = try String(contentsOfFile: sandbox.path + "/run/log.jsonl", encoding: .utf8)
    #expect(log.contains(#""event":"end""#))
  }
}

/// What has come through a pipe.
private final class Received: @unchecked Sendable {
  private let lock = NSLock()
  private var bytes: [UInt8] = []

  var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }
  var lineCount: Int { lock.withLock { bytes.count { $0 == UInt8(ascii: "\n") } } }

  /// Reads slowly until both lines are here.
  func readAll(from descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while lineCount < 2 {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 { lock.withLock { bytes += chunk[..<count] } }
      usleep(500)
    }
  }
}
