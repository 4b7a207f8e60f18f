import ConvolutionArithmetic
import TensorEngine

extension Graph {
  /// The sum that gives the size of a node's result along each spatial axis, outermost first:
  /// `(5 + 2·1 − 3) / 2 + 1 = 3`.
  ///
  /// - Returns: `nil` for an op whose output size is no sum.
  /// - SeeAlso: Dumoulin and Visin's relationships 6 and 14.
  public func sizeSums(of id: NodeID) -> [String]? {
    let node = self[id]
    guard let windows = node.op.windows, let operand = node.inputs.first else { return nil }
    let lengths = self[operand].shape.dimensions.dropFirst(2)
    guard lengths.count == windows.count else { return nil }
    var sums: [String] = []
    for (window, length) in zip(windows, lengths) {
      guard let sum = window.sizeSum(over: length, in: node.op) else { return nil }
      sums.append(sum)
    }
    return sums
  }
}

extension SlidingWindow {
  fileprivate func sizeSum(over length: Int, in op: Op) -> String? {
    switch op {
    case .transposedConvolution: try? transposed(forInputSize: length).sizeText
    case .convolution, .maxPool, .maxPoolIndices, .averagePool, .unfold:
      try? derivation(forInputSize: length).description
    default: nil
    }
  }
}
