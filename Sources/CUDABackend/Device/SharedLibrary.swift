import CCUDA
import Foundation

/// A shared library that stays open for as long as the program runs.
struct SharedLibrary {
  /// What finds its functions.
  let handle: UnsafeMutableRawPointer

  /// Opens the first of some files that can be opened.
  ///
  /// - Parameter refusal: Is told what the dynamic linker said about the first one that is there or, where none is,
  ///   about the last one, which is the one that everybody has.
  init?(_ files: [String], refusal: inout String) {
    var isThere = false
    for file in files {
      var message = [CChar](repeating: 0, count: 600)
      if let handle = cuda_open_library(file, &message, message.count) {
        self.handle = handle
        return
      }
      if !isThere { refusal = String(zeroTerminated: message) }
      isThere = isThere || FileManager.default.fileExists(atPath: file)
    }
    return nil
  }
}

extension String {
  /// What a C function wrote, up to the zero.
  init(zeroTerminated characters: [CChar]) {
    self.init(
      decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
