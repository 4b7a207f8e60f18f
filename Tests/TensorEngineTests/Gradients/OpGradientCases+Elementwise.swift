import TensorEngine

extension OpGradientCases {
  static let arithmetic: [OpGradientCase] =
    [(false, false), (true, false), (false, true), (true, true)].map { transposeA, transposeB in
      OpGradientCase(
        .matmul(transposeA: transposeA, transposeB: transposeB),
        transposeA ? .variable(3, 2) : .variable(2, 3),
        transposeB ? .variable(4, 3) : .variable(3, 4))
    } + [
      // leading axes: equal, broadcast on the left, on the right, missing
      OpGradientCase(
        .matmul(transposeA: false, transposeB: false), .variable(2, 2, 3), .variable(2, 3, 2)),
      OpGradientCase(
        .matmul(transposeA: true, transposeB: false), .variable(1, 3, 2), .variable(2, 3, 2)),
      OpGradientCase(
        .matmul(transposeA: false, transposeB: true), .variable(2, 2, 2, 3), .variable(2, 3)),
    ]
    + BinaryFunction.allCases.flatMap { function in
      [
        OpGradientCase(.binary(function), .variable(2, 3), .positive(2, 3)),
        OpGradientCase(.binary(function), .variable(2, 3, 2), .positive(3, 1)),
        OpGradientCase(.binary(function), .variable(1), .positive(2, 2)),
      ]
    }

  static let activations: [OpGradientCase] =
    [
      .relu, .leakyRelu(negativeSlope: 0.1), .leakyRelu(negativeSlope: -0.5), .elu(alpha: 1),
      .elu(alpha: 0.3), .step, .sigmoid, .softplus(beta: 1, threshold: 20),
      .softplus(beta: 2, threshold: 1.5), .tanh, .exp, .affine(factor: -2, offset: 3),
    ].map { OpGradientCase(.unary($0), .variable(2, 5)) }
    + [.log, .squareRoot].map { OpGradientCase(.unary($0), .positive(2, 3)) }
    // The derivative of x is not in the op set; that of the upstream is the op itself.
    + [.relu, .tanh, .softplus(beta: 1, threshold: 20)].map {
      OpGradientCase(.unaryGradient($0), .variable(4).constant, .variable(4))
    }
    + [
      OpGradientCase(.prelu, .variable(2, 3, 2), .variable(3)),
      OpGradientCase(.prelu, .variable(2, 3), .variable(1)),
      OpGradientCase(.prelu, .variable(4), .variable(1)),
    ]

  static let movement: [OpGradientCase] =
    [Reduction.Kind.sum, .mean].flatMap { kind in
      [
        OpGradientCase(.reduce(Reduction(kind, axes: [0, 1, 2])), .variable(2, 3, 2)),
        OpGradientCase(.reduce(Reduction(kind, axes: [1])), .variable(2, 3, 2)),
        OpGradientCase(
          .reduce(Reduction(kind, axes: [0, 2], keepsAxes: true)), .variable(2, 3, 2)),
        OpGradientCase(.reduce(Reduction(kind, axes: [])), .variable(3)),
      ]
    } + [
      OpGradientCase(.broadcast([2, 3, 4]), .variable(3, 1)),
      OpGradientCase(.broadcast([3]), .variable()),
      OpGradientCase(.reshape([3, 4]), .variable(2, 6)),
      OpGradientCase(.transpose(permutation: [2, 0, 1]), .variable(2, 3, 4)),
      OpGradientCase(.concat(axis: 1), .variable(2, 1, 2), .variable(2, 3, 2), .variable(2, 2, 2)),
      OpGradientCase(.concat(axis: 0), .variable(2)),
      OpGradientCase(.slice(axis: 1, range: 1..<3), .variable(2, 4)),
      OpGradientCase(.slice(axis: 0, range: 0..<2), .variable(3, 2)),
      OpGradientCase(.slice(axis: 0, range: 0..<3), .variable(3)),
      OpGradientCase(.flip(axes: [0, 2]), .variable(2, 2, 3)),
    ]
    + [Pad.Mode.constant(0), .constant(2.5), .reflect, .replicate, .circular].flatMap { mode in
      [
        OpGradientCase(.pad(Pad(before: [2], after: [1], mode: mode)), .variable(1, 2, 3)),
        OpGradientCase(
          .pad(Pad(before: [1, 0], after: [2, 2], mode: mode)), .variable(1, 1, 3, 3)),
        OpGradientCase(
          .padGradient(Pad(before: [1, 2], after: [0, 1], mode: mode), inputSize: [2, 3]),
          .variable(1, 1, 3, 6)),
      ]
    }
    + [Upsample.Mode.nearest, .linear(alignCorners: false), .linear(alignCorners: true)]
    .flatMap { mode in
      [
        OpGradientCase(.upsample(Upsample(outputSize: [7], mode: mode)), .variable(1, 2, 3)),
        OpGradientCase(
          .upsample(Upsample(outputSize: [4, 4], scaleFactor: [1.4, 2], mode: mode)),
          .variable(1, 1, 3, 2)),
        OpGradientCase(
          .upsampleGradient(Upsample(outputSize: [5, 1], mode: mode), inputSize: [2, 3]),
          .variable(1, 1, 5, 1)),
      ]
    }
}
