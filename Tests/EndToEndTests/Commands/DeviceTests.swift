import Foundation
import TestSupport
import Testing

/// The built program on machines whose CUDA lacks something.
@Suite(.enabled(if: FakeLibraries.compiler != nil, "no clang is on the path"))
struct DeviceTests {
  private static let problem = ["--input", "1 2/3 4", "--ops", "relu"]

  /// Runs the program with libraries that only pretend.
  private func run(_ arguments: [String], _ libraries: FakeLibraries) throws -> PipedRun {
    let sandbox = try Sandbox()
    return try libraries.withFolder { folder in
      try PipedRun(
        Convscope.command(arguments, in: sandbox, environment: ["CONVSCOPE_CUDA": folder]))
    }
  }

  @Test func `doctor says what is wrong with a driver, and is content without one`() throws {
    let run = try run(["doctor", "--json"], try FakeLibraries(driver: ["-DVERSION=11040"]))
    #expect(run.status == .exited(0))
    let json = try JSONSerialization.jsonObject(with: Data(run.standardOutput.utf8))
    let report = try #require(json as? [String: Any])
    let backends = try #require(report["backends"] as? [[String: Any]])
    #expect(backends.map { $0["name"] as? String } == ["cpu", "reference", "cuda"])
    #expect(backends.map { $0["available"] as? Bool } == [true, true, false])
    #expect(
      backends[2]["reason"] as? String
        == "the driver is too old: it supports CUDA 11.4, and 12.0 is the least that will do")
  }

  @Test func `a backend that is asked for and cannot be used is refused, and nothing stands in`()
    throws
  {
    for command in [["solve"] + Self.problem, ["train", "--epochs", "1"]] {
      let run = try run(
        command + ["--backend", "cuda"], try FakeLibraries(driver: ["-DDEVICES=0"]))
      #expect(run.status == .exited(2))
      #expect(run.standardOutput == "")
      #expect(
        run.standardError.hasPrefix(
          "error: the cuda backend cannot be used: the driver found no device\n  Look for it with"))
    }
  }

  @Test(arguments: [[], ["--backend", "cpu"], ["--backend", "reference"]])
  func `a precision that a backend does not multiply in is refused`(_ backend: [String]) throws {
    let run = try run(
      ["train", "--epochs", "1", "--precision", "bf16"] + backend,
      try FakeLibraries(driver: ["-DINIT=803"]))
    #expect(run.status == .exited(2))
    #expect(run.standardOutput == "")
    #expect(
      run.standardError.hasPrefix(
        "error: the \(backend.last ?? "cpu") backend cannot be used: it multiplies in single precision"
          + " alone, not in bf16\n  Leave out --precision, or use --backend cuda"))
  }

  @Test func `a precision that a device does not have is refused with what it has`() throws {
    let run = try run(
      ["train", "--epochs", "1", "--precision", "tf32", "--backend", "cuda"],
      try FakeLibraries(driver: ["-DCAPABILITY=75"]))
    #expect(run.status == .exited(2))
    #expect(
      run.standardError.hasPrefix(
        "error: the cuda backend cannot be used: Fake V100 has compute capability 7.5, and tf32 needs"
          + " 8.0\n  Leave out --precision"))
  }

  @Test func `a device that gives no memory is one message`() throws {
    let run = try run(["solve", "--backend", "cuda"] + Self.problem, try FakeLibraries(driver: []))
    #expect(run.status == .exited(2))
    #expect(
      run.standardError.contains("the cuda backend cannot be used: the device's memory is full"))
    #expect(run.standardError.split(separator: "\n").count == 2)
  }

  @Test func `auto trains on the CPU where there is no device, and says why`() throws {
    let run = try run(
      ["train", "--steps", "1", "--batch-size", "16", "--plain", "--backend", "auto"],
      try FakeLibraries(driver: ["-DDEVICES=0"]))
    #expect(run.status == .exited(0))
    #expect(
      run.standardError.hasPrefix(
        "note: computing on the cpu backend, because the cuda backend cannot be used: the driver found"
          + " no device\n"))
    #expect(run.standardOutput != "")
  }

  @Test func `auto does not compute in another precision than it was asked to`() throws {
    let run = try run(
      ["train", "--steps", "1", "--backend", "auto", "--precision", "bf16"],
      try FakeLibraries(driver: ["-DCAPABILITY=75"]))
    #expect(run.status == .exited(2))
    #expect(run.standardError.contains("and bf16 needs 8.0"))
    #expect(
      run.standardError.contains("error: the cpu backend cannot be used: it multiplies in single"))
  }

  @Test func `cuBLAS is refused where it is missing, and by what is no GPU`() throws {
    let train = ["train", "--steps", "1", "--cublas"]
    let missing = try run(train + ["--backend", "cuda"], try FakeLibraries(driver: []))
    #expect(missing.status == .exited(2) && missing.standardOutput == "")
    #expect(
      missing.standardError.hasPrefix(
        "error: the cuda backend cannot be used: NVIDIA's cuBLAS is missing (libcublas.so.12: "))
    let cpu = try run(train, try FakeLibraries(driver: []))
    #expect(cpu.status == .exited(2) && cpu.standardOutput == "")
    #expect(
      cpu.standardError
        == "error: the cpu backend cannot be used: cuBLAS multiplies on NVIDIA GPUs alone\n"
        + "  Leave out --cublas, or use --backend cuda.\n")
  }

  @Test func `without a backend named the CPU computes, whatever the device`() throws {
    let run = try run(["solve"] + Self.problem, try FakeLibraries(driver: ["-DINIT=803"]))
    #expect(run.status == .exited(0))
    #expect(run.standardError == "")
  }

  @Test func `a lesson is the same on the CPU in 32 bits, and is refused where there is no device`()
    throws
  {
    let lesson = ["learn", "convolution", "--plain"]
    let libraries = try FakeLibraries(driver: ["-DDEVICES=0"])
    let precise = try run(lesson, libraries)
    let single = try run(lesson + ["--backend", "cpu"], libraries)
    #expect(precise.status == .exited(0) && single.status == .exited(0))
    #expect(precise.standardOutput.contains("Step 1"))
    #expect(single.standardOutput == precise.standardOutput)
    let refused = try run(lesson + ["--backend", "cuda"], libraries)
    #expect(refused.status == .exited(2) && refused.standardOutput == "")
    #expect(
      refused.standardError.hasPrefix(
        "error: the cuda backend cannot be used: the driver found no device\n"))
  }
}
