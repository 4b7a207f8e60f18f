import CNCurses
import Typesetting

/// A terminal's name, and the terminfo entry by which it is drawn on.
///
/// A system that has never heard of the terminal mostly has the entry of a relative: over ssh, from a
/// newer machine to an older one, that is the rule.
public struct TerminalType: Hashable, Sendable {
  /// What `TERM` says.
  public let name: String
  /// The entry that is used: the terminal's own, or that of a relative.
  public let entry: String

  /// What to tell the user when the entry is that of a relative.
  public var substitution: TerminalSubstitution? {
    entry == name ? nil : TerminalSubstitution(name: name, entry: entry)
  }

  /// Loads the terminal's entry, or the best that its relatives have.
  ///
  /// - Parameters:
  ///   - name: What `TERM` says.
  ///   - hasDirectColors: Whether the terminal says that it has 24-bit colours (`COLORTERM`): then its
  ///     entry is changed to have them, where it has 256.
  /// - Throws: ``TerminalError/terminalTypeUnknown(_:)``.
  public init(loading name: String, hasDirectColors: Bool = false) throws(TerminalError) {
    let entries = [name] + Self.relatives(of: name)
    guard let entry = entries.first(where: { cnc_load_terminfo($0) > 0 }) else {
      throw .terminalTypeUnknown(name)
    }
    (self.name, self.entry) = (name, entry)
    if hasDirectColors, Self.mayHaveDirectColors(name), tigetnum("colors") == 256 {
      _ = cnc_load_direct_terminfo(entry)
    }
  }

  /// Whether `COLORTERM` may be believed: GNU screen hands on what the terminal around it says, and does
  /// not understand it itself.
  static func mayHaveDirectColors(_ name: String) -> Bool {
    name.split(whereSeparator: { "-.+".contains($0) }).first != "screen"
  }

  /// The entries that a terminal understands too, by its name, the best first.
  ///
  ///     TerminalType.relatives(of: "foot-direct")
  ///     // foot-256color, foot, xterm-256color, xterm, vt100
  ///
  /// A name is a family and variants behind it (`screen.xterm-256color`). Nothing but a name that says
  /// so makes a relative: a terminal of another make would show rubbish.
  static func relatives(of name: String) -> [String] {
    let parts = name.split(maxSplits: 3, whereSeparator: { "-.+".contains($0) })
    guard let family = parts.first.map(String.init) else { return [] }
    let variants = parts.dropFirst().map(String.init)
    let model = family.hasPrefix("vt") ? Int(family.dropFirst(2)) : nil
    let isColorful = model == nil && !variants.contains(where: fewColors.contains)
    var entries: [String] = []
    for part in parts.dropLast().reversed() {
      let stem = String(name[..<part.endIndex])
      entries += (isColorful ? [stem + "-256color"] : []) + [stem]
    }
    if multiplexers.contains(family) {
      entries += isColorful ? ["tmux-256color", "screen-256color"] : []
      entries += ["screen", "vt100"]
    } else if let model {
      entries += (model >= 200 ? ["vt220"] : []) + ["vt100"]
    } else if xtermFamilies.contains(family.lowercased())
      || variants.contains(where: manyColors.contains)
    {
      entries += (isColorful ? ["xterm-256color"] : []) + ["xterm", "vt100"]
    }
    var seen: Set<String> = [name]
    return entries.filter { seen.insert($0).inserted }
  }

  private static let multiplexers: Set<String> = ["screen", "tmux"]

  /// Terminals whose control sequences are xterm's.
  private static let xtermFamilies: Set<String> = [
    "alacritty", "contour", "domterm", "eterm", "foot", "ghostty", "gnome", "hterm", "iterm",
    "iterm2", "kitty", "konsole", "kterm", "mintty", "mlterm", "ms", "nsterm", "putty", "rio",
    "rxvt", "simpleterm", "st", "stterm", "teraterm", "terminator", "terminology", "termite",
    "vscode", "vte", "warp", "wezterm", "xfce", "xterm", "zutty",
  ]

  /// Variants that only xterm's relatives have.
  private static let manyColors: Set<String> = ["256color", "direct", "truecolor"]

  /// Variants that have fewer colours than their relatives.
  private static let fewColors: Set<String> = ["m", "mono", "8color", "16color", "88color"]
}

/// A terminal that this system does not know is drawn on as a relative of its.
public struct TerminalSubstitution: UserError, Hashable {
  let name: String
  let entry: String

  /// It works.
  public var severity: Severity { .note }

  /// What is done.
  public var message: String {
    "this system does not know the terminal type \"\(name)\" (TERM), so \(entry) is used instead"
  }

  /// How the terminal becomes known.
  public var remedy: String {
    "The package ncurses-term may have it; from where it is known,"
      + " infocmp -x \(name) | ssh THIS-MACHINE tic -x - brings it here."
  }
}
