import Documents
import Homework
import Interchange
import Problems

/// The folder of a sheet that is given out: one below it for each student.
struct SheetFolder {
  let path: String

  init(_ path: String) { self.path = path }

  /// What was made.
  struct Made {
    var students = 0
    var created = 0
    var kept = 0
    var findings: [Diagnostic] = []
    let path: String

    /// What was made, in a line.
    var text: String {
      var parts = [
        "\(students) student\(students == 1 ? "" : "s")",
        "\(created) new file\(created == 1 ? "" : "s") of answers",
      ]
      if kept > 0 { parts.append("\(kept) that were there kept as they are") }
      return "\(path): " + parts.joined(separator: ", ") + "."
    }
  }

  /// Writes a variant for each student; files of answers that are there stay as they are.
  ///
  /// - Throws: A diagnostic at what cannot be made or written.
  func write(
    _ maker: SheetMaker, for roster: Roster, formats: [SheetFormat], withSolutions: Bool
  ) throws -> Made {
    var made = Made(path: path)
    for student in roster.students {
      let own = try maker.sheet(for: student)
      let folder = "\(path)/\(student.id)"
      try NewFile.makeFolder(folder)
      let document = try own.document
      for format in formats {
        try AtomicFile.write(
          format.page.text(document), to: "\(folder)/\(maker.sheet.id).\(format.page.ending)")
      }
      if withSolutions {
        try NewFile.makeFolder("\(path)/solutions")
        let solution = try own.solution
        for format in formats {
          try AtomicFile.write(
            format.page.text(solution),
            to: "\(path)/solutions/\(student.id).\(format.page.ending)")
        }
      }
      // Answers to what is no exam are judged on the student's own screen.
      if !maker.sheet.isExam {
        try AtomicFile.write(maker.sheet.file.text, to: "\(folder)/\(maker.sheet.id).yaml")
      }
      let answers = "\(folder)/\(AnswerFile.name(for: student.id, of: maker.sheet.id))"
      made.students += 1
      if try NewFile.create(answers, with: AnswerFile.text(for: own)) {
        made.created += 1
      } else {
        made.kept += 1
        if let finding = Self.finding(about: answers, for: own) { made.findings.append(finding) }
      }
    }
    return made
  }

  /// What is wrong with a file of answers that was there before.
  private static func finding(about path: String, for own: StudentSheet) -> Diagnostic? {
    do throws(Diagnostic) {
      let file = try AnswerFile(try SourceFile.read(path))
      guard file.variant != own.fingerprint else { return nil }
      return Diagnostic(
        file: path, "this file was made for another variant of the sheet",
        remedy:
          "It is kept. Move it away and make the sheet again, or undo the change of the sheet.",
        severity: .warning)
    } catch {
      return error
    }
  }
}

extension SheetFormat {
  /// As what its page is written.
  fileprivate var page: PageFormat { self == .latex ? .latex : .markdown }
}
