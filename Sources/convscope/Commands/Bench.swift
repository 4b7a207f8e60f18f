import ArgumentParser
import CPUBackend
import Foundation

/// Measures how fast this machine computes.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast this machine computes.",
    subcommands: [BenchTrain.self, BenchForward.self, BenchStep.self, BenchOps.self])
}

/// Measures convolutions against the matrix products they consist of.
struct BenchOps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops",
    abstract: "Measure convolution layers and their gradients against their matrix products.",
    discussion: """
      Takes some seconds. The share tells how much of the speed of its matrix product a \
      convolution keeps; other programs that run at the same time disturb it.
      """)

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func run() throws {
    let benchmark = OperationBenchmark(backend: try CPUBackend())
    let progress = ProgressLine()
    let report = try benchmark.run(progress: progress.show)
    progress.clear()
    if json {
      StandardOutput.writeExactly(try report.json())
    } else {
      StandardOutput.write(report.text)
    }
  }
}
