import Foundation
import Problems
import Typesetting

/// The students of a class, from a file of comma-separated values.
public struct Roster: Sendable {
  /// A student.
  public struct Student: Hashable, Sendable {
    /// What answer files and folders call them.
    public let id: String
    /// Their name.
    public let name: String

    /// A student.
    public init(id: String, name: String) {
      (self.id, self.name) = (id, name)
    }
  }

  /// The students whose lines can be read, in their order.
  public let students: [Student]
  /// What is wrong with other lines.
  public let problems: [Diagnostic]

  /// A class.
  public init(_ students: [Student]) {
    (self.students, problems) = (students, [])
  }

  private static let remedy = "Write a line such as 'ada,Ada Lovelace' under the header 'id,name'."

  /// Reads a roster from a file; one that is not there is told what it has to hold.
  public static func read(_ path: String) throws(Diagnostic) -> Roster {
    guard path.hasPrefix("/dev/") || FileManager.default.fileExists(atPath: path) else {
      throw Diagnostic(
        file: path, "there is no such file",
        remedy: "A roster has a line 'id,name', and one such as 'ada,Ada Lovelace' for each"
          + " student.")
    }
    return try Roster(try SourceFile.read(path))
  }

  /// Reads a roster: a header that names the columns `id` and `name`, and a line for each student.
  ///
  /// A line that cannot be read does not keep the others from being used.
  /// - Throws: A diagnostic when there is no such header, or no student at all.
  public init(_ file: SourceFile) throws(Diagnostic) {
    let lines = SeparatedValues(file.text).lines
    guard let header = lines.first else {
      throw Diagnostic(file: file.path, "the roster is empty", remedy: Self.remedy)
    }
    let names = header.fields.map { $0.lowercased() }
    guard let idColumn = names.firstIndex(where: { ["id", "student", "username"].contains($0) }),
      let nameColumn = names.firstIndex(where: { ["name", "full name"].contains($0) })
    else {
      throw Diagnostic(
        file: file.path, at: SourceLocation(line: header.number, column: 1),
        "the roster's header does not name the columns id and name", remedy: Self.remedy)
    }
    var students: [Student] = []
    var problems: [Diagnostic] = []
    var lineOf: [String: Int] = [:]
    for line in lines.dropFirst() {
      func problem(_ message: String, _ remedy: String) {
        problems.append(
          Diagnostic(
            file: file.path, at: SourceLocation(line: line.number, column: 1), message,
            remedy: remedy))
      }
      guard line.isClosed else {
        problem("a quotation mark is not closed", "Close it, or write two for one of a text.")
        continue
      }
      guard line.fields.count == names.count else {
        problem(
          "the line has \(line.fields.count) fields, but the header names \(names.count)",
          "Put a text that holds a comma between quotation marks.")
        continue
      }
      let (id, name) = (line.fields[idColumn], line.fields[nameColumn])
      guard !id.isEmpty, id.allSatisfy(Self.isAllowed), id.first != "." else {
        problem(
          "\(id.quoted) cannot be the id of a student",
          "Use letters, digits, '-', '_', '.' and '@'; folders are named by it.")
        continue
      }
      if let other = lineOf[id.lowercased()] {
        problem(
          "the id \(id.quoted) is that of line \(other), too", "Give every student another one.")
        continue
      }
      lineOf[id.lowercased()] = line.number
      students.append(Student(id: id, name: name.isEmpty ? id : name))
    }
    guard !students.isEmpty else {
      throw problems.first
        ?? Diagnostic(file: file.path, "the roster names no student", remedy: Self.remedy)
    }
    (self.students, self.problems) = (students, problems)
  }

  private static func isAllowed(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_.@".contains(character)
  }
}
