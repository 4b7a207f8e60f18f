import DatasetFetching
import Datasets
import Foundation
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
    let signals = InterruptSignals()
    defer { signals.release() }
    let request = signals.request
    let lines = FetchLines()
    var isStopped = false
    do {
      let outcome = try fetcher.fetch(
        isCancelled: { request.number != nil }, report: lines.show)
      lines.conclude(conclusion(outcome))
    } catch is FetchCancelled {
      isStopped = true
      let kept = download.bytesKept(in: folder)
      lines.tell(
        kept > 0
          ? "Stopped: \(ByteCount.text(kept)) of \(ByteCount.text(download.byteCount)) are kept;"
            + " the same command continues there."
          : "Stopped: nothing was changed.")
    } catch {
      guard lines.finish(request) else { ProgramEnd.bySignal(request.number ?? SIGINT) }
      throw error
    }
    // The child that a C-c reaches may say so before the signal is noticed here.
    if !lines.finish(request) || isStopped { ProgramEnd.bySignal(request.number ?? SIGINT) }
    if let failure = lines.failure { StandardOutput.endProgram(failedWith: failure) }
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
