import TestSupport

/// Somebody who presses keys, moves the mouse and changes the window without any sense.
///
/// The same seed does the same things.
struct RandomUser {
  private var generator: SplitMix64
  /// What was done, to be told when something goes wrong.
  private(set) var deeds: [String] = []

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// Does something.
  mutating func act(on terminal: PseudoTerminal) {
    let chance = Int.random(in: 0..<100, using: &generator)
    switch chance {
    case ..<45: press(terminal)
    case ..<65: type(String(random(Self.letters)), terminal)
    case ..<72: type(String((0..<8).map { _ in random(Self.letters) }), terminal)
    case ..<92: moveMouse(terminal)
    case ..<97: resize(terminal)
    default: type(random(Self.rubbish), terminal)
    }
  }

  /// Keys that mean something somewhere, digits among them; few of them leave.
  private static let letters = Array(
    "1234567890 .,-+=/*xX()[]{}<>PRLabcdefghijklmnoprstuvwyz?abcdefghijklmnoprstuvwyzqé×😀\u{301}")

  private static let keys: [TerminalKey] = [
    .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .escape, .backspace, .tab,
    .space, .control("l"), .control("a"), .control("s"), .control("z"), .control("\\"),
  ]

  /// Sequences that no key sends, broken ones, and what a careless paste has in it.
  private static let rubbish = [
    "\u{1B}[", "\u{1B}[999999999999~", "\u{1B}[<", "\u{1B}[<0;0;0M", "\u{1B}[<35;99999;99999M",
    "\u{1B}[<-1;-1;-1M", "\u{1B}O", "\u{1B}\u{1B}\u{1B}", "\u{1B}[200~pasted\ntext\u{1B}[201~",
    "\u{1B}]11;rgb:0000/0000/0000\u{07}", "\u{0}\u{1}\u{2}", "\u{1B}[M   ", "\u{9B}5~", "\u{7F}",
    "1e999", "-0", "NaN", "9223372036854775808", "1/0", "\u{1B}[1;5D\u{1B}[3;2~", "\u{1B}[15~",
  ]

  private mutating func random<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  private mutating func press(_ terminal: PseudoTerminal) {
    let key = random(Self.keys)
    // A key that is held repeats.
    let times = Int.random(in: 0..<8, using: &generator) == 0 ? 30 : 1
    deeds.append("\(key)" + (times > 1 ? " held" : ""))
    // A terminal reads while a key is held.
    for _ in 0..<times {
      terminal.press(key)
      terminal.read(within: 0)
    }
  }

  private mutating func type(_ text: String, _ terminal: PseudoTerminal) {
    deeds.append("types \(text.debugDescription)")
    terminal.type(text)
  }

  private mutating func moveMouse(_ terminal: PseudoTerminal) {
    let button = random([0, 0, 1, 2, 35, 35, 35, 32, 64, 65])
    let column = Int.random(in: 1...terminal.screen.size.columns, using: &generator)
    let row = Int.random(in: 1...terminal.screen.size.rows, using: &generator)
    deeds.append("mouse \(button) at \(column),\(row)")
    terminal.type("\u{1B}[<\(button);\(column);\(row)M")
    if button < 3 { terminal.type("\u{1B}[<\(button);\(column);\(row)m") }
  }

  private mutating func resize(_ terminal: PseudoTerminal) {
    let isSmall = Int.random(in: 0..<4, using: &generator) == 0
    let size = ScreenSize(
      columns: Int.random(in: isSmall ? 1...79 : 80...220, using: &generator),
      rows: Int.random(in: isSmall ? 1...23 : 24...70, using: &generator))
    deeds.append("resizes to \(size)")
    terminal.resize(to: size)
  }
}
