import Foundation
import Problems
import Synchronization
import Typesetting

/// The lessons of a folder, in their order.
public struct LessonLibrary: Sendable {
  /// The folder.
  public let folder: String
  /// The lessons that could be read, ordered by the numbers of their folders.
  public let lessons: [Lesson]
  /// What keeps other lessons of the folder from being read.
  public let problems: [Diagnostic]

  /// The folder of exercises among lessons.
  public static let exercisesFolder = "Exercises"

  /// Reads the lessons of a folder: each is a folder `NN-slug` with a `lesson.yaml`, in the folder
  /// itself or in a chapter of it.
  ///
  /// A lesson that cannot be read does not keep the others from being used; it is listed under
  /// ``problems``.
  /// - Throws: A diagnostic when the folder cannot be read or holds no lesson at all.
  public init(folder: String) throws(Diagnostic) {
    var lessons: [Lesson] = []
    var problems: [Diagnostic] = []
    for result in LessonLibrary.results(of: try CourseFolder(folder).lessonFiles) {
      switch result {
      case .success(let lesson): lessons.append(lesson)
      case .failure(let problem): problems.append(problem)
      }
    }
    guard !lessons.isEmpty || !problems.isEmpty else {
      throw Diagnostic(
        file: folder, "there are no lessons in this folder",
        remedy: "A lesson is a folder such as 01-convolution with a lesson.yaml in it.")
    }
    self.init(folder: folder, lessons: lessons, problems: problems)
  }

  /// What files hold, in their order.
  ///
  /// They are read side by side: reading a whole course is most of what the tutor does before its
  /// first picture.
  private static func results(of paths: [String]) -> [Result<Lesson, Diagnostic>] {
    let results = Mutex([Result<Lesson, Diagnostic>?](repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: paths.count) { position in
      let result = Result { () throws(Diagnostic) in
        try Lesson(try SourceFile.read(paths[position]))
      }
      results.withLock { $0[position] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  private init(folder: String, lessons: [Lesson], problems: [Diagnostic]) {
    self.folder = folder
    self.lessons = lessons
    self.problems = problems
  }

  /// These lessons and then those of another folder.
  ///
  /// A lesson of that folder takes the place of one here that has its id.
  public func adding(_ other: LessonLibrary) -> LessonLibrary {
    let replaced = Dictionary(other.lessons.map { ($0.id.lowercased(), $0) }) { first, _ in first }
    let ids = Set(lessons.map { $0.id.lowercased() })
    return LessonLibrary(
      folder: other.folder,
      lessons: lessons.map { replaced[$0.id.lowercased()] ?? $0 }
        + other.lessons.filter { !ids.contains($0.id.lowercased()) },
      problems: problems + other.problems)
  }

  /// What a list shows of each lesson.
  public var summaries: [LessonSummary] { lessons.map(\.summary) }

  /// The lesson with an id.
  ///
  /// - Throws: A diagnostic that proposes the nearest id.
  public func lesson(_ id: String) throws(Diagnostic) -> Lesson {
    if let lesson = lessons.first(where: { $0.id == id }) { return lesson }
    if let broken = problems.first(where: { $0.file.contains("-\(id)/") }) { throw broken }
    throw Diagnostic(
      file: folder, "there is no lesson \(id.quoted)",
      remedy: NearestName.remedy(
        for: id, in: lessons.map(\.id), listedAs: "The lessons are", by: "convscope learn --list"))
  }
}
