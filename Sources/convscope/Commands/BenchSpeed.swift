import ArgumentParser
import Backends
import CPUBackend
import Datasets
import Foundation
import NeuralNetworks
import Training
import Typesetting

/// Measures whole training steps.
struct BenchTrain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Measure how many images a second a network learns from.",
    usage: "convscope bench train <network> [<options>]",
    discussion: """
      Whole steps are measured, as a run makes them: batches of the built-in images, shifted and \
      mirrored, forward and backward pass, SGD with momentum.
      """)

  @OptionGroup var options: SpeedOptions

  func run() throws { try options.report("training") { try $0.train(seconds: $1) } }
}

/// Measures forward passes.
struct BenchForward: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forward",
    abstract: "Measure how many images a second a network answers.",
    usage: "convscope bench forward <network> [<options>]")

  @OptionGroup var options: SpeedOptions

  func run() throws { try options.report("forward") { try $0.forward(seconds: $1) } }
}

/// What is measured, and for how long.
struct SpeedOptions: ParsableArguments {
  @OptionGroup var measured: NetworkOptions

  @OptionGroup var device: DeviceOptions

  @Option(help: "How long to measure, in seconds.")
  var seconds = 5.0

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func validate() throws { try measured.check(mostImages: 65_536, seconds: seconds) }

  /// Measures and prints.
  func report(
    _ name: String, _ measure: (SpeedBenchmark, Double) throws -> SpeedBenchmark.Result
  ) throws {
    let backend = try device.make(threads: measured.threads)
    let (architecture, batchSize) = (try measured.architecture(), measured.batchSize)
    // As many images as a batch needs; more would only take time to draw.
    let dataset = Dataset.synthetic(
      seed: 0, trainCount: max(2_048, 2 * batchSize), testCount: max(256, batchSize))
    let benchmark = SpeedBenchmark(
      architecture, dataset: dataset, batchSize: batchSize, backend: backend)
    let speed = SpeedReport(
      network: architecture.name, measured: name, backend: backend.name,
      precision: device.precision.rawValue, cpu: backend as? CPUBackend,
      result: try measure(benchmark, seconds))
    if json {
      StandardOutput.writeExactly(try speed.json())
    } else {
      StandardOutput.write(speed.text)
    }
  }
}

/// Measures the parts of a training step.
struct BenchStep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "step",
    abstract: "Measure the parts of a training step one by one.",
    usage: "convscope bench step <network> [<options>]",
    discussion: """
      Forward and backward pass on images of CIFAR's shape. Each part is timed by itself, over the \
      whole batch, so the sum is more than the step takes: bench train says that.
      """)

  @OptionGroup var measured: NetworkOptions

  func validate() throws { try measured.check(mostImages: 4_096) }

  func run() throws {
    let (backend, batchSize) = (
      try Backends.makeCPU(threads: measured.threads), measured.batchSize
    )
    let benchmark = StepBenchmark(
      try measured.architecture(), batchSize: batchSize, backend: backend)
    let rows = try benchmark.run()
    let sum = rows.reduce(0) { $0 + $1.milliseconds }
    let cells = rows.filter { $0.milliseconds >= sum / 1_000 }.map { row in
      [
        row.name, "\(row.count)", String(format: "%8.3f", row.milliseconds),
        String(format: "%5.1f %%", 100 * row.milliseconds / sum),
        row.gigaflops > 0 ? String(format: "%6.0f", row.gigaflops) : "",
      ]
    }
    StandardOutput.write(
      TextTable(header: ["part", "times", "ms in all", "share", "GFLOP/s"], rows: cells).text)
    StandardOutput.write(
      String(
        format: "\nAll parts, one by one: %.1f ms for %d images.", sum, batchSize))
  }
}
