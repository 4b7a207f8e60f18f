import DatasetFetching
import Datasets
import Foundation
import Synchronization
import Typesetting

/// A fetch with its lines, ended by C-c without losing what has come.
struct FetchSession {
  private let fetcher: Fetcher
  private let download: DatasetDownload
  private let folder: String

  init(_ fetcher: Fetcher, _ download: DatasetDownload, folder: String) {
    self.fetcher = fetcher
    self.download = download
    self.folder = folder
  }

  /// Fetches, and says where the set is and what to do with it.
  ///
  /// - Throws: What went wrong; a program that was interrupted ends here.
  func run() throws {
    let interruption = Interruption()
    let signals = InterruptSignals { interruption.signal.store($0, ordering: .relaxed) }
    defer { signals.release() }
    let lines = FetchLines()
    defer { lines.clear() }
    do {
      let outcome = try fetcher.fetch(
        isCancelled: { interruption.signal.load(ordering: .relaxed) != 0 }, report: lines.show)
      lines.clear()
      StandardOutput.write(conclusion(outcome))
    } catch is FetchCancelled {
      lines.clear()
      let kept = download.bytesKept(in: folder)
      StandardError.write(
        kept > 0
          ? "Stopped: \(ByteCount.text(kept)) of \(ByteCount.text(download.byteCount)) are kept;"
            + " the same command continues there."
          : "Stopped: nothing was changed.")
      // The child that a C-c reaches may say so before the signal is noticed here.
      let signal = interruption.signal.load(ordering: .relaxed)
      ProgramEnd.bySignal(signal == 0 ? SIGINT : signal)
    }
  }

  /// The signal that has come, or 0.
  private final class Interruption: Sendable {
    let signal = Atomic<Int32>(0)
  }

  private func conclusion(_ outcome: Fetcher.Outcome) -> String {
    let title = download.set.title
    switch outcome {
    case .fetched(let path):
      return "\(title) is in \(path), complete and checked.\n" + next(path)
    case .alreadyThere(let path):
      return "\(title) is in \(path) already; --force fetches it again.\n" + next(path)
    }
  }

  private func next(_ path: String) -> String {
    let set = download.set
    let data = path == set.standardFolder ? set.rawValue : ShellWord.quoted(path)
    let network = set == .mnist ? "lenet5" : "convnetjs"
    return "Train on it: convscope train \(network) --data \(data)"
  }
}
