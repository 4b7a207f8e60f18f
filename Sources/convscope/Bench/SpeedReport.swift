import CPUBackend
import Foundation
import Training
import Typesetting

/// What a ``SpeedBenchmark`` measured, to be printed as text or as JSON.
struct SpeedReport {
  let network: String
  /// `training` or `forward`.
  let measured: String
  /// The backend's name on the command line.
  let backend: String
  let precision: String
  /// Its threads and kind of kernels, where it is the CPU's.
  let threads: Int?
  let kernels: String?
  let result: SpeedBenchmark.Result

  init(
    network: String, measured: String, backend: String, precision: String, cpu: CPUBackend?,
    result: SpeedBenchmark.Result
  ) {
    (self.network, self.measured, self.backend) = (network, measured, backend)
    (self.precision, self.result) = (precision, result)
    (threads, kernels) = (cpu?.threads, cpu?.kernels.rawValue)
  }

  /// The most memory that the program has had, in bytes.
  private static var peakMemory: Int {
    var usage = rusage()
    guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }

  var text: String {
    var lines = [
      String(
        format: "%@, %@: %.0f images/s (%d batches of %d in %.1f s)", network, measured,
        result.imagesPerSecond, result.steps, result.batchSize, result.seconds),
      "\(means), \(Self.peakMemory >> 20) MiB of memory at most",
    ]
    if measured == "training" {
      let optimizer = result.optimizerShare.map {
        String(format: ", optimiser %.1f %%", 100 * $0)
      }
      lines.append(
        String(format: "waiting for data %.1f %% of the time", 100 * result.dataShare)
          + (optimizer ?? ""))
    }
    return lines.joined(separator: "\n")
  }

  /// `2 threads, avx512 kernels`, or the backend with its precision.
  private var means: String {
    guard let threads, let kernels else { return "\(backend), \(precision)" }
    return "\(threads) thread\(threads == 1 ? "" : "s"), \(kernels) kernels"
  }

  func json() throws -> String {
    struct Object: Encodable {
      let network, measured, backend, precision: String
      let kernels: String?
      let threads: Int?
      let batchSize, steps, peakMemoryBytes: Int
      let imagesPerSecond, seconds, dataShare: Double
      let optimizerShare: Double?
    }
    let object = Object(
      network: network, measured: measured, backend: backend, precision: precision,
      kernels: kernels, threads: threads,
      batchSize: result.batchSize, steps: result.steps, peakMemoryBytes: Self.peakMemory,
      imagesPerSecond: result.imagesPerSecond, seconds: result.seconds,
      dataShare: result.dataShare, optimizerShare: result.optimizerShare)
    return try JSONText.of(object)
  }
}
