import TerminalKit
import Training

extension DashboardModel {
  /// The keys of the page of the run.
  var settingsKeys: [KeyBinding<DashboardAction>] {
    let reason =
      run.unavailableReason ?? settings.selection.unavailableReason(for: run.method)
    return [
      KeyBinding(
        .up, "k", label: "up", help: "The setting above", action: .up, footer: .hidden),
      KeyBinding(
        .down, "j", label: "choose", help: "The setting below", action: .down),
      KeyBinding(
        .left, "h", label: "less", help: "Lower the chosen setting", action: .left,
        disabledReason: reason),
      KeyBinding(
        .right, "l", label: "more", help: "Raise the chosen setting", action: .right,
        disabledReason: reason),
      KeyBinding(
        .enter, label: "type", help: "Type a value for the chosen setting", action: .open,
        disabledReason: reason),
      KeyBinding(
        .pageUp, "[", label: "older messages", help: "Older messages", action: .pageUp,
        footer: .hidden),
      KeyBinding(
        .pageDown, "]", label: "newer messages", help: "Newer messages", action: .pageDown,
        footer: .hidden),
    ]
  }

  mutating func performInSettings(_ action: DashboardAction) -> [DashboardEffect] {
    switch action {
    case .up: moveSetting(by: -1)
    case .down: moveSetting(by: 1)
    case .left: return change(settings.selection, by: -1)
    case .right: return change(settings.selection, by: 1)
    case .open: settings.entry = TextInput("", limit: 12)
    case .pageUp:
      settings.logOffset = min(settings.logOffset + 5, max(0, run.messages.count - 1))
    case .pageDown: settings.logOffset = max(0, settings.logOffset - 5)
    default: break
    }
    return []
  }

  /// Raises or lowers the learning rate, from any page.
  mutating func changeRate(by distance: Int) -> [DashboardEffect] {
    change(.learningRate, by: distance)
  }

  private mutating func moveSetting(by distance: Int) {
    settings.selection =
      LiveSetting(rawValue: settings.selection.rawValue + distance) ?? settings.selection
  }

  private mutating func change(_ setting: LiveSetting, by distance: Int) -> [DashboardEffect] {
    guard let now = run.settings else { return [] }
    guard let changed = setting.moved(now, by: distance) else {
      tell("\(setting.title) \(setting.text(in: now)) is the end of its scale.", .warning)
      return []
    }
    return apply(changed, setting)
  }

  private mutating func apply(
    _ changed: LiveSettings, _ setting: LiveSetting
  ) -> [DashboardEffect] {
    // Shown at once; the trainer reports from which step on it holds.
    run.settings = changed
    tell("\(setting.title) \(setting.text(in: changed)), from the next step on")
    return [.send(.set(changed))]
  }

  /// Answers to a key while a value is being typed.
  mutating func type(_ key: Key) -> [DashboardEffect] {
    guard var entry = settings.entry, let now = run.settings, run.isAlive else {
      settings.entry = nil
      return []
    }
    switch key {
    case .escape: settings.entry = nil
    case .enter:
      let setting = settings.selection
      guard !entry.isEmpty else {
        settings.entry = nil
        return []
      }
      guard let changed = setting.parsed(entry.text, in: now) else {
        tell("\(setting.title) is \(setting.allowed); not “\(entry.text)”.", .failure)
        return []
      }
      settings.entry = nil
      return apply(changed, setting)
    default:
      if entry.handle(key) {
        settings.entry = entry
      } else {
        tell("\(key.label()): Enter takes the value, Esc leaves it as it was.", .warning)
      }
    }
    return []
  }
}
