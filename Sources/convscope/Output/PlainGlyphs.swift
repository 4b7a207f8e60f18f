import Foundation
import Typesetting

/// Which characters plain text may use.
enum PlainGlyphs {
  /// ASCII where the locale is one without UTF-8, mathematical signs otherwise.
  static let current = glyphs(in: ProcessInfo.processInfo.environment)

  /// Decides by the locale's name.
  ///
  /// An environment that names no locale at all, as in a container or a service, does not say that
  /// UTF-8 is unwelcome; what is written there goes to files and other programs.
  static func glyphs(in environment: [String: String]) -> GlyphSet {
    guard let name = locale(in: environment)?.lowercased() else { return .unicode }
    return name.contains("utf-8") || name.contains("utf8") ? .unicode : .ascii
  }

  /// The locale of characters that the environment names, in the order that POSIX gives its
  /// variables.
  static func locale(in environment: [String: String]) -> String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
  }
}
