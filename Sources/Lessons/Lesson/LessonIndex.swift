import Foundation

/// What lists show of lessons that were read before, by their files.
///
/// Reading a course of fifty lessons was three quarters of what the tutor did before its first picture,
/// though a list needs of each no more than a summary. A file that is still what it was is not read again
/// until its lesson is opened.
///
///     var index = remembered
///     let library = try LessonLibrary(folder: folder, index: &index)
public struct LessonIndex: Codable, Equatable, Sendable {
  private struct Entry: Codable, Equatable {
    let stamp: FileStamp
    let summary: LessonSummary
  }

  private var entries: [String: Entry] = [:]

  /// An index that knows no lesson.
  public init() {}

  /// The most lessons that are remembered; those of folders that nobody opens any more go with the rest.
  private static let most = 2_000

  /// What is known of a file that has not changed since; `nil` where it has to be read.
  func summary(ofFile path: String, _ stamp: FileStamp) -> LessonSummary? {
    entries[path].flatMap { $0.stamp == stamp ? $0.summary : nil }
  }

  /// Remembers what a file holds.
  mutating func remember(_ summary: LessonSummary, ofFile path: String, _ stamp: FileStamp) {
    if entries.count >= Self.most, entries[path] == nil { entries = [:] }
    entries[path] = Entry(stamp: stamp, summary: summary)
  }
}

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
