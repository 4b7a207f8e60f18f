import Foundation
import Problems
import TensorEngine
import TestSupport

/// A case of a fixture file: a problem and what PyTorch makes of it.
struct FixtureCase {
  let name: String
  let problem: Problem
  let output: Tensor<Double>
  let gradients: [String: Tensor<Double>]
  let isExact: Bool
  let tolerance: Double
  /// Results beside the output: `indices`, `running_mean`, `running_var`.
  let extras: [String: Tensor<Double>]

  private static let extraNames = ["indices", "running_mean", "running_var"]

  init(_ value: [String: Any]) throws {
    name = value["name"] as? String ?? "nameless"
    problem = try Problem(json: value["problem"] as Any, name: name)
    output = try FixtureError.require(NestedNumbers.tensor(value["output"] as Any), name)
    gradients = try Self.tensors(value["gradients"] as? [String: Any] ?? [:], name)
    isExact = value["integers"] as? Bool ?? false
    tolerance = (value["tolerance"] as? NSNumber)?.doubleValue ?? 0
    extras = try Self.tensors(value.filter { Self.extraNames.contains($0.key) }, name)
  }

  private static func tensors(
    _ values: [String: Any], _ name: String
  ) throws -> [String: Tensor<Double>] {
    try values.mapValues { try FixtureError.require(NestedNumbers.tensor($0), name) }
  }

  private static let folder = Repository.fixture("")

  /// The names of all files, sorted.
  static func families() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// The cases of a file.
  static func load(_ family: String) throws -> [FixtureCase] {
    let url = folder.appendingPathComponent("\(family).json")
    let file = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    let cases = file?["cases"] as? [[String: Any]] ?? []
    return try cases.map(FixtureCase.init)
  }
}

/// A fixture that cannot be read.
struct FixtureError: Error, CustomStringConvertible {
  let description: String

  static func require<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw FixtureError(description: "case '\(name)' is malformed") }
    return value
  }
}

extension Problem {
  /// Reads a problem that stands in a JSON file, by the same reader as a user's.
  init(json: Any, name: String) throws {
    let data = try JSONSerialization.data(withJSONObject: json)
    let text = String(decoding: data, as: UTF8.self)
    try self.init(try SourceFile(path: "\(name).json", text: text))
  }
}
