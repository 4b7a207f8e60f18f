import CNCurses
import TerminalKit
import Typesetting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns what ncurses reads into events.
///
/// ncurses knows the function keys in the form that terminfo gives. Mouse reports, and keys that
/// arrive in another mode's form, are read here as escape sequences.
struct KeyReader {
  private enum Input {
    case character(UInt32)
    case key(Int32)
  }

  private var filter = ReplyFilter()
  /// Until when an Esc by itself may be the beginning of an answer.
  private var mayBeAnswer: ContinuousClock.Instant?
  /// What was held back, or read too far, and is read next.
  private var released: [Input] = []

  /// Whether the terminal has been asked something and has not answered.
  var isAwaitingReply: Bool { filter.isAwaiting }

  /// Whether something is held back that may be a key.
  var holdsBack: Bool { filter.holdsBack }

  /// What the terminal has said of its background.
  var ground: Ground? { filter.ground }

  /// Looks for an answer among the keys from now on.
  mutating func awaitReply() {
    filter.begin()
    mayBeAnswer = .now + .seconds(1)
  }

  /// Returns the next event that has arrived completely, or `nil` when there is none.
  mutating func next() -> Event? {
    while let input = read() {
      switch input {
      case .key(let code):
        if let key = Self.functionKey(code) { return .key(key) }
      case .character(27):
        if let event = escape() { return event }
      case .character(let code):
        if let key = Self.key(code) { return .key(key) }
      }
    }
    return nil
  }

  // MARK: - Escape sequences

  private mutating func escape() -> Event? {
    switch read() {
    case nil: return .key(.escape)
    case .key(let code): return Self.functionKey(code).map(Event.key)
    case .character(27): return .key(.escape)
    case .character(UInt32(UInt8(ascii: "["))):
      return sequence().flatMap(EscapeSequence.event)
    case .character(UInt32(UInt8(ascii: "O"))):
      guard case .character(let final) = readSoon() else { return .key(.alt("O")) }
      if isControl(final) { return nil }
      return EscapeSequence.event([UInt8(truncatingIfNeeded: final)])
    case .character(let code):
      if isControl(code) { return .key(.escape) }
      guard case .character(let character) = Self.key(code) else { return nil }
      return .key(.alt(character))
    }
  }

  /// Whether a character is one that the control key makes, which is no part of what it follows and is
  /// read next: whoever presses C-c has to get away, also behind an Esc that has not been read yet.
  private mutating func isControl(_ code: UInt32) -> Bool {
    guard case .control = Self.key(code) else { return false }
    released.insert(.character(code), at: 0)
    return true
  }

  /// Reads the rest of a control sequence, up to and with its final byte.
  private mutating func sequence() -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < 32, case .character(let code) = readSoon(), code < 0x7F {
      if isControl(code) { return nil }
      bytes.append(UInt8(code))
      // The console's function keys have a second bracket: Esc [ [ A.
      if (0x40...0x7E).contains(code), bytes != [UInt8(ascii: "[")] { return bytes }
    }
    return nil
  }

  // MARK: - Reading

  private mutating func read() -> Input? {
    while released.isEmpty {
      var code: UInt32 = 0
      switch cnc_read(&code) {
      case CNC_CHARACTER: released = filter.take(code).map(Input.character)
      // No key is part of an answer; what was held back comes before it.
      case CNC_KEY: released = filter.release().map(Input.character) + [.key(Int32(code))]
      default:
        guard filter.holdsBack, mayBeAnswer.map({ $0 < .now }) ?? true else { return nil }
        released = filter.release().map(Input.character)
        if released.isEmpty { return nil }
      }
    }
    return released.removeFirst()
  }

  /// Reads like ``read()`` but gives a slow line the time to deliver the rest of a sequence.
  private mutating func readSoon() -> Input? {
    if let input = read() { return input }
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 50) > 0 ? read() : nil
  }

  // MARK: - Keys

  private static func key(_ code: UInt32) -> Key? {
    switch code {
    case 9: return .tab
    case 10, 13: return .enter
    case 8, 127: return .backspace
    case 0: return .control(" ")
    case 1...26: return Unicode.Scalar(code + 0x60).map { .control(Character($0)) }
    case 28...31: return Unicode.Scalar(code + 0x40).map { .control(Character($0)) }
    case 0x80..<0xA0: return nil
    default: return Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }

  private static func functionKey(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP, KEY_SR: .up
    case KEY_DOWN, KEY_SF: .down
    case KEY_LEFT, KEY_SLEFT: .left
    case KEY_RIGHT, KEY_SRIGHT: .right
    case KEY_HOME, KEY_A1, KEY_SHOME, KEY_FIND: .home
    case KEY_END, KEY_C1, KEY_SEND, KEY_SELECT: .end
    case KEY_PPAGE, KEY_A3, KEY_SPREVIOUS: .pageUp
    case KEY_NPAGE, KEY_C3, KEY_SNEXT: .pageDown
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC, KEY_SDC: .delete
    case KEY_IC: .insert
    // The Linux console has C-z among its function keys.
    case KEY_SUSPEND: .control("z")
    case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
    default: extendedKey(code)
    }
  }

  /// Keys pressed with Shift, Alt or Control, whose codes terminfo numbers as it likes.
  private static func extendedKey(_ code: Int32) -> Key? {
    guard let text = keyname(code) else { return nil }
    let name = String(cString: text)
    let keys: [(String, Key)] = [
      ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home),
      ("kEND", .end), ("kPRV", .pageUp), ("kNXT", .pageDown), ("kDC", .delete), ("kIC", .insert),
      ("kcbt", .backTab),
    ]
    return keys.first { name.hasPrefix($0.0) }?.1
  }
}
