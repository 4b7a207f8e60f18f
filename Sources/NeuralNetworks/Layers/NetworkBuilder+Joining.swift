import ConvolutionArithmetic
import TensorEngine

extension NetworkBuilder {
  /// One row of features for each image: [N, C, H, W] → [N, C·H·W].
  public mutating func flatten(_ x: NodeID) throws -> NodeID {
    guard graph[x].shape.rank > 2 else { return x }
    let name = nextName("flatten")
    let result = try appendFitting(name) { try $0.flatten(x) }
    try record(name, "Flatten", input: x, output: result, field: .some(nil))
    return result
  }

  /// `x · weightᵀ + bias`, PyTorch's `Linear`; maps are flattened first.
  ///
  /// - Returns: [N, outputs].
  public mutating func linear(
    _ name: String, _ x: NodeID, outputs: Int, bias: Bool = true
  ) throws -> NodeID {
    let rows = try flatten(x)
    let name = fullName(name)
    let features = channels(rows)
    let first = parameters.count
    let initializer = Initializer.standard(fanIn: features)
    let weight = try parameter(name, "weight", [outputs, features], initializer)
    let offset = bias ? try parameter(name, "bias", [outputs], initializer) : nil
    let result = try appendFitting(name) { try $0.linear(rows, weight: weight, bias: offset) }
    try record(
      name, "Linear", input: rows, output: result, firstParameter: first, field: .some(nil))
    return result
  }

  /// The sum of two values of one shape: what joins a residual branch with its shortcut.
  public mutating func add(_ x: NodeID, _ y: NodeID) throws -> NodeID {
    let name = nextName("add")
    let result = try appendFitting(name) { try $0.append(.binary(.add), [x, y]) }
    try record(name, "Add", input: x, output: result, field: joined([x, y]))
    return result
  }

  /// The channels of several values, one after the other.
  public mutating func concat(_ parts: [NodeID]) throws -> NodeID {
    let name = nextName("concat")
    let result = try appendFitting(name) { try $0.append(.concat(axis: 1), parts) }
    try record(name, "Concat", input: parts[0], output: result, field: joined(parts))
    return result
  }

  /// A map so many times as large, PyTorch's `Upsample`.
  public mutating func upsample(
    _ x: NodeID, factor: Extent, mode: Upsample.Mode = .nearest
  ) throws -> NodeID {
    let size = zip(graph[x].shape.spatialSize, [factor.height, factor.width]).map { $0 * $1 }
    return try upsample(x, size: size, mode: mode)
  }

  /// A map of the given height and width, PyTorch's `Upsample`.
  public mutating func upsample(
    _ x: NodeID, size: [Int], mode: Upsample.Mode
  ) throws -> NodeID {
    let name = nextName("upsample")
    let result = try appendFitting(name) {
      try $0.append(.upsample(Upsample(outputSize: size, mode: mode)), [x])
    }
    try record(name, "Upsample", input: x, output: result, field: .some(nil))
    return result
  }

  /// A shortcut without parameters into a map of fewer cells and more channels ("option A"): every
  /// stride-th cell, and channels of zeros.
  ///
  /// - Parameters:
  ///   - before: Channels of zeros before those of x; the rest comes after.
  /// - SeeAlso: K. He et al., *Deep residual learning* (2015), arXiv:1512.03385, section 3.3.
  public mutating func paddedShortcut(
    _ x: NodeID, outputs: Int, stride: Int, before: Int
  ) throws -> NodeID {
    let name = nextName("shortcut")
    let window = try fitting(name) { try SlidingWindow(kernelSize: 1, stride: stride) }
    let missing = outputs - channels(x)
    let result = try appendFitting(name) { graph in
      let chosen = try graph.append(
        .averagePool(AveragePool(windows: [window, window])), [x])
      let shape = graph[chosen].shape
      func zeros(_ count: Int) throws -> [NodeID] {
        count > 0 ? [try graph.append(.fill(0, shape.replacing(axis: 1, with: count)), [])] : []
      }
      let parts = try zeros(before) + [chosen] + zeros(missing - before)
      return try graph.append(.concat(axis: 1), parts)
    }
    try record(name, "PaddedShortcut", input: x, output: result, windows: [window, window])
    return result
  }

  /// What cells of a joined value see: all that its parts see.
  private func joined(_ parts: [NodeID]) -> [ReceptiveField]? {
    let fields = parts.compactMap { receptiveFields[$0] }
    guard fields.count == parts.count, var union = fields.first else { return nil }
    for field in fields.dropFirst() {
      for axis in union.indices {
        guard let both = union[axis].union(field[axis]) else { return nil }
        union[axis] = both
      }
    }
    return union
  }
}
