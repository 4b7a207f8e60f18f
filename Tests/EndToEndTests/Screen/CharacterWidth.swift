extension Unicode.Scalar {
  /// The number of cells that the scalar takes on a terminal: 0, 1 or 2.
  ///
  /// After Unicode's East Asian Width (UAX #11), by block; ambiguous characters are narrow. It is
  /// written apart from the program's own rule, so that the two can disagree.
  var terminalWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return value == 0xAD ? 1 : 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    let isWide =
      switch value {
      case 0x1100...0x115F,  // leading Hangul letters
        0x2E80...0x303E, 0x3041...0x33FF,  // radicals, kana, CJK symbols
        0x3400...0x4DBF, 0x4E00...0x9FFF,  // CJK ideographs
        0xA000...0xA4CF, 0xAC00...0xD7A3,  // Yi, Hangul syllables
        0xF900...0xFAFF, 0xFE30...0xFE6F,  // compatibility forms
        0xFF01...0xFF60, 0xFFE0...0xFFE6,  // fullwidth forms
        0x20000...0x3FFFD:
        true
      default: false
      }
    return isWide ? 2 : 1
  }
}
