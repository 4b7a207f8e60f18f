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

  @OptionGroup var measured: NetworkOptions

  @OptionGroup var device: DeviceOptions

  @Option(help: "How long to measure each, in seconds.")
  var seconds = 0.5

  @Flag(help: "Print the measurements as JSON.")
  var json = false

  func validate() throws { try measured.check(mostImages: 4_096, seconds: seconds) }

  func run() throws {
    let backend = try device.make(threads: measured.threads)
    let architecture = try measured.architecture()
    let benchmark = LayerBenchmark(
      architecture: architecture, batchSize: measured.batchSize, backend: backend, seconds: seconds)
    let progress = ProgressLine()
    let rows = try benchmark.run(progress: progress.show)
    progress.clear()
    let report = LayerReport(
      network: architecture.name, backend: backend.name, precision: device.precision.rawValue,
      batchSize: measured.batchSize, rows: rows)
    if json {
      StandardOutput.writeExactly(try report.json())
    } else {
      StandardOutput.write(report.text)
    }
  }
}
