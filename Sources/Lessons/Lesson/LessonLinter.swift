import Foundation
import Problems
import TensorEngine
import Typesetting

/// Checks lessons and problem files: their form, and every answer against the engine.
public struct LessonLinter {
  /// What was found.
  public struct Report: Sendable {
    /// Everything that is wrong or doubtful, by file and place.
    public internal(set) var diagnostics: [Diagnostic] = []
    /// How many lessons were checked.
    public internal(set) var lessonCount = 0
    /// How many other files were checked.
    public internal(set) var otherCount = 0
    /// How many problem files were checked.
    public internal(set) var problemCount = 0

    /// How many files were checked or could not be.
    fileprivate var findingCount: Int {
      lessonCount + otherCount + problemCount + diagnostics.count
    }

    /// Whether anything is wrong; warnings and notes are not.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// The most cells of a grid that a learner is asked to type.
  static let mostGridCells = 64
  /// The most words of prose that a step has.
  static let mostWords = 90
  /// The most steps one after the other in which there is nothing to do.
  static let mostIdleSteps = 3

  private let backend: any Backend
  /// The ids of lessons that are there beside those that are checked.
  let shipped: [String]
  private let misfits: (PreparedLesson) -> [Misfit]
  private let sights: (PreparedLesson) -> [[QuestionSight]]
  private let other: (SourceNode) -> [Diagnostic]?
  var report = Report()

  /// Checks lesson and problem files, folders of a lesson, and folders of either.
  ///
  /// - Parameters:
  ///   - paths: The files and folders. No two of their lessons may have the same id.
  ///   - backend: What recomputes the answers.
  ///   - shipped: The ids of lessons that those in the folder may need beside each other.
  ///   - misfits: Lays a lesson out, and says what does not fit.
  ///   - sights: Lays a lesson out, and says what is in sight at each question of each step.
  ///   - other: Checks a file that is neither lesson nor problem; `nil` where it is none that it knows.
  public static func check(
    _ paths: [String], on backend: any Backend, shipped: [String] = [],
    misfits: @escaping (PreparedLesson) -> [Misfit] = { _ in [] },
    sights: @escaping (PreparedLesson) -> [[QuestionSight]] = { _ in [] },
    other: @escaping (SourceNode) -> [Diagnostic]? = { _ in nil }
  ) -> Report {
    var linter = LessonLinter(
      backend: backend, shipped: shipped, misfits: misfits, sights: sights, other: other)
    linter.checkUniqueNames(paths.flatMap { linter.check($0) })
    linter.report.diagnostics.sort {
      ($0.file, $0.location?.line ?? 0, $0.location?.column ?? 0, $0.message)
        < ($1.file, $1.location?.line ?? 0, $1.location?.column ?? 0, $1.message)
    }
    // What several steps repeat by its alias is wrong once.
    var told: Set<Diagnostic> = []
    linter.report.diagnostics.removeAll { !told.insert($0).inserted }
    return linter.report
  }

  /// Checks what lies under a path.
  ///
  /// - Returns: The lessons that could be read.
  private mutating func check(_ path: String) -> [Lesson] {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    return exists && isFolder.boolValue
      ? checkFolder(trimmed) : [checkFile(path)].compactMap { $0 }
  }

  private mutating func checkFolder(_ path: String) -> [Lesson] {
    let folder: CourseFolder
    do throws(Diagnostic) {
      folder = try CourseFolder(path)
    } catch {
      report.diagnostics.append(error)
      return []
    }
    if folder.isLesson {
      let lessons = [checkLessonFolder(folder)].compactMap { $0 }
      checkNeeds(of: lessons, among: LessonLinter.course(around: path) ?? lessons.map(\.summary))
      return lessons
    }
    let before = report.findingCount
    let lessons = checkContents(of: folder)
    if report.findingCount == before {
      report.diagnostics.append(
        Diagnostic(
          file: path, "there is nothing to check in this folder",
          remedy: "Lessons are folders such as 01-convolution with a lesson.yaml; problems,"
            + " exercises and sheets are files ending in .yaml."))
    }
    let others = folder.isChapter ? LessonLinter.course(around: path + "/lesson") : nil
    checkNeeds(of: lessons, among: others ?? lessons.map(\.summary))
    return lessons
  }

  /// The lessons of the course that a lesson's folder stands in; what it needs stands there.
  private static func course(around path: String) -> [LessonSummary]? {
    do throws(Diagnostic) {
      return try LessonLibrary(folder: CourseFolder.around(path)).summaries
    } catch {
      return nil
    }
  }

  /// Checks the lessons, chapters, problems and exercises in a folder.
  ///
  /// - Returns: The lessons.
  private mutating func checkContents(of folder: CourseFolder) -> [Lesson] {
    var lessons: [Lesson] = []
    for name in folder.names {
      let path = "\(folder.path)/\(name)"
      guard let inside = LessonLinter.folder(path) else {
        if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) { _ = checkFile(path) }
        continue
      }
      if inside.isLesson {
        if let lesson = checkLessonFolder(inside) { lessons.append(lesson) }
      } else if inside.isChapter {
        lessons += checkContents(of: inside)
      } else if CourseFolder.isNumbered(name) {
        report.diagnostics.append(
          Diagnostic(
            file: path, "this lesson folder has no lesson.yaml",
            remedy: "Write one, or remove the folder."))
      } else if name == LessonLibrary.exercisesFolder {
        for name in inside.names where name.hasSuffix(".yaml") { _ = checkFile("\(path)/\(name)") }
      }
    }
    return lessons
  }

  private static func folder(_ path: String) -> CourseFolder? {
    do throws(Diagnostic) { return try CourseFolder(path) } catch { return nil }
  }

  /// Checks a lesson's folder: its name, what lies in it, and the lesson.
  private mutating func checkLessonFolder(_ folder: CourseFolder) -> Lesson? {
    for name in folder.names where name != CourseFolder.lessonFile && !name.hasSuffix(".md") {
      report.diagnostics.append(
        Diagnostic(
          file: "\(folder.path)/\(name)", "this file does not belong to the lesson",
          remedy: "A lesson's folder holds lesson.yaml and notes ending in .md.",
          severity: .warning))
    }
    guard let lesson = checkFile("\(folder.path)/\(CourseFolder.lessonFile)") else { return nil }
    if !CourseFolder.isNumbered(folder.name) || !folder.name.hasSuffix("-" + lesson.id) {
      report.diagnostics.append(
        Diagnostic(
          file: folder.path, "the folder of lesson \(lesson.id.quoted) has another name",
          remedy: "Name it NN-\(lesson.id), where NN is its place in the list.",
          severity: .warning))
    }
    return lesson
  }

  /// Checks a file by what is in it.
  ///
  /// - Returns: The lesson, if it is one.
  private mutating func checkFile(_ path: String) -> Lesson? {
    do throws(Diagnostic) {
      let file = try SourceFile.read(path)
      let node = try YAMLReader.read(file)
      if let found = other(node) {
        report.otherCount += 1
        report.diagnostics += found
        return nil
      }
      guard LessonLinter.isLesson(node) else {
        for problem in try ProblemCollection(node).problems {
          report.problemCount += 1
          let built = try problem.built(withGradients: true)
          report.diagnostics += built.notes
          if SolvedProblem.isSinglePrecision(backend),
            let loss = built.problem.singlePrecisionProblem
          {
            report.diagnostics.append(loss.asWarning)
          }
        }
        return nil
      }
      report.lessonCount += 1
      report.diagnostics += ProseChecker(node).findings
      guard let lesson = Lesson.read(file, &report.diagnostics) else { return nil }
      var checker = LessonChecker(lesson, backend: backend, misfits: misfits, sights: sights)
      report.diagnostics += checker.check()
      return lesson
    } catch {
      report.diagnostics.append(error)
      return nil
    }
  }

  private static func isLesson(_ node: SourceNode) -> Bool {
    guard case .mapping(let entries) = node.content else { return false }
    let keys = Set(entries.map(\.key))
    return !keys.isDisjoint(with: ["steps", "format", "id"]) && !keys.contains("ops")
  }
}
