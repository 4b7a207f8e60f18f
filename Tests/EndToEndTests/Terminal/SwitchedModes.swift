import CVTerm

/// A control sequence as libvterm's parser has read it.
struct ControlSequence: CustomStringConvertible {
  let leader: String
  /// The parameters, each with its colon-separated parts; -1 is a number that was left out.
  let parameters: [[Int]]
  let intermediates: String
  let final: Character

  init(_ sequence: cvterm_sequence) {
    var parameters: [[Int]] = []
    var isPart = false
    for index in 0..<sequence.count {
      let number = withUnsafePointer(to: sequence) { Int(cvterm_parameter($0, index)) }
      if isPart {
        parameters[parameters.count - 1].append(number)
      } else {
        parameters.append([number])
      }
      isPart = withUnsafePointer(to: sequence) { cvterm_has_more($0, index) }
    }
    self.parameters = parameters
    leader = String(cString: sequence.leader)
    intermediates = String(cString: sequence.intermediates)
    final = Character(Unicode.Scalar(UInt8(bitPattern: sequence.final)))
  }

  var description: String {
    let numbers = parameters.map { $0.map { $0 < 0 ? "" : "\($0)" }.joined(separator: ":") }
    return "Esc [ \(leader)\(numbers.joined(separator: ";"))\(intermediates)\(final)"
  }
}

/// The modes that libvterm does not tell of, after the sequences that its parser has read, and
/// what among those sequences no terminal knows.
struct SwitchedModes {
  /// DEC private modes that are set; autowrap and the cursor are to begin with.
  private(set) var dec: Set<Int> = [7, 25]
  private var isInserting = false
  /// SGR's dim and hidden text.
  private var isFaint = false
  private var scrollRegion: [[Int]] = []
  /// Whether G0 and G1 hold line-drawing glyphs, and which of them is in use.
  private var drawsLines = [false, false]
  private var charset = 0

  /// Whether any colour has been set since the beginning.
  private(set) var hasUsedColor = false
  /// What was not understood, as text.
  var unrecognized: [String] = []

  mutating func read(control character: UInt8) {
    if character == 0x0E { charset = 1 }
    if character == 0x0F { charset = 0 }
  }

  mutating func read(escape: String) {
    switch escape {
    case "(0", "(B", ")0", ")B": drawsLines[escape.first == "(" ? 0 : 1] = escape.last == "0"
    case "c": reset()
    case "7", "8", "=", ">", "\\": break
    default: unrecognized.append("Esc \(escape)")
    }
  }

  mutating func read(_ sequence: ControlSequence) {
    let numbers = sequence.parameters.map { $0[0] }
    switch (sequence.leader, sequence.intermediates, sequence.final) {
    case ("?", "", "h"), ("?", "", "l"):
      if !Self.known.isSuperset(of: numbers) { unrecognized.append("\(sequence)") }
      if sequence.final == "h" { dec.formUnion(numbers) } else { dec.subtract(numbers) }
    case ("", "", "h"), ("", "", "l"):
      if numbers.contains(4) { isInserting = sequence.final == "h" }
    case ("", "", "r"): scrollRegion = sequence.parameters
    case ("", "!", "p"): reset()
    case ("", "", "m"):
      if !select(sequence.parameters) { unrecognized.append("\(sequence)") }
    default: break
    }
  }

  /// Notes a sequence that libvterm does not know, unless it leaves no mark: titles that are kept
  /// and fetched back, the shape of the Linux console's cursor.
  mutating func report(unknown sequence: ControlSequence) {
    switch (sequence.leader, sequence.final, sequence.parameters.first?.first) {
    case ("", "t", 22), ("", "t", 23), ("?", "c", _): break
    default: unrecognized.append("\(sequence)")
    }
  }

  /// A new size makes all rows scroll.
  mutating func resize() { scrollRegion = [] }

  /// RIS and DECSTR: the modes as at the beginning.
  private mutating func reset() {
    var new = SwitchedModes()
    new.hasUsedColor = hasUsedColor
    new.unrecognized = unrecognized
    self = new
  }

  /// Applies SGR; returns whether all of it is known.
  private mutating func select(_ parameters: [[Int]]) -> Bool {
    var isKnown = true
    var rest = parameters[...]
    while let parameter = rest.popFirst() {
      switch parameter[0] {
      case -1, 0, 22, 28: isFaint = false
      case 2, 8: isFaint = true
      case 38, 48:
        hasUsedColor = true
        // 38:5:N and 38:2::R:G:B are one parameter, 38;5;N three and 38;2;R;G;B five.
        if parameter.count == 1 { rest = rest.dropFirst(rest.first == [5] ? 2 : 4) }
      case 30...37, 40...47, 90...97, 100...107: hasUsedColor = true
      case 1...9, 21...29, 39, 49: break
      default: isKnown = false
      }
    }
    return isKnown
  }

  /// What is switched and not switched back, in words.
  func leftovers(rows: Int) -> [String] {
    var list: [String] = []
    // libvterm saves with the cursor's position whether it is shown, which DECSC does not: ncurses
    // hides it before it enters the alternate screen again, and libvterm leaves that hidden.
    if !dec.contains(25) { list.append("the cursor is hidden") }
    if !dec.isDisjoint(with: Self.mouseFormats) { list.append("the mouse has a format") }
    if isInserting { list.append("typing inserts") }
    if !dec.contains(7) { list.append("long lines do not wrap") }
    if dec.contains(2026) { list.append("the picture is held back") }
    if isFaint { list.append("text is dim or hidden") }
    if drawsLines[charset] { list.append("letters are shown as line-drawing glyphs") }
    let numbers = scrollRegion.map { $0[0] }
    let top = numbers.first.map { max(1, $0) } ?? 1
    let bottom = numbers.dropFirst().first.map { $0 < 1 ? rows : min($0, rows) } ?? rows
    if (top, bottom) != (1, rows) { list.append("only rows \(top) to \(bottom) scroll") }
    return list
  }

  private static let mouseFormats: Set<Int> = [1005, 1006, 1015, 1016]
  /// Every mode that a terminal of the xterm family knows.
  private static let known: Set<Int> = mouseFormats.union([
    1, 3, 4, 5, 6, 7, 8, 9, 12, 25, 47, 1000, 1001, 1002, 1003, 1004, 1034, 1047, 1048, 1049, 2004,
    2026,
  ])
}
