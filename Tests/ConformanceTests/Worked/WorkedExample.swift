import Foundation
import TensorEngine
import TestSupport

/// One checked fact of the source documents, in a form that can be run.
struct WorkedExample: Sendable, CustomStringConvertible {
  let id: String
  let kind: String
  let name: String
  /// The entry's JSON, kept as data so that the example is `Sendable`.
  private let data: Data

  var description: String { "\(id): \(name)" }

  /// The entry's values.
  var values: [String: Any] {
    get throws {
      try FixtureError.require(
        try JSONSerialization.jsonObject(with: data) as? [String: Any], id)
    }
  }

  /// All entries, in the order of the file.
  static let all: [WorkedExample] = {
    let url = Repository.url("Tests/ConformanceTests/WorkedExamples/worked_examples.json")
    guard let data = try? Data(contentsOf: url),
      let file = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let entries = file["entries"] as? [[String: Any]]
    else { return [] }
    return entries.compactMap { entry in
      guard let id = entry["id"] as? String, let kind = entry["kind"] as? String,
        let data = try? JSONSerialization.data(withJSONObject: entry)
      else { return nil }
      return WorkedExample(
        id: id, kind: kind, name: entry["name"] as? String ?? kind, data: data)
    }
  }()

  /// The entries of one kind.
  static func of(kind: String) -> [WorkedExample] { all.filter { $0.kind == kind } }
}
