import Foundation
import NeuralNetworks

/// The networks that have a name, with their totals.
struct ZooList {
  private struct Entry: Encodable {
    let name: String
    let title: String
    let origin: String
    let input: [Int]
    let parameters: Int
    let multiply_adds: Int
    let trainable: Bool
  }

  private let entries: [Entry]

  /// Builds all of them, which takes milliseconds: nothing runs.
  init() throws {
    entries = try Zoo.all.map { architecture in
      let network = try architecture.build(batchSize: 1, mode: .evaluation)
      return Entry(
        name: architecture.name, title: architecture.title, origin: architecture.origin,
        input: architecture.inputShape.dimensions, parameters: network.parameterCount,
        multiply_adds: network.multiplyAdds, trainable: architecture.isTrainable)
    }
  }

  var text: String {
    let counts = entries.map {
      (NetworkSummary.count($0.parameters), NetworkSummary.count($0.multiply_adds))
    }
    let widths = (counts.map(\.0.count).max() ?? 0, counts.map(\.1.count).max() ?? 0)
    let rows = zip(entries, counts).map { entry, counts in
      [
        entry.name, entry.input.map(String.init).joined(separator: "×"),
        counts.0.leftPadded(to: widths.0), counts.1.leftPadded(to: widths.1), entry.origin,
      ]
    }
    let table = TextTable(
      header: [
        "network", "image", "parameters".leftPadded(to: widths.0),
        "mult-adds".leftPadded(to: widths.1), "origin",
      ], rows: rows)
    return table.text + "\n\n" + Prose.wrapped("Look inside one with: convscope inspect resnet20")
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(entries), as: UTF8.self)
  }
}

extension String {
  /// The text with spaces before it up to a width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
