/// What lies behind text: a screen's background, a page.
public enum Ground: String, CaseIterable, Sendable {
  /// Dark on white, or nearly.
  case light
  /// Light on black, or nearly.
  case dark
}

/// What a number or a piece of text is, and with that the colour in which screens, pages and figures show
/// it: one vocabulary for all of them, with a colour for each ground.
///
/// Each has a contrast of at least 4.5:1 on usual grounds of its kind, from black to the dark blues of
/// popular schemes and from white to their creams, in 24 bits and as one of 256 colours. No colour
/// suits both kinds: 4.5 on black and on white leaves luminances among which four hues look alike.
public enum Hue: String, CaseIterable, Sendable {
  /// Running text: signs, titles and numbers that are nothing in particular.
  case text
  /// What may be skipped: explanations, borders, what is switched off.
  case dim
  /// Data that an op reads.
  case input
  /// Weights, biases and other learned numbers.
  case kernel
  /// What an op produces.
  case output
  /// dLoss/d-something.
  case gradient
  /// Padding around the data, and zeros between it.
  case padding
  /// What draws the eye: titles, key names, the choice in focus.
  case accent
  /// A right answer, a finished task.
  case success
  /// A wrong answer, an error.
  case failure
  /// What deserves a second look.
  case warning

  /// The colour as `0xRRGGBB`.
  public func rgb(on ground: Ground) -> UInt32 { colors(on: ground).rgb }

  /// The colour among the 256 of a terminal, of which the first 16 are the user's own.
  public func index(on ground: Ground) -> UInt8 { colors(on: ground).index }

  private func colors(on ground: Ground) -> (index: UInt8, rgb: UInt32) {
    let isDark = ground == .dark
    return switch self {
    case .text: isDark ? (252, 0xd8d8d8) : (235, 0x262626)
    case .dim: isDark ? (248, 0xa8a8a8) : (240, 0x5a5a5a)
    case .input: isDark ? (75, 0x62b0ff) : (25, 0x0a5cad)
    case .kernel: isDark ? (214, 0xffb224) : (94, 0x7d5400)
    case .output: isDark ? (113, 0x7fd962) : (22, 0x0b6118)
    case .gradient: isDark ? (213, 0xf08cf5) : (90, 0x8a148f)
    case .padding: isDark ? (146, 0xa9aed6) : (60, 0x565680)
    case .accent: isDark ? (80, 0x55d6d0) : (23, 0x00605f)
    case .failure: isDark ? (210, 0xff8f8a) : (124, 0xb00020)
    case .success: isDark ? (120, 0x8cf09a) : (22, 0x00661a)
    case .warning: isDark ? (216, 0xffa680) : (88, 0x9a3c00)
    }
  }
}
