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
  @ArgumentParser.Argument(
    help: ArgumentHelp("A network's name, or a network of your own.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.filter(\.isTrainable).map(\.name) })
  var network: String

  @Option(help: "The images of a step; multiples of 16 are fastest.")
  var batchSize = 128

  @Option(help: "How many threads compute; all cores if absent.")
  var threads: Int?

  @OptionGroup var device: DeviceOptions

  @Option(help: "How long to measure, in seconds.")
  var seconds = 5.0

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func validate() throws {
    guard (1...65_536).contains(batchSize) else {
      throw ValidationError("--batch-size takes a number from 1 to 65536, not \(batchSize).")
    }
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds takes a number above 0 and up to 3600, not \(seconds).")
    }
  }

  /// Measures and prints.
  func report(
    _ name: String, _ measure: (SpeedBenchmark, Double) throws -> SpeedBenchmark.Result
  ) throws {
    let backend = try device.make(threads: threads)
    let architecture = try NetworkChoice.trainable(network)
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

  @ArgumentParser.Argument(
    help: ArgumentHelp("A network's name, or a network of your own.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.filter(\.isTrainable).map(\.name) })
  var network: String

  @Option(help: "The images of a step; multiples of 16 are fastest.")
  var batchSize = 128

  @Option(help: "How many threads compute; all cores if absent.")
  var threads: Int?

  func validate() throws {
    guard (1...4_096).contains(batchSize) else {
      throw ValidationError("--batch-size takes a number from 1 to 4096, not \(batchSize).")
    }
  }

  func run() throws {
    let backend = try Backends.makeCPU(threads: threads)
    let benchmark = StepBenchmark(
      try NetworkChoice.trainable(network), batchSize: batchSize, backend: backend)
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
