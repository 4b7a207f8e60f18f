import ConvolutionArithmetic
import NeuralNetworks
import TensorEngine
import Typesetting

/// A network layer by layer.
struct NetworkSummary {
  let architecture: Architecture
  let network: BuiltNetwork

  init(_ architecture: Architecture, _ network: BuiltNetwork) {
    self.architecture = architecture
    self.network = network
  }

  /// How things are counted; stands under every summary.
  static let convention = """
    Parameters: weights, biases, batch norm's scale and shift. Multiply-adds: one for each use of a \
    weight, padding included; biases, activations, normalisation and pooling count none. Memory: \
    a layer's result for one image, 4 bytes a number. Field: size and jump of the receptive field, \
    and where that of the first cell starts, in cells of the image.
    """

  /// The summary as a table with totals.
  var text: String {
    let image = Shape(Array(network.graph[network.input].shape.dimensions.dropFirst()))
    let header = [
      "layer", "kind", "output", "window", "parameters", "mult-adds", "memory", "field",
    ]
    var rows = [["image", "", Self.size(image), "", "", "", Self.memory(image), ""]]
    rows += network.layers.map(row)
    rows.append([
      "total", "", "", "", NumberText.grouped(network.parameterCount),
      NumberText.grouped(network.multiplyAdds),
      ByteCount.memory(network.layers.map { $0.outputShape.count * 4 }.reduce(0, +)), "",
    ])
    let table = TextTable(header: header, rows: rows, trailing: [4, 5, 6])
    var text = "\(architecture.title) (\(architecture.origin))\n\n" + table.text
    let remarks = network.layers.filter { !$0.remarks.isEmpty }.map { layer in
      Prose.wrapped(
        "\(layer.name): the window \(layer.remarks.joined(separator: "; it "))",
        indent: "  ")
    }
    if !remarks.isEmpty { text += "\n\n" + remarks.joined(separator: "\n") }
    if !architecture.note.isEmpty { text += "\n\n" + Prose.wrapped(architecture.note) }
    return text + "\n\n" + Prose.wrapped(Self.convention)
  }

  private func row(_ layer: Layer) -> [String] {
    [
      layer.name, layer.kind, Self.size(layer.outputShape), layer.windowText,
      layer.parameterCount > 0 ? NumberText.grouped(layer.parameterCount) : "",
      layer.multiplyAdds > 0 ? NumberText.grouped(layer.multiplyAdds) : "",
      Self.memory(layer.outputShape), layer.fieldText,
    ]
  }

  /// `16×32×32`.
  static func size(_ shape: Shape) -> String {
    shape.dimensions.map(String.init).joined(separator: "×")
  }

  private static func memory(_ shape: Shape) -> String { ByteCount.memory(shape.count * 4) }
}

extension Layer {
  /// The window, as far as it differs from what is usual: `3×3 s2 p1 g32`.
  var windowText: String {
    guard let windows, let rows = windows.first, let columns = windows.last else { return "" }
    func pair(_ letter: String, _ value: (SlidingWindow) -> Int, unless usual: Int) -> String? {
      let (a, b) = (value(rows), value(columns))
      guard a != usual || b != usual else { return nil }
      return letter + (a == b ? "\(a)" : "\(a)×\(b)")
    }
    let parts = [
      "\(rows.kernelSize)×\(columns.kernelSize)", pair("s", \.stride, unless: 1),
      pair("p", \.paddingBefore, unless: 0), pair("d", \.dilation, unless: 1),
      groups > 1 ? "g\(groups)" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: " ")
  }

  /// The receptive field along the rows, or both where they differ: `32 j4 −14`.
  var fieldText: String {
    guard let field = receptiveField, let rows = field.first, let columns = field.last else {
      return outputShape.rank == 1 ? "all" : ""
    }
    let texts = (rows == columns ? [rows] : [rows, columns]).map {
      "\($0.size) j\($0.jump) " + ($0.start < 0 ? "−\(-$0.start)" : "\($0.start)")
    }
    return texts.joined(separator: " × ")
  }
}
