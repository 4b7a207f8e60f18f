import ConvolutionArithmetic
import TensorEngine

extension NetworkBuilder {
  /// The largest value of each window, PyTorch's `MaxPool2d`.
  ///
  /// - Parameter stride: How far the window moves; its size when absent.
  /// - Returns: [N, C, H', W'].
  public mutating func maxPool2d(
    _ x: NodeID, _ kernel: Extent, stride: Extent? = nil, padding: Extent = 0,
    ceilMode: Bool = false
  ) throws -> NodeID {
    let windows = try fitting(fullName("pool")) {
      try Extent.windows(kernel, stride: stride ?? kernel, padding: padding, ceilMode: ceilMode)
    }
    return try maxPool2d(x, windows: windows)
  }

  /// The largest value of each of the windows that are given, rows first.
  mutating func maxPool2d(_ x: NodeID, windows: [SlidingWindow]) throws -> NodeID {
    let name = nextName("pool")
    let result = try appendFitting(name) { try $0.append(.maxPool(windows), [x]) }
    try record(name, "MaxPool2d", input: x, output: result, windows: windows)
    return result
  }

  /// The mean of each window, PyTorch's `AvgPool2d`.
  public mutating func avgPool2d(
    _ x: NodeID, _ kernel: Extent, stride: Extent? = nil, padding: Extent = 0
  ) throws -> NodeID {
    let windows = try fitting(fullName("pool")) {
      try Extent.windows(kernel, stride: stride ?? kernel, padding: padding)
    }
    return try avgPool2d(x, windows: windows)
  }

  /// The mean of each of the windows that are given, rows first.
  mutating func avgPool2d(_ x: NodeID, windows: [SlidingWindow]) throws -> NodeID {
    let name = nextName("pool")
    let result = try appendFitting(name) {
      try $0.append(.averagePool(AveragePool(windows: windows)), [x])
    }
    try record(name, "AvgPool2d", input: x, output: result, windows: windows)
    return result
  }

  /// The mean of each whole plane, PyTorch's `AdaptiveAvgPool2d(1)` and a flatten.
  ///
  /// - Returns: [N, C].
  public mutating func globalAveragePool(_ x: NodeID) throws -> NodeID {
    let name = nextName("avgpool")
    let result = try appendFitting(name) {
      try $0.append(.reduce(Reduction(.mean, axes: [2, 3])), [x])
    }
    try record(name, "AdaptiveAvgPool2d", input: x, output: result, field: .some(nil))
    return result
  }

  /// Puts the values of a pooled map where the maxima were, PyTorch's `MaxUnpool2d`.
  ///
  /// - Parameters:
  ///   - x: [N, C, H', W'].
  ///   - pooled: What ``maxPool2d(_:_:stride:padding:ceilMode:)`` read, [N, C, H, W].
  /// - Returns: [N, C, H, W].
  public mutating func maxUnpool2d(
    _ x: NodeID, switchesOf pooled: NodeID, _ kernel: Extent
  ) throws -> NodeID {
    let name = nextName("unpool")
    let windows = try fitting(name) { try Extent.windows(kernel, stride: kernel) }
    let result = try appendFitting(name) { graph in
      let switches = try graph.append(.maxPoolIndices(windows), [pooled])
      let unpooling = Unpooling(outputSize: graph[pooled].shape.spatialSize, overlap: .replace)
      return try graph.append(.maxUnpool(unpooling), [x, switches])
    }
    try record(name, "MaxUnpool2d", input: x, output: result, windows: windows, field: .some(nil))
    return result
  }
}
