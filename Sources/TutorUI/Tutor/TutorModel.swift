import Lessons
import Problems
import Progress
import StageUI
import TerminalKit

/// Everything that the tutor's screens show.
struct TutorModel: Sendable {
  /// The screen that is open.
  enum Screen: Sendable {
    case home
    case lesson(LessonModel)
    case lab(LabModel)
  }

  /// The size of the terminal.
  private(set) var size: Size
  /// The map of the course.
  var home: HomeModel
  /// The screen that is open.
  var screen = Screen.home
  /// Lessons that were opened before, so that each is found as it was left.
  var opened: [String: LessonState] = [:]
  /// The first line of the key help in view; `nil` while it is closed.
  private(set) var helpOffset: Int?
  /// Whether the help that is open is the facts of the op on the stage.
  private var helpIsFacts = false
  /// The topic that is practised; `nil` for what is due of all.
  var topic: String?
  /// Whether there is no list of lessons to go back to.
  private(set) var isAlone = false
  /// How fast frames follow each other; `nil` for the usual speed.
  private var speed: Int?
  /// What the footer tells until the next key.
  var notice: String?

  /// Creates the tutor at its home screen.
  ///
  /// - Parameters:
  ///   - course: The lessons, and how far each has got.
  ///   - size: The size of the terminal.
  init(_ course: Course, size: Size) {
    self.size = size
    home = HomeModel(course)
    speed = course.speed
  }

  /// Creates the tutor with no list to go back to: the lesson that is opened next is all there is.
  init(withoutCourse size: Size) {
    self.init(Course(lessons: []), size: size)
    isAlone = true
  }

  /// Creates the tutor with the lab and no list to go back to.
  init(lab: LabModel, size: Size) {
    self.init(Course(lessons: []), size: size)
    isAlone = true
    screen = .lab(lab)
  }

  /// Whether the terminal is too small to show anything of use.
  var isTooSmall: Bool { TooSmallScreen.isNeeded(for: size) }

  /// How long to wait for an event; `nil` while nothing moves by itself.
  var timeout: Duration? {
    guard helpOffset == nil, !isTooSmall else { return nil }
    switch screen {
    case .home: return nil
    case .lesson(let lesson): return lesson.step.frameDuration
    case .lab(let lab): return lab.timeout
    }
  }

  /// Shows what would move by itself as pictures beside each other.
  mutating func standStill() {
    switch screen {
    case .home: break
    case .lesson(var lesson):
      lesson.step.player?.standStill()
      screen = .lesson(lesson)
    case .lab(var lab):
      lab.player.standStill()
      screen = .lab(lab)
    }
  }

  /// The box of the key help for the open screen.
  func help(offset: Int) -> KeyHelpBox {
    if helpIsFacts, let facts {
      return KeyHelpBox(facts.rows, offset: offset, title: "What the op comes to")
    }
    return switch screen {
    case .home: KeyHelpBox(home.keys.helpRows, offset: offset)
    case .lesson(let lesson):
      KeyHelpBox(lesson.keys.helpRows + StageHelp(lesson.step.player).rows, offset: offset)
    case .lab(let lab):
      KeyHelpBox(lab.keys.helpRows + StageHelp(lab.player).rows, offset: offset)
    }
  }

  /// What the op on the stage comes to.
  private var facts: StageFacts? {
    switch screen {
    case .home: nil
    case .lesson(let lesson): lesson.facts
    case .lab(let lab): lab.facts
    }
  }

  /// Opens the key help, or the facts of the op on the stage.
  mutating func openHelp(withFacts: Bool = false) {
    (helpOffset, helpIsFacts) = (0, withFacts)
  }

  /// Answers to an event.
  ///
  /// Pure: whatever has to be done outside is returned.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - view: The screen that the learner saw when it happened.
  mutating func update(_ event: Event, seen view: TutorView) -> [TutorEffect] {
    switch event {
    case .resize(let size): self.size = size
    case .tick:
      if case .lab = screen { return updateLab { $0.tick() } }
      return updateLesson { $0.tick() }
    case .key(.control("c")):
      guard case .lab(var lab) = screen, !isTooSmall, lab.asksBeforeEnding() else { return [.quit] }
      (screen, helpOffset, notice) = (.lab(lab), nil, nil)
    case .terminated: return [.quit]
    case .key(let key): return update(key, seen: view)
    case .mouse(let mouse):
      if helpOffset == nil, !isTooSmall { return update(mouse, seen: view) }
    case .resume: break
    }
    return []
  }

  /// Shows a lesson that has been made ready, as it was left.
  ///
  /// - Parameters:
  ///   - lesson: The lesson.
  ///   - kept: What is remembered of it from before this program was started.
  ///   - step: The step to begin with; `nil` for the one that was open.
  mutating func open(
    _ lesson: PreparedLesson, resuming kept: LessonState? = nil, at step: Int? = nil
  ) -> [TutorEffect] {
    var model =
      (opened[lesson.id] ?? kept).map { LessonModel(lesson, resuming: $0) } ?? LessonModel(lesson)
    model.isAlone = isAlone
    model.next = home.lesson(after: lesson.id)?.title
    model.topics = home.topics(of: lesson.id)
    // Whoever comes back to a lesson that is done begins at its beginning.
    if let step = step ?? (model.doneSteps == model.steps.count ? 0 : nil) {
      _ = model.go(toStep: step)
    }
    model.speed = speed
    screen = .lesson(model)
    let set = kept == nil ? model.session.map { ProgressEvent.exercisesSet($0) } : nil
    return ([set] + [model.reached, model.record(ofStep: model.index)]).compactMap { $0 }
      .map { .record($0) }
  }

  /// Opens the lab.
  mutating func open(_ lab: LabModel) {
    screen = .lab(lab)
  }

  /// That a problem file was saved or opened just now; an absolute path.
  mutating func used(problem path: String) {
    home.used(problem: path)
  }

  /// That a problem was saved, or that its file is there and was not replaced.
  mutating func saved(as path: String, isThere: Bool) {
    guard case .lab(var lab) = screen else { return }
    if isThere {
      lab.panel = .replacing(path)
    } else {
      lab.markSaved(as: path)
      notice = "Saved as \(path). convscope figure \(path) draws it for a page."
    }
    screen = .lab(lab)
  }

  /// That exercises were done; this is how firmly the topics sit now, and what is still open.
  mutating func practised(_ topics: [TopicStanding], _ open: [OpenExercises]) {
    home.update(topics: topics, open: open)
    if case .lesson(var lesson) = screen, var list = lesson.stepList {
      list.update(topics, of: lesson)
      lesson.stepList = list
      screen = .lesson(lesson)
    }
  }

  /// That a training run is over; these are the runs that there are now.
  mutating func trained(_ runs: [OwnRun]) {
    home.update(runs: runs)
  }

  /// That a text was written.
  mutating func wrote(to path: String) {
    notice = "Written to \(path)."
  }

  /// Tells why something could not be done.
  mutating func fail(_ message: String) {
    notice = message
  }

  private mutating func update(_ key: Key, seen view: TutorView) -> [TutorEffect] {
    notice = nil
    if isTooSmall { return key == "q" ? [.quit] : [] }
    if let offset = helpOffset {
      helpOffset = help(offset: offset).offset(after: key, in: Rect(origin: .zero, size: size))
      return []
    }
    if case .lab = screen { return updateLab { $0.update(key, seen: view.lab) } }
    guard let seen = view.lesson else { return perform(home.update(key)) }
    return updateLesson { $0.update(key, seen: seen) }
  }

  private mutating func update(_ mouse: MouseEvent, seen view: TutorView) -> [TutorEffect] {
    if let lab = view.lab {
      let cell =
        mouse.kind == .move ? lab.pointedCell(at: mouse.point) : lab.cell(at: mouse.point)
      return updateLab { $0.update(mouse.kind, over: cell) }
    }
    guard let seen = view.lesson else {
      return home.update(mouse, in: Rect(origin: .zero, size: size)).map { perform($0) } ?? []
    }
    return updateLesson { $0.update(mouse, seen: seen) }
  }

  /// Changes the open lesson, if there is one, and does what it asks.
  private mutating func updateLesson(
    _ change: (inout LessonModel) -> [LessonModel.Outcome]
  ) -> [TutorEffect] {
    guard case .lesson(var lesson) = screen else { return [] }
    let before = lesson
    let outcomes = change(&lesson)
    speed = lesson.speed ?? speed
    screen = .lesson(lesson)
    let changes = lesson.changes(since: before).map { TutorEffect.record($0) }
    return changes + perform(lesson.answers(since: before) + outcomes)
  }

  /// Changes the open lab and does what it asks.
  private mutating func updateLab(
    _ change: (inout LabModel) -> [LabModel.Outcome]
  ) -> [TutorEffect] {
    guard case .lab(var lab) = screen else { return [] }
    let outcomes = change(&lab)
    screen = .lab(lab)
    return outcomes.flatMap { perform($0) }
  }
}
