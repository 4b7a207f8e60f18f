import CCUDA
import Foundation

/// A shared library that stays open for as long as the program runs.
struct SharedLibrary {
  /// What finds its functions.
  let handle: UnsafeMutableRawPointer
  /// What it was opened as: a path, or a name that the dynamic linker knows.
  let file: String

  /// Opens the first of some files that can be opened.
  ///
  /// - Parameter refusal: Is told of each that cannot.
  init?(_ files: [String], refusal: inout LibraryRefusal) {
    for file in files {
      var message = [CChar](repeating: 0, count: 600)
      if let handle = cuda_open_library(file, &message, message.count) {
        (self.handle, self.file) = (handle, file)
        return
      }
      refusal.add(String(zeroTerminated: message), of: file)
    }
    return nil
  }
}

/// What the dynamic linker said about the first library that is there and cannot be opened or, where none is, about the
/// last one, which is the one that everybody has.
struct LibraryRefusal: CustomStringConvertible {
  private var message = ""
  private var isThere = false

  var description: String { "\(isThere ? "cannot be opened" : "is missing") (\(message))" }

  fileprivate mutating func add(_ message: String, of file: String) {
    guard !isThere else { return }
    self.message = message
    // The linker names another file where it has found this one: its path, or what it needs.
    isThere = FileManager.default.fileExists(atPath: file) || !message.hasPrefix("\(file):")
  }
}

extension String {
  /// What a C function wrote, up to the zero.
  init(zeroTerminated characters: [CChar]) {
    self.init(
      decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
