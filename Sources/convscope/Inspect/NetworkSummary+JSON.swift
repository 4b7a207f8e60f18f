import ConvolutionArithmetic
import Foundation
import NeuralNetworks
import Typesetting

extension NetworkSummary {
  /// The summary for programs: `{"layers": […], "total": {"parameters": …, "multiply_adds": …}}`.
  func json() throws -> String {
    let total = Document.Total(
      parameters: network.parameterCount, multiplyAdds: network.multiplyAdds,
      activationBytes: network.layers.map { $0.outputShape.count * 4 }.reduce(0, +))
    let document = Document(
      network: architecture.name, input: network.graph[network.input].shape.dimensions,
      layers: network.layers.map(Document.Row.init), total: total,
      convention: Self.convention, note: architecture.note.isEmpty ? nil : architecture.note)
    return try JSONText.of(document)
  }

  /// What programs read.
  private struct Document: Encodable {
    struct Total: Encodable {
      let parameters: Int
      let multiplyAdds: Int
      let activationBytes: Int
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
      let kernelSize: [Int]?
      let stride: [Int]?
      let padding: [Int]?
      let dilation: [Int]?
      let groups: Int?
      let parameters: Int
      let multiplyAdds: Int
      let activationBytes: Int
      let receptiveField: [Field]?

      init(_ layer: Layer) {
        name = layer.name
        kind = layer.kind
        output = layer.outputShape.dimensions
        kernelSize = layer.windows?.map(\.kernelSize)
        stride = layer.windows?.map(\.stride)
        padding = layer.windows?.map(\.paddingBefore)
        dilation = layer.windows?.map(\.dilation)
        groups = layer.windows == nil ? nil : layer.groups
        parameters = layer.parameterCount
        multiplyAdds = layer.multiplyAdds
        activationBytes = layer.outputShape.count * 4
        receptiveField = layer.receptiveField?.map {
          Field(size: $0.size, jump: $0.jump, start: $0.start)
        }
      }
    }

    let network: String
    let input: [Int]
    let layers: [Row]
    let total: Total
    let convention: String
    let note: String?
  }
}
