import Foundation
import Problems
import Synchronization
import Typesetting

/// The lessons of a folder, in their order.
public struct LessonLibrary: Sendable {
  /// The folder.
  public let folder: String
  /// What keeps other lessons of the folder from being read.
  public let problems: [Diagnostic]
  private let entries: [Entry]

  /// A lesson in its file, of which no more need be known than what a list shows.
  private struct Entry: Sendable {
    let path: String
    let summary: LessonSummary
  }

  /// The folder of exercises among lessons.
  public static let exercisesFolder = "Exercises"

  /// Reads the lessons of a folder: each is a folder `NN-slug` with a `lesson.yaml`, in the folder
  /// itself or in a chapter of it.
  ///
  /// A lesson that cannot be read does not keep the others from being used; it is listed under
  /// ``problems``.
  /// - Throws: A diagnostic when the folder cannot be read or holds no lesson at all.
  public init(folder: String) throws(Diagnostic) {
    var index = LessonIndex()
    try self.init(folder: folder, index: &index)
  }

  /// Finds the lessons of a folder, and reads those that an index does not know.
  ///
  /// - Parameters:
  ///   - index: What was read before; afterwards it knows the lessons of this folder too.
  ///   - now: The time; files changed in the last seconds are not remembered.
  /// - Throws: A diagnostic when the folder cannot be read or holds no lesson at all.
  public init(
    folder: String, index: inout LessonIndex, at now: Date = Date()
  ) throws(Diagnostic) {
    var entries: [Entry] = []
    var problems: [Diagnostic] = []
    let paths = try CourseFolder(folder).lessonFiles
    for (path, result) in zip(paths, LessonLibrary.results(of: paths, index, now)) {
      switch result {
      case .success(let found):
        entries.append(Entry(path: path, summary: found.summary))
        if let stamp = found.stamp { index.remember(found.summary, ofFile: found.place, stamp) }
      case .failure(let problem): problems.append(problem)
      }
    }
    guard !entries.isEmpty || !problems.isEmpty else {
      throw Diagnostic(
        file: folder, "there are no lessons in this folder",
        remedy: "A lesson is a folder such as 01-convolution with a lesson.yaml in it.")
    }
    self.init(folder: folder, entries: entries, problems: problems)
  }

  /// What was found in a file.
  private struct Found {
    let summary: LessonSummary
    /// The file's whole path.
    let place: String
    /// What an index knows it by; `nil` where it knows it already or may not.
    let stamp: FileStamp?
  }

  /// What files hold, in their order; those that have to be read are read side by side.
  private static func results(
    of paths: [String], _ index: LessonIndex, _ now: Date
  ) -> [Result<Found, Diagnostic>] {
    let results = Mutex([Result<Found, Diagnostic>?](repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: paths.count) { position in
      let result = Result { () throws(Diagnostic) in try found(in: paths[position], index, now) }
      results.withLock { $0[position] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private static func found(
    in path: String, _ index: LessonIndex, _ now: Date
  ) throws(Diagnostic) -> Found {
    let place = URL(fileURLWithPath: path).standardizedFileURL.path
    let stamp = FileStamp(path: path)
    if let stamp, let summary = index.summary(ofFile: place, stamp) {
      return Found(summary: summary, place: place, stamp: nil)
    }
    let summary = try Lesson(try SourceFile.read(path)).summary
    let mayChange = stamp?.isFresh(at: now) ?? true
    return Found(summary: summary, place: place, stamp: mayChange ? nil : stamp)
  }

  private init(folder: String, entries: [Entry], problems: [Diagnostic]) {
    self.folder = folder
    self.entries = entries
    self.problems = problems
  }

  /// These lessons and then those of another folder.
  ///
  /// A lesson of that folder takes the place of one here that has its id.
  public func adding(_ other: LessonLibrary) -> LessonLibrary {
    func key(_ entry: Entry) -> String { entry.summary.id.lowercased() }
    let replaced = Dictionary(other.entries.map { (key($0), $0) }) { first, _ in first }
    let ids = Set(entries.map(key))
    return LessonLibrary(
      folder: other.folder,
      entries: entries.map { replaced[key($0)] ?? $0 }
        + other.entries.filter { !ids.contains(key($0)) },
      problems: problems + other.problems)
  }

  /// What a list shows of each lesson, ordered by the numbers of their folders.
  public var summaries: [LessonSummary] { entries.map(\.summary) }

  /// What a list shows of the lesson with an id.
  ///
  /// - Throws: A diagnostic that proposes the nearest id.
  public func summary(_ id: String) throws(Diagnostic) -> LessonSummary { try entry(id).summary }

  /// Reads the lesson with an id, anew each time: an author sees a change by opening the lesson again.
  ///
  /// - Throws: A diagnostic that proposes the nearest id, or says why the file cannot be read.
  public func lesson(_ id: String) throws(Diagnostic) -> Lesson {
    try Lesson(try SourceFile.read(try entry(id).path))
  }

  private func entry(_ id: String) throws(Diagnostic) -> Entry {
    if let entry = entries.first(where: { $0.summary.id == id }) { return entry }
    if let broken = problems.first(where: { $0.file.contains("-\(id)/") }) { throw broken }
    throw Diagnostic(
      file: "", "there is no lesson \(id.quoted)",
      remedy: NearestName.remedy(
        for: id, in: summaries.map(\.id), listedAs: "The lessons are",
        by: "convscope learn --list"))
  }
}
