/// A key and what a terminal of the xterm family sends for it.
enum TerminalKey: Hashable, Sendable {
  case up, down, right, left, home, end
  case pageUp, pageDown
  case enter, escape, space, backspace, tab
  case control(Character)
  case character(Character)

  /// The bytes.
  ///
  /// - Parameter isApplication: Whether the program has asked for application cursor keys.
  func bytes(isApplication: Bool) -> [UInt8] {
    let introducer = isApplication ? "\u{1B}O" : "\u{1B}["
    let text =
      switch self {
      case .up: introducer + "A"
      case .down: introducer + "B"
      case .right: introducer + "C"
      case .left: introducer + "D"
      case .home: introducer + "H"
      case .end: introducer + "F"
      case .pageUp: "\u{1B}[5~"
      case .pageDown: "\u{1B}[6~"
      case .enter: "\r"
      case .escape: "\u{1B}"
      case .space: " "
      case .backspace: "\u{7F}"
      case .tab: "\t"
      case .character(let character): String(character)
      case .control(let letter): String(Unicode.Scalar((letter.asciiValue ?? 0) & 0x1F))
      }
    return Array(text.utf8)
  }
}
