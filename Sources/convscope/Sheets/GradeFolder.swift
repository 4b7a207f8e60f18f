import Documents
import Homework
import Interchange
import Problems

/// The folder of grades: a gradebook, a report on the class, a page for each student.
struct GradeFolder {
  let path: String

  init(_ path: String) { self.path = path }

  /// Writes the grades, in place of those that were there.
  ///
  /// - Throws: An error that names what cannot be written.
  func write(_ grades: ClassGrades) throws {
    try NewFile.makeFolder("\(path)/students")
    try AtomicFile.write(grades.gradebook, to: "\(path)/gradebook.csv")
    try AtomicFile.write(
      MarkdownPage().text(grades.report(naming: grades.findings)), to: "\(path)/class.md")
    for student in grades.students {
      try AtomicFile.write(
        MarkdownPage().text(grades.page(of: student)),
        to: "\(path)/students/\(student.student.id).md")
    }
  }
}
