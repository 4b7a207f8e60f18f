import Dispatch
import Lessons
import Problems
import Synchronization
import Typesetting

/// Grades the answers of a class.
public struct Grader: Sendable {
  private let maker: SheetMaker
  private let roster: Roster

  /// A grader of a sheet.
  public init(_ maker: SheetMaker, roster: Roster) {
    (self.maker, self.roster) = (maker, roster)
  }

  /// Grades what was handed in.
  ///
  /// Students are graded on all cores at once; the order of the results is the roster's.
  ///
  /// - Parameters:
  ///   - files: The files of answers that can be read.
  ///   - problems: What is wrong with others, for the report.
  /// - Throws: A diagnostic where a student's sheet cannot be made.
  public func grades(
    of files: [AnswerFile], problems: [Diagnostic] = []
  ) throws(Diagnostic) -> ClassGrades {
    var findings = roster.problems + problems
    let handedIn = assigned(files, &findings)
    let students = roster.students
    let results = Mutex<[Int: Result<(StudentGrade, [Diagnostic]), Diagnostic>]>([:])
    DispatchQueue.concurrentPerform(iterations: students.count) { position in
      let student = students[position]
      let result = Result { () throws(Diagnostic) in
        try grade(student, from: handedIn[student.id])
      }
      results.withLock { $0[position] = result }
    }
    var grades: [StudentGrade] = []
    for position in students.indices {
      guard let result = results.withLock({ $0[position] }) else { continue }
      let (grade, found) = try result.get()
      grades.append(grade)
      findings += found
    }
    return ClassGrades(sheet: maker.sheet, students: grades, findings: findings)
  }

  // MARK: - Whose a file is

  /// The file of each student that counts.
  private func assigned(
    _ files: [AnswerFile], _ findings: inout [Diagnostic]
  ) -> [String: AnswerFile] {
    let known = Dictionary(
      uniqueKeysWithValues: roster.students.map { ($0.id.lowercased(), $0.id) })
    var handedIn: [String: AnswerFile] = [:]
    for file in files.sorted(by: { $0.path < $1.path }) {
      guard file.sheet == maker.sheet.id else {
        findings.append(
          Diagnostic(
            file: file.path, "these are answers to another sheet, \(file.sheet.quoted)",
            remedy: "This one is \(maker.sheet.id.quoted); the file is left out."))
        continue
      }
      guard let id = known[file.student.lowercased()] else {
        findings.append(
          Diagnostic(
            file: file.path, "\(file.student.quoted) is nobody of the roster",
            remedy: "Add a line to the roster, or remove the file; it is left out."))
        continue
      }
      if let other = handedIn[id] {
        findings.append(
          Diagnostic(
            file: file.path, "\(id.quoted) has handed in \(other.path.quoted), too",
            remedy: "That one is graded and this one left out; keep the one that counts."))
        continue
      }
      handedIn[id] = file
    }
    return handedIn
  }

  // MARK: - A student

  private func grade(
    _ student: Roster.Student, from file: AnswerFile?
  ) throws(Diagnostic) -> (StudentGrade, [Diagnostic]) {
    let own = try maker.sheet(for: student)
    var findings: [Diagnostic] = []
    var answers = file?.answers ?? [:]
    if let file {
      if file.variant != own.fingerprint {
        findings.append(
          Diagnostic(
            file: file.path, "these answers were made for another variant of the sheet",
            remedy: "They are graded by today's sheet; has it been changed since it was given out?",
            severity: .warning))
      }
      for (id, line) in file.duplicates {
        findings.append(
          Diagnostic(
            file: file.path, at: SourceLocation(line: line, column: 1),
            "question \(id) is answered twice", remedy: "The first answer counts."))
      }
      let known = Set(own.parts.map(\.id))
      for (id, entry) in answers.sorted(by: { $0.value.line < $1.value.line })
      where !known.contains(id) && !entry.text.isEmpty {
        findings.append(
          Diagnostic(
            file: file.path, at: SourceLocation(line: entry.line, column: 1),
            "there is no question \(id)",
            remedy: "The questions are \(known.sorted().joined(separator: ", "))."))
        answers[id] = nil
      }
    }
    var grades: [PartGrade] = []
    for task in own.tasks {
      var earlier: [Earlier] = []
      for part in task.parts {
        let entry = answers[part.id]
        let grade = grade(part, entry?.text ?? "", after: earlier)
        if grade.judgement == .unreadable, let file, let entry {
          findings.append(
            Diagnostic(
              file: file.path, at: SourceLocation(line: entry.line, column: 1),
              "the answer to question \(part.id) cannot be read", remedy: grade.say))
        }
        earlier.append(Earlier(part: part, grade: grade))
        grades.append(grade)
      }
    }
    return (StudentGrade(student: student, parts: grades, isHandedIn: file != nil), findings)
  }

  /// A question that comes before another one of its task.
  private struct Earlier {
    let part: StudentSheet.Part
    let grade: PartGrade
  }

  /// What a key says to a wrong answer, on a page of grades: nobody tries again there.
  private static func remark(_ message: String) -> String {
    message.hasSuffix(AnswerKey.invitation) ? "" : message.replacing(" yet.", with: ".")
  }

  private func grade(
    _ part: StudentSheet.Part, _ text: String, after earlier: [Earlier]
  ) -> PartGrade {
    func grade(_ judgement: PartGrade.Judgement, _ say: String = "") -> PartGrade {
      PartGrade(
        id: part.id, judgement: judgement, given: text, solution: part.key.solution, say: say,
        most: part.points)
    }
    if text.isEmpty { return grade(.missing) }
    switch part.key.check(text) {
    case .correct: return grade(.right)
    case .unreadable(_, let message): return grade(.unreadable, message)
    case .predicted, .kept: preconditionFailure("a key of a sheet judges")
    case .wrong(_, let message, let diagnosis):
      // The nearest earlier value is the one that a student goes on from.
      for before in earlier.reversed() {
        guard case .wrong = before.grade.judgement,
          let own = before.part.key.answer(read: before.grade.given),
          let key = part.key.following(before.part.key, answered: own), key.check(text) == .correct
        else { continue }
        return grade(
          .consequence(of: before.part.id),
          "It follows from your own answer to \(before.part.id), so it counts.")
      }
      if case .misconception(let id, let name, _)? = diagnosis {
        return grade(.wrong(.init(id: id, name: name)), message)
      }
      return grade(.wrong(nil), Self.remark(message))
    }
  }
}
