import ArgumentParser
import Backends
import Foundation
import Lessons
import Practice
import Problems
import TutorUI
import Typesetting

/// Checks lesson and problem files against the engine.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check lesson and problem files, and recompute every answer in them.",
    discussion: """
      Prints one line for each finding: file, line, column, what is wrong, and what to do about it. \
      The exit status is 0 when nothing is wrong (warnings aside), 1 when something is, 2 when a \
      path cannot be read.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "A lesson or problem file, a lesson's folder, or a folder of either.", valueName: "path"),
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var paths: [String]

  func validate() throws {
    if paths.contains("") { throw ValidationError("A path is empty; name a file or a folder.") }
  }

  func run() throws {
    let readable = paths.filter { path in
      guard let refusal = Check.refusal(of: path) else { return true }
      StandardError.write(refusal.report)
      return false
    }
    var tally = CheckTally()
    if !readable.isEmpty {
      let backend = try Backends.reference.makePrecise()
      // Lessons of one's own build on those that come with the program; without them it goes too.
      let shipped = try? LessonShelf().library().lessons.map(\.id)
      for path in readable {
        let report = LessonLinter.check(
          path, on: backend, shipped: shipped ?? [], misfits: LessonFit.misfits,
          other: { PracticeTopic.check($0, on: backend) })
        for diagnostic in report.diagnostics { StandardOutput.write(diagnostic.report) }
        tally.add(report)
      }
      StandardOutput.write(tally.text)
    }
    if readable.count < paths.count { throw ExitStatus.cannotRun }
    if tally.errors > 0 { throw ExitStatus.checkFailed }
  }

  /// Why a path cannot be read, which is another thing than something wrong in it.
  private static func refusal(of path: String) -> Diagnostic? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return Diagnostic(
        file: path, "there is no such file or folder", remedy: "Check the path.")
    }
    if isFolder.boolValue {
      let names = try? FileManager.default.contentsOfDirectory(atPath: path)
      guard names == nil else { return nil }
      return Diagnostic(file: path, "this cannot be read", remedy: "Check its permissions.")
    }
    do throws(Diagnostic) {
      try SourceFile.checkReadable(path)
      return nil
    } catch {
      return error
    }
  }
}

/// What several checks came to.
struct CheckTally {
  private(set) var errors = 0
  private(set) var warnings = 0
  private(set) var lessons = 0
  private(set) var problems = 0
  private(set) var topics = 0

  /// Adds the findings of one path.
  mutating func add(_ report: LessonLinter.Report) {
    errors += report.diagnostics.count { $0.severity == .error }
    warnings += report.diagnostics.count { $0.severity == .warning }
    lessons += report.lessonCount
    problems += report.problemCount
    topics += report.otherCount
  }

  /// The tally as a sentence: `3 lessons and 1 problem checked: no errors, 2 warnings`.
  var text: String {
    let checked = [
      lessons > 0 ? CheckTally.counted(lessons, "lesson") : nil,
      problems > 0 ? CheckTally.counted(problems, "problem") : nil,
      topics > 0 ? CheckTally.counted(topics, "topic") : nil,
    ].compactMap { $0 }
    var findings = [CheckTally.counted(errors, "error")]
    if warnings > 0 { findings.append(CheckTally.counted(warnings, "warning")) }
    let subject =
      checked.count < 2
      ? checked.first ?? "nothing"
      : checked.dropLast().joined(separator: ", ") + " and " + checked[checked.count - 1]
    return "\(subject) checked: " + findings.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 0 ? "no \(noun)s" : count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
