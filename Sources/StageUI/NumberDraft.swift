import Problems
import TerminalKit

/// A number that is typed into a cell, key by key, and judged when it is put in.
public struct NumberDraft: Hashable, Sendable {
  /// What is typed; empty before the first key.
  public private(set) var text = ""

  /// Creates one of nothing.
  public init() {}

  /// Whether nothing is typed.
  public var isEmpty: Bool { text.isEmpty }

  /// Whether a key writes it.
  ///
  /// Once it is begun, all that may belong to a number does.
  public func takes(_ key: Key) -> Bool {
    switch key {
    case .character(let character):
      (isEmpty ? "0123456789.-−" : "0123456789.-−+eE,/").contains(character)
    case .backspace: !isEmpty
    default: false
    }
  }

  /// Writes what a key stands for.
  ///
  /// - Returns: Whether it has room; what it does not take is none of its keys.
  public mutating func type(_ key: Key) -> Bool {
    switch key {
    case .character(let character) where takes(key):
      guard text.count < Self.longest else { return false }
      text.append(character == "−" ? "-" : character)
    case .backspace where takes(key): text.removeLast()
    default: break
    }
    return true
  }

  private static let longest = 9

  /// The number; `nil` where what is typed is none.
  public var number: Double? {
    if case .number(let number) = NumberSyntax.parse(text) { number } else { nil }
  }

  /// What is said where a key has no room.
  public static let full = "The number is long enough."

  /// Why it is not put in.
  public var refusal: String { "\(text) is not a number; write 0.5, −2 or 1e-3." }
}

/// As what is typed alone, in the state of a step.
extension NumberDraft: Codable {
  /// Reads what was typed.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes what is typed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
