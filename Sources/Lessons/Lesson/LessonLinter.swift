import Foundation
import Problems
import TensorEngine

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

    /// Whether anything is wrong; warnings and notes are not.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  /// The most cells of a grid that a learner is asked to type.
  static let mostGridCells = 64

  private let backend: any Backend
  /// The ids of lessons that are there beside those that are checked.
  let shipped: [String]
  private let misfits: (PreparedLesson) -> [Misfit]
  private let other: (SourceNode) -> [Diagnostic]?
  var report = Report()

  /// Checks a lesson or problem file, the folder of a lesson, or a folder of either.
  ///
  /// - Parameters:
  ///   - path: The file or folder.
  ///   - backend: What recomputes the answers.
  ///   - shipped: The ids of lessons that those in the folder may need beside each other.
  ///   - misfits: Lays a lesson out, and says what does not fit.
  ///   - other: Checks a file that is neither lesson nor problem; `nil` where it is none that it knows.
  public static func check(
    _ path: String, on backend: any Backend, shipped: [String] = [],
    misfits: @escaping (PreparedLesson) -> [Misfit] = { _ in [] },
    other: @escaping (SourceNode) -> [Diagnostic]? = { _ in nil }
  ) -> Report {
    var linter = LessonLinter(backend: backend, shipped: shipped, misfits: misfits, other: other)
    linter.check(path)
    linter.report.diagnostics.sort {
      ($0.file, $0.location?.line ?? 0, $0.location?.column ?? 0, $0.message)
        < ($1.file, $1.location?.line ?? 0, $1.location?.column ?? 0, $1.message)
    }
    return linter.report
  }

  private mutating func check(_ path: String) {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    if exists, isFolder.boolValue { checkFolder(trimmed) } else { _ = checkFile(path) }
  }

  private mutating func checkFolder(_ folder: String) {
    let names: [String]
    do throws(Diagnostic) {
      names = try LessonLibrary.contents(of: folder)
    } catch {
      report.diagnostics.append(error)
      return
    }
    if names.contains(LessonLibrary.lessonFile) {
      let lessons = [checkLessonFolder(folder, names)].compactMap { $0 }
      // The lessons that this one needs stand beside it.
      let siblings = try? LessonLibrary(folder: (folder as NSString).deletingLastPathComponent)
      checkNeeds(of: lessons, among: siblings?.lessons ?? lessons)
      return
    }
    var lessons: [Lesson] = []
    let before = (report.lessonCount, report.problemCount)
    for name in names {
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue {
        guard let inside = try? LessonLibrary.contents(of: path) else { continue }
        if inside.contains(LessonLibrary.lessonFile) {
          if let lesson = checkLessonFolder(path, inside) { lessons.append(lesson) }
        } else if LessonLinter.isLessonFolderName(name) {
          report.diagnostics.append(
            Diagnostic(
              file: path, "this lesson folder has no lesson.yaml",
              remedy: "Write one, or remove the folder."))
        } else if name == LessonLibrary.exercisesFolder {
          for name in inside where name.hasSuffix(".yaml") { _ = checkFile("\(path)/\(name)") }
        }
      } else if [".yaml", ".yml", ".json"].contains(where: name.hasSuffix) {
        _ = checkFile(path)
      }
    }
    if before == (report.lessonCount, report.problemCount), report.diagnostics.isEmpty {
      report.diagnostics.append(
        Diagnostic(
          file: folder, "there is nothing to check in this folder",
          remedy: "Lessons are folders such as 01-convolution with a lesson.yaml, problems"
            + " are files ending in .yaml."))
    }
    checkNeeds(of: lessons, among: lessons)
    checkUniqueIDs(lessons)
  }

  /// Checks a lesson's folder: its name, what lies in it, and the lesson.
  private mutating func checkLessonFolder(_ folder: String, _ names: [String]) -> Lesson? {
    for name in names where name != LessonLibrary.lessonFile && !name.hasSuffix(".md") {
      report.diagnostics.append(
        Diagnostic(
          file: "\(folder)/\(name)", "this file does not belong to the lesson",
          remedy: "A lesson's folder holds lesson.yaml and notes ending in .md.",
          severity: .warning))
    }
    guard let lesson = checkFile("\(folder)/\(LessonLibrary.lessonFile)") else { return nil }
    let name = (folder as NSString).lastPathComponent
    if !LessonLinter.isLessonFolderName(name) || !name.hasSuffix("-" + lesson.id) {
      report.diagnostics.append(
        Diagnostic(
          file: folder, "the folder of lesson '\(lesson.id)' has another name",
          remedy: "Name it NN-\(lesson.id), where NN is its place in the list.",
          severity: .warning))
    }
    return lesson
  }

  /// Whether a folder's name starts with two digits and a dash.
  private static func isLessonFolderName(_ name: String) -> Bool {
    let start = Array(name.prefix(3))
    return start.count == 3 && start[0].isNumber && start[1].isNumber && start[2] == "-"
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
        report.problemCount += 1
        let built = try Problem(node).built(withGradients: true)
        report.diagnostics += built.notes
        if SolvedProblem.isSinglePrecision(backend),
          let loss = built.problem.singlePrecisionProblem
        {
          report.diagnostics.append(loss.asWarning)
        }
        return nil
      }
      report.lessonCount += 1
      report.diagnostics += ProseChecker(node).findings
      guard let lesson = Lesson.read(file, &report.diagnostics) else { return nil }
      var checker = LessonChecker(lesson, backend: backend, misfits: misfits)
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
