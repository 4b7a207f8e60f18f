import Foundation
import TestSupport
import Testing

/// The built program on the stand-in for a GPU, which runs its kernels on the CPU.
@Suite(.enabled(if: FakeLibraries.compiler != nil, "no clang is on the path"))
struct EmulatedDeviceTests {
  private func run(_ arguments: [String], in sandbox: Sandbox) throws -> PipedRun {
    try FakeLibraries.emulation.get().withFolder { folder in
      try PipedRun(
        Convscope.command(arguments, in: sandbox, environment: ["CONVSCOPE_CUDA": folder]))
    }
  }

  @Test func `doctor finds it, and that it agrees with the definition`() throws {
    let sandbox = try Sandbox()
    let page = try run(["doctor"], in: sandbox)
    #expect(page.status == .exited(0))
    #expect(page.standardOutput.contains("emulated device, compute capability 9.0"))
    let report = try run(["doctor", "--json"], in: sandbox)
    let json = try JSONSerialization.jsonObject(with: Data(report.standardOutput.utf8))
    let backends = try #require((json as? [String: Any])?["backends"] as? [[String: Any]])
    #expect(backends.map { $0["name"] as? String } == ["cpu", "reference", "cuda"])
    #expect(backends.map { $0["available"] as? Bool } == [true, true, true])
    #expect(backends.allSatisfy { $0["reason"] == nil })
    #expect(
      report.standardOutput.contains(
        "cuda and reference agree on a convolution and its gradients"))
  }

  @Test func `a problem has the same solution there`() throws {
    let sandbox = try Sandbox()
    let problem = [
      "solve", "--input", "1 2 3/4 5 6/7 8 9", "--ops", "conv2d weight=1,0/0,-1 | relu",
      "--gradients",
    ]
    let device = try run(problem + ["--backend", "cuda"], in: sandbox)
    let reference = try run(problem + ["--backend", "reference"], in: sandbox)
    #expect(device.status == .exited(0) && device.standardError == "")
    #expect(device.standardOutput == reference.standardOutput)
  }

  @Test func `kernels that cannot be kept are said once, and compiled`() throws {
    let sandbox = try Sandbox()
    let run = try FakeLibraries.emulation.get().withFolder { folder in
      try PipedRun(
        Convscope.command(
          ["solve", "--input", "1 2/3 4", "--ops", "relu", "--backend", "cuda"], in: sandbox,
          environment: ["CONVSCOPE_CUDA": folder, "XDG_CACHE_HOME": "/proc/no-such-folder"]))
    }
    #expect(run.status == .exited(0) && run.standardOutput != "")
    #expect(
      run.standardError
        == "note: the GPU's kernels are not kept, for /proc/no-such-folder/convscope/cuda cannot"
        + " be written\n")
  }

  /// The events of a run's log.
  private func events(_ sandbox: Sandbox, _ run: String) throws -> [[String: Any]] {
    try String(contentsOfFile: sandbox("\(run)/log.jsonl"), encoding: .utf8)
      .split(separator: "\n").map { line in
        try #require(
          JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
  }

  private func losses(_ events: [[String: Any]]) -> [Double] {
    events.filter { $0["event"] as? String == "step" }.compactMap { $0["loss"] as? Double }
  }

  @Test func `a run there is logged as on the CPU, and goes on there`() throws {
    let sandbox = try TinyRun.sandbox()
    let train =
      ["train"] + TinyRun.network + ["--data", "images", "--epochs", "1", "--plain", "--out"]
    let device = try run(train + ["device", "--backend", "cuda"], in: sandbox)
    let cpu = try run(train + ["cpu"], in: sandbox)
    #expect(device.status == .exited(0) && cpu.status == .exited(0))
    let (found, wanted) = (try events(sandbox, "device"), try events(sandbox, "cpu"))
    #expect(
      found.map { $0["event"] as? String } == wanted.map { $0["event"] as? String })
    #expect(losses(found).count == 5)
    for (found, wanted) in zip(losses(found), losses(wanted)) {
      #expect(abs(found - wanted) <= 1e-4 * wanted)
    }
    let further = try run(
      ["train", "--resume", "device", "--epochs", "2", "--plain"], in: sandbox)
    #expect(further.status == .exited(0))
    #expect(losses(try events(sandbox, "device")).count == 10)
  }

  @Test func `a run whose products come from cuBLAS says so, and where it goes on without`() throws
  {
    let sandbox = try TinyRun.sandbox()
    let train =
      ["train"] + TinyRun.network + ["--data", "images", "--epochs", "1", "--plain", "--out"]
    let begun = try run(train + ["run", "--backend", "cuda", "--cublas"], in: sandbox)
    #expect(begun.status == .exited(0))
    let file = try String(contentsOfFile: sandbox("run/config.json"), encoding: .utf8)
    #expect(file.contains("cuBLAS 12.4.0"))
    let report = try String(contentsOfFile: sandbox("run/report.md"), encoding: .utf8)
    #expect(report.contains("cuBLAS 12.4.0") && report.contains("--backend cuda --cublas"))
    let resume = ["train", "--resume", "run", "--plain", "--epochs"]
    let same = try run(resume + ["2", "--backend", "cuda", "--cublas"], in: sandbox)
    let other = try run(resume + ["3", "--backend", "cuda"], in: sandbox)
    #expect(same.status == .exited(0) && other.status == .exited(0))
    let note = "Matrix products come from"
    #expect(!(same.standardOutput + same.standardError).contains(note))
    #expect((other.standardOutput + other.standardError).contains(note))
  }
}
