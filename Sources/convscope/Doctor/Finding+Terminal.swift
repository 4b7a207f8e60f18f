import Foundation
import NCursesTerminal
import TerminalKit
import Typesetting

extension Finding {
  /// What the terminal can show.
  static var terminal: [Finding] {
    let environment = ProcessInfo.processInfo.environment
    let name = environment["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "not set"
    do throws(TerminalError) {
      let terminal = try NCursesTerminal()
      let type = Finding(
        terminal.type.substitution == nil ? .ok : .note, "TERM", name,
        remedy: terminal.type.substitution.map(advice))
      return [type, locale(environment)]
        + abilities(terminal.capabilities, size: terminal.size, environment)
    } catch {
      // Plain text is printed instead, which is all right where nobody looks at a screen.
      let screen = Finding(
        .note, "full screen", "no, plain text is printed", remedy: advice(error))
      return [Finding("TERM", name), locale(environment), screen]
    }
  }

  /// What is the case, and what to do, as whole sentences.
  private static func advice(_ error: some UserError) -> String {
    "\(error.message.prefix(1).uppercased() + error.message.dropFirst()). \(error.remedy)"
  }

  private static func locale(_ environment: [String: String]) -> Finding {
    let named = PlainGlyphs.locale(in: environment)
    switch (PlainGlyphs.glyphs(in: environment).isUnicode, named) {
    case (true, let named?): return Finding("locale", named)
    case (true, nil):
      return Finding(
        .note, "locale", "not set",
        remedy: "Set LANG to one with UTF-8, such as LANG=C.UTF-8, for signs such as × and − on"
          + " the screen.")
    case (false, let named):
      return Finding(
        .note, "locale", "\(named ?? "") has no UTF-8, so text is in ASCII",
        remedy: "Set LANG to one with UTF-8, such as LANG=C.UTF-8.")
    }
  }

  private static func abilities(
    _ abilities: TerminalCapabilities, size: Size, _ environment: [String: String]
  ) -> [Finding] {
    let isLargeEnough = size.width >= 80 && size.height >= 24
    return [
      Finding(
        isLargeEnough ? .ok : .note, "size", "\(size.width)×\(size.height)",
        remedy: isLargeEnough ? nil : "Make the window at least 80×24 for the tutor."),
      colors(abilities.colorDepth, environment),
      Finding(
        "signs", abilities.isUnicode ? "Unicode: boxes, ×, −" : "ASCII"),
      Finding(
        abilities.hasMouse ? .ok : .note, "mouse",
        abilities.hasMouse ? "yes" : "no, everything works with keys"),
    ]
  }

  private static func colors(_ depth: ColorDepth, _ environment: [String: String]) -> Finding {
    let isSwitchedOff = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    switch depth {
    case .none where isSwitchedOff: return Finding("colours", "none, as NO_COLOR asks")
    case .none:
      return Finding(
        .note, "colours", "none; brackets and bold tell things apart",
        remedy: "If the window does show colours, set TERM to its real type, such as"
          + " xterm-256color.")
    case .ansi8: return Finding("colours", "8")
    case .ansi16: return Finding("colours", "16")
    case .indexed256: return Finding("colours", "256")
    case .direct: return Finding("colours", "16.7 million")
    }
  }
}
