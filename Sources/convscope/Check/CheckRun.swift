import Foundation
import Homework
import Lessons
import Practice
import Problems
import TensorEngine
import TutorUI

/// A check of some paths: what was found in them, and how many things of each kind were looked at.
struct CheckRun {
  /// Everything that is wrong or doubtful.
  private(set) var findings: [Diagnostic] = []
  /// What was checked.
  private(set) var tally = CheckTally()

  /// Checks paths that can be read.
  init(_ paths: [String], on backend: any Backend) {
    // Lessons of one's own build on those that come with the program; without them it goes too.
    let shipped = try? LessonShelf().library().summaries.map(\.id)
    let families = try? ExerciseShelf.library(chosenFolder: nil)
    var sheets = 0
    let report = LessonLinter.check(
      paths, on: backend, shipped: shipped ?? [], misfits: LessonFit.misfits,
      sights: LessonFit.sights,
      other: { node in
        if let found = Sheet.check(node, families: families, on: backend) {
          sheets += 1
          return found
        }
        return PracticeTopic.check(node, on: backend)
      })
    findings = report.diagnostics
    tally.add(report)
    tally.noteSheets(sheets)
  }

  /// Why a path cannot be read, which is another thing than something wrong in it.
  static func refusal(of path: String) -> Diagnostic? {
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
