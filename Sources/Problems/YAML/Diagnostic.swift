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
///
///     sheet.yaml:3:7: error: row 2 has 2 numbers, but row 1 has 3
///       Give every row the same number of numbers.
public struct Diagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable {
    /// The file cannot be used.
    case error
    /// The file works, but probably not as meant.
    case warning
    /// Something worth knowing.
    case note
  }

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

  /// The same as something that probably is not meant so, but works.
  public var asWarning: Diagnostic {
    Diagnostic(file: file, at: location, message, remedy: remedy, severity: .warning)
  }

  /// The first line: file, place, severity and message.
  ///
  /// Control characters, which names of files and ops may hold, are shown as `\u{1B}`: a terminal
  /// would obey them.
  public var headline: String {
    let place = location.map { ":\($0.line):\($0.column)" } ?? ""
    return "\(file.escapingControls)\(place): \(severity.rawValue): \(message.escapingControls)"
  }

  /// The headline, and the remedy indented below it.
  public var description: String {
    remedy.isEmpty ? headline : "\(headline)\n  \(remedy.escapingControls)"
  }
}

extension String {
  /// The text with line breaks, other control characters and marks that turn the direction of
  /// writing written as `\u{…}`.
  fileprivate var escapingControls: String {
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isControl {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
  }
}
