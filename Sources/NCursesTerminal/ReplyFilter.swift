import Typesetting

/// Takes the terminal's answer to a ``BackgroundQuestion`` out of what is read, however late it comes
/// and in however many parts, so that no part of it is taken for keys.
struct ReplyFilter {
  /// Whether an answer may still come: until the last of it, the one to DA1, has.
  private(set) var isAwaiting = false
  /// What the answer has said.
  private(set) var ground: Ground?
  /// Whether anything was asked at all.
  ///
  /// Answers are looked for ever after: a terminal behind another one may send a second.
  private var hasAsked = false
  private var state = State.outside
  /// What has been read of what may be an answer.
  private var held: [UInt32] = []
  /// How much of that was given back as keys, because nothing followed it: an Esc, say, before an answer
  /// that a slow line has cut in two.
  private var given = 0
  /// Whether what is held was waited for in vain before.
  private var isOverdue = false

  private enum State {
    case outside, escape
    /// Behind `Esc [`, and behind its question mark: the answer to DA1.
    case control, attributes
    /// Behind `Esc ]`, and at the escape that may end it: the answer about the background.
    case command, commandEnd
  }

  /// The longest answer that is waited for to its end.
  private static let longest = 64
  /// How the answer about the background begins.
  private static let commandStart = Array("\u{1B}]11;".unicodeScalars.map(\.value))

  /// Begins to look for an answer.
  mutating func begin() { (isAwaiting, hasAsked) = (true, true) }

  /// Whether something is held back that may be a key.
  var holdsBack: Bool { held.count > given }

  /// Takes a character.
  ///
  /// - Returns: What has turned out to be no part of an answer, in its order.
  mutating func take(_ code: UInt32) -> [UInt32] {
    guard hasAsked else { return [code] }
    held.append(code)
    let character = code < 0x80 ? Character(Unicode.Scalar(UInt8(code))) : "\u{FFFD}"
    switch (state, character) {
    case (.outside, "\u{1B}"): state = .escape
    case (.escape, "["): state = .control
    case (.escape, "]"): state = .command
    case (.control, "?"): state = .attributes
    case (.attributes, "0"..."9"), (.attributes, ";"):
      if held.count > Self.longest { forget() }
    case (.attributes, "c"):
      forget()
      isAwaiting = false
    case (.command, "\u{07}"), (.commandEnd, "\\"): endCommand()
    case (.command, "\u{1B}"): state = .commandEnd
    case (.command, _) where code < 0x20, (.attributes, _) where code < 0x20 || isOverdue:
      // No answer has it, so it is a key.
      let keys = isAnswer ? [code] : Array(held.dropFirst(given))
      forget()
      return keys
    case (.command, _):
      // An answer begins with its number; Alt and a bracket are keys.
      guard zip(held, Self.commandStart).allSatisfy(==) else { return giveUp() }
      if held.count > Self.longest { forget() }
    case (.commandEnd, _):
      // Whatever begins here, the answer has ended.
      held.removeLast()
      endCommand()
      return take(0x1B) + take(code)
    case (.escape, "\u{1B}"):
      // The first of two is a key.
      let keys = Array(held.dropFirst(given).dropLast())
      (held, given, isOverdue) = ([code], 0, false)
      return keys
    case (.outside, _), (.escape, _), (.control, _), (.attributes, _): return giveUp()
    }
    return []
  }

  /// Gives back what is held back, when nothing follows it: an Esc by itself is a key.
  ///
  /// Where an answer is still to come, what follows later may be the rest of it. What can be nothing but
  /// an answer is waited for.
  mutating func release() -> [UInt32] {
    if isAnswer {
      isOverdue = holdsBack
      return []
    }
    let keys = Array(held.dropFirst(given))
    given = held.count
    if !isAwaiting { forget() }
    return keys
  }

  /// Whether what is held is the beginning of an answer: keys come one by one.
  private var isAnswer: Bool {
    switch state {
    case .outside, .escape, .control: false
    case .attributes, .command, .commandEnd: given == 0 || held.count - given > 1
    }
  }

  /// Gives back what has turned out to be no answer.
  private mutating func giveUp() -> [UInt32] {
    defer { forget() }
    return Array(held.dropFirst(given))
  }

  private mutating func endCommand() {
    let text = held.dropFirst(2).filter { $0 >= 0x20 && $0 < 0x7F && $0 != 0x5C }
    ground =
      BackgroundQuestion.ground(ofReply: String(text.map { Character(Unicode.Scalar(UInt8($0))) }))
      ?? ground
    forget()
  }

  private mutating func forget() { (state, held, given, isOverdue) = (.outside, [], 0, false) }
}
