import Foundation
import Problems

/// Files and folders that a command makes and that may be there already.
enum NewFile {
  /// Writes a file unless there is one of the name.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: A diagnostic that says why it cannot be written.
  static func create(_ path: String, with text: String) throws(Diagnostic) -> Bool {
    var status = stat()
    // A link that leads nowhere is a file of the name, too.
    if lstat(path, &status) == 0 { return false }
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw Diagnostic(
        file: path, "the file cannot be written",
        remedy: "Check the path, its permissions and the room on the disk.")
    }
    return true
  }

  /// Makes a folder, and those above it, where they are missing.
  ///
  /// - Throws: A diagnostic that says why it cannot be made.
  static func makeFolder(_ path: String) throws(Diagnostic) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Diagnostic(
        file: path, "the folder cannot be made", remedy: "Check the path and its permissions.")
    }
  }
}
