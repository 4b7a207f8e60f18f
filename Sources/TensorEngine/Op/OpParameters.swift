import ConvolutionArithmetic

/// What a convolution (direct or transposed) is made of besides its tensors.
public struct Convolution: Hashable, Sendable {
  /// One window per spatial axis, outermost first: `[L]` or `[H, W]`.
  public var windows: [SlidingWindow]
  /// How many independent groups the channels are split into.
  public var groups: Int

  /// Creates the parameters of a convolution.
  public init(windows: [SlidingWindow], groups: Int = 1) {
    self.windows = windows
    self.groups = groups
  }

  /// The kernel's spatial size, one length per axis.
  public var kernelSize: [Int] { windows.map(\.kernelSize) }
}

/// What an average pool is made of.
public struct AveragePool: Hashable, Sendable {
  /// One window per spatial axis, outermost first.
  public var windows: [SlidingWindow]
  /// Whether padding counts in the divisor (PyTorch's `count_include_pad`).
  public var countIncludePad: Bool

  /// Creates the parameters of an average pool.
  public init(windows: [SlidingWindow], countIncludePad: Bool = true) {
    self.windows = windows
    self.countIncludePad = countIncludePad
  }
}

/// Where unpooled values go and what happens when two meet.
public struct Unpooling: Hashable, Sendable {
  /// What to do with two values whose switches name the same cell.
  public enum Overlap: Hashable, Sendable {
    /// The later one stays (PyTorch's `max_unpool2d`).
    case replace
    /// They are added (the gradient of a max pool with overlapping windows).
    case sum
  }

  /// The spatial size of the result, outermost axis first.
  public var outputSize: [Int]
  /// What to do with values that meet.
  public var overlap: Overlap

  /// Creates the parameters of an unpooling.
  public init(outputSize: [Int], overlap: Overlap) {
    self.outputSize = outputSize
    self.overlap = overlap
  }
}

/// Elementwise arithmetic of two operands.
public enum BinaryFunction: String, Hashable, Sendable, CaseIterable {
  /// a + b
  case add
  /// a − b
  case subtract
  /// a · b
  case multiply
  /// a / b
  case divide
}

/// Elementwise functions of one operand.
public enum UnaryFunction: Hashable, Sendable {
  /// max(0, x); its derivative at 0 is 0, as in PyTorch.
  case relu
  /// x where positive, else `negativeSlope · x`.
  case leakyRelu(negativeSlope: Double)
  /// x where positive, else `alpha · (eˣ − 1)`.
  case elu(alpha: Double)
  /// 1 where x ≥ 0, else 0: the hard threshold of the first artificial neurons. Its derivative is 0
  /// everywhere, at the jump too.
  case step
  /// 1 / (1 + e⁻ˣ)
  case sigmoid
  /// log(1 + e^(beta·x)) / beta, and x itself where `beta · x > threshold`.
  case softplus(beta: Double, threshold: Double)
  /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
  case tanh
  /// eˣ
  case exp
  /// The natural logarithm.
  case log
  /// √x
  case squareRoot
  /// factor · x + offset
  case affine(factor: Double, offset: Double)
}

/// A sum or mean over some axes.
public struct Reduction: Hashable, Sendable {
  /// What is computed of the reduced elements.
  public enum Kind: String, Hashable, Sendable {
    /// Their sum.
    case sum
    /// Their sum divided by their number.
    case mean
  }

  /// What is computed.
  public var kind: Kind
  /// The reduced axes, ascending.
  public var axes: [Int]
  /// Whether reduced axes stay with length 1.
  public var keepsAxes: Bool

  /// Creates the parameters of a reduction.
  public init(_ kind: Kind, axes: [Int], keepsAxes: Bool = false) {
    self.kind = kind
    self.axes = axes
    self.keepsAxes = keepsAxes
  }
}

/// Padding as an op of its own.
public struct Pad: Hashable, Sendable {
  /// What the new cells hold.
  public enum Mode: Hashable, Sendable {
    /// One number everywhere; 0 is zero padding.
    case constant(Double)
    /// The mirror image without the edge cell.
    case reflect
    /// The edge cell again and again.
    case replicate
    /// The other end of the axis.
    case circular
  }

  /// New cells before each spatial axis, outermost first.
  public var before: [Int]
  /// New cells after each spatial axis, outermost first.
  public var after: [Int]
  /// What the new cells hold.
  public var mode: Mode

  /// Creates the parameters of a padding.
  public init(before: [Int], after: [Int], mode: Mode) {
    self.before = before
    self.after = after
    self.mode = mode
  }
}

/// Enlarging the spatial axes.
public struct Upsample: Hashable, Sendable {
  /// How new cells get their values.
  public enum Mode: Hashable, Sendable {
    /// The nearest source cell, rounding down.
    case nearest
    /// Linear interpolation along every axis: `linear` in 1-D, `bilinear` in 2-D.
    case linear(alignCorners: Bool)
  }

  /// The spatial size of the result, outermost axis first.
  public var outputSize: [Int]
  /// The factor the user stated for each axis; where absent, the ratio of the sizes is used.
  public var scaleFactor: [Double]?
  /// How new cells get their values.
  public var mode: Mode

  /// Creates the parameters of an enlargement.
  public init(outputSize: [Int], scaleFactor: [Double]? = nil, mode: Mode) {
    self.outputSize = outputSize
    self.scaleFactor = scaleFactor
    self.mode = mode
  }
}

/// Normalisation of every channel by a mean and a variance.
///
/// `y = weight · (x − mean) / √(variance + epsilon) + bias`
public struct BatchNorm: Hashable, Sendable {
  /// Keeps the square root away from zero.
  public var epsilon: Double
  /// Whether mean and variance are those of x itself, so that the gradient flows through them;
  /// otherwise they are constants (running statistics).
  public var training: Bool

  /// Creates the parameters of a batch norm.
  public init(epsilon: Double = 1e-5, training: Bool) {
    self.epsilon = epsilon
    self.training = training
  }
}

/// Normalisation over neighbouring channels.
///
/// `y = x / (k + alpha · mean(x² over size channels))^beta`
/// - SeeAlso: PyTorch's `local_response_norm`, which divides alpha by the size.
public struct LocalResponseNorm: Hashable, Sendable {
  /// How many neighbouring channels are looked at, missing ones counting as zero.
  public var size: Int
  /// The weight of the mean square.
  public var alpha: Double
  /// The exponent.
  public var beta: Double
  /// The constant added before the power.
  public var k: Double

  /// Creates the parameters with PyTorch's defaults.
  public init(size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1) {
    self.size = size
    self.alpha = alpha
    self.beta = beta
    self.k = k
  }
}
