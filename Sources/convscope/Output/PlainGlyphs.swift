import Figures
import Foundation

/// Which characters plain text may use.
enum PlainGlyphs {
  /// ASCII where the locale is one without UTF-8, mathematical signs otherwise.
  static let current = glyphs(in: ProcessInfo.processInfo.environment)

  /// Decides by the environment, in the order that POSIX gives its variables.
  ///
  /// An environment that names no locale at all, as in a container or a service, does not say that
  /// UTF-8 is unwelcome; what is written there goes to files and other programs.
  static func glyphs(in environment: [String: String]) -> Glyphs {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let locale = named?.lowercased() else { return .unicode }
    return locale.contains("utf-8") || locale.contains("utf8") ? .unicode : .ascii
  }
}
