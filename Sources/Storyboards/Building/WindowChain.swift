import ConvolutionArithmetic
import TensorEngine

/// The windows between a value and what they finally look at, one layer over the other.
struct WindowChain: Sendable {
  /// An op that slides windows.
  struct Layer: Sendable {
    let name: String
    /// One window for each spatial axis.
    let windows: [SlidingWindow]
    /// The result's size along each axis.
    let size: [Int]
    /// Whether each result looks at every channel of its group.
    let mixesChannels: Bool
  }

  /// What the first layer looks at.
  let start: NodeID
  /// The layers, the first one that is applied first; at least one.
  let layers: [Layer]
  /// What a cell sees of the start, along each axis: before the first layer and after each of them.
  let fields: [[ReceptiveField]]

  /// The chain that ends with a node; `nil` where it slides no windows, or more than two axes.
  ///
  /// What works on each cell by itself, such as an activation, stands in no one's way.
  init?(endingWith end: NodeID, in graph: Graph) {
    var (layers, node): ([Layer], NodeID) = ([], end)
    while true {
      let op = graph[node].op
      if let windows = op.chainedWindows {
        layers.insert(
          Layer(
            name: op.name, windows: windows, size: graph[node].shape.spatialSize,
            mixesChannels: op.mixesChannels), at: 0)
      } else if !op.isCellByCell {
        break
      }
      node = graph[node].inputs[0]
    }
    guard let axes = layers.last?.windows.count, (1...2).contains(axes) else { return nil }
    (start, self.layers) = (node, layers)
    var fields = [[ReceptiveField](repeating: ReceptiveField(), count: axes)]
    for layer in layers {
      let below = fields[fields.count - 1]
      let grown = zip(below, layer.windows).compactMap { try? $0.through($1) }
      guard grown.count == axes else { return nil }
      fields.append(grown)
    }
    self.fields = fields
  }

  /// The cells that a unit depends on along an axis, layer by layer: those of the start first, padding
  /// among them; of the layers between only cells that exist, and last the unit itself.
  ///
  /// - Parameters:
  ///   - index: The unit.
  ///   - top: How many layers there are below it; all where it is a result.
  ///   - axis: The axis.
  func units(below index: Int, top: Int? = nil, axis: Int) -> [[Int]] {
    var units = [[index]]
    for (depth, layer) in layers.prefix(top ?? layers.count).enumerated().reversed() {
      let window = layer.windows[axis]
      var met: Set<Int> = []
      for unit in units[0] {
        for tap in 0..<window.kernelSize {
          met.insert(window.inputIndex(ofTap: tap, atOutput: unit))
        }
      }
      if depth > 0 { met = met.filter { (0..<layers[depth - 1].size[axis]).contains($0) } }
      units.insert(met.sorted(), at: 0)
    }
    return units
  }

  /// The units that depend on one along an axis, layer by layer: the unit itself first, the results last.
  ///
  /// - Parameters:
  ///   - index: The unit; of the start it may be one of the padding.
  ///   - bottom: How many layers there are below it.
  ///   - axis: The axis.
  func units(above index: Int, bottom: Int, axis: Int) -> [[Int]] {
    layers.dropFirst(bottom).reduce(into: [[index]]) { units, layer in
      let met = units[units.count - 1].flatMap { unit in
        layer.windows[axis].uses(ofInput: unit, outputSize: layer.size[axis]).map(\.output)
      }
      units.append(Set(met).sorted())
    }
  }

  /// The positions along an axis of what the first layer slides over: those of the start, with the padding
  /// around them.
  func padded(_ inputSize: Int, axis: Int) -> Range<Int> {
    let window = layers[0].windows[axis]
    let end =
      window.inputIndex(ofTap: window.kernelSize - 1, atOutput: layers[0].size[axis] - 1) + 1
    return -window.paddingBefore..<max(inputSize + window.paddingAfter, end)
  }
}

extension Op {
  /// The windows of an op that makes each cell of what lies under them.
  fileprivate var chainedWindows: [SlidingWindow]? {
    switch self {
    case .convolution, .maxPool, .averagePool: windows
    default: nil
    }
  }

  /// Whether a result depends on other channels than its own.
  fileprivate var mixesChannels: Bool {
    if case .convolution = self { true } else { false }
  }

  /// Whether each result depends on the one cell of the first operand at its place.
  fileprivate var isCellByCell: Bool {
    switch self {
    case .unary, .prelu, .dropout, .batchNorm: true
    default: false
    }
  }
}
