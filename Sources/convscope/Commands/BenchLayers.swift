import ArgumentParser
import Backends
import NeuralNetworks
import TensorEngine

/// Measures a network's convolutions one by one.
struct BenchLayers: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layers",
    abstract: "Measure a network's convolutions one by one, on any backend.",
    discussion: """
      Each shape once, with the passes that a step of training makes: forward, input gradient, \
      weight gradient. GFLOP/s are by the definition, which counts every multiplication and \
      addition; images go in and out as they lie in the backend's memory.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("A network's name, or a network of your own.", valueName: "network"),
    completion: .custom { _, _, _ in Zoo.all.filter(\.isTrainable).map(\.name) })
  var network: String

  @Option(help: "The images of a batch; multiples of 16 are fastest.")
  var batchSize = 128

  @Option(help: "How many threads compute; all cores if absent.")
  var threads: Int?

  @OptionGroup var device: DeviceOptions

  @Option(help: "How long to measure each, in seconds.")
  var seconds = 0.5

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func validate() throws {
    guard (1...4_096).contains(batchSize) else {
      throw ValidationError("--batch-size takes a number from 1 to 4096, not \(batchSize).")
    }
    guard seconds > 0, seconds <= 3600 else {
      throw ValidationError("--seconds takes a number above 0 and up to 3600, not \(seconds).")
    }
  }

  func run() throws {
    let backend = try device.make(threads: threads)
    let architecture = try NetworkChoice.trainable(network)
    let benchmark = LayerBenchmark(
      architecture: architecture, batchSize: batchSize, backend: backend, seconds: seconds)
    let progress = ProgressLine()
    let rows = try benchmark.run(progress: progress.show)
    progress.clear()
    let report = LayerReport(
      network: architecture.name, backend: backend.name, precision: device.precision.rawValue,
      batchSize: batchSize, rows: rows)
    if json {
      StandardOutput.writeExactly(try report.json())
    } else {
      StandardOutput.write(report.text)
    }
  }
}
