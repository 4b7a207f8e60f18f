import ConvolutionArithmetic

extension Op {
  /// The gradients of a convolution's operands.
  ///
  /// Input: the transposed convolution of the upstream gradient. Weight: the correlation of
  /// input and upstream. Bias: the upstream summed over batch and space.
  func convolutionGradients(
    _ convolution: Convolution, _ node: Node, _ upstream: NodeID, _ wanted: Set<Int>,
    _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (x, weight) = (node.inputs[0], node.inputs[1])
    var gradients = [NodeID?](repeating: nil, count: node.inputs.count)
    if wanted.contains(0) {
      let transposed = try convolution.restoring(graph[x].shape.spatialSize)
      gradients[0] = try graph.append(.transposedConvolution(transposed), [upstream, weight])
    }
    if wanted.contains(1) {
      gradients[1] = try graph.append(.convolutionWeightGradient(convolution), [x, upstream])
    }
    if wanted.contains(2) {
      gradients[2] = try graph.appendChannelSum(of: upstream)
    }
    return gradients
  }

  /// The gradients of a transposed convolution's operands.
  ///
  /// Input: the direct convolution of the upstream gradient. Weight: the correlation with the
  /// roles of input and upstream exchanged. Bias: as for the direct convolution.
  func transposedConvolutionGradients(
    _ convolution: Convolution, _ node: Node, _ upstream: NodeID, _ wanted: Set<Int>,
    _ graph: inout Graph
  ) throws -> [NodeID?] {
    let (x, weight) = (node.inputs[0], node.inputs[1])
    var gradients = [NodeID?](repeating: nil, count: node.inputs.count)
    if wanted.contains(0) || wanted.contains(1) {
      if let (direct, reached) = try convolution.directTwin(reading: upstream, in: &graph) {
        if wanted.contains(0) {
          gradients[0] = try graph.append(.convolution(direct), [reached, weight])
        }
        if wanted.contains(1) {
          gradients[1] = try graph.append(.convolutionWeightGradient(direct), [reached, x])
        }
      } else {
        gradients[0] = try graph.append(.fill(0, graph[x].shape), [])
        gradients[1] = try graph.append(.fill(0, graph[weight].shape), [])
      }
    }
    if wanted.contains(2) {
      gradients[2] = try graph.appendChannelSum(of: upstream)
    }
    return gradients
  }
}

extension Convolution {
  /// The transposed convolution whose result has the given spatial size: each axis gets the
  /// output padding that the floor of the direct one lost (relationship 14).
  func restoring(_ size: [Int]) throws -> Convolution {
    var twin = self
    twin.windows = try zip(windows, size).map { window, length in
      try SlidingWindow(
        kernelSize: window.kernelSize, stride: window.stride,
        paddingBefore: window.paddingBefore, paddingAfter: window.paddingAfter,
        dilation: window.dilation,
        outputPadding: try window.outputPadding(restoringInputSize: length))
    }
    return twin
  }

  /// The direct convolution that a transposed one is the gradient of, and the part of its result
  /// that windows reach; `nil` when they reach none of it.
  ///
  /// Output padding below the stride is lost again in the floor of the direct convolution. What
  /// dilation allows beyond that first undoes trailing padding, and what is left over lies past
  /// every window.
  fileprivate func directTwin(
    reading result: NodeID, in graph: inout Graph
  ) throws -> (Convolution, NodeID)? {
    var reached = result
    var twin = self
    for (axis, window) in windows.enumerated() {
      let excess = window.outputPadding < window.stride ? 0 : window.outputPadding
      let beyond = max(0, excess - window.paddingAfter)
      if beyond > 0 {
        let length = graph[reached].shape[axis + 2] - beyond
        guard length > 0 else { return nil }
        reached = try graph.append(.slice(axis: axis + 2, range: 0..<length), [reached])
      }
      twin.windows[axis] = try SlidingWindow(
        kernelSize: window.kernelSize, stride: window.stride,
        paddingBefore: window.paddingBefore,
        paddingAfter: max(0, window.paddingAfter - excess),
        dilation: window.dilation)
    }
    return (twin, reached)
  }
}
