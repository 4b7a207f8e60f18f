import Foundation
import Typesetting
import Yams

/// Reads YAML (and JSON, which is YAML too) into nodes that know where they stand.
///
/// The reader takes what lesson and problem files need and refuses the rest with a message:
/// several documents, tags, keys that are not words, nesting beyond ``deepestNesting``. Aliases
/// are expanded, but only so far that a file built to explode ends in a message at once.
public enum YAMLReader {
  /// How deeply lists and named values may be nested.
  public static let deepestNesting = 24
  /// How many values a file may hold.
  public static let mostNodes = 200_000
  /// How many of a file's values may come from aliases.
  public static let mostAliasedNodes = 10_000

  /// Reads the one document of a file.
  ///
  /// - Throws: A diagnostic that points at the first thing that is wrong.
  public static func read(_ file: SourceFile) throws(Diagnostic) -> SourceNode {
    guard file.bytes.contains(where: { !WrittenText.isSpace($0) }) else {
      throw Diagnostic(
        file: file.path, "the file is empty",
        remedy: "A problem needs at least 'input:' and 'ops:', a lesson 'id:' and 'steps:',"
          + " exercises 'topic:' and 'families:'.")
    }
    try AliasGuard.check(file)
    let root: Node?
    do {
      // The encoding is named because Yams would otherwise ask an environment variable; without
      // resolver rules every scalar stays the text it is.
      root = try Parser(yaml: file.text, resolver: .basic, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw YAMLReader.diagnostic(for: error, in: file)
    } catch {
      throw Diagnostic(file: file.path, "this is not YAML", remedy: "\(error)")
    }
    guard let root else {
      throw Diagnostic(
        file: file.path, "the file holds nothing but comments",
        remedy: "A problem needs at least 'input:' and 'ops:', a lesson 'id:' and 'steps:'.")
    }
    var converter = NodeConverter(file: file)
    return try converter.convert(root, depth: 0)
  }
}

/// Turns Yams' nodes into ours, counting them.
private struct NodeConverter {
  let file: SourceFile
  private var nodes = 0
  private var aliasedNodes = 0
  /// The furthest place read so far: a node that stands before it is an alias' copy.
  private var furthest = SourceLocation(line: 0, column: 0)
  private var aliasDepth = 0

  init(file: SourceFile) {
    self.file = file
  }

  mutating func convert(_ node: Node, depth: Int) throws(Diagnostic) -> SourceNode {
    let mark = node.mark
    let location = SourceLocation(line: mark?.line ?? 1, column: mark?.column ?? 1)
    let isAlias = aliasDepth > 0 || location < furthest
    furthest = max(furthest, location)
    nodes += 1
    if isAlias { aliasedNodes += 1 }
    guard nodes <= YAMLReader.mostNodes else {
      throw diagnostic(
        at: location, "the file holds more than \(YAMLReader.mostNodes) values",
        "Write a large grid as text, such as 1 2 / 3 4, instead of as lists.")
    }
    guard aliasedNodes <= YAMLReader.mostAliasedNodes else {
      throw diagnostic(
        at: location,
        "the aliases (*name) in this file stand for more than \(YAMLReader.mostAliasedNodes) values",
        "Write the repeated parts out, or repeat less.")
    }
    guard depth <= YAMLReader.deepestNesting else {
      throw diagnostic(
        at: location,
        "lists or named values are nested more than"
          + " \(YAMLReader.deepestNesting) deep",
        "A grid needs at most four levels of brackets; check that each one is closed.")
    }
    if isAlias { aliasDepth += 1 }
    defer { if isAlias { aliasDepth -= 1 } }
    return SourceNode(try content(of: node, at: location, depth: depth), at: location, in: file)
  }

  private mutating func content(
    of node: Node, at location: SourceLocation, depth: Int
  ) throws(Diagnostic) -> SourceNode.Content {
    switch node {
    case .scalar(let scalar):
      try refuseTag(scalar.tag, at: location)
      return .scalar(scalar.string, style(of: scalar))
    case .sequence(let sequence):
      try refuseTag(sequence.tag, at: location)
      var items: [SourceNode] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      if sequence.style != .block { try refuseParted(items) }
      return .sequence(items)
    case .mapping(let mapping):
      try refuseTag(mapping.tag, at: location)
      return .mapping(try entries(of: mapping, depth: depth))
    case .alias:
      // Yams makes these only when it writes YAML.
      throw diagnostic(at: location, "an alias cannot stand here", "Write the value out.")
    }
  }

  /// Refuses a number with a comma for its thousands that was taken for two items of a list on one line:
  /// no blank stands behind the comma, and there are words around it.
  private func refuseParted(_ items: [SourceNode]) throws(Diagnostic) {
    for (first, second) in zip(items, items.dropFirst()) {
      guard let before = first.plainScalar, let after = second.plainScalar,
        before.last?.isNumber == true, after.prefix(3).allSatisfy(\.isNumber), after.count > 2,
        after.dropFirst(3).first?.isNumber != true, (before + after).contains(where: \.isLetter),
        second.location.line == first.location.line,
        second.location.column == first.location.column + before.count + 1
      else { continue }
      throw diagnostic(
        at: first.location,
        "the comma in \("\(before),\(after)".quoted) parts two items of the list",
        "Put the whole text between quotes.")
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(Diagnostic) -> [SourceNode.Entry] {
    var entries: [SourceNode.Entry] = []
    var merged: [SourceNode.Entry] = []
    for (keyNode, valueNode) in mapping {
      let key = try convert(keyNode, depth: depth + 1)
      let value = try convert(valueNode, depth: depth + 1)
      guard let name = key.scalar, !name.isEmpty else {
        throw diagnostic(
          at: key.location, "the name of a value must be a word",
          "Write 'name: value'; in a list on one line put a comma between the values.")
      }
      if name == "<<", key.plainScalar != nil {
        merged += try mergedEntries(of: value)
      } else {
        entries.append(.init(key: name, keyLocation: key.location, value: value))
      }
    }
    // What is written here wins over what is merged in; of several merges the first wins.
    var names = Set(merged.isEmpty ? [] : entries.map(\.key))
    for entry in merged where names.insert(entry.key).inserted { entries.append(entry) }
    return entries
  }

  private func mergedEntries(of value: SourceNode) throws(Diagnostic) -> [SourceNode.Entry] {
    switch value.content {
    case .mapping(let entries):
      return entries
    case .sequence(let parts):
      var all: [SourceNode.Entry] = []
      for part in parts { all += try mergedEntries(of: part) }
      return all
    case .scalar:
      throw value.diagnostic(
        "'<<' merges named values, but this is \(value.kindText)",
        remedy: "Write '<<: *name', where &name marks a set of named values.")
    }
  }

  private func style(of scalar: Node.Scalar) -> SourceNode.Style {
    switch scalar.style {
    case .any, .plain: .plain
    case .singleQuoted, .doubleQuoted: .quoted
    case .literal, .folded: .block
    }
  }

  private func refuseTag(_ tag: Tag, at location: SourceLocation) throws(Diagnostic) {
    let name = tag.rawValue
    // Yams writes the last three into what it has compared.
    let plainTags = ["", "!"] + ["str", "seq", "map"].map { "tag:yaml.org,2002:\($0)" }
    guard plainTags.contains(name) else {
      throw diagnostic(
        at: location, "YAML tags such as \(name.quoted) are not read here", "Remove the tag.")
    }
  }

  private func diagnostic(
    at location: SourceLocation, _ message: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(file: file.path, at: location, message, remedy: remedy)
  }
}
