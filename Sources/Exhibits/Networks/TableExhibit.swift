import NeuralNetworks
import Problems
import Typesetting

/// A network layer by layer as a table, of which cells can be asked for; beside it a printed one.
struct TableExhibit: ExhibitKind {
  static let name = "table"
  static let names = ["image", "columns", "rows", "names", "printed"]

  private let network: SourceNode
  private let image: SourceNode?
  private let columns: [Column]
  private let rows: [SourceNode]?
  private let names: LayerNames
  private let printed: PrintedTable?

  /// What a table tells of a layer.
  private enum Column: String, CaseIterable {
    case kind, output, window, parameters
    case multiplyAdds = "multiply-adds"
    case memory, field

    var isNumber: Bool {
      switch self {
      case .parameters, .multiplyAdds, .memory: true
      case .kind, .output, .window, .field: false
      }
    }
  }

  init(_ values: NamedValues) throws(Diagnostic) {
    network = try values.required(Self.name, of: "show", remedy: "Name a network.")
    image = values["image"]
    if let node = values["columns"] {
      var columns: [Column] = []
      for part in try node.parts {
        let word = try part.word("columns", of: Column.allCases.map(\.rawValue))
        columns += Column.allCases.filter { $0.rawValue == word }
      }
      self.columns = columns
    } else {
      columns = [.output, .parameters, .multiplyAdds]
    }
    rows = try values["rows"].map { node throws(Diagnostic) in try node.parts }
    names = try LayerNames(values["names"])
    printed = try values["printed"].map { node throws(Diagnostic) in try PrintedTable(node) }
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    let network = try CountedNetwork(network, image: image)
    try names.check(against: network)
    let rows = try network.rows(
      rows, besides: [CountedNetwork.totalRow, CountedNetwork.imageRow])
    let table = Table(
      rows.map { row in
        let cells = columns.map { column in
          Table.Cell(
            text(column, of: row, in: network),
            piece: Piece("\(row.name) \(column.rawValue)", in: row.name, column.rawValue))
        }
        let isTotal = row.name == CountedNetwork.totalRow
        return Table.Row(
          [Table.Cell(names[row.name], .dim)] + cells, isSum: isTotal && rows.count > 1)
      },
      title: printed == nil ? "" : "as it is computed",
      header: ["layer"] + columns.map(\.rawValue),
      trailing: Set(columns.indices.filter { columns[$0].isNumber }.map { $0 + 1 }))
    var content = ExhibitContent(
      network.title, Scene([.table(table)] + (printed.map { [.table($0.table)] } ?? [])),
      facts: network.facts)
    content.names = PieceNames(network.otherWords, shown: names)
    return content
  }

  private func text(
    _ column: Column, of row: CountedNetwork.Row, in network: CountedNetwork
  ) -> String {
    func count(_ number: Int) -> String { number > 0 ? NumberText.grouped(number) : "" }
    switch (row, column) {
    case (.image, .output):
      return network.image.sizeText
    case (.image, _): return ""
    case (.total, .parameters): return NumberText.grouped(network.parameters)
    case (.total, .multiplyAdds): return NumberText.grouped(network.multiplyAdds)
    case (.total, _): return ""
    case (.layer(let layer), .kind): return layer.kind
    case (.layer(let layer), .output): return layer.outputShape.sizeText
    case (.layer(let layer), .window): return layer.windowText
    case (.layer(let layer), .parameters): return count(layer.parameterCount)
    case (.layer(let layer), .multiplyAdds): return count(layer.multiplyAdds)
    case (.layer(let layer), .memory): return ByteCount.memory(layer.outputShape.count * 4)
    case (.layer(let layer), .field): return layer.fieldInWords
    }
  }
}

/// A table as somebody printed it, faults and all.
struct PrintedTable: Sendable {
  /// The table.
  let table: Table

  /// Reads a title and rows, the first of which is the heading.
  init(_ node: SourceNode) throws(Diagnostic) {
    let values = try NamedValues(node, of: "printed", names: ["title", "rows"])
    let rowsNode = try values.required(
      "rows", of: "printed", remedy: "List the rows, the heading first.")
    var rows: [[String]] = []
    for row in try rowsNode.parts { rows.append(try row.strings("cells")) }
    guard rows.count > 1, rows.allSatisfy({ $0.count == rows[0].count }) else {
      throw rowsNode.diagnostic(
        "a printed table has a heading and rows that are as long as that",
        remedy: "Write '- [layer, parameters]' for each, \"\" for an empty cell.")
    }
    let numbers = rows[0].indices.dropFirst().filter { column in
      rows.dropFirst().allSatisfy { $0[column].allSatisfy { "0123456789,.- %MGK".contains($0) } }
    }
    table = Table(
      rows.dropFirst().map { row in
        Table.Row([Table.Cell(row[0], .dim)] + row.dropFirst().map { Table.Cell($0) })
      },
      title: try values["title"]?.string("title") ?? "as it was printed", header: rows[0],
      trailing: Set(numbers))
  }
}
