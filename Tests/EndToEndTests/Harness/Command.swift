/// A program with its arguments and surroundings.
struct Command: Sendable {
  var program: String
  var arguments: [String] = []
  /// The whole environment; nothing is inherited.
  var environment: [String: String] = [:]
  /// The working folder.
  var folder = "/"
}
