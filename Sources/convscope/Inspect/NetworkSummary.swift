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
    var rows = [["image", "", image.sizeText, "", "", "", Self.memory(image), ""]]
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
      layer.name, layer.kind, layer.outputShape.sizeText, layer.windowText,
      layer.parameterCount > 0 ? NumberText.grouped(layer.parameterCount) : "",
      layer.multiplyAdds > 0 ? NumberText.grouped(layer.multiplyAdds) : "",
      Self.memory(layer.outputShape), layer.fieldText,
    ]
  }

  private static func memory(_ shape: Shape) -> String { ByteCount.memory(shape.count * 4) }
}
