import Foundation
import NeuralNetworks
import Typesetting

/// The networks that have a name, with their totals.
struct ZooList {
  private struct Entry: Encodable {
    let name: String
    let title: String
    let origin: String
    let input: [Int]
    let parameters: Int
    let multiplyAdds: Int
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
        multiplyAdds: network.multiplyAdds, trainable: architecture.isTrainable)
    }
  }

  var text: String {
    let rows = entries.map { entry in
      [
        entry.name, NumberText.size(entry.input),
        NumberText.grouped(entry.parameters), NumberText.grouped(entry.multiplyAdds), entry.origin,
      ]
    }
    let table = TextTable(
      header: ["network", "image", "parameters", "mult-adds", "origin"], rows: rows,
      trailing: [2, 3])
    return table.text + "\n\n" + Prose.wrapped("Look inside one with: convscope inspect resnet20")
  }

  func json() throws -> String {
    try JSONText.of(entries)
  }
}
