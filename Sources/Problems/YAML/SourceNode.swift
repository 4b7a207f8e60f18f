import Typesetting

/// A value read from a file, with the place where it stands.
///
/// Scalars are kept as they are written: whether `12` is a number, a size or a word is decided by
/// whoever asks for it, so YAML's own guesses (`on`, `1:30`, `0x10`) play no part.
public struct SourceNode: Sendable {
  /// What a node holds.
  public enum Content: Sendable {
    /// A piece of text.
    case scalar(String, Style)
    /// A list.
    case sequence([SourceNode])
    /// Named values, in the order of the file.
    case mapping([Entry])
  }

  /// How a scalar is written.
  public enum Style: Sendable {
    /// Without quotes.
    case plain
    /// Between quotes.
    case quoted
    /// Indented under `|`, or `>`.
    case block
  }

  /// A named value.
  public struct Entry: Sendable {
    /// The name.
    public let key: String
    /// Where the name stands.
    public let keyLocation: SourceLocation
    /// The value.
    public let value: SourceNode

    /// Creates an entry.
    public init(key: String, keyLocation: SourceLocation, value: SourceNode) {
      (self.key, self.keyLocation, self.value) = (key, keyLocation, value)
    }
  }

  /// What the node holds.
  public let content: Content
  /// Where it starts.
  public let location: SourceLocation
  /// The file it was read from.
  public let file: SourceFile

  /// Creates a node.
  public init(_ content: Content, at location: SourceLocation, in file: SourceFile) {
    self.content = content
    self.location = location
    self.file = file
  }

  /// Creates a node that is the whole text of a file, without quotes.
  public init(wholeTextOf file: SourceFile) {
    self.init(.scalar(file.text, .plain), at: SourceLocation(line: 1, column: 1), in: file)
  }

  /// The text of a scalar.
  public var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The text of an unquoted scalar.
  var plainScalar: String? {
    if case .scalar(let text, .plain) = content { text } else { nil }
  }

  /// Whether nothing is written here, or YAML's word for it.
  var isNull: Bool {
    plainScalar.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false
  }

  /// What kind of value this is, for messages.
  public var kindText: String {
    switch content {
    case .scalar: isNull ? "nothing" : "'\(shortText)'"
    case .sequence: "a list"
    case .mapping: "a set of named values"
    }
  }

  /// The scalar's text, cut to what a message can hold.
  public var shortText: String {
    (scalar ?? "").start
  }

  /// A diagnostic about this node.
  public func diagnostic(
    _ message: String, remedy: String = "", severity: Severity = .error
  ) -> Diagnostic {
    Diagnostic(file: file.path, at: location, message, remedy: remedy, severity: severity)
  }
}

extension SourceNode.Entry {
  /// A diagnostic about the name.
  public func diagnostic(
    _ message: String, remedy: String = "", severity: Severity = .error
  ) -> Diagnostic {
    Diagnostic(
      file: value.file.path, at: keyLocation, message, remedy: remedy, severity: severity)
  }
}
