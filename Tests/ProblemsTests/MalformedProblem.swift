import Testing

@testable import Problems

/// A problem file with something wrong, and the one message it gets.
struct MalformedProblem: Sendable, CustomTestStringConvertible {
  let text: String
  let headline: String

  /// - Parameters:
  ///   - text: The file.
  ///   - place: Line and column; empty for the whole file.
  ///   - message: The message behind `error:`.
  init(_ text: String, at place: String, _ message: String) {
    self.text = text
    headline = "sheet.yaml\(place.isEmpty ? "" : ":" + place): error: \(message)"
  }

  var testDescription: String { headline }
}
