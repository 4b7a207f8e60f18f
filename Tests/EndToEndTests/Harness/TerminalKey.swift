import CVTerm

/// A key of a terminal's keyboard.
enum TerminalKey: Hashable, Sendable {
  /// What it sends depends on the terminal's modes.
  case terminal(cvterm_key)
  case character(Character)
  case control(Character)

  static let up = terminal(cvterm_key_up)
  static let down = terminal(cvterm_key_down)
  static let left = terminal(cvterm_key_left)
  static let right = terminal(cvterm_key_right)
  static let home = terminal(cvterm_key_home)
  static let end = terminal(cvterm_key_end)
  static let pageUp = terminal(cvterm_key_page_up)
  static let pageDown = terminal(cvterm_key_page_down)
  static let enter = terminal(cvterm_key_enter)
  static let escape = terminal(cvterm_key_escape)
  static let backspace = terminal(cvterm_key_backspace)
  static let tab = terminal(cvterm_key_tab)
  static let space = character(" ")
}
