import Foundation
import Problems

/// What is piped into the program.
enum StandardInput {
  /// The name in messages.
  static let name = "<stdin>"

  /// Reads everything, up to just past the size that a source file may have.
  ///
  /// - Throws: A diagnostic for what cannot be read, is too large or is not text.
  static func sourceFile() throws(Diagnostic) -> SourceFile {
    if isatty(STDIN_FILENO) != 0 {
      StandardError.write("note: reading the problem from the terminal; end it with Control-D")
    }
    do {
      let data = try FileHandle.standardInput.read(upToCount: SourceFile.largestSize + 1)
      return try SourceFile(path: name, bytes: Array(data ?? Data()))
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(
        file: name, "standard input cannot be read", remedy: "Name a file, or pipe a problem in.")
    }
  }
}
