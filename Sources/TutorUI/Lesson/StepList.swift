import TerminalKit

/// A list in front of a lesson: its steps, to go to any of them, or at its end what is left to do.
struct StepList: Equatable, Sendable {
  /// What a row leads to.
  enum Row: Equatable, Sendable {
    /// A step of the lesson, by its position.
    case step(Int)
    /// The lesson that follows.
    case nextLesson
    /// Exercises of a topic, by its position among those of the lesson.
    case practise(Int)
    /// Further exercises.
    case more
    /// The course, or the end of the program where the lesson is alone.
    case leave
  }

  /// What the keys of the list do.
  enum Action: Equatable, Sendable {
    case up, down, first, last, choose, close, write, help, leave
  }

  /// Whether the lesson has come to its end.
  let isEnd: Bool
  /// How exercises went; `nil` in front of a lesson.
  private(set) var practice: PracticeSummary?
  /// The rows from top to bottom; at least one.
  let rows: [Row]
  /// The chosen row.
  private(set) var selection: Int

  /// The list of all steps.
  init(of lesson: LessonModel) {
    isEnd = false
    practice = nil
    rows = lesson.steps.indices.map(Row.step)
    selection = lesson.index
  }

  /// The list at a lesson's end: the steps that are still open, and where to go from here.
  init(endOf lesson: LessonModel) {
    isEnd = true
    practice = lesson.isPractice ? PracticeSummary(of: lesson) : nil
    let open = lesson.steps.indices.filter { !lesson.steps[$0].isDone }
    let next: [Row] =
      lesson.isPractice && !lesson.isAlone ? [.more] : lesson.next == nil ? [] : [.nextLesson]
    // Where there is nothing to practise and no step is open, Enter leads on.
    rows = open.map(Row.step) + lesson.topics.indices.map(Row.practise) + next + [.leave]
    selection = open.count + lesson.topics.count
  }

  /// Takes over how firmly the topics of the exercises sit now.
  mutating func update(_ strengths: [TopicStanding], of lesson: LessonModel) {
    guard practice != nil else { return }
    let families = Set(lesson.steps.compactMap(\.content.exercise?.family))
    practice = PracticeSummary(
      of: lesson, strengths.filter { !families.isDisjoint(with: $0.families) })
  }

  /// The row that is chosen.
  var chosen: Row { rows[selection] }

  /// Moves as a key asks, within the list.
  mutating func move(_ action: Action) {
    switch action {
    case .up: selection = max(0, selection - 1)
    case .down: selection = min(rows.count - 1, selection + 1)
    case .first: selection = 0
    case .last: selection = rows.count - 1
    case .choose, .close, .write, .help, .leave: break
    }
  }

  /// Chooses a row.
  mutating func select(_ row: Int) { selection = min(max(0, row), rows.count - 1) }

  /// The keys that mean something now.
  func keys(isAlone: Bool) -> KeyMap<Action> {
    KeyMap(
      isEnd ? "At the end" : "The steps",
      [
        KeyBinding(
          .enter, .right, "l", label: "open", help: "Go where the chosen row leads",
          action: .choose, footer: .pinned),
        KeyBinding(.down, "j", label: "move", help: "Next row", action: .down),
        KeyBinding(.up, "k", label: "move", help: "Previous row", action: .up),
        KeyBinding(.home, label: "first", help: "First row", action: .first, footer: .hidden),
        KeyBinding(.end, label: "last", help: "Last row", action: .last, footer: .hidden),
        KeyBinding(
          "g", .escape, .left, "h", label: "back", help: "Back to the open step", action: .close,
          footer: .pinned),
      ]
        + (practice == nil
          ? []
          : [
            KeyBinding(
              "y", label: "write", help: "Write the summary as text", action: .write,
              footer: .pinned)
          ])
        + [
          KeyBinding(
            "?", .function(1), label: "help", help: "All keys", action: .help, footer: .pinned),
          KeyBinding(
            "q", label: isAlone ? "quit" : "lessons",
            help: isAlone ? "End the program" : "Back to the course", action: .leave,
            footer: .pinned),
        ])
  }
}

extension LessonModel {
  /// Answers to a key while the list is in front.
  mutating func updateList(_ key: Key) -> [Outcome] {
    if case .action(.list(let action)) = keys.lookup(key) { return perform(action) }
    return keys.refusal(of: key).map { [.notice($0)] } ?? []
  }

  /// Answers to the mouse while the list is in front: a click chooses, and one on the chosen row opens.
  mutating func updateList(_ mouse: MouseEvent, seen view: LessonView) -> [Outcome] {
    switch mouse.kind {
    case .scrollUp: return perform(.up)
    case .scrollDown: return perform(.down)
    case .press(.left):
      guard let row = view.stepListRow(at: mouse.point) else { return [] }
      if row == stepList?.selection { return perform(.choose) }
      stepList?.select(row)
      return []
    default: return []
    }
  }

  /// Does what a key of the list asks.
  mutating func perform(_ action: StepList.Action) -> [Outcome] {
    switch action {
    case .up, .down, .first, .last: stepList?.move(action)
    case .close: stepList = nil
    case .write: return stepList?.practice.map { [.write($0.text)] } ?? []
    case .help: return [.help]
    case .leave:
      let leaving = leaving
      stepList = nil
      return leaving + [.leave]
    case .choose:
      let (chosen, leaving) = (stepList?.chosen, leaving)
      stepList = nil
      switch chosen {
      case .step(let index): return open(index)
      case .nextLesson: return [.openNext]
      case .practise(let topic): return [.practise(topics[topic].id)]
      case .more: return leaving + [.practiseMore]
      case .leave: return leaving + [.leave]
      case nil: break
      }
    }
    return []
  }
}
