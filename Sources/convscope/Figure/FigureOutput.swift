import Foundation
import Interchange

/// Where a figure goes: to standard output, or into a file that is replaced whole.
struct FigureOutput {
  private let path: String?

  /// Checks a place before anything is computed.
  ///
  /// - Parameters:
  ///   - path: The file; standard output when absent, and for `-`.
  ///   - source: The file of the problem, which is not to be lost.
  /// - Throws: ``CommandFailure`` for what is no regular file, and for the problem itself.
  init(_ path: String?, besides source: String?) throws {
    self.path = path == "-" ? nil : path
    guard let path = self.path else { return }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(
        "a figure replaces what is there, but this is no regular file", place: path,
        remedy: "Name a file, or leave --out out to write to standard output.")
    }
    var problem = Foundation.stat()
    if let source, stat(source, &problem) == 0, problem.st_dev == status.st_dev,
      problem.st_ino == status.st_ino
    {
      throw CommandFailure(
        "the figure would replace its own problem", place: path,
        remedy: "Give --out another name.")
    }
  }

  /// Writes text for people, which on standard output suits the terminal.
  func write(page text: String) throws {
    guard path == nil else { return try write(file: text) }
    StandardOutput.write(text)
  }

  /// Writes a file, the same bytes wherever it goes.
  func write(file text: String) throws {
    guard let path else { return StandardOutput.writeExactly(text) }
    try AtomicFile.write(text.hasSuffix("\n") ? text : text + "\n", to: path)
  }
}
