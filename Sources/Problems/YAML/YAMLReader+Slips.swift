import Typesetting

/// What slips of the keyboard look like that YAML tells as something else, often a line too late.
extension YAMLReader {
  /// The slip that a problem comes from, at its own place; `nil` where none is known.
  ///
  /// - Parameters:
  ///   - problem: libyaml's words.
  ///   - location: Where it was noticed.
  static func slip(
    leadingTo problem: String, at location: SourceLocation, in file: SourceFile
  ) -> Diagnostic? {
    if problem.contains("mapping values are not allowed") {
      return dash(at: location, in: file) ?? missingColon(before: location, in: file)
        ?? indentation(noticedAt: location, in: file) ?? secondName(at: location, in: file)
    }
    if problem.contains("could not find expected ':'") {
      return missingColon(before: location, in: file)
    }
    if problem.contains("did not find expected key") { return quote(before: location, in: file) }
    if problem.contains("did not find expected '-' indicator") {
      return dash(at: location, in: file) ?? nameAmongItems(at: location, in: file)
    }
    if problem.contains("did not find expected ',' or"), colon(at: location, in: file) {
      return Diagnostic(
        file: file.path, at: location, "a ':' that does not belong here",
        remedy: "Put text that holds ': ' between quotes.")
    }
    if problem.contains("undefined alias") { return alias(at: location, in: file) }
    return nil
  }

  /// A line that begins deeper than the one above, which has its value: one of the two stands in the wrong
  /// column, and the lines above say which.
  private static func indentation(
    noticedAt location: SourceLocation, in file: SourceFile
  ) -> Diagnostic? {
    let lines = WrittenLine.all(of: file, through: location.line)
    guard let line = lines.last, line.number == location.line, let name = line.name,
      location.column == line.column + name.count, let above = lines.dropLast().last,
      let nameAbove = above.name, above.hasValue, above.column < line.column
    else { return nil }
    let before = lines.dropLast(2)
    let witness = before.last { [line.column, above.column].contains($0.column) }
    // What belongs to an open name is indented under it.
    let isUnderOpen = before.last.map { $0.isOpen && $0.column == above.column } ?? false
    if isUnderOpen || witness?.column == line.column {
      return Diagnostic(
        file: file.path, at: SourceLocation(line: above.number, column: above.column),
        "this line is indented less than those it belongs to",
        remedy: "Begin \(nameAbove.quoted) in column \(line.column), as they do.")
    }
    return Diagnostic(
      file: file.path, at: SourceLocation(line: line.number, column: line.column),
      "this line is indented deeper than the one above, which has its value",
      remedy:
        "Begin \(name.quoted) in column \(above.column), under \(nameAbove.quoted). Where it is"
        + " text that goes on, put all of the text between quotes.")
  }

  /// An item whose dash has no blank behind it.
  private static func dash(at location: SourceLocation, in file: SourceFile) -> Diagnostic? {
    guard let line = WrittenLine.all(of: file, through: location.line).last,
      line.number == location.line, line.beginsWithBareDash
    else { return nil }
    return Diagnostic(
      file: file.path, at: SourceLocation(line: line.number, column: line.column),
      "a '-' that begins no item", remedy: "Write a blank behind the '-'.")
  }

  /// A word in a line of its own where a name would stand, noticed at the line below.
  private static func missingColon(
    before location: SourceLocation, in file: SourceFile
  ) -> Diagnostic? {
    let lines = WrittenLine.all(of: file, through: location.line)
    guard let line = lines.last, line.number == location.line, line.name != nil,
      let above = lines.dropLast().last, above.name == nil, above.column == line.column,
      !above.beginsWithBareDash
    else { return nil }
    return Diagnostic(
      file: file.path, at: SourceLocation(line: above.number, column: above.column),
      "a name without ':' after it",
      remedy: "Write 'name: value', and indent the lines of a long text under its name.")
  }

  /// Two names on one line.
  private static func secondName(
    at location: SourceLocation, in file: SourceFile
  ) -> Diagnostic? {
    guard let line = WrittenLine.all(of: file, through: location.line).last,
      line.number == location.line, let name = line.name, let second = line.nameBehind
    else { return nil }
    return Diagnostic(
      file: file.path, at: location, "a ':' that does not belong here",
      remedy:
        "Put text that holds ': ' between quotes; where \(second.quoted) is a name, begin it in"
        + " the next line, indented under \(name.quoted).")
  }

  /// A text between quotes that ends at a quote which was meant as a part of it.
  private static func quote(before location: SourceLocation, in file: SourceFile) -> Diagnostic? {
    guard let place = file.byte(at: location), place > 0, place < file.bytes.count,
      case let sign = file.bytes[place - 1], sign == UInt8(ascii: "'") || sign == UInt8(ascii: "\"")
    else { return nil }
    let isSingle = sign == UInt8(ascii: "'")
    return Diagnostic(
      file: file.path, at: file.location(ofByte: place - 1),
      "the text between quotes ends at this quote, and more stands behind it",
      remedy: isSingle
        ? "Write '' for an apostrophe in it, or put the text between \"…\"."
        : "Write \\\" for a quote in it, or put the text between '…'.")
  }

  /// A name in the column of a list's dashes: it is one of the item above, or begins another item.
  private static func nameAmongItems(
    at location: SourceLocation, in file: SourceFile
  ) -> Diagnostic? {
    let lines = WrittenLine.all(of: file, through: location.line)
    guard let line = lines.last, line.number == location.line, let name = line.name, !line.isItem,
      let item = lines.dropLast().last(where: { $0.isItem && $0.indent == line.indent })
    else { return nil }
    return Diagnostic(
      file: file.path, at: location, "this does not line up with the item above it",
      remedy: "Begin \(name.quoted) in column \(item.column), under the names of the item in line"
        + " \(item.number), or write '-' before it for another item.")
  }

  /// Whether a colon is what was not expected, within a line: that of the name which begins one follows a
  /// bracket that is not closed.
  private static func colon(at location: SourceLocation, in file: SourceFile) -> Bool {
    guard let place = file.byte(at: location), place < file.bytes.count,
      let line = WrittenLine.all(of: file, through: location.line).last
    else { return false }
    let isOfName = line.name.map { location.column == line.column + $0.count } ?? false
    return file.bytes[place] == UInt8(ascii: ":") && !isOfName
  }

  /// An alias whose anchor has nearly its name.
  private static func alias(at location: SourceLocation, in file: SourceFile) -> Diagnostic? {
    guard let place = file.byte(at: location), place < file.bytes.count,
      file.bytes[place] == UInt8(ascii: "*")
    else { return nil }
    let name = word(at: place + 1, in: file)
    let anchors = file.bytes[..<place].indices.filter { file.bytes[$0] == UInt8(ascii: "&") }
      .map { word(at: $0 + 1, in: file) }.filter { !$0.isEmpty }
    // What stands in itself has its anchor, and no other.
    guard !anchors.contains(name), let nearest = NearestName.of(name, in: anchors) else {
      return nil
    }
    return Diagnostic(
      file: file.path, at: location, "there is no anchor '&\(name)' before this alias",
      remedy: "Did you mean '*\(nearest)'?")
  }

  private static func word(at place: Int, in file: SourceFile) -> String {
    String(decoding: file.bytes[place...].prefix(while: WrittenText.isName), as: UTF8.self)
  }
}

/// A line of a file with something in it, as far as indentation goes.
private struct WrittenLine {
  /// Its number, from 1.
  let number: Int
  /// The blanks before it.
  let indent: Int
  /// Whether a dash begins it.
  let isItem: Bool
  /// The column of its first word, past a dash; from 1.
  let column: Int
  /// The name before its colon; `nil` where it begins with none.
  let name: String?
  /// Whether something stands behind the colon that is no beginning of a block.
  let hasValue: Bool
  /// Whether a name stands in it, and nothing behind the colon.
  let isOpen: Bool
  /// A second name behind that colon; `nil` for none.
  let nameBehind: String?
  /// Whether a dash begins it without a blank behind it.
  let beginsWithBareDash: Bool

  private init?(_ text: Substring, number: Int) {
    let bare = text.drop { $0 == " " }
    guard let first = bare.first, first != "#" else { return nil }
    self.number = number
    indent = text.count - bare.count
    isItem = bare.hasPrefix("- ")
    let words = isItem ? bare.dropFirst().drop { $0 == " " } : bare
    column = text.count - words.count + 1
    let name = Self.name(startingIn: words)
    self.name = name
    let value = words.dropFirst((name?.count ?? 0) + 1).drop { $0 == " " }
    hasValue = name != nil && value.first.map { !"|>&#".contains($0) } ?? false
    isOpen = name != nil && value.isEmpty
    nameBehind = name == nil ? nil : Self.name(startingIn: value)
    beginsWithBareDash = first == "-" && !isItem && bare.dropFirst().first.map { $0 != "-" } == true
  }

  /// The name that a text begins with, a colon behind it.
  private static func name(startingIn text: Substring) -> String? {
    let name = text.prefix { $0.isLetter || $0.isNumber || "_-.".contains($0) }
    let rest = text.dropFirst(name.count)
    return !name.isEmpty && (rest.hasPrefix(": ") || rest == ":") ? String(name) : nil
  }

  /// The lines up to one.
  static func all(of file: SourceFile, through last: Int) -> [WrittenLine] {
    file.text.split(separator: "\n", omittingEmptySubsequences: false).prefix(last).enumerated()
      .compactMap { WrittenLine($1, number: $0 + 1) }
  }
}
