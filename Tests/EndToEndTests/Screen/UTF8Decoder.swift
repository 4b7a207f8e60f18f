/// Decodes UTF-8 byte by byte.
struct UTF8Decoder: Sendable {
  enum Result {
    case incomplete
    case scalar(Unicode.Scalar)
    /// The bytes are not UTF-8; the flag says whether the last byte belongs to the fault.
    case invalid(isPartOfIt: Bool)
  }

  private var bytes: [UInt8] = []
  private var length = 0

  /// Whether a character has begun.
  var isInside: Bool { !bytes.isEmpty }

  mutating func decode(_ byte: UInt8) -> Result {
    if bytes.isEmpty {
      switch byte {
      case 0xC2...0xDF: length = 2
      case 0xE0...0xEF: length = 3
      case 0xF0...0xF4: length = 4
      default: return .invalid(isPartOfIt: true)
      }
    } else if byte & 0xC0 != 0x80 {
      bytes = []
      return .invalid(isPartOfIt: false)
    }
    bytes.append(byte)
    guard bytes.count == length else { return .incomplete }
    defer { bytes = [] }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .invalid(isPartOfIt: true)
    }
    return text.unicodeScalars.first.map(Result.scalar) ?? .invalid(isPartOfIt: true)
  }
}
