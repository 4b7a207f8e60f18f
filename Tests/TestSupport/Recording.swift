import Foundation

/// A text file that says how something has to look: a whole screen, a generated page.
///
/// `RECORD_SNAPSHOTS=1` writes the recordings and fails the run, so that a run that records can
/// never pass for one that checks.
public struct Recording {
  private let file: URL

  /// The recording in a file.
  public init(_ file: URL) {
    self.file = file
  }

  /// What is wrong with a text; `nil` when it is as recorded.
  public func difference(of text: String) throws -> String? {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return "recorded \(file.path); run again without RECORD_SNAPSHOTS"
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    return recorded == text ? nil : "\(file.lastPathComponent) is now:\n\(text)"
  }
}
