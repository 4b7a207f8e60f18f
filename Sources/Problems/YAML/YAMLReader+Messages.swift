import Typesetting
import Yams

extension YAMLReader {
  /// What a composer's error says to somebody who writes a homework sheet.
  static func diagnostic(for error: YamlError, in file: SourceFile) -> Diagnostic {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let location = place(of: mark, in: file)
      if let slip = slip(leadingTo: problem, at: location, in: file) { return slip }
      let (message, remedy) = text(for: problem, at: location, in: file)
      return Diagnostic(file: file.path, at: location, message, remedy: remedy)
    case .reader(let problem, let offset, _, _):
      let location = offset.map { file.location(ofByte: min($0, file.bytes.count)) }
      return Diagnostic(file: file.path, at: location, problem, remedy: "Save the file as UTF-8.")
    case .duplicatedKeysInMapping(let duplicates, let context):
      // Yams has no name for a key that is a list.
      let name = duplicates.first.map { $0.hasPrefix("<") ? "a list as a name" : $0 } ?? ""
      return Diagnostic(
        file: file.path, at: second(name, after: place(of: context.mark, in: file), in: file),
        "\(name.quoted) is given more than once", remedy: "Keep one of them.")
    case .dataCouldNotBeDecoded, .memory, .no, .writer, .emitter, .representer:
      return Diagnostic(file: file.path, "the YAML cannot be read", remedy: "\(error)")
    }
  }

  /// The place a mark names; marks past the end are drawn back to the last character.
  private static func place(of mark: Mark, in file: SourceFile) -> SourceLocation {
    let location = SourceLocation(line: max(1, mark.line), column: max(1, mark.column))
    if file.byte(at: location) != nil { return location }
    return file.location(ofByte: file.bytes.count)
  }

  /// Where a name stands for the second time in a set of named values; its first place when it is
  /// not found again.
  private static func second(
    _ name: String, after first: SourceLocation, in file: SourceFile
  ) -> SourceLocation {
    guard let start = file.byte(at: first), start < file.bytes.count else { return first }
    let before = file.bytes[..<start].last { !WrittenText.isSpace($0) }
    let isInBraces = before == UInt8(ascii: "{") || before == UInt8(ascii: ",")
    let places =
      isInBraces
      ? placesInBraces(of: name, from: start, in: file)
      : placesInLines(of: name, from: start, column: first.column, in: file)
    return places.count > 1 ? file.location(ofByte: places[1]) : first
  }

  /// Where a name starts a line of the set, all lines of which start in one column.
  private static func placesInLines(
    of name: String, from start: Int, column: Int, in file: SourceFile
  ) -> [Int] {
    var places = isName(name, at: start, in: file) ? [start] : []
    var line = file.endOfLine(containing: start)
    while line < file.bytes.count, places.count < 2 {
      let place = line + column - 1
      let isIndented = file.bytes[line..<min(place, file.bytes.count)].allSatisfy {
        $0 == UInt8(ascii: " ")
      }
      if isIndented, isName(name, at: place, in: file) { places.append(place) }
      line = file.endOfLine(containing: line)
    }
    return places
  }

  /// Where a name starts an entry of a set between braces, what is nested in it left out.
  private static func placesInBraces(
    of name: String, from start: Int, in file: SourceFile
  ) -> [Int] {
    var places: [Int] = []
    var depth = 1
    var quote: UInt8?
    var startsEntry = true
    for place in start..<file.bytes.count {
      let byte = file.bytes[place]
      if startsEntry, depth == 1, !WrittenText.isSpace(byte) {
        startsEntry = false
        if isName(name, at: place, in: file) { places.append(place) }
      }
      if let open = quote {
        if byte == open { quote = nil }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if depth == 0 || places.count == 2 { break }
      if byte == UInt8(ascii: ",") { startsEntry = depth == 1 }
    }
    return places
  }

  /// Whether a name, in quotes or without, and its colon stand at a place.
  private static func isName(_ name: String, at place: Int, in file: SourceFile) -> Bool {
    guard place < file.bytes.count else { return false }
    let rest = file.bytes[place...]
    return [name, "\"\(name)\"", "'\(name)'"].contains { written in
      let bytes = Array(written.utf8)
      guard rest.starts(with: bytes) else { return false }
      return rest.dropFirst(bytes.count).first { $0 != UInt8(ascii: " ") } == UInt8(ascii: ":")
    }
  }

  /// The message and the remedy for libyaml's terse problem.
  private static func text(
    for problem: String, at location: SourceLocation, in file: SourceFile
  ) -> (message: String, remedy: String) {
    if let offset = file.byte(at: location), offset < file.bytes.count,
      file.bytes[offset] == UInt8(ascii: "\t")
    {
      return ("there is a tab where YAML wants spaces", "Indent with spaces.")
    }
    for (part, message, remedy) in explanations where problem.contains(part) {
      return (message, remedy)
    }
    return ("this is not YAML: \(problem)", "Check indentation, quotes and brackets.")
  }

  private static let explanations: [(problem: String, message: String, remedy: String)] = [
    (
      "mapping values are not allowed", "a ':' that does not belong here",
      "Write 'name: value' on each line, and put text that holds ': ' between quotes."
    ),
    (
      "could not find expected ':'", "a name without ':' after it",
      "Write 'name: value', and indent the lines of a long text under its name."
    ),
    (
      "but found another document", "the file holds several documents",
      "Keep one; remove the line '---' and what follows it."
    ),
    (
      "did not find expected key", "this does not line up with the lines before it",
      "Give all names of one set the same indentation, and close quotes and brackets."
    ),
    (
      "did not find expected '-' indicator", "this does not line up with the list before it",
      "Start each item of a list with '-' in the same column."
    ),
    (
      "did not find expected ',' or ']'", "a list is not closed",
      "Put commas between the items and ']' at the end."
    ),
    (
      "did not find expected ',' or '}'", "a '{' is not closed",
      "Put commas between the values and '}' at the end; quote text that holds commas."
    ),
    (
      "unexpected end of stream", "a quoted text is not closed", "Add the closing quote."
    ),
    (
      "undefined alias", "this alias (*name) has no anchor (&name) before it",
      "Quote text that starts with '*'."
    ),
    (
      "block sequence entries are not allowed", "a '-' that does not belong here",
      "Begin each item of a list on a line of its own, or put the text between quotes."
    ),
    (
      "cannot start any token", "this character cannot start a value",
      "Put the text between quotes."
    ),
    (
      "alphabetic or numeric character", "'*' or '&' at the start of a text means an alias",
      "Put the text between quotes."
    ),
    (
      "aximum nesting level", "lists or named values are nested more than \(deepestNesting) deep",
      "A grid needs at most four levels of brackets; check that each one is closed."
    ),
    (
      "did not find expected node content", "a value is missing here",
      "Write the value, or remove the comma or bracket before it."
    ),
  ]
}
