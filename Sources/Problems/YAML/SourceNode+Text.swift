import Typesetting

extension SourceNode {
  /// A scalar's text with the line breaks it has in the file.
  ///
  /// YAML joins the lines of an unquoted text by spaces. In a grid a line is a row, so the breaks
  /// are taken from the file.
  ///
  /// - Returns: The bytes, and for each the position in the file, so that a message can point at a
  ///   single number.
  var writtenText: WrittenText {
    guard case .scalar(let text, let style) = content else { return WrittenText() }
    let bytes = Array(text.utf8)
    guard let start = firstByte(of: style) else {
      return WrittenText(bytes: bytes, offsets: nil)
    }
    return aligned(bytes, from: start, keepsBreaks: style != .block)
      ?? WrittenText(bytes: bytes, offsets: nil)
  }

  /// Whether a comment follows right behind an unquoted text, which may have been meant as a part
  /// of it.
  public var isCutByComment: Bool {
    guard case .scalar(_, .plain) = content, let last = writtenText.offsets?.last else {
      return false
    }
    let rest = file.bytes[(last + 1)...].prefix { $0 != UInt8(ascii: "\n") }
    let behind = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return behind.count < rest.count && behind.first == UInt8(ascii: "#")
  }

  /// Where a line of an unquoted text begins with a dash, as an item does that is indented too deep;
  /// `nil` where none does.
  public var dashedLine: SourceLocation? {
    guard case .scalar(_, .plain) = content, let offsets = writtenText.offsets else { return nil }
    let bytes = writtenText.bytes
    let dash = bytes.indices.dropFirst().dropLast().first { place in
      bytes[place] == UInt8(ascii: "-") && bytes[place - 1] == UInt8(ascii: "\n")
        && bytes[place + 1] == UInt8(ascii: " ")
    }
    return dash.map { file.location(ofByte: offsets[$0]) }
  }

  /// Where the text of a scalar starts, past a quote or the line of a block's `|`.
  private func firstByte(of style: Style) -> Int? {
    guard let start = file.byte(at: location) else { return nil }
    return switch style {
    case .plain: start
    case .quoted: start + 1
    case .block: file.endOfLine(containing: start)
    }
  }

  /// Matches the text with the file character by character, white space loosely; `nil` where
  /// they differ, as they do at an escape such as `\t`.
  private func aligned(_ text: [UInt8], from start: Int, keepsBreaks: Bool) -> WrittenText? {
    let source = file.bytes
    var result = WrittenText()
    var offsets: [Int] = []
    var place = start
    var index = 0
    while index < text.count {
      if WrittenText.isSpace(text[index]) {
        var breaks = 0
        let spaceStart = place
        while place < source.count, WrittenText.isSpace(source[place]) {
          if source[place] == UInt8(ascii: "\n") { breaks += 1 }
          place += 1
        }
        var ownBreaks = 0
        while index < text.count, WrittenText.isSpace(text[index]) {
          if text[index] == UInt8(ascii: "\n") { ownBreaks += 1 }
          index += 1
        }
        let kept = keepsBreaks ? breaks : ownBreaks
        let space = kept == 0 ? UInt8(ascii: " ") : UInt8(ascii: "\n")
        for _ in 0..<max(1, kept) {
          result.bytes.append(space)
          offsets.append(min(spaceStart, source.count))
        }
      } else {
        // A folded line break without a space in the text cannot occur; blocks are indented.
        while place < source.count, WrittenText.isSpace(source[place]) { place += 1 }
        guard place < source.count, source[place] == text[index] else { return nil }
        result.bytes.append(text[index])
        offsets.append(place)
        place += 1
        index += 1
      }
    }
    result.offsets = offsets
    return result
  }

  /// A diagnostic about a part of this scalar.
  ///
  /// - Parameter position: A position in ``writtenText``.
  func diagnostic(
    at position: Int, of text: WrittenText, _ message: String, remedy: String = ""
  ) -> Diagnostic {
    guard let offsets = text.offsets, let last = offsets.last else {
      return diagnostic(message, remedy: remedy)
    }
    let offset = position < offsets.count ? offsets[position] : last
    return Diagnostic(
      file: file.path, at: file.location(ofByte: offset), message, remedy: remedy)
  }

  /// A diagnostic at the last place in this text where some signs stand; at its start where they are
  /// written in another way, such as an escape.
  ///
  /// - Complexity: O(length of the text · length of the signs).
  public func diagnostic(
    atLast part: String, _ message: String, remedy: String = "", severity: Severity = .error
  ) -> Diagnostic {
    let (text, wanted) = (writtenText, part.utf8.map { WrittenText.isSpace($0) ? space : $0 })
    let start = text.bytes.indices.reversed().first { start in
      text.bytes[start...].count >= wanted.count
        && zip(text.bytes[start...], wanted).allSatisfy {
          $0 == $1 || WrittenText.isSpace($0) && $1 == space
        }
    }
    let place = start.flatMap { start in text.offsets.map { file.location(ofByte: $0[start]) } }
    return Diagnostic(
      file: file.path, at: place ?? location, message, remedy: remedy, severity: severity)
  }

  private var space: UInt8 { UInt8(ascii: " ") }
}

/// A scalar's text as it stands in the file.
struct WrittenText: Sendable {
  /// The UTF-8 bytes.
  var bytes: [UInt8] = []
  /// The position of each byte in the file; `nil` when the text is written with escapes.
  var offsets: [Int]?

  /// Whether a byte is white space.
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
  }

  /// Whether a byte may belong to a name, such as that of an op or of an anchor.
  static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
