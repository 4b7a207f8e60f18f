import Lessons
import Misconceptions
import Practice
import Problems
import TensorEngine
import Typesetting

/// Makes of a sheet what each student gets.
public struct SheetMaker: Sendable {
  /// The sheet.
  public let sheet: Sheet
  private let families: [Int: Family]
  private let backend: any Backend

  /// Sets a sheet up.
  ///
  /// - Parameters:
  ///   - library: The families that its tasks name; `nil` where there are none.
  ///   - backend: What computes it.
  /// - Throws: A diagnostic at a family or a level that there is not.
  public init(
    _ sheet: Sheet, families library: FamilyLibrary?, on backend: any Backend
  ) throws(Diagnostic) {
    (self.sheet, self.backend) = (sheet, backend)
    var families: [Int: Family] = [:]
    for task in sheet.tasks {
      guard case .family(let node, let level, _) = task.subject else { continue }
      let name = try node.string("the family")
      guard let family = library?.families.first(where: { $0.id == name }) else {
        let names = library?.families.map(\.id) ?? []
        throw node.diagnostic(
          "there is no family \(name.quoted)",
          remedy: NearestName.of(name, in: names).map { "Did you mean '\($0)'?" }
            ?? "'convscope practice --list' lists them.")
      }
      guard (1...family.levels).contains(level) else {
        throw task.node.diagnostic(
          "there is no level \(level) of \(name)",
          remedy: family.levels == 1 ? "It has one level." : "It has levels 1 to \(family.levels).")
      }
      families[task.number] = family
    }
    self.families = families
  }

  /// The sheet of a student.
  ///
  /// - Throws: A diagnostic at what cannot be made or computed.
  public func sheet(for student: Roster.Student) throws(Diagnostic) -> StudentSheet {
    var tasks: [StudentSheet.Task] = []
    for task in sheet.tasks { tasks.append(try self.task(task, for: student)) }
    return StudentSheet(sheet: sheet, student: student, tasks: tasks)
  }

  private func task(
    _ task: SheetTask, for student: Roster.Student
  ) throws(Diagnostic) -> StudentSheet.Task {
    let seed = task.seed ?? FNV1a("\(sheet.id)/\(task.number)/\(student.id)").value
    switch task.subject {
    case .family(_, let level, let points):
      // It was found when the sheet was set up.
      guard let family = families[task.number] else { preconditionFailure("task \(task.number)") }
      let exercise = try family.exercise(seed: seed, level: level, on: backend)
      return StudentSheet.Task(exercise, task, points: points)
    case .problem(let problem, let isVaried, let parts):
      return try self.task(
        task, about: isVaried ? try varied(problem, parts, seed: seed) : problem, parts)
    }
  }

  // MARK: - Problems in parts

  private func task(
    _ task: SheetTask, about problem: Problem, _ parts: [SheetPart]
  ) throws(Diagnostic) -> StudentSheet.Task {
    let solved = try self.solved(problem, parts)
    var made: [StudentSheet.Part] = []
    for (position, part) in parts.enumerated() {
      let key = try PartKey(part, of: solved, on: backend)
      let letter =
        parts.count > 1 ? String("abcdefghijklmnopqrstuvwxyz".dropFirst(position).prefix(1)) : ""
      made.append(
        StudentSheet.Part(
          id: "\(task.number)\(letter)",
          question: part.question.isEmpty ? key.question : part.question, pattern: key.pattern,
          points: part.points, key: key, explanation: ""))
    }
    return StudentSheet.Task(
      number: task.number, title: task.title.isEmpty ? problem.title ?? "" : task.title,
      solved: solved, asksForGradients: parts.contains(where: \.asksForGradient), parts: made)
  }

  private func solved(
    _ problem: Problem, _ parts: [SheetPart]
  ) throws(Diagnostic) -> SolvedProblem {
    let built = try problem.built(withGradients: parts.contains(where: \.asksForGradient))
    do {
      return try SolvedProblem(running: built, on: backend)
    } catch {
      throw problem.firstOperation.diagnostic("the problem cannot be run", remedy: "\(error)")
    }
  }

  /// How often numbers are drawn until no answer is a grid of equal numbers.
  private static let mostDraws: UInt64 = 40

  /// The problem with other small whole numbers in all of its grids.
  private func varied(
    _ problem: Problem, _ parts: [SheetPart], seed: UInt64
  ) throws(Diagnostic) -> Problem {
    var last = problem
    for draw in 0..<Self.mostDraws {
      let edits = problem.operations.indices.map {
        // Ops share the input, so that only the last one's choice of it stays.
        problem.randomNumbers(for: $0, seed: seed &+ draw &* 1_000_003 &+ UInt64($0))
      }
      last = try problem.edited(by: edits)
      let solved = try self.solved(last, parts)
      var isTelling = true
      for part in parts where try PartKey(part, of: solved, on: backend).isDegenerate {
        isTelling = false
      }
      if isTelling { return last }
    }
    return last
  }
}

extension SheetPart {
  var asksForGradient: Bool { if case .gradient? = value { true } else { false } }
}

extension StudentSheet.Task {
  /// An exercise as a task.
  init(_ exercise: Exercise, _ task: SheetTask, points: Double) {
    number = task.number
    title = task.title
    let key = PartKey(exercise)
    // Where only a size is asked for the question says it all: its numbers stand for no picture.
    if case .problem(let inquiry) = exercise.inquiry, exercise.step.views != nil {
      solved = inquiry.solved
    } else {
      solved = nil
    }
    asksForGradients = exercise.value.hasPrefix(ProblemValue.gradientPrefix)
    parts = [
      StudentSheet.Part(
        id: "\(task.number)", question: exercise.prompt, pattern: key.pattern, points: points,
        key: key, explanation: exercise.explanation)
    ]
  }
}
