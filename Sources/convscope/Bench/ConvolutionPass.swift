import CPUBackend
import TensorEngine

/// The three computations of a convolution layer in training.
enum ConvolutionPass: String, CaseIterable, Encodable {
  case forward
  case inputGradient = "input gradient"
  case weightGradient = "weight gradient"

  /// The product of matrices that the pass is in the textbook's form, for one image: the weight
  /// times the columns, the transposed weight times the upstream, the upstream times the
  /// transposed columns.
  func product(of layer: BenchmarkLayer, positions: Int) -> ProductProfile.Shape {
    let columns = layer.inputChannels * layer.kernelSize * layer.kernelSize
    let outputs = layer.outputChannels
    switch self {
    case .forward:
      return .init(rows: outputs, columns: positions, inner: columns)
    case .inputGradient:
      return .init(rows: columns, columns: positions, inner: outputs, transposeA: true)
    case .weightGradient:
      return .init(rows: outputs, columns: columns, inner: positions, transposeB: true)
    }
  }

  /// The graph of the pass, its result, and the number of the layer's output cells.
  ///
  /// - Parameters:
  ///   - input: [N, C, H, W].
  ///   - weight: [O, C / groups, h, w].
  /// - Throws: ``ShapeError`` or a geometry error when the layer is impossible.
  func graph(
    of convolution: Convolution, input: Shape, weight: Shape, hasBias: Bool
  ) throws -> (Graph, NodeID, positions: Int) {
    var graph = Graph()
    let x = try graph.input(input, name: "input")
    let kernels = try graph.input(weight, name: "weight")
    var operands = [x, kernels]
    if hasBias {
      operands.append(try graph.input([weight[0]], name: "bias"))
    }
    let y = try graph.append(.convolution(convolution), operands)
    let shape = graph[y].shape
    let positions = shape[2] * shape[3]
    guard self != .forward else { return (graph, y, positions) }
    let upstream = try graph.input(shape, name: "upstream")
    let variable = self == .inputGradient ? x : kernels
    let gradients = try graph.appendGradients(of: y, by: [variable], upstream: upstream)
    guard let gradient = gradients[variable] else {
      preconditionFailure("every variable has a gradient")
    }
    return (graph, gradient, positions)
  }

  /// Numbers between −1 and 1; which ones makes no difference to the time.
  static func sample(_ shape: Shape) -> Tensor<Float> {
    Tensor(shape, (0..<shape.count).map { Float(($0 * 37) % 127) / 63.5 - 1 })
  }
}
