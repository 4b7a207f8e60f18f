import NeuralNetworks
import Problems
import Typesetting

/// A network as bars: what each layer learns, or does.
struct BarsExhibit: ExhibitKind {
  static let name = "bars"
  static let names = ["image", "count", "rows", "names"]

  private let network: SourceNode
  private let image: SourceNode?
  private let counts: [Count]
  private let rows: [SourceNode]?
  private let names: LayerNames

  /// What is counted.
  private enum Count: String, CaseIterable {
    case parameters
    case multiplyAdds = "multiply-adds"
    case activations

    func of(_ layer: Layer) -> Int {
      switch self {
      case .parameters: layer.parameterCount
      case .multiplyAdds: layer.multiplyAdds
      case .activations: layer.outputShape.count
      }
    }
  }

  init(_ values: NamedValues) throws(Diagnostic) {
    network = try values.required(Self.name, of: "show", remedy: "Name a network.")
    image = values["image"]
    var counts: [Count] = []
    for part in try values["count"]?.parts ?? [] {
      let word = try part.word("count", of: Count.allCases.map(\.rawValue))
      counts += Count.allCases.filter { $0.rawValue == word }
    }
    self.counts = counts.isEmpty ? [.parameters] : counts
    rows = try values["rows"].map { node throws(Diagnostic) in try node.parts }
    names = try LayerNames(values["names"])
  }

  func content(from sources: ExhibitSources) throws(Diagnostic) -> ExhibitContent {
    let network = try CountedNetwork(network, image: image)
    try names.check(against: network)
    let layers = try network.rows(rows, besides: []).compactMap { row in
      if case .layer(let layer) = row { layer } else { nil }
    }.filter { layer in rows != nil || counts.contains { $0.of(layer) > 0 } }
    let charts = counts.enumerated().map { index, count in
      let most = layers.map { count.of($0) }.max() ?? 0
      return BarChart(
        count.rawValue,
        layers.map { layer in
          BarChart.Bar(
            name: names[layer.name],
            share: most == 0 ? 0 : Double(count.of(layer)) / Double(most),
            value: NumberText.grouped(count.of(layer)), ink: .series(index),
            namePiece: Piece("\(layer.name) name", in: "layers"),
            piece: Piece("\(layer.name) \(count.rawValue)"),
            valuePiece: Piece("\(layer.name) \(count.rawValue) number", in: "numbers"))
        })
    }
    var content = ExhibitContent(
      network.title, Scene(charts.map(Panel.bars)), facts: network.facts)
    content.names = PieceNames(network.otherWords, shown: names)
    return content
  }
}
