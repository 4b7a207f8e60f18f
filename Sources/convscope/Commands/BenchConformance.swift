import ArgumentParser
import Backends
import Conformance
import Typesetting

/// Compares a backend with the definition, case by case.
struct BenchConformance: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Check that a backend computes what it should, on this machine.",
    discussion: """
      Every op, and ops as networks have them with their gradients: small integers have to come \
      out bit for bit, reals within the bounds of their precision, and a second run with the bits \
      of the first. With --precision tf32 or bf16 it is the ops that multiply matrices.

      The exit status is 1 when something is wrong.
      """)

  @OptionGroup var device: DeviceOptions

  @Option(help: ArgumentHelp("Only cases whose name contains this.", valueName: "text"))
  var only: String?

  @Flag(help: "Print what was found as JSON.")
  var json = false

  func run() throws {
    let engine = try device.make(threads: nil)
    let cases = ConformanceRun.cases(in: device.precision).filter { example in
      only.map { example.description.contains($0) } ?? true
    }
    guard !cases.isEmpty else {
      throw CommandFailure(
        "no case has \((only ?? "").quoted) in its name", remedy: "Try --only conv2d.")
    }
    let progress = ProgressLine()
    let clock = ContinuousClock()
    var run = ConformanceRun(on: engine, precision: device.precision)
    let elapsed = clock.measure {
      for example in cases {
        progress.show(example.description)
        run.check(example)
      }
    }
    progress.clear()
    let report = ConformanceReport(
      run, on: engine, device.precision, seconds: elapsed / .seconds(1))
    if json {
      StandardOutput.writeExactly(try report.json())
    } else {
      StandardOutput.write(report.text)
    }
    if !report.failures.isEmpty { throw ExitStatus.checkFailed }
  }
}
