import CNCurses
import TerminalKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension NCursesTerminal {
  /// Finds out whether there is a terminal, of which type it is and what it can do.
  static func probe() throws(TerminalError) -> (TerminalType, TerminalCapabilities) {
    guard isatty(STDIN_FILENO) != 0 else { throw .notATerminal(stream: "standard input") }
    guard isatty(STDOUT_FILENO) != 0 else { throw .notATerminal(stream: "standard output") }
    guard let name = environment("TERM") else { throw .terminalTypeUnset }
    // Some systems describe "dumb" well enough to pass the test below.
    guard name != "dumb" else { throw .terminalTooSimple(name) }
    let type = try TerminalType(
      loading: name,
      hasDirectColors: environment("NO_COLOR") == nil
        && ["truecolor", "24bit"].contains(environment("COLORTERM") ?? ""))
    guard cnc_string_capability("cup") != nil, cnc_string_capability("clear") != nil else {
      throw .terminalTooSimple(name)
    }
    guard cnc_can_hold_pictures() else { throw .fileSizeLimited }
    let isUTF8 = cnc_locale_is_utf8()
    let capabilities = TerminalCapabilities(
      colorDepth: colorDepth(),
      // A hardware terminal of the vt family shows 8-bit bytes, whatever the locale says.
      isUnicode: isUTF8 && !type.entry.hasPrefix("vt"),
      hasMouse: cnc_string_capability("kmous") != nil,
      canHideCursor: cnc_string_capability("civis") != nil)
    return (type, capabilities)
  }

  /// The number of colours, by terminfo and by the user's wish (see no-color.org).
  private static func colorDepth() -> ColorDepth {
    if environment("NO_COLOR") != nil { return .none }
    let count = tigetnum("colors")
    if count > 256, cnc_has_direct_colors() { return .direct }
    switch count {
    case 256...: return .indexed256
    case 16...: return .ansi16
    case 8...: return .ansi8
    default: return .none
    }
  }

  /// The value of an environment variable, unless it is empty.
  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
