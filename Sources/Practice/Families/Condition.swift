import Problems
import Typesetting

/// What has to hold of an exercise beyond what its numbers are drawn from.
enum Condition: String, CaseIterable, Sendable {
  /// The windows come out even.
  case fits
  /// They do not.
  case leftOver = "left-over"
  /// No window of a pool has two largest cells.
  case distinctMaximum = "distinct-maximum"
  /// A window of a pool has two largest cells.
  case tie
  /// An activation cuts or turns down some number, and lets another one pass.
  case clips
  /// No number of the result is larger than fifty.
  case small
  /// Every number of the result is whole.
  case whole

  /// Reads a list of conditions.
  static func read(_ node: SourceNode?) throws(Diagnostic) -> [Condition] {
    guard let node else { return [] }
    let names = allCases.map(\.rawValue)
    return try node.strings("where").map { name throws(Diagnostic) in
      guard let condition = Condition(rawValue: name) else {
        throw node.diagnostic(
          "there is no condition \(name.quoted)",
          remedy: NearestName.remedy(for: name, in: names, listedAs: "The conditions are"))
      }
      return condition
    }
  }
}
