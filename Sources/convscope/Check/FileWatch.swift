import Foundation

/// What changes in some files and folders, looked at several times a second.
///
/// Editors save by writing, by renaming, or by both; what all of them change is the file's time, size or
/// number, here and on network file systems.
struct FileWatch {
  private let paths: [String]
  private var state: [String: Stamp]

  private struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int64
    let number: UInt64
  }

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

  private static func state(of paths: [String]) -> [String: Stamp] {
    var state: [String: Stamp] = [:]
    for path in paths {
      state[path] = stamp(of: path)
      guard let names = FileManager.default.enumerator(atPath: path) else { continue }
      for case let name as String in names {
        state["\(path)/\(name)"] = stamp(of: "\(path)/\(name)")
      }
    }
    return state
  }

  private static func stamp(of path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Stamp(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
      size: Int64(status.st_size), number: UInt64(status.st_ino))
  }
}
