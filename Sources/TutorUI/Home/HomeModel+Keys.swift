import Lessons
import TerminalKit

extension HomeModel {
  /// What the map asks of the tutor.
  enum Outcome: Equatable, Sendable {
    case stay
    case notice(String)
    case help
    case open(lesson: String, step: Int?)
    case lab
    /// A problem file, in the lab.
    case problem(String)
    case train(TrainingChoice)
    /// Go on with exercises that are not over.
    case goOnPractising(String)
    /// Practise a topic; what is due of all where none is named.
    case practise(String?)
    case quit
  }

  /// What the keys of the map do.
  enum Action: Equatable, Sendable {
    case up, down, first, last, open, unfold, fold, chapter
    case goOn, review, practice, own, lab, search, endSearch, help, quit
  }

  /// The keys that mean something now.
  var keys: KeyMap<Action> {
    if search != nil { return searchKeys }
    let none = course.lessons.isEmpty ? "there are no lessons; convscope doctor says more" : nil
    return KeyMap(
      "The course",
      moving + [
        KeyBinding(
          .left, "h", label: "fold", help: "Fold the chapter", action: .fold, footer: .hidden),
        KeyBinding(
          .enter, label: "open", help: "Open what is chosen", action: .open, footer: .pinned),
        KeyBinding(
          keys: "123456789".map { Key.character($0) }, label: "chapter",
          help: "Unfold the chapter with that number", action: .chapter, footer: .hidden,
          disabledReason: none),
        KeyBinding(
          "c", label: "continue", help: "Go on with the lesson that was open last",
          action: .goOn, footer: .hidden,
          disabledReason: none ?? (goOn == nil ? "every lesson is done" : nil)),
        KeyBinding(
          "r", label: "review", help: "Practise what should be repeated", action: .review,
          footer: .hidden, disabledReason: dueCount == 0 ? "nothing is due for review" : nil),
        KeyBinding(
          "p", label: "practice", help: "The topics that can be practised", action: .practice,
          footer: course.topics.isEmpty ? .hidden : .shown,
          disabledReason: course.topics.isEmpty ? "there are no topics to practise" : nil),
        KeyBinding(
          "L", label: "lab", help: "The lab: an op or a chain, everything to be changed",
          action: .lab, footer: .pinned),
        KeyBinding(
          .right, "l", label: "unfold", help: "Unfold a chapter; open a lesson", action: .unfold),
        KeyBinding(
          "o", label: "yours", help: "The lab, training to start, and your own problems and runs",
          action: .own),
        KeyBinding(
          "/", label: "search", help: "Search lessons, steps, topics and keys", action: .search,
          footer: .pinned),
        KeyBinding(
          "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
        KeyBinding(
          "q", .escape, label: "quit", help: "Leave convscope", action: .quit, footer: .pinned),
      ])
  }

  private var moving: [KeyBinding<Action>] {
    [
      KeyBinding(.up, "k", label: "choose", help: "Previous row", action: .up),
      KeyBinding(.down, "j", label: "choose", help: "Next row", action: .down),
      KeyBinding(
        .home, "g", label: "first", help: "First row", action: .first, footer: .hidden),
      KeyBinding(.end, "G", label: "last", help: "Last row", action: .last, footer: .hidden),
    ]
  }

  private var searchKeys: KeyMap<Action> {
    KeyMap(
      "While searching",
      [
        KeyBinding(.up, label: "choose", help: "Previous row", action: .up),
        KeyBinding(.down, label: "choose", help: "Next row", action: .down),
        KeyBinding(
          .enter, label: "open", help: "Open what is chosen", action: .open, footer: .pinned),
        KeyBinding(.function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
        KeyBinding(
          .escape, label: "back", help: "Back to the map", action: .endSearch, footer: .pinned),
      ])
  }

  /// Answers to a key.
  mutating func update(_ key: Key) -> Outcome {
    if var text = search, case .unbound = keys.lookup(key), text.handle(key) {
      if text.text != search?.text { selection = 0 }
      search = text
      return .stay
    }
    switch keys.lookup(key) {
    case .action(.chapter): return openChapter(key)
    case .action(let action): return perform(action)
    case .disabled, .unbound: return keys.refusal(of: key).map { .notice($0) } ?? .stay
    }
  }

  /// Answers to the mouse: a click chooses, a click on the chosen row opens it.
  mutating func update(_ mouse: MouseEvent, in area: Rect) -> Outcome? {
    switch mouse.kind {
    case .scrollUp: return perform(.up)
    case .scrollDown: return perform(.down)
    case .press(.left):
      guard let row = HomeView(model: self).row(at: mouse.point, in: area) else { return nil }
      if row == selection { return perform(.open) }
      selection = row
      return .stay
    default: return nil
    }
  }

  private mutating func openChapter(_ key: Key) -> Outcome {
    guard case .character(let digit) = key, let number = digit.wholeNumberValue,
      chapters.indices.contains(number - 1)
    else { return .notice("\(key.name): the last chapter is \(chapters.count).") }
    fold(.chapter(chapters[number - 1]), false)
    return .stay
  }

  private mutating func perform(_ action: Action) -> Outcome {
    switch action {
    case .up: selection = max(0, selection - 1)
    case .down: selection = min(max(0, rows.count - 1), selection + 1)
    case .first: selection = 0
    case .last: selection = max(0, rows.count - 1)
    case .open: return open()
    case .unfold:
      guard case .section(let section)? = selected else { return open() }
      fold(section, false)
    case .fold:
      if let section = selected.flatMap(section(of:)) { fold(section, true) }
    case .goOn: return goOn.map { .open(lesson: $0.lesson.id, step: nil) } ?? .stay
    case .review: return .practise(nil)
    case .practice:
      // Beside a lesson stands what practises it.
      let topic = selectedLesson.flatMap { topics(of: $0).first?.id }
      fold(.practice, false)
      if let topic { select(.topic(topic)) }
    case .own: fold(.own, false)
    case .lab: return .lab
    case .search: (search, selection) = (TextInput(limit: 60), 0)
    case .endSearch: (search, selection) = (nil, 0)
    case .help: return .help
    case .quit: return .quit
    case .chapter: break
    }
    return .stay
  }

  private mutating func open() -> Outcome {
    switch selected {
    case .goOn(let lesson, _), .lesson(let lesson): return .open(lesson: lesson, step: nil)
    case .step(let lesson, let step): return .open(lesson: lesson, step: step)
    case .section(let section): fold(section, unfolded.contains(section))
    case .exercises(let session): return .goOnPractising(session)
    case .review: return .practise(nil)
    case .topic(let id): return .practise(id)
    case .lab: return .lab
    case .training(let choice): return .train(choice)
    case .problem(let path): return .problem(path)
    case .run(let name):
      return .notice("convscope train --resume \(name) goes on with it; convscope runs lists all.")
    case .key(let label, let help): return .notice("\(label): \(help).")
    case nil: return .notice("Nothing was found; Esc goes back to the map.")
    }
    return .stay
  }
}
