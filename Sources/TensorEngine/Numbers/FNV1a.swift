/// A number from bytes, the same on every machine: FNV-1a with 64 bits.
///
/// It tells of damage and mix-ups, not of malice.
///
/// - SeeAlso: G. Fowler, L. Noll, K.-P. Vo, http://www.isthe.com/chongo/tech/comp/fnv.
public struct FNV1a: Hashable, Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The number for nothing yet.
  @inlinable
  public init() {}

  /// The number for bytes.
  @inlinable
  public init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { add(UInt64(byte)) }
  }

  /// The number for a text's UTF-8.
  public init(_ text: String) {
    self.init(text.utf8)
  }

  /// Adds a byte, or a word where only whole words are ever told apart.
  @inlinable
  public mutating func add(_ word: UInt64) {
    state = (state ^ word) &* 0x100_0000_01B3
  }

  /// The number for all that was added.
  public var value: UInt64 { state }

  /// The number's 16 hexadecimal digits.
  public var digits: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
