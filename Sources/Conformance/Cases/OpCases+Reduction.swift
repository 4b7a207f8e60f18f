import TensorEngine

extension ConformanceCase {
  static let products: [ConformanceCase] = [
    (false, false), (false, true), (true, false), (true, true),
  ]
  .flatMap { transposeA, transposeB in
    func left(_ batch: [Int], _ rows: Int, _ inner: Int) -> Shape {
      Shape(batch + (transposeA ? [inner, rows] : [rows, inner]))
    }
    func right(_ batch: [Int], _ inner: Int, _ columns: Int) -> Shape {
      Shape(batch + (transposeB ? [columns, inner] : [inner, columns]))
    }
    let op = Op.matmul(transposeA: transposeA, transposeB: transposeB)
    return [
      ConformanceCase(op, [left([], 3, 4), right([], 4, 5)]),
      ConformanceCase(op, [left([], 1, 7), right([], 7, 1)]),
      ConformanceCase(op, [left([2, 3], 2, 3), right([2, 3], 3, 4)]),
      ConformanceCase(op, [left([2, 1], 2, 3), right([3], 3, 4)]),
      ConformanceCase(op, [left([], 3, 0), right([], 0, 2)]),
      // More rows than a block and more multiply-adds than a piece.
      ConformanceCase(op, [left([], 150, 120), right([], 120, 130)]),
    ]
  }

  static let reductions: [ConformanceCase] = [Reduction.Kind.sum, .mean].flatMap { kind in
    let cases: [([Int], Shape)] = [
      ([0, 1], [3, 4]), ([0], [3, 4]), ([1], [3, 40]), ([0, 2, 3], [2, 3, 4, 5]),
      ([1], [2, 3, 4]), ([0, 2], [2, 3, 4, 2]), ([], [2, 3]), ([0], [1, 3]), ([0], [0, 3]),
      ([1, 3], [2, 3, 2, 20]),
    ]
    return cases.flatMap { axes, shape in
      [true, false].map { keepsAxes in
        ConformanceCase(.reduce(Reduction(kind, axes: axes, keepsAxes: keepsAxes)), [shape])
      }
    }
  }

  static let probabilities: [ConformanceCase] = [
    ConformanceCase(.softmax(axis: 1), [[3, 10]], isExact: false),
    ConformanceCase(.softmax(axis: 0), [[4, 3]], isExact: false),
    ConformanceCase(.softmax(axis: 1), [[2, 3, 4]], isExact: false),
    ConformanceCase(.logSoftmax(axis: 1), [[3, 10]], isExact: false),
    ConformanceCase(.logSoftmax(axis: 1), [[2, 3, 2, 2]], isExact: false),
    ConformanceCase(.pickClass, [[4, 5], [4]], [1: .indices(below: 5)]),
    ConformanceCase(.pickClass, [[2, 5, 3], [2, 3]], [1: .indices(below: 5)]),
    ConformanceCase(.placeClass(classes: 5), [[4], [4]], [1: .indices(below: 5)]),
    ConformanceCase(.placeClass(classes: 5), [[2, 3], [2, 3]], [1: .indices(below: 5)]),
  ]

  static let normalisations: [ConformanceCase] =
    [[4, 3], [2, 3, 5], [3, 2, 4, 6]].flatMap { (shape: Shape) in
      let channels: Shape = [shape[1]]
      return [true, false].flatMap { training in
        [
          ConformanceCase(
            .batchNorm(BatchNorm(training: training)),
            [shape, channels, channels, channels, channels], [4: .positive], isExact: false),
          ConformanceCase(
            .batchNormGradient(BatchNorm(training: training)),
            [shape, channels, channels, channels, shape], [3: .positive], isExact: false),
        ]
      }
    } + [
      ConformanceCase(
        .localResponseNorm(LocalResponseNorm(size: 3, alpha: 0.5)), [[2, 5, 3]], isExact: false),
      ConformanceCase(
        .localResponseNormGradient(LocalResponseNorm(size: 2, alpha: 0.5, k: 2)),
        [[2, 4, 2, 2], [2, 4, 2, 2]], isExact: false),
    ]

  /// Every op alone, with every parameter that it has.
  public static let ops: [ConformanceCase] =
    convolutions + weightGradients + transposedConvolutions + maxPools + switches + averagePools
    + adaptivePools + columns + binaries + unaries + channelwise + movements + pads + upsamples
    + products + reductions + probabilities + normalisations
}
