import Typesetting

/// The named values of a node, with messages for names that do not exist.
public struct NamedValues: Sendable {
  /// The node they were read from.
  public let node: SourceNode
  /// The values with their names, in the order of the file.
  public let entries: [SourceNode.Entry]

  /// Reads a node that must hold named values.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - what: What the node is, as in `a step`.
  ///   - names: Every name that may be used.
  ///   - synonyms: Other words that people write for some of them.
  /// - Throws: A diagnostic when it is something else, or at the first unknown name.
  public init(
    _ node: SourceNode, of what: String, names: [String], synonyms: [String: String] = [:]
  ) throws(Diagnostic) {
    guard case .mapping(let entries) = node.content else {
      throw node.diagnostic(
        "\(what) must be a set of named values, but this is \(node.kindText)",
        remedy: "Write lines such as '\(names.first ?? "name"): …'.")
    }
    self.node = node
    self.entries = entries
    for entry in entries where !names.contains(entry.key) {
      throw entry.diagnostic(
        "\(what) has no \(entry.key.quoted)",
        remedy: Self.tornText(entry, names) ?? synonyms[entry.key].map { "Did you mean '\($0)'?" }
          ?? NearestName.remedy(for: entry.key, in: names, listedAs: "It can have"))
    }
  }

  /// What to write where a name is none: a part of a text that a comma has torn, or a name to whose colon
  /// the value sticks; `nil` elsewhere.
  private static func tornText(_ entry: SourceNode.Entry, _ names: [String]) -> String? {
    guard entry.value.isNull else { return nil }
    if let colon = entry.key.firstIndex(of: ":"), names.contains(String(entry.key[..<colon])) {
      return "Write a blank behind the ':'."
    }
    return entry.key.contains(where: \.isWhitespace) || entry.key.last?.isPunctuation == true
      ? "Between braces a comma begins another name: put text that holds one between quotes." : nil
  }

  /// The value with a name; `nil` when it is absent or written without a value.
  public subscript(name: String) -> SourceNode? {
    entries.first { $0.key == name && !$0.value.isNull }?.value
  }

  /// The value with a name that must be there.
  public func required(
    _ name: String, of what: String, remedy: String
  ) throws(Diagnostic) -> SourceNode {
    if let value = self[name] { return value }
    if let entry = entries.first(where: { $0.key == name }) {
      throw entry.diagnostic("\(name.quoted) of \(what) has no value", remedy: remedy)
    }
    throw node.diagnostic("\(what) has no '\(name)'", remedy: remedy)
  }
}
