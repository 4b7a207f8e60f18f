import Foundation

/// A folder that is a user's whole world for the length of a test.
final class Sandbox {
  /// Its path; the home and the working folder of what runs in it.
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("convscope-end-to-end-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The environment of a fresh login, with some variables changed; `nil` removes one.
  func environment(_ changes: [String: String?] = [:]) -> [String: String] {
    var variables = [
      "HOME": path, "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
      "TERM": "xterm-256color", "XDG_CACHE_HOME": path + "/cache",
      "XDG_CONFIG_HOME": path + "/config", "XDG_STATE_HOME": path + "/state",
      // A deliberate crash should not spend its time on a backtrace.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for (name, value) in changes { variables[name] = value }
    return variables
  }

  /// Writes a file into the folder, or into one below it.
  ///
  /// - Returns: Its path.
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  /// Writes a file of bytes.
  ///
  /// - Returns: Its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }
}
