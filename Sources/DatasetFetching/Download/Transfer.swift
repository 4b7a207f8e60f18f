import Datasets
import Foundation
import Typesetting

/// One connection to a server, made by `curl`, which adds to a partial file.
struct Transfer {
  let address: String
  let file: DatasetDownload.File
  let part: PartialFile
  /// How long the server may be silent.
  let patience: Duration
  /// Whether the server is asked for the rest alone; otherwise it sends everything, and what is here
  /// already is skipped.
  let asksForRest: Bool

  /// How a connection ended.
  enum Ending: Equatable {
    /// The server sent everything that it has, which may be too little.
    case ended
    /// The server sends whole files only.
    case cannotContinue
    case broken(TransferProblem)
  }

  /// Receives until the connection ends.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked several times a second.
  ///   - report: Gets the bytes that have come by this connection, and of how much of the file that is the end.
  /// - Throws: ``Datasets/DatasetError`` when the bytes cannot be kept or are too many, and
  ///   ``FetchCancelled``.
  func run(
    isCancelled: () -> Bool, report: (_ received: Int, _ position: Int) -> Void
  ) throws -> Ending {
    var received = 0
    var skip = asksForRest ? 0 : part.byteCount
    let start = asksForRest ? part.byteCount : 0
    let tool = ChildTool(name: "curl", arguments: arguments, patience: patience)
    let (ending, messages) = try tool.run(isCancelled: isCancelled) { bytes in
      received += bytes.count
      let skipped = min(skip, bytes.count)
      skip -= skipped
      let fresh = UnsafeRawBufferPointer(rebasing: bytes[skipped...])
      guard part.byteCount + fresh.count <= file.byteCount else {
        throw WrongFile.tooLong
      }
      try part.append(fresh)
      report(received, start + received)
    }
    switch ending {
    case .exited(0) where skip > 0: return .broken(shorterThanKept(received))
    case .exited(0): return .ended
    case .exited(33): return .cannotContinue
    case .exited(let status):
      let problem = TransferProblem(curlStatus: status, messages: messages)
      // The server's file ends where the rest was to begin.
      return problem.answer == 416 ? .ended : .broken(problem)
    case .killed(let signal):
      return .broken(
        TransferProblem(
          "curl was ended by signal \(signal)", remedy: "Run the same command again.",
          isTransient: false))
    case .silent:
      return .broken(
        TransferProblem(
          "the transfer stalled: no byte has come for \(NumberText.short(patience / .seconds(1))) s",
          isTransient: true))
    }
  }

  /// An answer that is shorter than what came before is no proof of anything: it may be a page that
  /// asks to log in to the network.
  private func shorterThanKept(_ received: Int) -> TransferProblem {
    TransferProblem(
      "the server sent \(received) bytes, fewer than had come before",
      remedy: "Perhaps the network asks you to log in: open the address in a browser.",
      isTransient: false)
  }

  private var arguments: [String] {
    var arguments = [
      // The user's .curlrc may ask for output that is not the file.
      "--disable", "--no-buffer", "--silent", "--show-error", "--fail", "--location",
      "--max-redirs", "10",
      "--globoff", "--proto", "=http,https", "--proto-redir", "=http,https",
      "--connect-timeout", NumberText.fixed(patience / .seconds(1), 3),
      // Ends a child that is waiting while the program that started it is gone.
      "--speed-limit", "1", "--speed-time", "\(Int((patience / .seconds(1)).rounded(.up)) + 60)",
    ]
    if isThisMachine { arguments += ["--noproxy", "*"] }
    if asksForRest, part.byteCount > 0 { arguments += ["--continue-at", "\(part.byteCount)"] }
    return arguments + [address]
  }

  /// A proxy would look for the address on its own machine.
  private var isThisMachine: Bool {
    ["localhost", "127.0.0.1", "::1", "[::1]"].contains(URL(string: address)?.host ?? "")
  }
}
