import TerminalKit
import Training

/// Which setting is chosen on the page of the run, and what is being typed.
struct RunPage: DashboardPage, Hashable {
  /// The chosen row.
  private(set) var selection = LiveSetting.learningRate
  /// A value being typed for it; `nil` while none is.
  private(set) var entry: TextInput?
  /// How many lines the log is scrolled back.
  private(set) var logOffset = 0

  enum Action: Hashable, Sendable {
    case up, down, lower, raise, type, olderMessages, newerMessages
  }

  /// Whether keys go into a field.
  var isTyping: Bool { entry != nil }

  /// The keys while a value is being typed.
  static let typingHints = [
    KeyHint([.enter], "take the value"), KeyHint([.escape], "leave it as it was", isPinned: true),
  ]

  func keys(_ run: RunState) -> KeyMap<Action> {
    let reason = run.unavailableReason ?? selection.unavailableReason(for: run.method)
    return KeyMap(
      "Run",
      [
        KeyBinding(
          .up, "k", label: "move", help: "The setting above", action: .up, footer: .hidden),
        KeyBinding(.down, "j", label: "choose", help: "The setting below", action: .down),
        KeyBinding(
          .left, "h", label: "less", help: "Lower the chosen setting", action: .lower,
          disabledReason: reason),
        KeyBinding(
          .right, "l", label: "more", help: "Raise the chosen setting", action: .raise,
          disabledReason: reason),
        KeyBinding(
          .enter, label: "type", help: "Type a value for the chosen setting", action: .type,
          disabledReason: reason),
        KeyBinding(
          .pageUp, "[", label: "older messages", help: "Older messages", action: .olderMessages,
          footer: .hidden),
        KeyBinding(
          .pageDown, "]", label: "newer messages", help: "Newer messages",
          action: .newerMessages, footer: .hidden),
      ])
  }

  mutating func perform(_ action: Action, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    switch action {
    case .up: select(selection.rawValue - 1)
    case .down: select(selection.rawValue + 1)
    case .lower: return run.move(selection, by: -1)
    case .raise: return run.move(selection, by: 1)
    case .type: entry = TextInput("", limit: 12)
    case .olderMessages: logOffset = min(logOffset + 5, max(0, run.messages.count - 1))
    case .newerMessages: logOffset = max(0, logOffset - 5)
    }
    return []
  }

  mutating func click(at point: Point, _ run: inout RunState, in body: Rect) -> [PageOutcome] {
    selection = RunView.setting(at: point, in: body) ?? selection
    return []
  }

  /// Answers to a key while a value is being typed.
  mutating func type(_ key: Key, _ run: inout RunState) -> [PageOutcome] {
    guard var entry, let now = run.settings, run.isAlive else {
      stopTyping()
      return []
    }
    switch key {
    case .escape: stopTyping()
    case .enter where entry.isEmpty: stopTyping()
    case .enter:
      guard let changed = selection.parsed(entry.text, in: now) else {
        let text = "\(selection.title) is \(selection.allowed); not “\(entry.text)”."
        return [.tell(text, .failure)]
      }
      stopTyping()
      return run.apply(changed, selection)
    default:
      guard entry.handle(key) else {
        let text = "\(key.name): Enter takes the value, Esc leaves it as it was."
        return [.tell(text, .warning)]
      }
      self.entry = entry
    }
    return []
  }

  /// Leaves the value as it was.
  mutating func stopTyping() {
    entry = nil
  }

  private mutating func select(_ row: Int) {
    selection = LiveSetting(rawValue: row) ?? selection
  }
}
