/// Splits a stream of bytes into characters and control sequences (ECMA-48, UTF-8).
struct ControlParser: Sendable {
  /// A control sequence: `Esc [`, a private prefix, parameters, intermediates and a final byte.
  struct Sequence: Hashable, Sendable {
    var prefix: Character?
    /// The parameters, each with its colon-separated parts; an omitted number is 0.
    var parameters: [[Int]] = [[0]]
    var intermediates = ""
    var final: Character = " "

    /// The parameter at an index, where 0 and nothing both mean the default.
    func number(_ index: Int, default fallback: Int = 1) -> Int {
      guard parameters.indices.contains(index), parameters[index][0] != 0 else { return fallback }
      return parameters[index][0]
    }
  }

  enum Action: Hashable, Sendable {
    case print(Unicode.Scalar)
    case control(UInt8)
    case escape(intermediates: String, final: Character)
    case sequence(Sequence)
    /// A title, a palette or another string for the terminal.
    case string(String)
    case malformed(String)
  }

  private enum State: Hashable, Sendable {
    case ground
    case escape(intermediates: String)
    case sequence
    /// Up to BEL or ST; the flag says that Esc, the first half of ST, has been seen.
    case string(sawEscape: Bool)
  }

  private var state = State.ground
  private var sequence = Sequence()
  private var text: [UInt8] = []
  private var decoder = UTF8Decoder()

  /// Takes one byte.
  ///
  /// - Returns: What has become complete by it.
  mutating func parse(_ byte: UInt8) -> [Action] {
    switch state {
    case .ground: return ground(byte)
    case .escape(let intermediates): return escape(byte, intermediates)
    case .sequence: return sequence(byte)
    case .string(let sawEscape): return string(byte, sawEscape)
    }
  }

  private mutating func ground(_ byte: UInt8) -> [Action] {
    guard byte >= 0x80 || decoder.isInside else {
      if byte == 0x1B {
        state = .escape(intermediates: "")
        return []
      }
      if byte < 0x20 { return [.control(byte)] }
      // DEL is padding.
      return byte == 0x7F ? [] : [.print(Unicode.Scalar(byte))]
    }
    switch decoder.decode(byte) {
    case .incomplete: return []
    case .scalar(let scalar): return [.print(scalar)]
    case .invalid(let isPartOfIt):
      let error = Action.malformed("invalid UTF-8 at byte \(byte)")
      return isPartOfIt ? [error] : [error] + ground(byte)
    }
  }

  private mutating func escape(_ byte: UInt8, _ intermediates: String) -> [Action] {
    let character = Character(Unicode.Scalar(byte))
    switch byte {
    case 0x1B: return []
    case 0x00..<0x20: return [.control(byte)]
    case 0x20...0x2F:
      state = .escape(intermediates: intermediates + String(character))
      return []
    default: break
    }
    state = .ground
    guard intermediates.isEmpty else {
      return [.escape(intermediates: intermediates, final: character)]
    }
    switch character {
    case "[":
      state = .sequence
      sequence = Sequence()
      return []
    case "]", "P", "X", "^", "_":
      state = .string(sawEscape: false)
      text = []
      return []
    default: return [.escape(intermediates: "", final: character)]
    }
  }

  private mutating func sequence(_ byte: UInt8) -> [Action] {
    let character = Character(Unicode.Scalar(byte))
    switch byte {
    case 0x1B:
      state = .escape(intermediates: "")
      return [.malformed("interrupted sequence")]
    case 0x00..<0x20: return [.control(byte)]
    case 0x20...0x2F: sequence.intermediates.append(character)
    case 0x30...0x39:
      let last = sequence.parameters.count - 1
      let part = sequence.parameters[last].count - 1
      let number = sequence.parameters[last][part] * 10 + Int(byte - 0x30)
      sequence.parameters[last][part] = min(number, 1_000_000)
    case 0x3A: sequence.parameters[sequence.parameters.count - 1].append(0)
    case 0x3B: sequence.parameters.append([0])
    case 0x3C...0x3F: sequence.prefix = character
    case 0x40...0x7E:
      sequence.final = character
      state = .ground
      return [.sequence(sequence)]
    default:
      state = .ground
      return [.malformed("byte \(byte) inside a sequence")]
    }
    return []
  }

  private mutating func string(_ byte: UInt8, _ sawEscape: Bool) -> [Action] {
    if sawEscape && byte == UInt8(ascii: "\\") || byte == 0x07 {
      state = .ground
      return [.string(String(decoding: text, as: UTF8.self))]
    }
    state = .string(sawEscape: byte == 0x1B)
    if byte != 0x1B { text.append(byte) }
    return []
  }
}

extension ControlParser.Sequence: CustomStringConvertible {
  var description: String {
    let numbers = parameters.map { $0.map(String.init).joined(separator: ":") }
    return "Esc [ \(prefix.map(String.init) ?? "")\(numbers.joined(separator: ";"))"
      + "\(intermediates)\(final)"
  }
}
