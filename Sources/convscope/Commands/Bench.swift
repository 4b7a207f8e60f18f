import ArgumentParser
import Backends
import Foundation

/// Measures how fast this machine computes, and how right.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how fast this machine computes, and check that it does so right.",
    subcommands: [
      BenchTrain.self, BenchForward.self, BenchStep.self, BenchLayers.self, BenchOps.self,
      BenchConformance.self,
    ])
}

/// Measures convolutions against the matrix products they consist of.
struct BenchOps: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops",
    abstract: "Measure convolution layers and their gradients against their matrix products.",
    discussion: """
      Takes some seconds; other programs that run at the same time disturb it.

      product     the matrix product that the pass is, for one image: rows × columns × terms of \
      a sum, and for each operand whether it is read as it lies (N) or transposed (T)
      GFLOP/s     by the definition, which counts every multiplication and addition
      of product  what OpenBLAS reaches for that product alone, its operands in the cache
      share       the one as a share of the other; above 100 % where smaller pieces fit the \
      cache better, or Winograd's algorithm needs fewer multiplications
      """)

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func run() throws {
    let benchmark = OperationBenchmark(backend: try Backends.makeCPU())
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
