import Foundation

/// What tells whether a file is still the one that was read: its place on the disk, its size, and when it
/// was changed.
public struct FileStamp: Codable, Equatable, Sendable {
  private let inode: UInt64
  private let size: Int64
  /// When its bytes were changed, and when anything of it was, in seconds and nanoseconds.
  private let times: [Int]

  /// The stamp of a file; `nil` where there is none.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (inode, size) = (UInt64(status.st_ino), Int64(status.st_size))
    times = [
      status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
    ]
  }

  /// Whether the file could be changed once more without another stamp, since clocks of file systems
  /// are coarse.
  func isFresh(at now: Date) -> Bool {
    now.timeIntervalSince1970 - Double(times[2]) < 2
  }
}
