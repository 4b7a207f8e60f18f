import Lessons
import TerminalKit
import Typesetting

/// The loop that joins a terminal, the tutor's model and the lessons.
public struct TutorProgram {
  private let terminal: any Terminal
  private let prepareLesson: (String) throws -> PreparedLesson
  private let desk: LabDesk
  private var model: TutorModel

  /// Creates the tutor.
  ///
  /// - Parameters:
  ///   - terminal: Where it is shown.
  ///   - lessons: The lessons to choose from.
  ///   - first: A lesson to begin with instead of the home screen.
  ///   - desk: What the lab needs.
  ///   - prepareLesson: Reads the lesson with an id and makes it ready; a thrown error's
  ///     description is shown to the learner.
  public init(
    on terminal: any Terminal, lessons: [LessonSummary], openingWith first: PreparedLesson? = nil,
    desk: LabDesk, prepareLesson: @escaping (String) throws -> PreparedLesson
  ) {
    self.terminal = terminal
    self.prepareLesson = prepareLesson
    self.desk = desk
    model = TutorModel(lessons: lessons, size: terminal.size)
    if let first { _ = model.open(first) }
  }

  /// Creates the tutor with one lesson, such as somebody's own problem: leaving it ends the program.
  public init(on terminal: any Terminal, alone lesson: PreparedLesson, desk: LabDesk) {
    self.terminal = terminal
    self.desk = desk
    prepareLesson = { _ in lesson }
    model = TutorModel(alone: lesson, size: terminal.size)
  }

  /// Creates the tutor with the lab: leaving it ends the program.
  public init(on terminal: any Terminal, lab: LabModel, desk: LabDesk) {
    self.terminal = terminal
    self.desk = desk
    prepareLesson = { _ in throw CancellationError() }
    model = TutorModel(lab: lab, size: terminal.size)
  }

  /// Runs until the learner quits.
  ///
  /// - Returns: Why it ended from outside; `nil` when the learner quit.
  /// - Throws: What ``Terminal/enter()`` throws.
  public mutating func run() throws -> TerminationReason? {
    try terminal.enter()
    defer { terminal.leave() }
    // The size is known for certain only now.
    var view = TutorView(model: model)
    _ = model.update(.resize(terminal.size), seen: view)
    view = present()
    while true {
      let event = terminal.nextEvent(timeout: model.timeout)
      let effects = model.update(event, seen: view)
      if case .terminated(let reason) = event { return reason }
      for effect in effects {
        switch effect {
        case .quit: return nil
        case .prepareLesson, .openLab, .openProblem, .saveProblem: attempt(effect)
        // Nothing keeps what a learner has done yet.
        case .record: break
        }
      }
      view = present()
    }
  }

  /// Does what may fail, and tells the learner where it does.
  private mutating func attempt(_ effect: TutorEffect) {
    do {
      switch effect {
      case .prepareLesson(let id): _ = model.open(try prepareLesson(id))
      case .openLab: model.open(try desk.newLab())
      case .openProblem(let path): model.open(try desk.read(path), from: path)
      case .saveProblem(let text, let path, let replaces):
        model.saved(as: path, isThere: try !desk.write(text, path, replaces))
      case .record, .quit: break
      }
    } catch {
      model.fail((error as? any UserError)?.report ?? "\(error)")
    }
  }

  /// Shows the model, and returns what is seen now.
  private func present() -> TutorView {
    var buffer = terminal.makeBuffer()
    let view = TutorView(model: model, glyphs: buffer.glyphs)
    buffer.draw(view, in: buffer.area)
    terminal.present(buffer, cursor: view.cursor)
    return view
  }
}
