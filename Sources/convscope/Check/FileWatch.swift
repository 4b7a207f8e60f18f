import Foundation
import Lessons

/// What changes in some files and folders, looked at several times a second.
///
/// Editors save by writing, by renaming, or by both; what all of them change is the file's time, size or
/// number, here and on network file systems.
struct FileWatch {
  private let paths: [String]
  private var state: [String: FileStamp]

  private static let interval = 0.2

  /// Watches some paths from now on.
  init(_ paths: [String]) {
    self.paths = paths
    state = Self.state(of: paths)
  }

  /// Waits until something has changed, and nothing changes any more.
  mutating func waitForChange() {
    var hasChanged = false
    while true {
      Thread.sleep(forTimeInterval: Self.interval)
      let now = Self.state(of: paths)
      defer { state = now }
      if now != state {
        hasChanged = true
      } else if hasChanged {
        return
      }
    }
  }

  private static func state(of paths: [String]) -> [String: FileStamp] {
    var state: [String: FileStamp] = [:]
    for path in paths {
      state[path] = FileStamp(path: path)
      guard let names = FileManager.default.enumerator(atPath: path) else { continue }
      for case let name as String in names {
        state["\(path)/\(name)"] = FileStamp(path: "\(path)/\(name)")
      }
    }
    return state
  }
}
