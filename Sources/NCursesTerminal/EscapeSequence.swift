import TerminalKit

/// The meaning of control sequences, given without their introducer `Esc [`.
enum EscapeSequence {
  /// Returns the event that a sequence reports, or `nil` when it is none of ours.
  static func event(_ bytes: [UInt8]) -> Event? {
    guard let final = bytes.last else { return nil }
    if bytes.first == UInt8(ascii: "<") {
      return mouse(numbers(bytes.dropFirst().dropLast()), isRelease: final == UInt8(ascii: "m"))
        .map(Event.mouse)
    }
    if bytes.first == UInt8(ascii: "["), (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) {
      // The Linux console's first five function keys have a second bracket.
      return .key(.function(Int(final - UInt8(ascii: "A")) + 1))
    }
    return key(final, numbers(bytes.dropLast())).map(Event.key)
  }

  private static func key(_ final: UInt8, _ numbers: [Int]) -> Key? {
    switch Character(Unicode.Scalar(final)) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H": .home
    case "F": .end
    case "Z": .backTab
    case "M": .enter
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    case "~": numbered(numbers.first ?? 0)
    default: nil
    }
  }

  /// The editing and function keys of the vt220, `Esc [ number ~`.
  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...24: .function(number - 12)
    default: nil
    }
  }

  /// A report in the SGR format: buttons and modifiers, then column and row from 1.
  private static func mouse(_ numbers: [Int], isRelease: Bool) -> MouseEvent? {
    guard numbers.count == 3 else { return nil }
    let buttons = numbers[0]
    let point = Point(x: numbers[1] - 1, y: numbers[2] - 1)
    if buttons & 64 != 0 {
      switch buttons & 3 {
      case 0: return MouseEvent(.scrollUp, at: point)
      case 1: return MouseEvent(.scrollDown, at: point)
      default: return nil
      }
    }
    if buttons & 32 != 0 { return MouseEvent(.move, at: point) }
    let all: [MouseEvent.Button] = [.left, .middle, .right]
    guard all.indices.contains(buttons & 3) else { return nil }
    let button = all[buttons & 3]
    return MouseEvent(isRelease ? .release(button) : .press(button), at: point)
  }

  private static func numbers(_ bytes: some Sequence<UInt8>) -> [Int] {
    var numbers = [0]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let last = numbers.count - 1
        // Nothing on a screen has more than five digits; more would only overflow.
        numbers[last] = min(numbers[last] * 10 + Int(byte - UInt8(ascii: "0")), 99_999)
      case UInt8(ascii: ";"), UInt8(ascii: ":"): numbers.append(0)
      default: break
      }
    }
    return numbers
  }
}
