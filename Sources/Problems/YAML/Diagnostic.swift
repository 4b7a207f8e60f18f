import Typesetting

/// A place in a file: line and column count from 1, columns in characters as editors show them.
public struct SourceLocation: Hashable, Comparable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column, from 1.
  public let column: Int

  /// Creates a location.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Orders locations as they are read.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// What is wrong with a file, where, and what to do about it.
public struct Diagnostic: UserError, Hashable, Sendable {
  /// How bad it is.
  public let severity: Severity
  /// The file as the user named it; `--ops` and `--input` for the command line.
  public let file: String
  /// Where it is, or `nil` when it concerns the whole file.
  public let location: SourceLocation?
  /// What is wrong, in one clause without a full stop.
  public let message: String
  /// What to do, in whole sentences; empty when the message says it.
  public let remedy: String

  /// Creates a diagnostic.
  public init(
    file: String, at location: SourceLocation? = nil, _ message: String, remedy: String = "",
    severity: Severity = .error
  ) {
    self.severity = severity
    self.file = file
    self.location = location
    self.message = message
    self.remedy = remedy
  }

  /// File, line and column.
  public var place: String { file + (location.map { ":\($0.line):\($0.column)" } ?? "") }

  /// The same as something that probably is not meant so, but works.
  public var asWarning: Diagnostic {
    Diagnostic(file: file, at: location, message, remedy: remedy, severity: .warning)
  }
}
