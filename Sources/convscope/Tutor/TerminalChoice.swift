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
  /// - Parameters:
  ///   - theme: What its background is like; asked of the terminal where absent.
  ///   - isStill: Whether nothing is to move by itself.
  /// - Throws: ``TerminalError/screenUnavailable`` for a terminal that should work and does not.
  static func screen(on theme: Ground?, isStill: Bool = false) throws -> NCursesTerminal? {
    do throws(TerminalError) {
      let terminal = try NCursesTerminal(on: theme)
      terminal.isStill = isStill
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

/// Whether anything moves by itself on stages.
struct MotionOptions: ParsableArguments {
  @Flag(help: "A kernel does not turn by itself: its pictures stand beside each other.")
  var noMotion = false

  /// The user's terminal, where nothing moves that is not to; see ``TerminalChoice/screen(on:isStill:)``.
  func screen(_ options: ScreenOptions) throws -> NCursesTerminal? {
    try TerminalChoice.screen(on: options.theme, isStill: noMotion)
  }
}

extension Ground: ExpressibleByArgument {}
