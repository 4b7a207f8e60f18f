import ConvolutionArithmetic
import TensorEngine
import Typesetting

/// Appends layers to a graph, names their parameters as PyTorch does, and keeps a list of both.
///
/// A network is a function over a builder, much as a PyTorch module's `forward`:
///
///     var x = try builder.conv2d("conv1", image, outputs: 16, kernel: 3, padding: 1, bias: false)
///     x = try builder.batchNorm2d("bn1", x)
///     x = try builder.relu(x)
public struct NetworkBuilder {
  /// The network's name, for messages.
  let network: String
  /// For training or for evaluation.
  public let mode: NetworkMode
  /// The images, [N, C, H, W].
  public let input: NodeID
  /// The names of what training leaves as it is.
  private let frozen: [String]
  /// The graph so far.
  public internal(set) var graph = Graph()

  var step: NodeID?
  var parameters: [Parameter] = []
  var statistics: [RunningStatistic] = []
  var layers: [Layer] = []
  /// The nodes of the layers' results.
  private var results: Set<NodeID> = []
  /// The field of view of every node that has one.
  var receptiveFields: [NodeID: [ReceptiveField]] = [:]
  /// The names of the modules around the next layer.
  private var path: [String] = []
  /// How many layers without a name of their own there are, by kind.
  private var unnamed: [String: Int] = [:]
  var dropouts: UInt64 = 0

  init(network: String, mode: NetworkMode, input shape: Shape, frozen: [String]) throws {
    self.network = network
    self.mode = mode
    self.frozen = frozen
    do {
      input = try graph.input(shape, name: "image")
    } catch {
      throw NetworkError.unsuitable(
        network: network, message: "the batch of images: \(error)",
        remedy: "Use a smaller batch or smaller images.")
    }
    receptiveFields[input] = [ReceptiveField(), ReceptiveField()]
  }

  /// The shape of a node's value, batch included.
  public func shape(_ node: NodeID) -> Shape { graph[node].shape }

  /// The channels of a node's value.
  public func channels(_ node: NodeID) -> Int { graph[node].shape[1] }

  /// Names everything that is appended inside after a module.
  public mutating func scope<Result>(
    _ name: String, _ body: (inout NetworkBuilder) throws -> Result
  ) rethrows -> Result {
    path.append(name)
    defer { path.removeLast() }
    return try body(&self)
  }

  /// A layer's full name.
  func fullName(_ name: String) -> String { (path + [name]).joined(separator: ".") }

  /// A name for a layer that has nothing to learn and so none in a state dict: `relu2`, `pool1`.
  mutating func nextName(_ kind: String) -> String {
    unnamed[kind, default: 0] += 1
    return "\(kind)\(unnamed[kind] ?? 1)"
  }

  /// Appends an input node for a parameter.
  mutating func parameter(
    _ layer: String, _ name: String, _ shape: Shape, _ initializer: Initializer
  ) throws -> NodeID {
    let name = "\(layer).\(name)"
    let node = try appendFitting(layer) { graph in try graph.input(shape, name: name) }
    parameters.append(
      Parameter(
        name: name, shape: shape, initializer: initializer, node: node,
        isFrozen: frozen.contains { ModulePath.contains($0, name) }))
    return node
  }

  /// Adds a layer to the list.
  ///
  /// - Parameters:
  ///   - first: The number of parameters before the layer's own.
  ///   - windows: What slides over the image.
  ///   - field: The receptive field of the result; that of the input, through the windows, when
  ///     absent.
  mutating func record(
    _ name: String, _ kind: String, input: NodeID, output: NodeID, firstParameter first: Int? = nil,
    windows: [SlidingWindow]? = nil, groups: Int = 1, field: [ReceptiveField]?? = nil
  ) throws {
    let range = (first ?? parameters.count)..<parameters.count
    let receptiveField: [ReceptiveField]?
    if let field {
      receptiveField = field
    } else if let before = receptiveFields[input] {
      receptiveField = try windows.map { try zip(before, $0).map { try $0.through($1) } } ?? before
    } else {
      receptiveField = nil
    }
    receptiveFields[output] = receptiveField
    let shape = graph[output].shape
    graph.setName(name, of: output)
    let multiplyAdds = multiplyAdds(from: input, to: output) / shape[0]
    results.insert(output)
    layers.append(
      Layer(
        name: name, kind: kind, input: input, output: output,
        outputShape: Shape(Array(shape.dimensions.dropFirst())), windows: windows, groups: groups,
        parameters: range, parameterCount: parameters[range].map(\.shape.count).reduce(0, +),
        multiplyAdds: multiplyAdds,
        receptiveField: receptiveField, remarks: remarks(kind, windows, input)))
  }

  /// The multiply-adds of the nodes that a layer appended.
  private func multiplyAdds(from input: NodeID, to output: NodeID) -> Int {
    var sum = 0
    var pending = [output]
    var seen: Set<NodeID> = []
    while let id = pending.popLast() {
      guard id != input, !results.contains(id), seen.insert(id).inserted else { continue }
      let node = graph[id]
      sum += node.op.cost(node.inputs.map { graph[$0].shape }, result: node.shape).multiplyAdds
      pending += node.inputs
    }
    return sum
  }

  /// Sizes that are rounded, in words.
  private func remarks(_ kind: String, _ windows: [SlidingWindow]?, _ input: NodeID) -> [String] {
    guard let windows, !kind.hasPrefix("ConvTranspose") else { return [] }
    var remarks: [String] = []
    for (window, length) in zip(windows, graph[input].shape.spatialSize) {
      guard let derivation = try? window.derivation(forInputSize: length),
        let remark = derivation.roundingText, !remarks.contains(remark)
      else { continue }
      remarks.append(remark)
    }
    return remarks
  }

  /// Runs a step that appends a layer; whatever does not fit is told with the layer's name.
  func fitting<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as ShapeError {
      throw self.error(error, ofLayer: name)
    } catch let error as GeometryError {
      throw NetworkError.layer(network: network, name: name, message: "\(error)")
    }
  }

  /// N: how many images the network takes at once.
  private var batchSize: Int { graph[input].shape[0] }

  /// What does not fit, told with the layer's name; where one image alone would fit, the batch is what
  /// is too large.
  func error(_ error: ShapeError, ofLayer layer: String) -> NetworkError {
    guard case .tooLarge(_, let shape) = error, shape.rank > 0, shape[0] == batchSize,
      batchSize > 1,
      let count = Shape.checkedCount(Array(shape.dimensions.dropFirst())), count > 0,
      case let most = Graph.largestValueInBytes / MemoryLayout<Float>.size / count, most >= 1
    else { return .layer(network: network, name: layer, message: "\(error)") }
    return .unsuitable(
      network: "\(network), layer \(layer)",
      message: "its result for \(batchSize) images at once would have shape \(shape), more than the"
        + " \(ByteCount.memory(Graph.largestValueInBytes)) that one value may take",
      remedy: "Use batches of \(most) images at most.")
  }

  /// The network, its last layer's result being the output.
  func finished(output: NodeID) -> BuiltNetwork {
    BuiltNetwork(
      graph: graph, mode: mode, batchSize: batchSize, input: input, step: step,
      output: output, parameters: parameters, statistics: statistics, layers: layers)
  }
}
