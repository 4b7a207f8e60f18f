/// Spoils the contents of files, the same way on every machine.
public struct Mutator {
  private var random: SplitMix64
  private let originals: [[UInt8]]
  private let content: Content

  /// What is in the files, which decides how they are spoilt.
  public enum Content: Sendable {
    /// Characters, which mostly stay some.
    case text
    /// Bytes of any kind.
    case bytes
    /// Text of which only numbers change.
    case numbers
  }

  /// What files are written with, and what looks like it.
  private static let pieces =
    "\n :-[]{}()<>,;/|&*'\"#?!%@`~=+\\\t.0xaepN".utf8.map { [$0] }
    + ["é", "−", "😀", "\u{2028}", "\u{FEFF}", "\u{1B}[2J", "\r", "\0", "true", "null", "- ", ": "]
    .map { Array($0.utf8) }

  /// Numbers at the ends of what anything can hold.
  private static let numbers = [
    "-1", "0", "1", "2", "7", "65536", "4294967296", "9223372036854775807", "-9223372036854775808",
    "18446744073709551616", "1e18", "1e308", "1e309", "-1e-320", "0.5", "NaN", "inf", "1e9999999",
  ].map { Array($0.utf8) }

  /// Lengths at the ends of what four bytes can hold, whichever of them comes first.
  private static let words: [[UInt8]] = [
    [0, 0, 0, 0], [255, 255, 255, 255], [127, 255, 255, 255], [1, 0, 0, 0], [0, 0, 0, 128],
  ]

  /// The most bytes of what comes out.
  private static let most = 1 << 18

  /// - Parameters:
  ///   - originals: What is spoilt; parts of one get into another.
  ///   - content: What is in them.
  public init(_ originals: [[UInt8]], _ content: Content, seed: UInt64) {
    precondition(originals.contains { !$0.isEmpty }, "there is nothing to spoil")
    (self.originals, self.content, random) = (originals, content, SplitMix64(seed: seed))
  }

  /// The next spoilt content.
  public mutating func next() -> [UInt8] {
    var bytes = one(originals)
    for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
    return Array(bytes.prefix(Self.most))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    if content == .numbers { return replaceNumber(of: &bytes) }
    switch Int.random(in: 0..<(content == .text ? 16 : 20), using: &random) {
    case 0...2: bytes.insert(contentsOf: one(Self.pieces), at: place)
    case 3, 4: bytes.removeSubrange(range(in: bytes, from: place, longest: 40))
    case 5, 6:
      bytes.replaceSubrange(range(in: bytes, from: place, longest: 2), with: one(Self.pieces))
    case 7: bytes.insert(contentsOf: bytes[range(in: bytes, from: place, longest: 40)], at: place)
    case 8...10: replaceNumber(of: &bytes)
    case 11: bytes.insert(contentsOf: one(Self.numbers), at: place)
    case 12:
      let other = one(originals)
      let start = Int.random(in: 0...other.count, using: &random)
      bytes.insert(contentsOf: other[range(in: other, from: start, longest: 80)], at: place)
    case 13:
      // Seldom very often: what is nested or long has limits of its own.
      let times = 1 << Int.random(in: 1...one([5, 5, 5, 14]), using: &random)
      let part = Array(bytes[range(in: bytes, from: place, longest: 6)])
      bytes.insert(contentsOf: repeatElement(part, count: times).joined(), at: place)
    case 14: bytes.removeSubrange(place...)
    case 16, 17:
      let end = min(bytes.count, place + one([4, 8]))
      let word = one(Self.words)
      bytes.replaceSubrange(place..<end, with: (place..<end).map { word[($0 - place) % 4] })
    default:
      guard place < bytes.count else { return }
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    }
  }

  /// Puts another number in the place of one that is written in digits.
  private mutating func replaceNumber(of bytes: inout [UInt8]) {
    let starts = bytes.indices.filter {
      Self.isDigit(bytes[$0]) && ($0 == 0 || !Self.isDigit(bytes[$0 - 1]))
    }
    guard let start = starts.randomElement(using: &random) else { return }
    let end = bytes[start...].firstIndex { !Self.isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(start..<end, with: one(Self.numbers))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private mutating func range(in bytes: [UInt8], from place: Int, longest: Int) -> Range<Int> {
    place..<min(bytes.count, place + Int.random(in: 1...longest, using: &random))
  }

  /// One of several, of which there is at least one.
  private mutating func one<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }
}
