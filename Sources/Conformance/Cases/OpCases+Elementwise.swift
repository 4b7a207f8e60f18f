import TensorEngine

extension ConformanceCase {
  private static let broadcasts: [(Shape, Shape)] = [
    ([2, 3, 4, 5], [2, 3, 4, 5]),
    ([2, 3, 4, 5], []),
    ([], [4, 5]),
    ([2, 3, 4, 5], [3, 1, 1]),
    ([1, 3, 1, 1], [2, 3, 4, 5]),
    ([4, 6], [6]),
    ([4, 1], [1, 6]),
    ([2, 1, 4], [3, 1]),
    ([0, 3], [3]),
  ]

  static let binaries: [ConformanceCase] = BinaryFunction.allCases.flatMap { function in
    broadcasts.map {
      ConformanceCase(.binary(function), [$0, $1], function == .divide ? [1: .positive] : [:])
    }
  }

  /// The functions of one operand, what they are tried on, and whether integers stay exact.
  public static let functions: [(UnaryFunction, filling: Filling, isExact: Bool)] = [
    (.relu, .numbers, true),
    (.leakyRelu(negativeSlope: 0.25), .numbers, true),
    (.elu(alpha: 1.5), .numbers, false),
    (.step, .numbers, true),
    (.sigmoid, .numbers, false),
    (.softplus(beta: 1.5, threshold: 3), .numbers, false),
    (.tanh, .numbers, false),
    (.exp, .numbers, false),
    (.log, .positive, false),
    (.squareRoot, .positive, true),
    (.affine(factor: -2, offset: 3), .numbers, true),
  ]

  static let unaries: [ConformanceCase] = functions.flatMap { function, filling, isExact in
    [
      ConformanceCase(.unary(function), [[2, 3, 5]], [0: filling], isExact: isExact),
      ConformanceCase(
        .unaryGradient(function), [[2, 3, 5], [2, 3, 5]], [0: filling], isExact: isExact),
    ]
  }

  static let channelwise: [ConformanceCase] = [
    ConformanceCase(.prelu, [[2, 3, 4], [3]]),
    ConformanceCase(.prelu, [[2, 3, 4, 2], [1]]),
    ConformanceCase(.prelu, [[5], [1]]),
    ConformanceCase(.preluGradient, [[2, 3, 4], [3], [2, 3, 4]]),
    ConformanceCase(.preluGradient, [[2, 3], [1], [2, 3]]),
    ConformanceCase(.dropout(probability: 0.5, seed: 11), [[4, 5, 6]]),
    ConformanceCase(.dropout(probability: 1, seed: 11), [[7]]),
  ]

  static let movements: [ConformanceCase] = [
    ConformanceCase(.fill(2.5, [2, 3]), []),
    ConformanceCase(.broadcast([2, 3, 4]), [[3, 1]]),
    ConformanceCase(.broadcast([2, 3]), [[]]),
    ConformanceCase(.broadcast([2, 3, 4]), [[2, 1, 4]]),
    ConformanceCase(.reshape([6, 4]), [[2, 3, 4]]),
    ConformanceCase(.transpose(permutation: [1, 0]), [[3, 5]]),
    ConformanceCase(.transpose(permutation: [2, 0, 3, 1]), [[2, 3, 4, 5]]),
    ConformanceCase(.transpose(permutation: [0, 2, 3, 1]), [[2, 3, 4, 5]]),
    ConformanceCase(.concat(axis: 1), [[2, 3, 2], [2, 1, 2], [2, 2, 2]]),
    ConformanceCase(.concat(axis: 0), [[2, 3], [1, 3]]),
    ConformanceCase(.concat(axis: 2), [[2, 2, 0], [2, 2, 3]]),
    ConformanceCase(.slice(axis: 1, range: 1..<3), [[2, 4, 3]]),
    ConformanceCase(.slice(axis: 2, range: 0..<1), [[2, 2, 3]]),
    ConformanceCase(.slice(axis: 0, range: 1..<1), [[2, 2]]),
    ConformanceCase(.flip(axes: [0]), [[4, 3]]),
    ConformanceCase(.flip(axes: [2, 3]), [[2, 3, 3, 4]]),
  ]

  private static let padModes: [Pad.Mode] = [
    .constant(0), .constant(2), .reflect, .replicate, .circular,
  ]

  static let pads: [ConformanceCase] = padModes.flatMap { mode in
    let plane = Pad(before: [1, 2], after: [2, 0], mode: mode)
    let line = Pad(before: [2], after: [1], mode: mode)
    return [
      ConformanceCase(.pad(plane), [[2, 2, 4, 5]]),
      ConformanceCase(.pad(line), [[2, 2, 4]]),
      ConformanceCase(.padGradient(plane, inputSize: [4, 5]), [[2, 2, 7, 7]]),
      ConformanceCase(.padGradient(line, inputSize: [4]), [[2, 2, 7]]),
    ]
  }

  static let upsamples: [ConformanceCase] = [
    Upsample(outputSize: [6, 10], mode: .nearest),
    Upsample(outputSize: [6, 10], mode: .linear(alignCorners: false)),
    Upsample(outputSize: [7, 8], mode: .linear(alignCorners: true)),
  ].flatMap { upsample in
    [
      ConformanceCase(.upsample(upsample), [[2, 2, 3, 5]]),
      ConformanceCase(
        .upsampleGradient(upsample, inputSize: [3, 5]), [Shape([2, 2] + upsample.outputSize)]),
    ]
  }
}
