import Foundation
import Homework
import Problems

/// The files of a folder in which answers were handed in, however deep they lie.
struct AnswerCollection {
  /// Those that can be read.
  private(set) var files: [AnswerFile] = []
  /// What is wrong with others.
  private(set) var problems: [Diagnostic] = []

  /// The endings of files that lie beside answers: sheets as they were given out.
  private static let besides = [".md", ".tex", ".pdf", ".aux", ".log", ".yaml"]

  /// Reads a folder.
  ///
  /// - Throws: A diagnostic where there is no such folder, or nothing in it.
  init(_ folder: String) throws(Diagnostic) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw Diagnostic(
        file: folder, "there is no such folder", remedy: "Name the folder of what was handed in.")
    }
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      throw Diagnostic(file: folder, "the folder cannot be read", remedy: "Check its permissions.")
    }
    var paths: [String] = []
    for case let name as String in names { paths.append(name) }
    for name in paths.sorted() {
      let path = "\(folder)/\(name)"
      let last = name.split(separator: "/").last ?? ""
      if last.hasPrefix(".") || Self.besides.contains(where: name.hasSuffix) { continue }
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        continue
      }
      guard name.lowercased().hasSuffix(".txt") else {
        problems.append(
          Diagnostic(
            file: path, "this is no file of answers",
            remedy: "Answers are text, in files that end in .txt; it is left out."))
        continue
      }
      do throws(Diagnostic) {
        files.append(try AnswerFile(try SourceFile.read(path)))
      } catch {
        problems.append(error)
      }
    }
    guard !files.isEmpty || !problems.isEmpty else {
      throw Diagnostic(
        file: folder, "there are no answers in this folder",
        remedy: "They are files that end in \(AnswerFile.ending).")
    }
  }
}
