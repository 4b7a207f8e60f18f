import ArgumentParser
import NCursesTerminal
import Typesetting

/// Whether there is a terminal to draw full screens on.
enum TerminalChoice {
  /// The user's terminal; `nil` where plain text has to do: in a pipe, in CI, on a dumb terminal.
  ///
  /// In a terminal whose type this system does not know, a note says what is done about it: it stands
  /// above the plain text, or is there again when the screen is given back.
  ///
  /// - Parameter theme: What its background is like; asked of the terminal where absent.
  /// - Throws: ``TerminalError/screenUnavailable`` for a terminal that should work and does not.
  static func screen(on theme: Ground?) throws -> NCursesTerminal? {
    do throws(TerminalError) {
      let terminal = try NCursesTerminal(on: theme)
      if let substitution = terminal.type.substitution { StandardError.write(substitution.report) }
      return terminal
    } catch {
      switch error {
      case .screenUnavailable: throw error
      case .terminalTypeUnknown, .fileSizeLimited: StandardError.write(error.report)
      case .notATerminal, .terminalTypeUnset, .terminalTooSimple: break
      }
      return nil
    }
  }
}

/// How full screens are drawn.
struct ScreenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The colours of a light or a dark background; without it the terminal is asked.",
      valueName: "theme"))
  var theme: Ground?
}

extension Ground: ExpressibleByArgument {}
