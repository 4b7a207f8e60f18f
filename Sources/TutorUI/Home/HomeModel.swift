import Lessons
import TerminalKit

/// The list of lessons and which one is chosen.
struct HomeModel: Sendable {
  let lessons: [LessonSummary]
  private(set) var selection = 0
  /// For lessons that were opened: how many of how many steps are over.
  var finishedSteps: [String: (done: Int, of: Int)] = [:]

  init(lessons: [LessonSummary]) {
    self.lessons = lessons
  }

  /// What the list asks of the tutor.
  enum Outcome: Equatable, Sendable {
    case stay
    case notice(String)
    case help
    case open(String)
    case lab
    case quit
  }

  /// What the keys of the list do.
  enum Action: Equatable, Sendable {
    case up, down, first, last, open, openNumber, lab, help, quit
  }

  /// The chosen lesson; `nil` when there is none at all.
  var selected: LessonSummary? {
    lessons.indices.contains(selection) ? lessons[selection] : nil
  }

  /// The keys that mean something now.
  var keys: KeyMap<Action> {
    let reason =
      lessons.isEmpty ? "there are no lessons; convscope doctor says where it looked" : nil
    return KeyMap(
      "Lessons",
      [
        KeyBinding(
          .enter, .right, "l", label: "open", help: "Open the chosen lesson", action: .open,
          footer: .pinned, disabledReason: reason),
        KeyBinding(.down, "j", label: "move", help: "Next lesson", action: .down),
        KeyBinding(.up, "k", label: "move", help: "Previous lesson", action: .up),
        KeyBinding(
          keys: "123456789".map { Key.character($0) }, label: "open",
          help: "Open the lesson with that number", action: .openNumber, footer: .hidden,
          disabledReason: reason),
        KeyBinding(
          .home, "g", label: "first", help: "First lesson", action: .first, footer: .hidden),
        KeyBinding(.end, "G", label: "last", help: "Last lesson", action: .last, footer: .hidden),
        KeyBinding(
          "L", label: "lab", help: "The lab: an op or a chain, everything to be changed",
          action: .lab, footer: .pinned),
        KeyBinding(
          "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
        KeyBinding(
          "q", .escape, label: "quit", help: "Leave convscope", action: .quit, footer: .pinned),
      ])
  }

  /// Answers to a key.
  mutating func update(_ key: Key) -> Outcome {
    let meaning = keys.lookup(key)
    switch meaning {
    case .action(.openNumber): return openNumber(key)
    case .action(let action): return perform(action)
    case .disabled, .unbound: return meaning.refusal(of: key).map { .notice($0) } ?? .stay
    }
  }

  /// Answers to the mouse: a click chooses, a click on the chosen lesson opens it.
  mutating func update(_ mouse: MouseEvent, in area: Rect) -> Outcome? {
    switch mouse.kind {
    case .scrollUp: return perform(.up)
    case .scrollDown: return perform(.down)
    case .press(.left):
      let view = HomeView(model: self)
      guard let index = view.lesson(at: mouse.point, in: area) else { return nil }
      if index == selection { return perform(.open) }
      selection = index
      return .stay
    default: return nil
    }
  }

  /// Chooses a lesson.
  mutating func select(_ id: String) {
    selection = lessons.firstIndex { $0.id == id } ?? selection
  }

  /// Chooses the lesson after the chosen one.
  ///
  /// - Returns: Whether there is one.
  mutating func selectNext() -> Bool {
    guard selection + 1 < lessons.count else { return false }
    selection += 1
    return true
  }

  private mutating func openNumber(_ key: Key) -> Outcome {
    guard case .character(let digit) = key, let number = digit.wholeNumberValue,
      lessons.indices.contains(number - 1)
    else { return .notice("\(key.label()): there are \(lessons.count) lessons.") }
    selection = number - 1
    return perform(.open)
  }

  private mutating func perform(_ action: Action) -> Outcome {
    let last = max(0, lessons.count - 1)
    switch action {
    case .up: selection = max(0, selection - 1)
    case .down: selection = min(last, selection + 1)
    case .first: selection = 0
    case .last: selection = last
    case .open: return selected.map { .open($0.id) } ?? .stay
    case .openNumber: return .stay
    case .lab: return .lab
    case .help: return .help
    case .quit: return .quit
    }
    return .stay
  }
}
