import ConvolutionArithmetic
import Foundation
import NeuralNetworks

extension NetworkSummary {
  /// The summary for programs: `{"layers": […], "total": {"parameters": …, "multiply_adds": …}}`.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let total = Document.Total(
      parameters: network.parameterCount, multiply_adds: network.multiplyAdds,
      activation_bytes: network.layers.map { $0.outputShape.count * 4 }.reduce(0, +))
    let document = Document(
      network: architecture.name, input: network.graph[network.input].shape.dimensions,
      layers: network.layers.map(Document.Row.init), total: total,
      convention: Self.convention)
    return String(decoding: try encoder.encode(document), as: UTF8.self)
  }

  /// The keys that programs read; two words are joined as everywhere in JSON.
  private struct Document: Encodable {
    struct Total: Encodable {
      let parameters: Int
      let multiply_adds: Int
      let activation_bytes: Int
    }

    struct Field: Encodable {
      let size: Int
      let jump: Int
      let start: Int
    }

    struct Row: Encodable {
      let name: String
      let kind: String
      let output: [Int]
      let kernel_size: [Int]?
      let stride: [Int]?
      let padding: [Int]?
      let dilation: [Int]?
      let groups: Int?
      let parameters: Int
      let multiply_adds: Int
      let activation_bytes: Int
      let receptive_field: [Field]?

      init(_ layer: Layer) {
        name = layer.name
        kind = layer.kind
        output = layer.outputShape.dimensions
        kernel_size = layer.windows?.map(\.kernelSize)
        stride = layer.windows?.map(\.stride)
        padding = layer.windows?.map(\.paddingBefore)
        dilation = layer.windows?.map(\.dilation)
        groups = layer.windows == nil ? nil : layer.groups
        parameters = layer.parameterCount
        multiply_adds = layer.multiplyAdds
        activation_bytes = layer.outputShape.count * 4
        receptive_field = layer.receptiveField?.map {
          Field(size: $0.size, jump: $0.jump, start: $0.start)
        }
      }
    }

    let network: String
    let input: [Int]
    let layers: [Row]
    let total: Total
    let convention: String
  }
}
