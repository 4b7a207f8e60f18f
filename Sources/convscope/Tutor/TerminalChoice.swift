import NCursesTerminal

/// Whether there is a terminal to draw full screens on.
enum TerminalChoice {
  /// The user's terminal; `nil` where plain text has to do: in a pipe, in CI, on a dumb terminal.
  ///
  /// In a terminal whose type this system does not know, a note says what is done about it: it stands
  /// above the plain text, or is there again when the screen is given back.
  ///
  /// - Throws: ``TerminalError/screenUnavailable`` for a terminal that should work and does not.
  static func screen() throws -> NCursesTerminal? {
    do throws(TerminalError) {
      let terminal = try NCursesTerminal()
      if let substitution = terminal.type.substitution { StandardError.write(substitution.report) }
      return terminal
    } catch {
      switch error {
      case .screenUnavailable: throw error
      case .terminalTypeUnknown: StandardError.write(error.report)
      case .notATerminal, .terminalTypeUnset, .terminalTooSimple: break
      }
      return nil
    }
  }
}
