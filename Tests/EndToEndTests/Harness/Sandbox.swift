import TestSupport

/// A folder that is a user's whole world for the length of a test: the home and the working folder
/// of what runs in it.
typealias Sandbox = TemporaryFolder

extension Sandbox {
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
}
