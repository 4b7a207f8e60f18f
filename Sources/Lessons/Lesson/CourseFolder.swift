import Foundation
import Problems
import Typesetting

/// What lies in a folder of lessons: lessons, and chapters that hold lessons.
///
/// A lesson is a folder `NN-slug` with a `lesson.yaml` in it, a chapter a folder `NN-slug` with
/// lessons in it. The numbers are the order.
struct CourseFolder {
  /// The name of a lesson's file in its folder.
  static let lessonFile = "lesson.yaml"

  /// The folder of the logs of shipped runs among lessons.
  static let runs = "Runs"

  /// The folder of pictures among lessons.
  static let pictures = "Pictures"

  /// The folder's path.
  let path: String
  /// What lies in it, in order, without hidden names.
  let names: [String]

  /// Looks into a folder.
  ///
  /// - Throws: A diagnostic when there is no such folder or it cannot be read.
  init(_ path: String) throws(Diagnostic) {
    self.path = path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Diagnostic(file: path, "there is no such folder", remedy: "Check the path.")
    }
    guard isFolder.boolValue else {
      throw Diagnostic(file: path, "this is not a folder", remedy: "Name the folder of lessons.")
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw Diagnostic(
        file: path, "the folder cannot be read", remedy: "Check that you may read it.")
    }
    self.names = names.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Whether it is a lesson's own folder.
  var isLesson: Bool { names.contains(CourseFolder.lessonFile) }

  /// The folders in it that can be read.
  var folders: [CourseFolder] {
    names.compactMap { name in
      do throws(Diagnostic) { return try CourseFolder("\(path)/\(name)") } catch { return nil }
    }
  }

  /// Whether it is a chapter: no lesson itself, named as one, and with lessons in it.
  var isChapter: Bool {
    !isLesson && CourseFolder.isNumbered(name) && folders.contains(where: \.isLesson)
  }

  /// Its own name.
  var name: String { URL(fileURLWithPath: path).lastPathComponent }

  /// The files of the lessons in it and in its chapters, in their order.
  var lessonFiles: [String] {
    folders.flatMap { folder in
      folder.isLesson
        ? ["\(folder.path)/\(CourseFolder.lessonFile)"]
        : folder.isChapter ? folder.lessonFiles : []
    }
  }

  /// Whether a folder's name starts with two digits and a dash.
  static func isNumbered(_ name: String) -> Bool {
    let start = Array(name.prefix(3))
    return start.count == 3 && start[0].isNumber && start[1].isNumber && start[2] == "-"
  }

  /// The folder of the course that a folder of it stands in: the one above a chapter, else the
  /// one above.
  static func around(_ path: String) -> String {
    // A path such as '.' has no folder above it in its text.
    let above = URL(fileURLWithPath: path).deletingLastPathComponent()
    return (isNumbered(above.lastPathComponent) ? above.deletingLastPathComponent() : above).path
  }
}
