/// What went wrong, said to the person who can put it right.
///
/// Every error that a user can meet conforms to it, and ``report`` is the only place that writes one
/// out:
///
///     sheet.yaml:3:7: error: row 2 has 2 numbers, but row 1 has 3
///       Give every row the same number of numbers.
public protocol UserError: Error, CustomStringConvertible {
  /// How bad it is.
  var severity: Severity { get }
  /// The file, with line or byte, or whatever else it is about; empty for nothing in particular.
  var place: String { get }
  /// What is wrong, in one clause without a full stop.
  var message: String { get }
  /// What to do, in whole sentences; empty where the message says it.
  var remedy: String { get }
}

/// How bad something is that a user is told.
public enum Severity: String, Hashable, Sendable {
  /// It does not work.
  case error
  /// It works, but probably not as meant.
  case warning
  /// Something worth knowing.
  case note
}

extension UserError {
  /// An error, unless the type says something else.
  public var severity: Severity { .error }
  /// Nothing in particular, unless the type knows a place.
  public var place: String { "" }
  /// Nothing, unless the type knows what to do.
  public var remedy: String { "" }

  /// The first line of the report: place, severity and message.
  public var headline: String {
    (place.isEmpty ? "" : place.printable.withoutLongWords + ": ")
      + "\(severity.rawValue): \(message.printable.withoutLongWords)"
  }

  /// The headline, and the remedy indented below it; nothing in it that a terminal would obey.
  public var report: String {
    remedy.isEmpty ? headline : "\(headline)\n  \(remedy.printable.withoutLongWords)"
  }

  /// The same in one line, to be part of another message.
  public var description: String {
    let start = (place.isEmpty ? "" : place + ": ") + message
    return (remedy.isEmpty ? start : "\(start). \(remedy)").printable.withoutLongWords
  }
}
