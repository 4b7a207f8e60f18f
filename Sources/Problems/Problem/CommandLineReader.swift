import Typesetting

/// Reads the one-line form of ops: `conv2d weight=1,0/0,1 stride=2 | relu | max_pool2d 2`.
///
/// It makes the nodes that the same problem would have as YAML, so everything after it is shared.
struct CommandLineReader {
  private let file: SourceFile
  private let bytes: [UInt8]
  /// The position in the file of each byte.
  private let offsets: [Int]
  private var place = 0
  /// How many values of lists were read.
  private var values = 0

  /// Reads the text of a node; line ends count as spaces.
  init(_ node: SourceNode) {
    let text = node.writtenText
    let start = node.file.byte(at: node.location) ?? 0
    self.file = node.file
    self.bytes = text.bytes
    self.offsets = text.offsets ?? [Int](repeating: start, count: text.bytes.count)
  }

  /// Reads ops separated by `|`.
  mutating func operations() throws(Diagnostic) -> [SourceNode] {
    var result: [SourceNode] = []
    repeat {
      let entry = try operation()
      result.append(node(.mapping([entry]), at: entry.keyLocation))
      // One more than allowed is enough to refuse the rest.
    } while result.count <= ProblemLimits.mostOperations && advance(over: UInt8(ascii: "|"))
    return result
  }

  /// Reads one op: its name, then at most one value without a name, then `name=value` pairs.
  mutating func operation() throws(Diagnostic) -> SourceNode.Entry {
    skipSpace()
    let start = place
    guard let name = readName() else {
      throw diagnostic(at: start, "an op is missing here", "Write a name, such as relu.")
    }
    let location = location(at: start)
    let schema = try OperationSchema.required(name, at: location, in: file)
    skipSpace()
    let valueStart = place
    let positional = readValueText()
    var entries: [SourceNode.Entry] = []
    while let (key, keyStart) = readKey() {
      let keyLocation = self.location(at: keyStart)
      // At once: known names that differ are few, which keeps the list short.
      _ = try schema.requiredParameter(key, at: keyLocation, in: file)
      if entries.contains(where: { $0.key == key }) {
        throw diagnostic(at: keyStart, "\(key.quoted) is given more than once", "Keep one of them.")
      }
      skipSpace()
      entries.append(.init(key: key, keyLocation: keyLocation, value: try value(readValueText())))
    }
    if !positional.isEmpty {
      guard entries.isEmpty else {
        // The value without a name is the op's first parameter.
        guard let first = schema.parameters.first else {
          throw diagnostic(
            at: valueStart, "\(name) takes no value here", "Write name=value for each parameter.")
        }
        guard !entries.contains(where: { $0.key == first.name }) else {
          throw diagnostic(
            at: valueStart, "\(name): \(first.name) is given twice, once without its name",
            "Keep one of them.")
        }
        let entry = SourceNode.Entry(
          key: first.name, keyLocation: self.location(at: valueStart),
          value: try value(positional))
        return .init(
          key: name, keyLocation: location, value: node(.mapping([entry] + entries), at: location))
      }
      return .init(key: name, keyLocation: location, value: try value(positional))
    }
    let parameters: SourceNode.Content = entries.isEmpty ? .scalar("", .plain) : .mapping(entries)
    return .init(key: name, keyLocation: location, value: node(parameters, at: location))
  }

  /// Reads a whole text as a value: a grid, a number, a word or nested lists.
  mutating func wholeValue() throws(Diagnostic) -> SourceNode {
    skipSpace()
    return try value(place..<bytes.count)
  }

  /// Makes sure that nothing follows what was read.
  mutating func expectEnd() throws(Diagnostic) {
    skipSpace()
    guard place == bytes.count else {
      throw diagnostic(
        at: place, "this does not belong to the op before it",
        "Separate ops by '|', and write parameters as name=value.")
    }
  }

  // MARK: - Pieces

  private mutating func readName() -> String? {
    let start = place
    while place < bytes.count, WrittenText.isName(bytes[place]) { place += 1 }
    return place == start ? nil : String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// Reads `name=` if that is what comes next.
  private mutating func readKey() -> (String, Int)? {
    skipSpace()
    let start = place
    guard let name = readName() else { return nil }
    skipSpace()
    guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
      place = start
      return nil
    }
    place += 1
    return (name, start)
  }

  /// The bytes up to the next `name=`, the next `|` or the end, without spaces around them.
  private mutating func readValueText() -> Range<Int> {
    let start = place
    var end = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "|") {
      let startsWord = place == start || WrittenText.isSpace(bytes[place - 1])
      if startsWord, !WrittenText.isSpace(bytes[place]) {
        let word = place
        if readKey() != nil {
          place = word
          break
        }
        place = word
      }
      if !WrittenText.isSpace(bytes[place]) { end = place + 1 }
      place += 1
    }
    return start..<max(start, end)
  }

  private func value(_ range: Range<Int>) throws(Diagnostic) -> SourceNode {
    guard !range.isEmpty else {
      return node(.scalar("", .plain), at: location(at: range.lowerBound))
    }
    guard bytes[range.lowerBound] == UInt8(ascii: "[") else {
      let text = String(decoding: bytes[range], as: UTF8.self)
      return node(.scalar(text, .plain), at: location(at: range.lowerBound))
    }
    var reader = self
    reader.place = range.lowerBound
    let list = try reader.list(end: range.upperBound, depth: 1)
    guard reader.place == range.upperBound else {
      throw diagnostic(at: reader.place, "text after the closing ']'", "Remove it.")
    }
    return list
  }

  /// Reads `[…]`, nested at most four deep.
  private mutating func list(end: Int, depth: Int) throws(Diagnostic) -> SourceNode {
    let start = place
    guard depth <= 4 else {
      throw diagnostic(at: start, "lists are nested more than 4 deep", "A grid has at most 4 axes.")
    }
    place += 1
    var items: [SourceNode] = []
    while true {
      values += 1
      guard values <= YAMLReader.mostNodes else {
        throw diagnostic(
          at: place, "there are more than \(YAMLReader.mostNodes) values in lists",
          "Write a large grid as 1 2 / 3 4 instead of as lists.")
      }
      skipSpace()
      guard place < end else {
        throw diagnostic(at: start, "a list is not closed", "Add the closing ']'.")
      }
      if bytes[place] == UInt8(ascii: "]") {
        place += 1
        return node(.sequence(items), at: location(at: start))
      }
      if bytes[place] == UInt8(ascii: "[") {
        items.append(try list(end: end, depth: depth + 1))
      } else {
        let itemStart = place
        while place < end,
          ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "[")]
            .contains(bytes[place])
        {
          place += 1
        }
        let text = String(decoding: bytes[itemStart..<place], as: UTF8.self).trimmingWhitespace
        items.append(node(.scalar(text, .plain), at: location(at: itemStart)))
      }
      skipSpace()
      if place < end, bytes[place] == UInt8(ascii: ",") {
        place += 1
      } else if place < end, bytes[place] != UInt8(ascii: "]") {
        throw diagnostic(at: place, "a comma is missing here", "Separate the items by commas.")
      }
    }
  }

  private mutating func advance(over sign: UInt8) -> Bool {
    skipSpace()
    guard place < bytes.count, bytes[place] == sign else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while place < bytes.count, WrittenText.isSpace(bytes[place]) { place += 1 }
  }

  private func location(at place: Int) -> SourceLocation {
    let offset = place < offsets.count ? offsets[place] : (offsets.last.map { $0 + 1 } ?? 0)
    return file.location(ofByte: min(offset, file.bytes.count))
  }

  private func node(_ content: SourceNode.Content, at location: SourceLocation) -> SourceNode {
    SourceNode(content, at: location, in: file)
  }

  private func diagnostic(at place: Int, _ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic(file: file.path, at: location(at: place), message, remedy: remedy)
  }
}
