import Foundation
import Training
import Typesetting

/// What a ``SpeedBenchmark`` measured, to be printed as text or as JSON.
struct SpeedReport {
  let network: String
  /// `training` or `forward`.
  let measured: String
  let threads: Int
  /// The kind of kernels.
  let kernels: String
  let result: SpeedBenchmark.Result

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
      String(
        format: "%d thread%@, %@ kernels, %d MiB of memory at most", threads,
        threads == 1 ? "" : "s", kernels, Self.peakMemory >> 20),
    ]
    if measured == "training" {
      lines.append(
        String(
          format: "waiting for data %.1f %% of the time, optimiser %.1f %%",
          100 * result.dataShare, 100 * result.optimizerShare))
    }
    return lines.joined(separator: "\n")
  }

  func json() throws -> String {
    struct Object: Encodable {
      let network, measured, kernels: String
      let threads, batchSize, steps, peakMemoryBytes: Int
      let imagesPerSecond, seconds, dataShare, optimizerShare: Double
    }
    let object = Object(
      network: network, measured: measured, kernels: kernels, threads: threads,
      batchSize: result.batchSize, steps: result.steps, peakMemoryBytes: Self.peakMemory,
      imagesPerSecond: result.imagesPerSecond, seconds: result.seconds,
      dataShare: result.dataShare, optimizerShare: result.optimizerShare)
    return try JSONText.of(object)
  }
}
