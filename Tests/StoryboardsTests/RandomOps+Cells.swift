import Storyboards
import TensorEngine

/// Ops that work on each cell, products of matrices, and ops that move cells.
extension RandomOps {
  /// Every function of one number.
  private static let functions: [UnaryFunction] = [
    .relu, .leakyRelu(negativeSlope: 0.25), .elu(alpha: 1.5), .step, .sigmoid,
    .softplus(beta: 1, threshold: 20), .tanh, .exp, .log, .squareRoot,
    .affine(factor: 3, offset: -2),
  ]

  /// Numbers that a function is defined for.
  private mutating func numbers(_ shape: Shape, for function: UnaryFunction) -> Tensor<Double> {
    function == .log || function == .squareRoot ? integers(shape, 1...9) : integers(shape)
  }

  mutating func function() throws -> Made {
    let (function, shape) = (inTurn(Self.functions), Shape([number(1...3), number(1...4)]))
    return (
      try StoryExample("\(function)", .unary(function), [numbers(shape, for: function)]), false
    )
  }

  mutating func functionGradient() throws -> Made {
    let (function, shape) = (inTurn(Self.functions), Shape([number(1...3), number(1...4)]))
    return (
      try StoryExample(
        "\(function) gradient", .unaryGradient(function),
        [numbers(shape, for: function), integers(shape)]), false
    )
  }

  mutating func product() throws -> Made {
    let (rows, inner, columns) = (number(1...3), number(1...4), number(1...3))
    let (first, second) = (isHeads(), isHeads())
    return (
      try StoryExample(
        "matmul", .matmul(transposeA: first, transposeB: second),
        [
          integers(first ? [inner, rows] : [rows, inner]),
          integers(second ? [columns, inner] : [inner, columns]),
        ]), true
    )
  }

  /// A product and a bias, as somebody knows them as one layer.
  mutating func linear() throws -> Made {
    let (rows, features, units) = (number(1...3), number(1...4), number(1...3))
    var (graph, feeds) = (Graph(), [NodeID: Tensor<Double>]())
    var inputs: [NodeID] = []
    for (name, shape) in [
      ("input", [rows, features]), ("0.weight", [units, features]), ("0.bias", [units]),
    ] {
      let node = try graph.input(Shape(shape), name: name)
      feeds[node] = integers(Shape(shape))
      inputs.append(node)
    }
    let node = try graph.linear(inputs[0], weight: inputs[1], bias: inputs[2])
    return (
      StoryExample(
        "linear", node,
        in: try ExecutedGraph(running: graph, on: ReferenceBackend<Double>(), feeds: feeds)), true
    )
  }

  mutating func arithmetic() throws -> Made {
    let function = oneOf(BinaryFunction.allCases)
    let divides = function == .divide
    return (
      try StoryExample(
        "\(function)", .binary(function),
        [integers([2, oneOf([1, 3]), 2]), integers([3, 1], divides ? 1...4 : -4...4)]), !divides
    )
  }

  /// Slopes of a prelu, fractions that the arithmetic has exactly.
  private mutating func slopes(_ channels: Int) -> Tensor<Double> {
    let count = isHeads() ? channels : 1
    return Tensor([count], (0..<count).map { _ in Double(number(-3...3)) / 4 })
  }

  mutating func prelu() throws -> Made {
    let channels = number(1...3)
    return (
      try StoryExample("prelu", .prelu, [integers([2, channels, 2]), slopes(channels)]), true
    )
  }

  mutating func preluGradient() throws -> Made {
    let channels = number(1...3)
    let shape: Shape = [2, channels, 2]
    return (
      try StoryExample(
        "prelu gradient", .preluGradient, [integers(shape), slopes(channels), integers(shape)]),
      true
    )
  }

  mutating func dropout() throws -> Made {
    (
      try StoryExample(
        "dropout", .dropout(probability: 0.5, seed: UInt64(number(0...1000))), [integers([2, 4])]),
      true
    )
  }

  mutating func reduction() throws -> Made {
    let (axes, isMean) = (oneOf([[0], [1], [0, 2], [1, 2]]), isHeads())
    return (
      try StoryExample(
        isMean ? "mean" : "sum",
        .reduce(Reduction(isMean ? .mean : .sum, axes: axes, keepsAxes: isHeads())),
        [integers([2, 3, 2])]), !isMean
    )
  }

  mutating func broadcast() throws -> Made {
    let shape = Shape([oneOf([1, 3]), oneOf([1, 2])])
    return (try StoryExample("broadcast", .broadcast([2, 3, 2]), [integers(shape)]), true)
  }

  mutating func reshape() throws -> Made {
    let shape: Shape = oneOf([[3, 4], [12], [2, 6], [2, 1, 3, 2]])
    return (try StoryExample("reshape", .reshape(shape), [integers([2, 2, 3])]), true)
  }

  mutating func transpose() throws -> Made {
    let orders = [[1, 0, 2], [2, 0, 1], [0, 2, 1], [2, 1, 0], [1, 2, 0]]
    return (
      try StoryExample("transpose", .transpose(permutation: oneOf(orders)), [integers([2, 3, 4])]),
      true
    )
  }

  mutating func concat() throws -> Made {
    let axis = number(0...2)
    let parts = (0..<number(2...3)).map { _ in
      integers(Shape((0..<3).map { $0 == axis ? number(1...3) : 2 }))
    }
    return (try StoryExample("concat", .concat(axis: axis), parts), true)
  }

  mutating func slice() throws -> Made {
    let (axis, start) = (number(0...2), number(0...2))
    return (
      try StoryExample(
        "slice", .slice(axis: axis, range: start..<number(start + 1...4)), [integers([4, 4, 4])]),
      true
    )
  }

  mutating func flip() throws -> Made {
    (
      try StoryExample(
        "flip", .flip(axes: oneOf([[2], [3], [2, 3], [1]])), [integers([1, 2, 2, 3])]), true
    )
  }

  private mutating func pad(_ axes: Int) -> Pad {
    let modes: [Pad.Mode] = [.constant(0), .constant(2), .reflect, .replicate, .circular]
    return Pad(before: list(axes, 0...2), after: list(axes, 0...2), mode: oneOf(modes))
  }

  mutating func padding() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "pad", .pad(pad(axes)), [integers(Shape([1, 2] + Array(repeating: 3, count: axes)))]), true
    )
  }

  mutating func paddingGradient() throws -> Made {
    let axes = axes()
    let (pad, size) = (pad(axes), Array(repeating: 3, count: axes))
    let padded = (0..<axes).map { pad.before[$0] + size[$0] + pad.after[$0] }
    return (
      try StoryExample(
        "pad gradient", .padGradient(pad, inputSize: size), [integers(Shape([1, 2] + padded))]),
      true
    )
  }

  private mutating func upsample(_ axes: Int) -> Upsample {
    let modes: [Upsample.Mode] = [
      .nearest, .linear(alignCorners: false), .linear(alignCorners: true),
    ]
    return Upsample(outputSize: list(axes, 2...5), mode: oneOf(modes))
  }

  mutating func upsampling() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "upsample", .upsample(upsample(axes)),
        [integers(Shape([1, number(1...2)] + list(axes, 2...3)))]), false
    )
  }

  mutating func upsamplingGradient() throws -> Made {
    let axes = axes()
    let upsample = upsample(axes)
    return (
      try StoryExample(
        "upsample gradient", .upsampleGradient(upsample, inputSize: list(axes, 2...3)),
        [integers(Shape([1, number(1...2)] + upsample.outputSize))]), false
    )
  }
}
