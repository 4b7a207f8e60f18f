import Foundation
import Lessons
import Progress
import TerminalKit
import Typesetting

/// The loop that joins a terminal, the tutor's model and the lessons.
public struct TutorProgram {
  private let terminal: any Terminal
  private let course: CourseDesk
  private let desk: LabDesk
  private var model: TutorModel

  /// Creates the tutor.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - map: The lessons to choose from, and how far each has got.
  ///   - first: A lesson to begin with instead of the map, at a step where one is named.
  ///   - desk: What the lab needs.
  ///   - course: What the course needs.
  public init(
    on terminal: any Terminal, _ map: Course,
    openingWith first: (lesson: PreparedLesson, step: Int?)? = nil, desk: LabDesk,
    course: CourseDesk
  ) {
    self.terminal = terminal
    self.course = course
    self.desk = desk
    model = TutorModel(map, size: terminal.size)
    if let first { show(first.lesson, at: first.step) }
  }

  /// Creates the tutor with one lesson, such as somebody's own problem: leaving it ends the program.
  ///
  /// - Parameters:
  ///   - memory: What remembers how exercises went.
  ///   - topics: How firmly the topics of exercises sit.
  ///   - answers: What puts answers into the file that is handed in.
  public init(
    on terminal: any Terminal, alone lesson: PreparedLesson, desk: LabDesk,
    memory: ProgressRecorder? = nil, topics: @escaping () -> [TopicStanding] = { [] },
    answers: (any AnswerKeeper)? = nil
  ) {
    self.terminal = terminal
    self.desk = desk
    course = .alone(memory: memory, topics: topics, answers: answers)
    model = TutorModel(withoutCourse: terminal.size)
    show(lesson, at: nil)
  }

  /// Creates the tutor with the lab: leaving it ends the program.
  ///
  /// - Parameter memory: What remembers which problem files were used.
  public init(
    on terminal: any Terminal, lab: LabModel, desk: LabDesk, memory: ProgressRecorder? = nil
  ) {
    self.terminal = terminal
    self.desk = desk
    course = .alone(memory: memory)
    model = TutorModel(lab: lab, size: terminal.size)
    if let file = lab.file { remember(problem: file) }
  }

  /// Runs until the learner quits.
  ///
  /// - Returns: Why it ended from outside; `nil` when the learner quit.
  /// - Throws: What ``Terminal/enter()`` throws.
  public mutating func run() throws -> TerminationReason? {
    // Whoever leaves has the terminal back while the last is written.
    defer {
      course.answers?.finish()
      course.memory?.finish()
    }
    try terminal.enter()
    defer { terminal.leave() }
    // The size is known for certain only now.
    var view = TutorView(model: model)
    _ = model.update(.resize(terminal.size), seen: view)
    tellTrouble()
    view = present()
    while true {
      let event = terminal.nextEvent(timeout: model.timeout)
      let effects = model.update(event, seen: view)
      if case .terminated(let reason) = event { return reason }
      for effect in effects {
        switch effect {
        case .quit: return nil
        case .record(let event): course.memory?.record(event)
        case .keep(let question, let answer): course.answers?.keep(answer, to: question)
        case .readTopics: model.practised(course.topics(), course.openExercises())
        case .prepareLesson, .practise, .openLab, .openProblem, .saveProblem, .write, .train:
          attempt(effect)
        }
      }
      tellTrouble()
      view = present()
    }
  }

  /// Does what may fail, and tells the learner where it does.
  private mutating func attempt(_ effect: TutorEffect) {
    do {
      switch effect {
      case .prepareLesson(let id, let step): show(try course.prepare(id), at: step)
      case .practise(let topic): show(try course.exercises(topic), at: nil)
      case .train(let choice): try train(choice)
      case .openLab: model.open(try desk.newLab())
      case .openProblem(let path):
        model.open(LabModel(try desk.read(path), from: path, on: desk.backend))
        remember(problem: path)
      case .saveProblem(let text, let path, let replaces):
        let isWritten = try desk.write(text, path, replaces)
        model.saved(as: path, isThere: !isWritten)
        if isWritten { remember(problem: path) }
      case .write(let text): model.wrote(to: try write(text))
      case .record, .keep, .readTopics, .quit: break
      }
    } catch {
      model.fail((error as? any UserError)?.report ?? "\(error)")
    }
  }

  /// Remembers that a problem file was used, wherever the program is started next.
  private mutating func remember(problem path: String) {
    let path = URL(fileURLWithPath: path).path
    course.memory?.record(.problemUsed(path: path))
    model.used(problem: path)
  }

  /// Writes a summary to a file that is not there yet, and returns its name.
  private func write(_ text: String) throws -> String {
    var number = 1
    while true {
      let path = number == 1 ? "practice.txt" : "practice-\(number).txt"
      if try desk.write(text, path, false) { return path }
      number += 1
    }
  }

  /// Opens a lesson as it was left, and remembers that.
  private mutating func show(_ lesson: PreparedLesson, at step: Int?) {
    let kept = course.memory.flatMap { memory in
      guard let practice = lesson.practice else {
        return LessonState(
          step: memory.lessons[lesson.id]?.step ?? "", records: memory.states(ofLesson: lesson.id))
      }
      return memory.sessions.first { $0.name == practice.session }
        .map { LessonState($0, of: lesson) }
    }
    for case .record(let event) in model.open(lesson, resuming: kept, at: step) {
      course.memory?.record(event)
    }
  }

  /// Gives the screen to a training run until it is over.
  private mutating func train(_ choice: TrainingChoice) throws {
    terminal.leave()
    let result = Result { try course.train(choice) }
    try terminal.enter()
    model.trained(try result.get())
  }

  /// Tells, once, that what the learner does is not remembered.
  private mutating func tellTrouble() {
    if let trouble = course.answers?.takeTrouble() ?? course.memory?.takeTrouble() {
      model.fail(trouble)
    }
  }

  /// Shows the model, and returns what is seen now.
  private mutating func present() -> TutorView {
    if terminal.isStill { model.standStill() }
    var buffer = terminal.makeBuffer()
    let view = TutorView(model: model, glyphs: buffer.glyphs)
    buffer.draw(view, in: buffer.area)
    terminal.present(buffer, cursor: view.cursor)
    return view
  }
}
