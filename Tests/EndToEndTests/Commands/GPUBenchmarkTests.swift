import Foundation
import TestSupport
import Testing

/// The interpreter that starts the scripts.
private let python = ["/usr/local/bin", "/usr/bin"].map { "\($0)/python3" }
  .first(where: FileManager.default.isExecutableFile)

/// What is taken to a machine with a GPU, tried out without one.
@Suite(.enabled(if: python != nil, "there is no python3"))
struct GPUBenchmarkTests {
  private func measure(
    _ arguments: [String], in sandbox: Sandbox, environment: [String: String?] = [:]
  ) throws -> PipedRun {
    let script = Repository.url("Benchmarks/cuda/run").path
    return try PipedRun(
      Command(
        program: try #require(python),
        arguments: ["-B", script, "--program", Convscope.path, "--out", "report"] + arguments,
        environment: sandbox.environment(environment), folder: sandbox.path))
  }

  @Test func `a machine without a GPU is told what is missing, and nothing is written`() throws {
    let sandbox = try Sandbox()
    let libraries = try FakeLibraries(driver: ["-DDEVICES=0"])
    let run = try libraries.withFolder {
      try measure([], in: sandbox, environment: ["CONVSCOPE_CUDA": $0])
    }
    #expect(run.status == .exited(2))
    #expect(
      run.standardError.hasPrefix(
        "run: the cuda backend cannot be used: the driver found no device\n"))
    #expect(run.standardOutput == "")
    #expect(!FileManager.default.fileExists(atPath: sandbox("report")))
  }

  @Test func `every part runs on the CPU, and the report has a figure for each`() throws {
    let sandbox = try Sandbox()
    let run = try measure(["--backend", "cpu", "--tiny", "--networks", "lenet5"], in: sandbox)
    #expect(run.status == .exited(0), "\(run.standardError)")
    #expect(run.standardOutput == "report/report.md and report.json are written\n")
    let json = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: sandbox("report/report.json"))))
    let report = try #require(json as? [String: Any])
    #expect((report["failed"] as? [Any])?.isEmpty == true)
    for part in ["conformance", "layers", "training", "accuracy"] {
      #expect((report[part] as? [Any])?.count == 1, "\(part)")
    }
    let conformance = try #require((report["conformance"] as? [[String: Any]])?.first)
    #expect(conformance["cases"] as? Int ?? 0 > 5)
    #expect((conformance["failures"] as? [Any])?.isEmpty == true)
    let layers = try #require((report["layers"] as? [[String: Any]])?.first)
    // Two convolutions with three passes each, but nobody asks for the gradient of the images.
    #expect((layers["rows"] as? [Any])?.count == 5)
    let page = try String(contentsOfFile: sandbox("report/report.md"), encoding: .utf8)
    #expect(page.contains("**tiny**") && page.contains("### lenet5, float32"))
  }

  @Test
  func `a command checks a backend, and refuses names that no case has`()
    throws
  {
    let sandbox = try Sandbox()
    let checked = try Convscope.run(
      "bench", "conformance", "--backend", "cpu", "--only", "max pool", in: sandbox)
    #expect(checked.status == .exited(0))
    #expect(checked.standardOutput.hasPrefix("cpu, float32: "))
    #expect(checked.standardOutput.hasSuffix(" all as they should be\n"))
    let none = try Convscope.run("bench", "conformance", "--only", "nosuch", in: sandbox)
    #expect(none.status == .exited(2))
    #expect(none.standardError.hasPrefix("error: no case has 'nosuch' in its name\n"))
  }
}
