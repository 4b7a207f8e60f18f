import ConvolutionArithmetic

/// One step of a computation graph.
///
/// The set is small and closed. Every op states its shape rule (`Op+Shape.swift`), its gradient
/// (`Op+Gradient.swift`), its cost (`Op+Cost.swift`) and its window geometry
/// (`Op+Geometry.swift`) in a `switch` without a default, so that an op lacking one of them does
/// not compile. Gradients are built from the same set: the input gradient of a convolution is a
/// transposed convolution, the gradient of an average pool spreads its window, and so on.
///
/// Letters in the comments: `N` batch, `C` channels, `O` output channels, `G` groups,
/// `S` the spatial axes (`L` in 1-D, `H, W` in 2-D), `S'` the output's, `K` the kernel's.
public enum Op: Hashable, Sendable {

  // MARK: - Leaves

  /// A value fed in when the graph runs: data, a weight, a target.
  case input(Shape)

  /// A tensor that holds one number everywhere.
  case fill(Double, Shape)

  // MARK: - Convolution: [N, C, S] with [O, C/G, K], and optionally a bias [O] → [N, O, S']

  /// The cross-correlation that machine learning calls convolution.
  /// Inputs: x [N, C, S], weight [O, C/G, K], optionally bias [O].
  case convolution(Convolution)

  /// The convolution with the roles of its input and output exchanged (never "deconvolution").
  /// Inputs: x [N, O, S'], weight [O, C/G, K], optionally bias [C] → [N, C, S].
  case transposedConvolution(Convolution)

  /// The weight gradient of a convolution: the correlation of its input with its upstream
  /// gradient. Inputs: x [N, C, S], upstream [N, O, S'] → [O, C/G, K].
  case convolutionWeightGradient(Convolution)

  // MARK: - Pooling: [N, C, S] → [N, C, S']

  /// The largest value of each window. Ties and NaN as in PyTorch: the first maximum wins, NaN
  /// beats every number.
  case maxPool([SlidingWindow])

  /// The switches of a max pool: for every window the position of its maximum in the flattened
  /// plane S (PyTorch's `return_indices`).
  case maxPoolIndices([SlidingWindow])

  /// Puts every value at the plane position its switch names, zero elsewhere.
  /// Inputs: x [N, C, S'], switches [N, C, S'] → [N, C, S].
  case maxUnpool(Unpooling)

  /// Reads a plane at the positions the switches name; the adjoint of a summing `maxUnpool`.
  /// Inputs: x [N, C, S], switches [N, C, S'] → [N, C, S'].
  case takeAtIndices

  /// The mean of each window.
  case averagePool(AveragePool)

  /// Spreads every value over its window; the gradient of `averagePool`.
  /// Input: upstream [N, C, S'] → [N, C, S].
  case averagePoolGradient(AveragePool, inputSize: [Int])

  /// Averages over regions chosen so that the output has the stated spatial size.
  case adaptiveAveragePool(outputSize: [Int])

  /// Spreads every value over its region; the gradient of `adaptiveAveragePool`.
  case adaptiveAveragePoolGradient(inputSize: [Int])

  /// Lays every window out as a column: [N, C, S] → [N, C·K, positions] (`im2col`).
  case unfold([SlidingWindow])

  /// Adds columns back at their windows' places: [N, C·K, positions] → [N, C, S] (`col2im`).
  case fold([SlidingWindow], outputSize: [Int])

  // MARK: - Linear algebra and elementwise arithmetic

  /// The matrix product over the last two axes, leading axes broadcast: [.., M, K] × [.., K, P].
  case matmul(transposeA: Bool, transposeB: Bool)

  /// Elementwise arithmetic of two operands that are broadcast to one shape.
  case binary(BinaryFunction)

  /// An elementwise function: activations, signs, roots.
  case unary(UnaryFunction)

  /// Upstream times the function's derivative. Inputs: x, upstream of the same shape.
  case unaryGradient(UnaryFunction)

  /// `x` where positive, else a learned slope times `x`.
  /// Inputs: x [N, C, …], weight [1] or [C].
  case prelu

  /// The input gradient of `prelu`. Inputs: x, weight, upstream.
  case preluGradient

  // MARK: - Reduction and movement

  /// The sum or mean over some axes.
  case reduce(Reduction)

  /// Repeats axes of length 1 (and missing leading axes) until the shape is reached.
  case broadcast(Shape)

  /// The same elements, in the same order, under another shape.
  case reshape(Shape)

  /// Reorders the axes: axis `i` of the result is axis `permutation[i]` of the input.
  case transpose(permutation: [Int])

  /// Joins its inputs along one axis.
  case concat(axis: Int)

  /// The part `range` of one axis.
  case slice(axis: Int, range: Range<Int>)

  /// Extends the spatial axes at both ends.
  case pad(Pad)

  /// Adds every padded position back onto the cell it was read from; the gradient of `pad`.
  case padGradient(Pad, inputSize: [Int])

  /// Reverses the stated axes: the flip between cross-correlation and true convolution.
  case flip(axes: [Int])

  /// Enlarges the spatial axes.
  case upsample(Upsample)

  /// Adds every enlarged cell back onto its sources; the gradient of `upsample`.
  case upsampleGradient(Upsample, inputSize: [Int])

  // MARK: - Normalisation, probabilities, regularisation

  /// `exp(x) / Σ exp(x)` along one axis.
  case softmax(axis: Int)

  /// The logarithm of `softmax`, computed without overflow.
  case logSoftmax(axis: Int)

  /// The entry of the class axis (axis 1) that the target names.
  /// Inputs: x [N, C, …], target [N, …] of class numbers → [N, …].
  case pickClass

  /// Writes values into the class axis where the target points, zero elsewhere; the adjoint of
  /// `pickClass`. Inputs: x [N, …], target [N, …] → [N, C, …].
  case placeClass(classes: Int)

  /// Normalises every channel. Inputs: x [N, C, …], weight [C], bias [C], mean [C],
  /// variance [C] (biased).
  case batchNorm(BatchNorm)

  /// The input gradient of `batchNorm`.
  /// Inputs: x [N, C, …], weight [C], mean [C], variance [C], upstream [N, C, …].
  case batchNormGradient(BatchNorm)

  /// Zeroes elements with a probability and scales the rest by its complement's reciprocal.
  /// The mask depends on the seed and the position alone, so the gradient is the same op.
  /// Inputs: x, optionally step [], a whole number that selects another mask for each training step.
  case dropout(probability: Double, seed: UInt64)

  /// Divides by a power of the mean square over neighbouring channels (AlexNet).
  case localResponseNorm(LocalResponseNorm)

  /// The input gradient of `localResponseNorm`. Inputs: x, upstream.
  case localResponseNormGradient(LocalResponseNorm)
}
