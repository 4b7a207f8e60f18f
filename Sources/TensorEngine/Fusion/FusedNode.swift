import ConvolutionArithmetic

/// What is computed at one go: a node alone, or several nodes of which only some values are stored.
///
/// Nodes stand for their values. What is stored differs from what the nodes one by one would store in
/// nothing but roundings, and not even in those unless it says so.
public enum FusedNode {
  /// A node by itself.
  case alone(NodeID)
  /// A convolution or the input gradient of one, with what is done to its sums.
  case convolution(FusedConvolution)
  /// A matrix product, with what is done to its sums.
  case product(FusedProduct)
  /// A batch norm, with what is done to its results.
  case batchNorm(FusedBatchNorm)
  /// Mean and biased variance of each channel of x, which are free to be summed in another way.
  case moments(x: NodeID, mean: NodeID, variance: NodeID)
  /// The three gradients of a batch norm.
  case batchNormGradient(FusedBatchNormGradient)
  /// The maxima of windows, the cells where they are, or both.
  case maxPool([SlidingWindow], x: NodeID, maxima: NodeID?, switches: NodeID?)
  /// The derivative of a ReLU whose value is there; where that is positive, the operand was.
  case reluGradient(rectified: NodeID, upstream: NodeID, result: NodeID)
  /// The derivative of a tangent whose value is there: 1 − tanh².
  case tanhGradient(tangent: NodeID, upstream: NodeID, result: NodeID)

  /// The node that most of the work is done for.
  public var node: NodeID {
    switch self {
    case .alone(let node): node
    case .convolution(let fused): fused.node
    case .product(let fused): fused.node
    case .batchNorm(let fused): fused.node
    case .batchNormGradient(let fused): fused.result
    case .moments, .maxPool, .reluGradient, .tanhGradient: results[0]
    }
  }

  /// The nodes whose values are stored, the earliest first.
  public var results: [NodeID] {
    switch self {
    case .alone(let node): [node]
    case .convolution(let fused): [fused.result]
    case .product(let fused): [fused.result]
    case .batchNorm(let fused): [fused.result]
    case .moments(_, let mean, let variance): [mean, variance]
    case .batchNormGradient(let fused):
      [fused.result, fused.weightGradient, fused.biasGradient].compactMap { $0 }.sorted()
    case .maxPool(_, _, let maxima, let switches): [maxima, switches].compactMap { $0 }.sorted()
    case .reluGradient(_, _, let result), .tanhGradient(_, _, let result): [result]
    }
  }
}

/// What is done to a number before it is stored.
public enum Storing: Equatable, Sendable {
  /// Nothing.
  case all
  /// 0 if it is not positive.
  case relu
  /// 0 where the value of a node of the same shape is not positive.
  case masked(by: NodeID)

  /// The node that decides, if one does.
  public var mask: NodeID? {
    if case .masked(let mask) = self { mask } else { nil }
  }
}

/// `result = store(convolution(x) + bias + addend)`.
public struct FusedConvolution {
  /// The convolution, or the transposed one.
  public let node: NodeID
  /// Its windows and groups.
  public let parameters: Convolution
  /// Whether it is a transposed convolution: the input gradient of one with these parameters.
  public let isGradient: Bool
  /// The operands.
  public let x, weight: NodeID
  /// One number for each output.
  public let bias: NodeID?
  /// What is added to each sum, in the result's shape.
  public internal(set) var addend: NodeID?
  /// What is done to the sum.
  public internal(set) var store = Storing.all
  /// The node whose value is stored.
  public internal(set) var result: NodeID
}

/// `result = store(matmul(a, b) + bias)`.
public struct FusedProduct {
  /// The product.
  public let node: NodeID
  /// Whether an operand's last two axes change places.
  public let transposeA, transposeB: Bool
  /// The operands.
  public let a, b: NodeID
  /// One number for each column.
  public internal(set) var bias: NodeID?
  /// What is done to the sum.
  public internal(set) var store = Storing.all
  /// The node whose value is stored.
  public internal(set) var result: NodeID
}

/// The operands of a batch norm; all but x have one number for each channel.
public struct NormOperands {
  /// What is normalised.
  public let x: NodeID
  /// γ.
  public let weight: NodeID
  /// β; absent in the gradient, which does not depend on it.
  public let bias: NodeID?
  /// The statistics.
  public let mean, variance: NodeID
}

/// `result = store(weight · (x − mean) / √(variance + ε) + bias + addend)`.
public struct FusedBatchNorm {
  /// The batch norm.
  public let node: NodeID
  /// Its parameters.
  public let norm: BatchNorm
  /// What it reads.
  public let operands: NormOperands
  /// What is added to each number, in the result's shape.
  public internal(set) var addend: NodeID?
  /// What is done to the number.
  public internal(set) var store = Storing.all
  /// The node whose value is stored.
  public internal(set) var result: NodeID
}

/// The gradients of a batch norm, from Σ dy and Σ dy · (x − mean) of each channel.
public struct FusedBatchNormGradient {
  /// The parameters of the batch norm.
  public let norm: BatchNorm
  /// What the batch norm read.
  public let operands: NormOperands
  /// dy.
  public let upstream: NodeID
  /// Σ dy · x̂ and Σ dy, where the graph has them.
  public let weightGradient, biasGradient: NodeID?
  /// The input gradient.
  public let result: NodeID
}
