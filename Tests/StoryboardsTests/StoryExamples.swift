import ConvolutionArithmetic
import TensorEngine

/// Every op, in the variants that its story treats differently.
extension StoryExample {
  static let all: [StoryExample] = {
    do {
      let examples =
        try windows() + (try pooling()) + (try elementwise()) + (try movement())
        + (try normalisation())
      return try examples.flatMap { try $0.inEachView }
    } catch {
      preconditionFailure("an example is not a valid graph: \(error)")
    }
  }()

  private static func windows() throws -> [StoryExample] {
    let w3 = try SlidingWindow.make(3)
    let k2 = try SlidingWindow.make(2)
    let padded = try SlidingWindow.make(3, stride: 2, padding: (2, 1))
    let dilated = try SlidingWindow.make(2, dilation: 2)
    let strided = try SlidingWindow.make(3, stride: 3)
    let restoring = try SlidingWindow.make(3, stride: 2, padding: (1, 1), outputPadding: 1)
    let cropping = try SlidingWindow.make(2, stride: 2, padding: (2, 1))
    return [
      try StoryExample(
        "conv2d", .convolution(Convolution(windows: [k2, k2])),
        [.integers([1, 1, 3, 3]), .integers([1, 1, 2, 2], seed: 2)]),
      try StoryExample(
        "conv2d with everything", .convolution(Convolution(windows: [padded, dilated], groups: 2)),
        [.integers([2, 4, 5, 6]), .integers([4, 2, 3, 2], seed: 3), .integers([4])]),
      try StoryExample(
        "conv2d that does not fit", .convolution(Convolution(windows: [strided, strided])),
        [.integers([1, 1, 7, 7]), .integers([1, 1, 3, 3])]),
      try StoryExample(
        "conv2d, padded by reflection", .convolution(Convolution(windows: [strided, k2])),
        [.integers([1, 2, 3, 3]), .integers([2, 2, 3, 2])],
        over: Pad(before: [1, 2], after: [2, 1], mode: .reflect)),
      try StoryExample(
        "conv1d, padded around", .convolution(Convolution(windows: [w3])),
        [.integers([1, 1, 3]), .integers([1, 1, 3])],
        over: Pad(before: [2], after: [1], mode: .circular)),
      try StoryExample(
        "conv1d weight gradient, padded by replication",
        .convolutionWeightGradient(Convolution(windows: [w3])),
        [.integers([1, 1, 3]), .integers([1, 1, 4])],
        over: Pad(before: [2], after: [1], mode: .replicate)),
      try StoryExample(
        "conv1d", .convolution(Convolution(windows: [padded])),
        [.integers([2, 2, 6]), .integers([3, 2, 3]), .integers([3])]),
      try StoryExample(
        "conv_transpose2d", .transposedConvolution(Convolution(windows: [restoring, dilated])),
        [.integers([1, 2, 3, 3]), .integers([2, 2, 3, 2], seed: 2), .integers([2])]),
      try StoryExample(
        "conv_transpose2d, cells cut off",
        .transposedConvolution(Convolution(windows: [cropping, cropping], groups: 2)),
        [.integers([2, 2, 3, 3]), .integers([2, 1, 2, 2])]),
      try StoryExample(
        "conv_transpose1d", .transposedConvolution(Convolution(windows: [restoring])),
        [.integers([1, 1, 4]), .integers([1, 2, 3])]),
      try StoryExample(
        "conv2d weight gradient",
        .convolutionWeightGradient(Convolution(windows: [padded, w3], groups: 2)),
        [.integers([2, 2, 5, 5]), .integers([2, 4, 3, 3], seed: 2)]),
      try StoryExample(
        "conv1d weight gradient", .convolutionWeightGradient(Convolution(windows: [dilated])),
        [.integers([1, 2, 5]), .integers([1, 1, 3])]),
      try StoryExample(
        "unfold", .unfold([padded, k2]), [.integers([2, 2, 4, 3])], frameCount: 2 * 3 * 2),
      try StoryExample("unfold in 1-D", .unfold([w3]), [.integers([1, 2, 6])], frameCount: 4),
      try StoryExample(
        "fold", .fold([w3, k2], outputSize: [4, 3]), [.integers([2, 12, 4])]),
    ]
  }

  private static func pooling() throws -> [StoryExample] {
    let w2 = try SlidingWindow.make(2, stride: 2)
    let overlapping = try SlidingWindow.make(3, stride: 2, padding: (1, 1))
    let ceil = try SlidingWindow.make(3, stride: 2, padding: (1, 0), ceilMode: true)
    let dilated = try SlidingWindow.make(2, dilation: 2)
    let switches = Tensor<Double>([1, 1, 2, 2], [0, 5, 5, 15])
    return [
      try StoryExample("max_pool2d", .maxPool([w2, w2]), [.integers([2, 2, 5, 4])]),
      try StoryExample("max_pool2d, ceil", .maxPool([ceil, dilated]), [.integers([1, 1, 6, 4])]),
      try StoryExample("max_pool1d", .maxPool([overlapping]), [.integers([1, 2, 5])]),
      try StoryExample(
        "max_pool2d switches", .maxPoolIndices([overlapping, w2]), [.integers([1, 2, 5, 4])]),
      try StoryExample(
        "max_unpool2d", .maxUnpool(Unpooling(outputSize: [4, 4], overlap: .replace)),
        [.integers([1, 1, 2, 2]), switches]),
      try StoryExample(
        "max_pool2d gradient", .maxUnpool(Unpooling(outputSize: [4, 4], overlap: .sum)),
        [.integers([1, 1, 2, 2]), switches]),
      try StoryExample(
        "take_at_switches", .takeAtIndices, [.integers([1, 1, 4, 4]), switches]),
      try StoryExample(
        "avg_pool2d", .averagePool(AveragePool(windows: [overlapping, ceil])),
        [.integers([1, 2, 4, 6])]),
      try StoryExample(
        "avg_pool2d without padding",
        .averagePool(AveragePool(windows: [overlapping, ceil], countIncludePad: false)),
        [.integers([1, 1, 4, 6])]),
      try StoryExample(
        "avg_pool1d", .averagePool(AveragePool(windows: [w2])), [.integers([1, 2, 5])]),
      try StoryExample(
        "avg_pool2d gradient",
        .averagePoolGradient(
          AveragePool(windows: [overlapping, ceil], countIncludePad: false), inputSize: [4, 6]),
        [.integers([1, 1, 2, 3])]),
      try StoryExample(
        "avg_pool1d gradient",
        .averagePoolGradient(AveragePool(windows: [w2]), inputSize: [5]), [.integers([1, 2, 2])]),
      try StoryExample(
        "adaptive_avg_pool2d", .adaptiveAveragePool(outputSize: [2, 3]),
        [.integers([1, 2, 5, 4])]),
      try StoryExample(
        "adaptive_avg_pool1d", .adaptiveAveragePool(outputSize: [3]), [.integers([1, 2, 2])]),
      try StoryExample(
        "adaptive_avg_pool2d gradient", .adaptiveAveragePoolGradient(inputSize: [5, 4]),
        [.integers([1, 2, 2, 3])]),
    ]
  }

  private static func elementwise() throws -> [StoryExample] {
    let functions: [UnaryFunction] = [
      .relu, .leakyRelu(negativeSlope: 0.1), .elu(alpha: 2), .step, .sigmoid,
      .softplus(beta: 1, threshold: 20), .softplus(beta: 2, threshold: 4), .tanh, .exp,
      .affine(factor: -2, offset: 0.5), .affine(factor: 1, offset: -3),
      .affine(factor: -1, offset: 0),
    ]
    var examples: [StoryExample] = []
    for function in functions {
      let op = Op.unary(function)
      examples.append(try StoryExample("\(function)", op, [.integers([1, 2, 2, 3])]))
      examples.append(
        try StoryExample(
          "\(function) gradient", .unaryGradient(function),
          [.integers([2, 3]), .integers([2, 3], seed: 4)]))
    }
    for function in [UnaryFunction.log, .squareRoot] {
      examples.append(try StoryExample("\(function)", .unary(function), [.positives([4])]))
      examples.append(
        try StoryExample(
          "\(function) gradient", .unaryGradient(function), [.positives([4]), .integers([4])]))
    }
    for function in BinaryFunction.allCases {
      examples.append(
        try StoryExample(
          "\(function)", .binary(function), [.integers([2, 1, 3]), .positives([4, 1])]))
    }
    return examples + [
      try StoryExample("prelu", .prelu, [.integers([2, 3, 2]), .vector(0.1, 0.2, -0.5)]),
      try StoryExample("prelu of a row", .prelu, [.integers([5]), .vector(0.25)]),
      try StoryExample(
        "prelu gradient", .preluGradient,
        [.integers([2, 3, 2]), .vector(0.1, 0.2, -0.5), .integers([2, 3, 2], seed: 3)]),
      try StoryExample("dropout", .dropout(probability: 0.4, seed: 7), [.integers([3, 4])]),
      try StoryExample("dropout of all", .dropout(probability: 1, seed: 7), [.integers([4])]),
      try StoryExample(
        "matmul", .matmul(transposeA: false, transposeB: false),
        [.integers([2, 3]), .integers([3, 4])]),
      try StoryExample(
        "matmul, transposed and broadcast", .matmul(transposeA: true, transposeB: true),
        [.integers([2, 1, 3, 2]), .integers([3, 4, 3])]),
      try StoryExample("relu of a scalar", .unary(.relu), [Tensor([], [-3])]),
    ]
  }

  private static func movement() throws -> [StoryExample] {
    let pad = { (mode: Pad.Mode) in Pad(before: [1, 2], after: [0, 1], mode: mode) }
    let up = { (mode: Upsample.Mode) in Upsample(outputSize: [4, 5], mode: mode) }
    return [
      try StoryExample("input", .input([2, 2]), [], frameCount: 1),
      try StoryExample("fill", .fill(0.5, [2, 3]), [], frameCount: 1),
      try StoryExample("sum", .reduce(Reduction(.sum, axes: [0, 2])), [.integers([2, 3, 2])]),
      try StoryExample(
        "mean", .reduce(Reduction(.mean, axes: [1], keepsAxes: true)), [.integers([2, 3, 2])]),
      try StoryExample(
        "mean of a great many", .reduce(Reduction(.mean, axes: [0])), [.integers([3000])]),
      try StoryExample("sum over nothing", .reduce(Reduction(.sum, axes: [])), [.integers([3])]),
      try StoryExample(
        "sum of no numbers", .reduce(Reduction(.sum, axes: [0])), [.integers([0, 3])]),
      try StoryExample("broadcast", .broadcast([2, 3, 2]), [.integers([3, 1])]),
      try StoryExample("reshape", .reshape([3, 4]), [.integers([2, 2, 3])]),
      try StoryExample("transpose", .transpose(permutation: [2, 0, 1]), [.integers([2, 3, 4])]),
      try StoryExample(
        "concat", .concat(axis: 1),
        [.integers([2, 1, 2]), .integers([2, 3, 2]), .integers([2, 2, 2])]),
      try StoryExample("slice", .slice(axis: 1, range: 1..<3), [.integers([2, 4, 2])]),
      try StoryExample(
        "empty slice", .slice(axis: 0, range: 1..<1), [.integers([3])], frameCount: 1),
      try StoryExample("flip", .flip(axes: [2, 3]), [.integers([1, 2, 2, 3])]),
      try StoryExample("pad with a number", .pad(pad(.constant(9))), [.integers([1, 2, 3, 3])]),
      try StoryExample("pad by reflection", .pad(pad(.reflect)), [.integers([1, 1, 3, 3])]),
      try StoryExample("pad by replication", .pad(pad(.replicate)), [.integers([1, 1, 2, 2])]),
      try StoryExample("pad around", .pad(pad(.circular)), [.integers([1, 1, 2, 2])]),
      try StoryExample(
        "pad gradient", .padGradient(pad(.reflect), inputSize: [3, 3]), [.integers([1, 1, 4, 6])]),
      try StoryExample("upsample", .upsample(up(.nearest)), [.integers([1, 2, 2, 2])]),
      try StoryExample(
        "upsample bilinear", .upsample(up(.linear(alignCorners: false))), [.integers([1, 1, 2, 3])]),
      try StoryExample(
        "upsample linear",
        .upsample(Upsample(outputSize: [7], mode: .linear(alignCorners: true))),
        [.integers([1, 2, 3])]),
      try StoryExample(
        "upsample gradient", .upsampleGradient(up(.linear(alignCorners: true)), inputSize: [2, 3]),
        [.integers([1, 1, 4, 5])]),
    ]
  }

  private static func normalisation() throws -> [StoryExample] {
    let norm = LocalResponseNorm(size: 4, alpha: 0.5, beta: 0.75, k: 2)
    let perChannel: [Tensor<Double>] = [
      .vector(2, -1, 0.5), .vector(0, 1, -1), .vector(-1, 0, 2), .vector(4, 1, 9),
    ]
    return [
      try StoryExample("softmax", .softmax(axis: 1), [.integers([2, 3, 2])]),
      try StoryExample("softmax of huge numbers", .softmax(axis: 0), [.vector(1002, 1000, 998)]),
      try StoryExample("log_softmax", .logSoftmax(axis: 1), [.integers([2, 4])]),
      try StoryExample(
        "log_softmax of huge numbers", .logSoftmax(axis: 0), [.vector(-1002, 1000, 998)]),
      try StoryExample(
        "pick_class", .pickClass, [.integers([2, 3, 2]), Tensor([2, 2], [0, 2, 1, 1])]),
      try StoryExample(
        "place_class", .placeClass(classes: 3),
        [.integers([2, 2]), Tensor([2, 2], [0, 2, 1, 1])]),
      try StoryExample(
        "batch_norm", .batchNorm(BatchNorm(training: false)),
        [.integers([2, 3, 1, 2])] + perChannel),
      try .batchNorm(.integers([2, 3, 2]), training: true),
      try .batchNorm(.integers([4, 2], seed: 3), training: false),
      try StoryExample(
        "batch_norm gradient", .batchNormGradient(BatchNorm(training: false)),
        [
          .integers([2, 3]), perChannel[0], perChannel[2], perChannel[3],
          .integers([2, 3], seed: 2),
        ]),
      try StoryExample(
        "batch_norm gradient in training", .batchNormGradient(BatchNorm(training: true)),
        [
          .integers([2, 3, 2]), perChannel[0], perChannel[2], perChannel[3],
          .integers([2, 3, 2], seed: 2),
        ]),
      try StoryExample(
        "local_response_norm", .localResponseNorm(norm), [.integers([1, 5, 2])]),
      try StoryExample(
        "local_response_norm gradient", .localResponseNormGradient(norm),
        [.integers([1, 5, 2]), .integers([1, 5, 2], seed: 2)]),
    ]
  }
}
