import TerminalKit
import Typesetting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether the terminal's background is light or dark, and how it is asked.
///
/// The question for its colour (OSC 11) is followed by one that every terminal answers (DA1): where the
/// first has no answer, nobody waits for it.
struct BackgroundQuestion {
  /// What colours are made for: what was given, what the terminal has said, or a guess.
  var ground: Ground
  /// Whether the terminal has to be asked.
  var isToBeAsked: Bool

  /// What is sent.
  static let text = "\u{1B}]11;?\u{1B}\\\u{1B}[c"
  /// How long an answer is waited for before the first picture.
  static let patience = Duration.milliseconds(200)

  /// - Parameter ground: What decides, where somebody has said it.
  init(given ground: Ground?, _ capabilities: TerminalCapabilities) {
    let guess = getenv("COLORFGBG").flatMap { Self.ground(ofColors: String(cString: $0)) }
    self.ground = ground ?? guess ?? .dark
    // Terminals outside xterm's family may print what they do not know; without colours nothing
    // depends on the answer.
    isToBeAsked = ground == nil && capabilities.hasMouse && capabilities.colorDepth > .none
  }

  /// What `COLORFGBG` says, colours of text and background by their numbers: `15;0`, `0;default;15`.
  static func ground(ofColors text: String) -> Ground? {
    guard let last = text.split(separator: ";").last, let number = Int(last),
      (0..<16).contains(number)
    else { return nil }
    return number == 7 || number > 8 ? .light : .dark
  }

  /// What a reply says, without its introducer `Esc ]`: `11;rgb:ffff/ffff/ffff`.
  static func ground(ofReply text: String) -> Ground? {
    guard text.hasPrefix("11;rgb:") else { return nil }
    let parts = text.dropFirst(7).split(separator: "/", omittingEmptySubsequences: false)
    let shares = parts.compactMap { part -> UInt8? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      // So many digits say how much of the most that they could say.
      return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
    }
    guard parts.count == 3, shares.count == 3 else { return nil }
    return RGB(shares[0], shares[1], shares[2]).luma > 0.5 ? .light : .dark
  }
}
