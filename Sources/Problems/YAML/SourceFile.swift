import Foundation

/// The checked text of a file, with what is needed to say where in it something stands.
///
/// A source file holds valid UTF-8 of at most ``largestSize`` bytes, without a byte-order mark and
/// without control characters other than tabs and line ends, so nothing that reads it later has
/// to look again.
public final class SourceFile: Sendable {
  /// The most bytes a lesson or problem file may have: 4 MiB.
  public static let largestSize = 4 << 20

  /// The name shown in messages.
  public let path: String
  /// The whole text; lines end in `\n`.
  public let text: String
  /// The UTF-8 bytes of ``text``.
  let bytes: [UInt8]
  /// Where each line starts in ``bytes``.
  private let lineStarts: [Int]
  /// How many characters start before each block of ``blockSize`` bytes, so that finding a place
  /// in a long line does not mean counting it through.
  private let charactersBefore: [Int]
  private static let blockSize = 512

  /// Creates a source file from bytes of any origin.
  ///
  /// - Parameters:
  ///   - path: The name for messages.
  ///   - bytes: The content.
  /// - Throws: A diagnostic for content that is too large or is not text.
  public init(path: String, bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.count <= SourceFile.largestSize else {
      throw Diagnostic(
        file: path, "the file is larger than \(SourceFile.largestSize >> 20) MiB",
        remedy: "Lesson and problem files are small; use a smaller grid.")
    }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var content = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
    if content.contains(UInt8(ascii: "\r")) { content = SourceFile.withUnixLineEnds(content) }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Diagnostic(
        file: path, at: SourceFile.firstInvalidPlace(in: content), "this is not UTF-8 text",
        remedy: "Save the file as UTF-8.")
    }
    self.path = path
    self.text = text
    self.bytes = content
    var starts = [0]
    for (offset, byte) in content.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
    self.charactersBefore = SourceFile.countsBeforeBlocks(of: content)
    try checkControlCharacters()
  }

  /// Creates a source file from text that was not read from a file, such as a command-line option.
  ///
  /// - Throws: A diagnostic for text that is too large or holds control characters.
  public convenience init(path: String, text: String) throws(Diagnostic) {
    try self.init(path: path, bytes: Array(text.utf8))
  }

  /// Reads a file.
  ///
  /// Only regular files are read, and what the program was handed open, such as `/dev/stdin`; of
  /// either no more than ``largestSize`` bytes, so an endless stream ends in a message too.
  /// - Throws: A diagnostic when it cannot be read or is not text.
  public static func read(_ path: String) throws(Diagnostic) -> SourceFile {
    let handle = try opened(path)
    defer { try? handle.close() }
    let data: Data?
    do {
      data = try handle.read(upToCount: largestSize + 1)
    } catch {
      throw unreadable(path)
    }
    return try SourceFile(path: path, bytes: Array(data ?? Data()))
  }

  /// Where a byte stands.
  func location(ofByte offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = characters(before: offset) - characters(before: lineStarts[low])
    return SourceLocation(line: low + 1, column: column + 1)
  }

  /// The position of the byte at a location, or `nil` when the file has no such place.
  func byte(at location: SourceLocation) -> Int? {
    guard (1...lineStarts.count).contains(location.line) else { return nil }
    let wanted = characters(before: lineStarts[location.line - 1]) + max(1, location.column) - 1
    var low = 0
    var high = charactersBefore.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if charactersBefore[middle] <= wanted { low = middle } else { high = middle }
    }
    var offset = low * SourceFile.blockSize
    var missing = wanted - charactersBefore[low]
    while offset < bytes.count {
      if SourceFile.startsScalar(bytes[offset]) {
        if missing == 0 { return offset }
        missing -= 1
      }
      offset += 1
    }
    return missing == 0 ? offset : nil
  }

  /// How many characters start before a byte.
  private func characters(before offset: Int) -> Int {
    let block = min(offset / SourceFile.blockSize, charactersBefore.count - 1)
    let rest = bytes[(block * SourceFile.blockSize)..<offset]
    return charactersBefore[block] + rest.count(where: SourceFile.startsScalar)
  }

  private static func countsBeforeBlocks(of bytes: [UInt8]) -> [Int] {
    var counts = [0]
    var start = 0
    while start + blockSize <= bytes.count {
      counts.append(
        counts[counts.count - 1] + bytes[start..<(start + blockSize)].count(where: startsScalar))
      start += blockSize
    }
    return counts
  }

  /// The position after the end of the line that holds a byte.
  func endOfLine(containing offset: Int) -> Int {
    let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n"))
    return end.map { $0 + 1 } ?? bytes.count
  }

  /// Whether a byte is the first of a character in UTF-8.
  private static func startsScalar(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }

  private static func withUnixLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), previous == UInt8(ascii: "\r") {
        // The carriage return before it was written as the line end already.
      } else {
        result.append(byte == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : byte)
      }
      previous = byte
    }
    return result
  }

  private static func firstInvalidPlace(in bytes: [UInt8]) -> SourceLocation {
    var (line, column) = (1, 1)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
    }
    return SourceLocation(line: line, column: column)
  }

  private func checkControlCharacters() throws(Diagnostic) {
    for offset in bytes.indices {
      let byte = bytes[offset]
      let isAllowed = byte >= 0x20 || byte == 0x09 || byte == 0x0A
      guard !isAllowed || byte == 0x7F else { continue }
      let message =
        byte == 0
        ? "there is a NUL byte in the text"
        : "there is a control character (U+00" + hexadecimal(byte) + ") in the text"
      throw Diagnostic(
        file: path, at: location(ofByte: offset), message,
        remedy: "Remove it; is this really a text file?")
    }
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
