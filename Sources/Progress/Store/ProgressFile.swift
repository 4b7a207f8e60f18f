import Foundation

/// Where progress is kept.
public enum ProgressFile {
  /// The file in the user's XDG state.
  public static var standard: String {
    let environment = ProcessInfo.processInfo.environment
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return state + "/convscope/progress.sqlite"
    }
    return (environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory())
      + "/.local/state/convscope/progress.sqlite"
  }

  /// What SQLite keeps beside a file while it is used.
  private static let companions = ["", "-wal", "-shm", "-journal"]

  /// Renames a damaged file, and what belongs to it, so that a new one can be begun.
  ///
  /// - Returns: Its new path; `nil` where it could not be renamed.
  static func keepAside(_ path: String) -> String? {
    let free = (1...10_000).lazy.map { "\(path).damaged-\($0)" }
      .first { !FileManager.default.fileExists(atPath: $0) }
    guard let free, rename(path, free) == 0 else { return nil }
    for companion in companions.dropFirst() { _ = rename(path + companion, free + companion) }
    return free
  }

  /// Whether a file ends before the last of its pages, which SQLite itself would notice only when it
  /// reads that page.
  ///
  /// The size stands in the header (<https://www.sqlite.org/fileformat2.html#the_database_header>). While
  /// there is a log, pages may still be in it.
  static func isCutOff(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let header = try? file.read(upToCount: 100), header.count == 100,
      let size = try? file.seekToEnd(), !hasContents(path + "-wal"), !hasContents(path + "-journal")
    else { return false }
    func number(at offset: Int, bytes: Int) -> UInt64 {
      header[offset..<offset + bytes].reduce(0) { $0 << 8 | UInt64($1) }
    }
    guard number(at: 24, bytes: 4) == number(at: 92, bytes: 4) else { return false }
    return size < number(at: 16, bytes: 2) * number(at: 28, bytes: 4)
  }

  private static func hasContents(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_size > 0
  }

  /// A name beside a file that no other program uses.
  static func temporary(beside path: String) -> String {
    "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial"
  }

  /// Removes a file that nobody has open, and what belongs to it.
  static func remove(_ path: String) {
    for companion in companions { unlink(path + companion) }
  }

  /// The folder that a file lies in.
  static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }
}
