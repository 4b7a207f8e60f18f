import Datasets
import Foundation
import Typesetting

/// Brings one file here, over as many connections as it takes.
struct Downloader {
  let address: String
  let file: DatasetDownload.File
  let part: PartialFile
  let settings: Fetcher.Settings
  let isCancelled: () -> Bool
  let report: (FetchEvent) -> Void

  /// Completes the partial file.
  ///
  /// A try that brings the file further is followed by as many others as the first one was.
  ///
  /// - Throws: ``Datasets/DatasetError`` when it cannot be completed, with what has come kept;
  ///   ``WrongFile`` when the server has another file; ``FetchCancelled``.
  func run() throws {
    var asksForRest = true
    var failures = 0
    while part.byteCount < file.byteCount {
      let before = part.byteCount
      let transfer = Transfer(
        address: address, file: file, part: part, patience: settings.patience,
        asksForRest: asksForRest)
      switch try run(transfer) {
      case .ended:
        // A server that does not say how much it sends may have broken off: the rest is asked for,
        // and nothing coming is the proof that it has no more.
        if part.byteCount == before { throw WrongFile.tooShort }
      case .cannotContinue:
        guard asksForRest else { throw WrongFile.tooShort }
        asksForRest = false
        report(.repeating(kept: part.byteCount))
      case .broken(let problem):
        failures = part.byteCount > before ? 1 : failures + 1
        guard problem.isTransient, failures <= settings.retries else { throw error(problem) }
        report(.retrying(reason: problem.message, kept: part.byteCount))
        try pause(before: failures)
      }
    }
  }

  private func run(_ transfer: Transfer) throws -> Transfer.Ending {
    let start = ContinuousClock.now
    return try transfer.run(isCancelled: isCancelled) { received, position in
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      report(
        .progress(
          FetchProgress(
            name: file.name, byteCount: position, total: file.byteCount,
            bytesPerSecond: seconds > 0 ? Double(received) / seconds : 0)))
    }
  }

  /// Waits a little longer each time.
  private func pause(before failure: Int) throws {
    let end = ContinuousClock.now + settings.pause * (1 << min(failure - 1, 3))
    while ContinuousClock.now < end {
      if isCancelled() { throw FetchCancelled() }
      usleep(20_000)
    }
  }

  private func error(_ problem: TransferProblem) -> DatasetError {
    let kept =
      part.byteCount > 0
      ? "\(ByteCount.text(part.byteCount)) of \(ByteCount.text(file.byteCount)) are in"
        + " \(part.path); the same command continues there."
      : problem.remedy.isEmpty ? "Run the same command again." : ""
    return DatasetError(
      path: address, problem.message,
      remedy: [kept, problem.remedy].filter { !$0.isEmpty }.joined(separator: " "))
  }
}
