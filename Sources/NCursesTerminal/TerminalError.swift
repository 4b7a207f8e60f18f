import Typesetting

/// Why the terminal cannot show full screens.
///
/// A program falls back to plain text for all of these but ``screenUnavailable``.
public enum TerminalError: UserError, Hashable {
  /// A stream of the terminal, by ordinary language ("standard input"), goes somewhere else.
  case notATerminal(stream: String)
  /// The environment does not name a terminal.
  case terminalTypeUnset
  /// The system has no description of the named terminal, nor of a relative of it.
  case terminalTypeUnknown(String)
  /// The named terminal cannot move its cursor, so it has lines but no screen.
  case terminalTooSimple(String)
  /// The shell allows only small files (`ulimit -f`), and what is drawn waits in one.
  case fileSizeLimited
  /// ncurses or the system refused for a reason of their own.
  case screenUnavailable
}

extension TerminalError {
  /// A note where plain text does instead.
  public var severity: Severity { self == .screenUnavailable ? .error : .note }

  /// The reason.
  public var message: String {
    switch self {
    case .notATerminal(let stream): "\(stream) is not a terminal"
    case .terminalTypeUnset: "the environment variable TERM is not set"
    case .terminalTypeUnknown(let name):
      "this system does not know the terminal type \"\(name)\" (TERM), nor a relative of it"
    case .terminalTooSimple(let name): "the terminal type \"\(name)\" (TERM) has no full screen"
    case .fileSizeLimited: "the shell allows only small files (ulimit -f), and pictures wait in one"
    case .screenUnavailable: "the terminal could not be set up for a full screen"
    }
  }

  /// What to do.
  public var remedy: String {
    switch self {
    case .notATerminal: "Run the program in a terminal window, without a pipe or redirection."
    case .terminalTypeUnset:
      "Set it to your terminal's type, for example TERM=xterm-256color."
    case .terminalTypeUnknown:
      "Set TERM to one that it knows, for example TERM=xterm-256color, or install the package"
        + " ncurses-term."
    case .terminalTooSimple:
      "In a terminal window set TERM to its real type, for example TERM=xterm-256color."
    case .fileSizeLimited: "Allow files of 64 MiB and more, or of any size: ulimit -f unlimited."
    case .screenUnavailable: "Close some programs and try again."
    }
  }
}
