import NCursesTerminal

/// Whether there is a terminal to draw full screens on.
enum TerminalChoice {
  /// The user's terminal; `nil` where plain text has to do: in a pipe, in CI, on a dumb terminal.
  ///
  /// - Throws: ``TerminalError/screenUnavailable`` for a terminal that should work and does not.
  static func screen() throws -> NCursesTerminal? {
    do {
      return try NCursesTerminal()
    } catch .screenUnavailable {
      throw TerminalError.screenUnavailable
    } catch {
      return nil
    }
  }
}
