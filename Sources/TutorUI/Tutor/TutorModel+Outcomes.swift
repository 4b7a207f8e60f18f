import Lessons
import Progress

/// What the screens ask of the tutor, and of the program around it.
extension TutorModel {
  /// Does what the lab asks.
  mutating func perform(_ outcome: LabModel.Outcome) -> [TutorEffect] {
    switch outcome {
    case .notice(let text): notice = text
    case .help: openHelp()
    case .facts: openHelp(withFacts: true)
    case .leave:
      if isAlone { return [.quit] }
      screen = .home
    case .save(let path, let replaces):
      guard case .lab(let lab) = screen else { break }
      return [.saveProblem(lab.problem.yaml, path: path, replaces: replaces)]
    case .open(let path): return [.openProblem(path)]
    }
    return []
  }

  /// Does what the map of the course asks.
  mutating func perform(_ outcome: HomeModel.Outcome) -> [TutorEffect] {
    switch outcome {
    case .stay: return []
    case .lab: return [.openLab]
    case .problem(let path): return [.openProblem(path)]
    case .notice(let text): notice = text
    case .help: openHelp()
    case .open(let id, let step): return [.prepareLesson(id, step: step)]
    case .train(let choice): return [.train(choice)]
    case .goOnPractising(let session):
      topic = home.course.topics.contains { $0.id == session } ? session : nil
      return [.practise(topic)]
    case .practise(let topic):
      self.topic = topic
      return [.practise(topic)]
    case .quit: return [.quit]
    }
    return []
  }

  /// Does what a lesson asks, one thing after the other.
  mutating func perform(_ outcomes: [LessonModel.Outcome]) -> [TutorEffect] {
    var effects: [TutorEffect] = []
    for outcome in outcomes {
      switch outcome {
      case .notice(let text): notice = text
      case .help: openHelp()
      case .facts: openHelp(withFacts: true)
      case .leave, .openNext:
        if case .lesson(let lesson) = screen, lesson.isAlone { return effects + [.quit] }
        if case .lesson(let lesson) = screen, lesson.isPractice {
          screen = .home
          effects.append(.readTopics)
          continue
        }
        let next = closeLesson()
        if outcome == .openNext, let next { effects.append(.prepareLesson(next.id, step: nil)) }
      case .readTopics: effects.append(.readTopics)
      case .practise(let topic):
        _ = closeLesson()
        self.topic = topic
        effects.append(.practise(topic))
      case .practiseMore: effects += [.readTopics, .practise(topic)]
      case .write(let text): effects.append(.write(text))
      case .record(let event): effects.append(.record(event))
      case .keep(let question, let answer):
        effects.append(.keep(question: question, answer: answer))
      }
    }
    return effects
  }

  /// Goes back to the map.
  ///
  /// - Returns: The lesson after the one that was open.
  private mutating func closeLesson() -> LessonSummary? {
    guard case .lesson(let lesson) = screen else { return nil }
    opened[lesson.lesson.id] = lesson.state
    home.left(lesson)
    screen = .home
    return home.lesson(after: lesson.lesson.id)
  }
}
