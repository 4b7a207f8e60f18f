/// The modes of a terminal that a program can switch.
struct TerminalModeSet: Hashable, Sendable {
  /// DEC private modes that are set; autowrap and the cursor are to begin with.
  var dec: Set<Int> = [7, 25]
  /// ANSI modes that are set.
  var ansi: Set<Int> = []
  /// Whether the keypad sends application sequences (DECKPAM).
  var isKeypadApplication = false

  var isAlternateScreen: Bool { !dec.isDisjoint(with: Self.alternateScreen) }
  var isCursorVisible: Bool { dec.contains(25) }
  var isMouseReported: Bool { !dec.isDisjoint(with: Self.mouse) }
  /// Whether arrow keys send Esc O instead of Esc [.
  var isCursorKeyApplication: Bool { dec.contains(1) }
  /// Whether the program is in the middle of a picture (synchronized output).
  var isUpdating: Bool { dec.contains(2026) }
  var isAutowrap: Bool { dec.contains(7) }
  var isOriginRelative: Bool { dec.contains(6) }
  var isInserting: Bool { ansi.contains(4) }

  static let alternateScreen: Set<Int> = [47, 1047, 1049]
  static let mouse: Set<Int> = [9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016]
  /// Modes that change nothing a test could see: column switching, blinking, meta keys, focus reports,
  /// bracketed paste, and those named above.
  static let known: Set<Int> =
    alternateScreen.union(mouse)
    .union([1, 3, 4, 5, 6, 7, 8, 12, 25, 1004, 1034, 1048, 2004, 2026])
}
