import TerminalKit

/// Which setting is chosen on the page of the run, and what is being typed.
struct SettingsState: Hashable, Sendable {
  /// The chosen row.
  var selection = LiveSetting.learningRate
  /// A value being typed for it; `nil` while none is.
  var entry: TextInput?
  /// How many lines the log is scrolled back.
  var logOffset = 0

  /// Whether keys go into a field.
  var isTyping: Bool { entry != nil }
}
