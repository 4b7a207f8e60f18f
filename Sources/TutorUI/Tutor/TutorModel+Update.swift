import Lessons
import TerminalKit

extension TutorModel {
  /// Answers to an event.
  ///
  /// Pure: whatever has to be done outside is returned.
  public mutating func update(_ event: Event) -> [TutorEffect] {
    switch event {
    case .resize(let size):
      resize(to: size)
    case .tick:
      if case .lesson(var lesson) = screen {
        lesson.tick()
        screen = .lesson(lesson)
      }
    case .key(.control("c")), .terminated:
      return [.quit]
    case .key(let key):
      notice = nil
      if isTooSmall { return key == "q" ? [.quit] : [] }
      if let offset = helpOffset {
        updateHelp(key, offset)
        return []
      }
      return updateScreen(key)
    case .mouse(let mouse):
      if helpOffset == nil, !isTooSmall { return updateScreen(mouse) }
    case .resume:
      break
    }
    return []
  }

  /// Shows a lesson that has been made ready.
  public mutating func open(_ lesson: PreparedLesson) {
    home.select(lesson.id)
    // A finished lesson starts again; any other one goes on where it was left.
    let left = opened[lesson.id].flatMap { $0.finishedSteps < lesson.steps.count ? $0 : nil }
    screen = .lesson(left ?? LessonModel(lesson))
  }

  /// Tells why something could not be done.
  public mutating func fail(_ message: String) {
    notice = message
  }

  private mutating func updateScreen(_ key: Key) -> [TutorEffect] {
    switch screen {
    case .home:
      return perform(home.update(key))
    case .lesson(var lesson):
      let outcome = lesson.update(key)
      // How far the text can be scrolled depends on the room it has.
      let body = TutorView.body(of: Rect(origin: .zero, size: size))
      let most = LessonView(model: lesson).maximumProseOffset(in: body, glyphs: .unicode)
      lesson.state.proseOffset = min(lesson.state.proseOffset, most)
      screen = .lesson(lesson)
      perform(outcome, in: lesson)
      return []
    }
  }

  private mutating func updateScreen(_ mouse: MouseEvent) -> [TutorEffect] {
    switch screen {
    case .home:
      guard let outcome = home.update(mouse, in: Rect(origin: .zero, size: size)) else { return [] }
      return perform(outcome)
    case .lesson(var lesson):
      let outcome = lesson.update(mouse, in: Rect(origin: .zero, size: size))
      screen = .lesson(lesson)
      perform(outcome, in: lesson)
      return []
    }
  }

  private mutating func perform(_ outcome: HomeModel.Outcome) -> [TutorEffect] {
    switch outcome {
    case .stay: return []
    case .notice(let text): notice = text
    case .help: helpOffset = 0
    case .open(let id): return [.prepareLesson(id)]
    case .quit: return [.quit]
    }
    return []
  }

  private mutating func perform(_ outcome: LessonModel.Outcome, in lesson: LessonModel) {
    switch outcome {
    case .stay: break
    case .notice(let text): notice = text
    case .help: helpOffset = 0
    case .leave:
      close(lesson)
    case .finish:
      close(lesson)
      let (done, all) = (lesson.finishedSteps, lesson.lesson.steps.count)
      let what = done == all ? "Lesson finished." : "\(done) of \(all) steps are done."
      notice = what + (home.selectNext() ? " Enter opens the next lesson." : "")
    }
  }

  private mutating func close(_ lesson: LessonModel) {
    opened[lesson.lesson.id] = lesson
    home.finishedSteps[lesson.lesson.id] = (lesson.finishedSteps, lesson.lesson.steps.count)
    screen = .home
  }

  private mutating func updateHelp(_ key: Key, _ offset: Int) {
    switch key {
    case .down, "j", .pageDown: helpOffset = min(offset + 1, maximumHelpOffset)
    case .up, "k", .pageUp: helpOffset = max(0, offset - 1)
    default: helpOffset = nil
    }
  }
}
