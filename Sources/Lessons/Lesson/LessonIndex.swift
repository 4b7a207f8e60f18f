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
