import Backends
import Foundation
import Interchange
import Lessons
import NCursesTerminal
import Problems
import Progress
import TensorEngine
import TerminalKit
import TutorUI
import Typesetting

/// The tutor on the user's terminal, from the first frame to the exit status.
struct TutorSession {
  private let terminal: NCursesTerminal
  private let library: LessonLibrary
  private let first: (lesson: PreparedLesson, step: Int?)?
  private let preparer: LessonPreparer
  private let backend: any Backend

  /// Prepares a session.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - library: The lessons to choose from.
  ///   - first: The lesson to begin with, and a step of it; `nil` for the home screen, which runs no
  ///     problems at all.
  ///   - backend: What computes lessons and the lab.
  /// - Throws: A diagnostic when there is no such lesson or it cannot be run.
  init(
    on terminal: NCursesTerminal, library: LessonLibrary, openingWith first: LessonPlace? = nil,
    backend: any Backend
  ) throws {
    self.backend = backend
    self.terminal = terminal
    self.library = library
    let preparer = LessonPreparer(library, on: backend)
    self.preparer = preparer
    self.first = try first.map { (try preparer.prepare($0.lesson), $0.step) }
  }

  /// Runs until the learner quits or the program has to end.
  ///
  /// After a signal it ends as that signal ends a program, so that a shell sees what happened.
  func run() throws {
    let memory = ProgressRecorder(ProgressFile.standard)
    let practice = PracticeDesk(
      try? ExerciseShelf.library(chosenFolder: nil), memory: memory)
    let course = Course(
      lessons: library.summaries, records: memory.lessons, topics: practice.topics(),
      open: practice.openExercises(), problems: OwnProblems.latest(memory, now: Date()),
      runs: OwnRuns.all,
      speed: memory.settings[.speed].flatMap { Int($0) })
    var program = TutorProgram(
      on: terminal, course, openingWith: first, desk: Self.desk(on: backend),
      course: CourseDesk(
        memory: memory, prepare: preparer.prepare, exercises: practice.exercises,
        topics: practice.topics, openExercises: practice.openExercises, train: OwnRuns.train))
    Self.end(try program.run()) {
      for problem in library.problems { StandardError.write(problem.report) }
    }
  }

  /// Shows one lesson, such as somebody's own problem, until it is left.
  ///
  /// - Parameters:
  ///   - memory: What remembers how exercises went.
  ///   - topics: How firmly the topics of exercises sit.
  ///   - answers: What puts answers into the file that is handed in.
  static func run(
    on terminal: NCursesTerminal, alone lesson: PreparedLesson, memory: ProgressRecorder? = nil,
    topics: @escaping () -> [TopicStanding] = { [] }, answers: (any AnswerKeeper)? = nil
  ) throws {
    var program = TutorProgram(
      on: terminal, alone: lesson, desk: desk(on: try Backends.reference.makePrecise()),
      memory: memory, topics: topics, answers: answers)
    end(try program.run()) {}
  }

  /// Shows the lab until it is left.
  static func run(on terminal: NCursesTerminal, lab: LabModel, _ desk: LabDesk) throws {
    var program = TutorProgram(
      on: terminal, lab: lab, desk: desk, memory: ProgressRecorder(ProgressFile.standard))
    end(try program.run()) {}
  }

  /// What the lab needs: something that computes, and files that are replaced whole.
  static func desk(on backend: any Backend) -> LabDesk {
    LabDesk(
      backend: backend,
      read: { path in try Problem(try SourceFile.read(path)) },
      write: { text, path, replaces in
        guard replaces || !FileManager.default.fileExists(atPath: path) else { return false }
        try AtomicFile.write(text, to: path)
        return true
      })
  }

  /// Ends as whatever ended the program; does something more where the learner left.
  private static func end(_ reason: TerminationReason?, otherwise: () -> Void) {
    switch reason {
    case .signal(let number): ProgramEnd.bySignal(number)
    case .terminalLost: ProgramEnd.bySignal(SIGHUP)
    case .scriptEnded, nil: otherwise()
    }
  }
}

/// Reads lessons and runs their problems when they are opened.
struct LessonPreparer {
  private let library: LessonLibrary
  private let backend: any Backend

  init(_ library: LessonLibrary, on backend: any Backend) {
    (self.library, self.backend) = (library, backend)
  }

  /// Reads a lesson and runs its problems.
  func prepare(_ id: String) throws -> PreparedLesson {
    try library.lesson(id).prepared(on: backend)
  }
}
