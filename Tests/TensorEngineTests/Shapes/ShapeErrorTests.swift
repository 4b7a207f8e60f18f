import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// An op that cannot be applied, and the whole message that says why.
struct RefusedOp: Sendable, CustomTestStringConvertible {
  let op: Op
  let operands: [Shape]
  let message: String

  init(_ op: Op, _ operands: Shape..., message: String) {
    self.op = op
    self.operands = operands
    self.message = message
  }

  var testDescription: String { message }
}

/// Messages are what a learner reads, so they are compared word for word.
struct ShapeErrorTests {
  @Test(arguments: convolutions + pools + products + movement)
  func `what does not go together is refused with its numbers and a remedy`(
    _ refused: RefusedOp
  ) throws {
    let error = try #require(throws: ShapeError.self) {
      _ = try refused.op.outputShape(refused.operands)
    }
    #expect(error.description == refused.message)
  }

  static let square = Convolution(windows: [window(3), window(3)])
  static let pair = Convolution(windows: [window(3), window(3)], groups: 2)

  static let convolutions: [RefusedOp] = [
    RefusedOp(
      .convolution(square), [1, 1, 5, 5],
      message: "conv2d takes input, weight, bias?, but it was given 1"),
    RefusedOp(
      .convolution(square), [1, 5, 5], [1, 1, 3, 3],
      message: "conv2d: the input must be [N, C, H, W], but its shape is [1, 5, 5]"),
    RefusedOp(
      .convolution(Convolution(windows: [window(3)])), [5], [1, 1, 3],
      message: "conv1d: the input must be [N, C, L], but its shape is [5]"),
    RefusedOp(
      .convolution(square), [1, 1, 0, 5], [1, 1, 3, 3],
      message: "conv2d: the input must be non-empty along every axis, but its shape is"
        + " [1, 1, 0, 5]"),
    RefusedOp(
      .convolution(square), [1, 1, 5, 5], [3, 3],
      message: "conv2d: the weight must be [output channels, input channels / groups, kernel"
        + " size…], but its shape is [3, 3]"),
    RefusedOp(
      .convolution(square), [1, 1, 5, 5], [1, 1, 3, 2],
      message: "conv2d: a weight of shape [1, 1, 3, 2] does not hold kernels of size [3, 3]"),
    RefusedOp(
      .convolution(square), [1, 3, 5, 5], [8, 1, 3, 3],
      message: "conv2d: the input has 3 channels, but a weight of shape [8, 1, 3, 3] with groups 1"
        + " reads 1. The weight's second axis must be input channels / groups = 3:"
        + " a kernel for each channel that a filter reads"),
    RefusedOp(
      .convolution(square), [1, 1, 5, 5], [8, 2, 3, 3],
      message: "conv2d: the input has 1 channel, but a weight of shape [8, 2, 3, 3] with groups 1"
        + " reads 2. The weight's second axis must be input channels / groups = 1:"
        + " a kernel for each channel that a filter reads"),
    RefusedOp(
      .convolution(pair), [1, 3, 5, 5], [2, 1, 3, 3],
      message: "conv2d: 3 input channels cannot be split into 2 groups."
        + " Use a number of groups that divides 3"),
    RefusedOp(
      .convolution(pair), [1, 2, 5, 5], [3, 1, 3, 3],
      message: "conv2d: 3 output channels cannot be split into 2 groups."
        + " Use a number of groups that divides 3"),
    RefusedOp(
      .convolution(Convolution(windows: [window(3)], groups: 0)), [1, 1, 5], [1, 1, 3],
      message: "conv1d: groups cannot be 0. Use at least 1"),
    RefusedOp(
      .convolution(square), [1, 1, 5, 5], [2, 1, 3, 3], [3],
      message: "conv2d: the bias must hold one number for each of 2 channels, but its shape is"
        + " [3]"),
    RefusedOp(
      .convolution(square), [1, 1, 5, 2], [1, 1, 3, 3],
      message: "conv2d, horizontally: kernel 3 > 2: the kernel is larger than its input."
        + " Add 1 cell of padding or more on each side, or use a smaller kernel."),
    RefusedOp(
      .transposedConvolution(square), [1, 3, 4, 4], [2, 3, 3, 3],
      message: "conv_transpose2d: shapes [1, 3, 4, 4] and [2, 3, 3, 3] do not go together."
        + " A transposed convolution's weight starts with the input's 3 channels"),
    RefusedOp(
      .transposedConvolution(Convolution(windows: [window(2)], groups: 2)), [1, 3, 4], [3, 1, 2],
      message: "conv_transpose1d: 3 input channels cannot be split into 2 groups."
        + " Use a number of groups that divides 3"),
    RefusedOp(
      .transposedConvolution(Convolution(windows: [window(2, padding: 2)])), [1, 1, 2], [1, 1, 2],
      message: "conv_transpose1d: the transposed convolution has no output left:"
        + " (2 − 1)·1 − 2·2 + 2 = −1. Use less padding, a larger kernel or a larger input."),
    RefusedOp(
      .convolutionWeightGradient(Convolution(windows: [window(3)])), [1, 1, 5], [1, 2, 4],
      message: "conv1d_weight_gradient: shapes [1, 2, 3] and [1, 2, 4] do not go together."
        + " The upstream gradient has the output's shape"),
  ]

  static let pools: [RefusedOp] = [
    RefusedOp(
      .maxPool([window(2, padding: 2)]), [1, 1, 5],
      message: "max_pool1d: pooling padding 2 > 2 / 2: pooling allows at most half the kernel on"
        + " each side, dilated or not. Use a padding of at most 1, or a larger kernel."),
    RefusedOp(
      .maxPool([window(2, padding: 1, dilation: 3)]), [1, 1, 2],
      message: "max_pool1d: dilation cannot be 3. Window 0 of an axis of length 2 would meet"
        + " nothing but padding; use a smaller dilation or less padding"),
    RefusedOp(
      .maxPoolIndices([window(2), window(2)]), [1, 1, 4097, 4096],
      message: "max_pool2d_switches: the input's size cannot be [4097, 4096]."
        + " Switches can tell apart at most 16777216 cells"),
    RefusedOp(
      .maxUnpool(Unpooling(outputSize: [4], overlap: .replace)), [1, 1, 2], [1, 1, 3],
      message: "max_unpool1d: shapes [1, 1, 2] and [1, 1, 3] do not go together."
        + " Every value needs its own switch"),
    RefusedOp(
      .takeAtIndices, [1, 1, 4], [1, 2, 2],
      message: "take_at_switches: shapes [1, 1, 2] and [1, 2, 2] do not go together."
        + " Values and switches share batch and channels"),
    RefusedOp(
      .adaptiveAveragePool(outputSize: [0, 2]), [1, 1, 4, 4],
      message: "adaptive_avg_pool2d: output_size cannot be [0, 2]."
        + " Every length must be at least 1"),
    RefusedOp(
      .averagePoolGradient(AveragePool(windows: [window(2, stride: 2)]), inputSize: [6]),
      [1, 1, 2],
      message: "avg_pool1d_gradient: shapes [1, 1, 3] and [1, 1, 2] do not go together."
        + " The upstream gradient has the output's shape"),
    RefusedOp(
      .fold([window(2)], outputSize: [4]), [1, 3, 3],
      message: "fold: kernel_size cannot be [2]. Its 2 taps must divide the 3 rows of the columns"),
    RefusedOp(
      .fold([window(2), window(2)], outputSize: [3, 3]), [1, 4, 5],
      message: "fold: output_size cannot be [3, 3]. Its windows take 2·2 positions, but the input"
        + " has 5 columns"),
    RefusedOp(
      .fold([window(2), window(2)], outputSize: [-3]), [1, 4, 4],
      message: "fold: output_size cannot be [-3]. Use one length of at least 1 for each of 2 axes"),
    RefusedOp(
      .fold([window(2)], outputSize: [4]), [4, 3],
      message: "fold: the input must be [N, C·K, positions], but its shape is [4, 3]"),
  ]

  static let products: [RefusedOp] = [
    RefusedOp(
      .matmul(transposeA: false, transposeB: false), [3], [3, 2],
      message: "matmul: the left operand must be a matrix [.., rows, columns], but its shape is"
        + " [3]"),
    RefusedOp(
      .matmul(transposeA: false, transposeB: true), [2, 3], [3, 2],
      message: "matmul: shapes [2, 3] and [3, 2] do not go together."
        + " Each row on the left has 3 numbers, each column on the right 2"),
    RefusedOp(
      .matmul(transposeA: false, transposeB: false), [2, 2, 3], [3, 3, 2],
      message: "matmul: shapes [2, 2, 3] and [3, 3, 2] do not go together."
        + " The leading axes must be equal or 1"),
    RefusedOp(
      .binary(.multiply), [2, 3], [2],
      message: "mul: shapes [2, 3] and [2] do not go together."
        + " Aligned at the end, each pair of lengths must be equal or contain a 1"),
    RefusedOp(
      .prelu, [1, 3, 2], [2],
      message: "prelu: the weight must hold one number for each of 3 channels, but its shape is"
        + " [2]"),
    RefusedOp(
      .unaryGradient(.relu), [3], [2],
      message: "relu_gradient: shapes [3] and [2] do not go together."
        + " The upstream gradient has its variable's shape"),
    RefusedOp(
      .pickClass, [2, 5], [3],
      message: "pick_class: shapes [2] and [3] do not go together."
        + " The target names one class for each position"),
    RefusedOp(
      .pickClass, [5], [1],
      message: "pick_class: the input must be [N, classes, …], but its shape is [5]"),
    RefusedOp(
      .batchNorm(BatchNorm(training: false)), [2, 3], [3], [3], [2], [3],
      message: "batch_norm: the mean must hold one number for each of 3 channels, but its shape is"
        + " [2]"),
    RefusedOp(
      .dropout(probability: 1.5, seed: 0), [2],
      message: "dropout: p cannot be 1.5. Use a probability from 0 to 1"),
    RefusedOp(
      .localResponseNorm(LocalResponseNorm(size: 0)), [1, 2, 2],
      message: "local_response_norm: size cannot be 0. Use at least 1"),
    RefusedOp(
      .localResponseNorm(LocalResponseNorm(size: 2)), [1, 2],
      message: "local_response_norm: the input must be [N, C, …], but its shape is [1, 2]"),
  ]

  static let movement: [RefusedOp] = [
    RefusedOp(
      .softmax(axis: 2), [2, 3],
      message: "softmax: there is no axis 2 in shape [2, 3]; it has axes 0 to 1"),
    RefusedOp(
      .reduce(Reduction(.sum, axes: [0, 0])), [2, 3],
      message: "sum: the list of axes cannot be [0, 0]. Name each axis once"),
    RefusedOp(
      .flip(axes: [-1]), [2, 3],
      message: "flip: there is no axis -1 in shape [2, 3]; it has axes 0 to 1"),
    RefusedOp(
      .broadcast([2, 3]), [2],
      message: "broadcast: shapes [2] and [2, 3] do not go together."
        + " Only axes of length 1 and missing leading axes can be repeated"),
    RefusedOp(
      .reshape([4, 2]), [2, 3],
      message: "reshape: shapes [2, 3] and [4, 2] do not go together."
        + " Both must hold the same number of elements; the first holds 6"),
    RefusedOp(
      .transpose(permutation: [0, 0]), [2, 3],
      message: "transpose: the order of axes cannot be [0, 0]. Name each axis of [2, 3] once"),
    RefusedOp(
      .concat(axis: 1), [2, 3], [3, 3],
      message: "concat: shapes [2, 3] and [3, 3] do not go together."
        + " All axes but axis 1, along which they are joined, must be equal"),
    RefusedOp(
      .slice(axis: 1, range: 2..<4), [2, 3],
      message: "slice: the range cannot be 2..<4. Axis 1 has length 3"),
    RefusedOp(
      .pad(Pad(before: [3], after: [0], mode: .reflect)), [1, 1, 3],
      message: "pad: padding cannot be 3 and 0."
        + " With this mode each side of an axis of length 3 takes 0 to 2"),
    RefusedOp(
      .pad(Pad(before: [0], after: [4], mode: .circular)), [1, 1, 3],
      message: "pad: padding cannot be 0 and 4."
        + " With this mode each side of an axis of length 3 takes 0 to 3"),
    RefusedOp(
      .pad(Pad(before: [-1], after: [0], mode: .constant(0))), [1, 1, 3],
      message: "pad: padding cannot be -1 and 0."
        + " With this mode each side of an axis of length 3 takes 0 to 1048576"),
    RefusedOp(
      .upsample(Upsample(outputSize: [4], scaleFactor: [0], mode: .nearest)), [1, 1, 2],
      message: "upsample: scale_factor cannot be 0.0. Use a factor above 0, such as 2 or 1.5"),
    RefusedOp(
      .upsample(Upsample(outputSize: [4, 4], scaleFactor: [2], mode: .nearest)), [1, 1, 2, 2],
      message: "upsample: scale_factor cannot be [2.0]. Use one factor for each of 2 axes"),
    RefusedOp(
      .upsampleGradient(Upsample(outputSize: [4], mode: .nearest), inputSize: [2]), [1, 1, 5],
      message: "upsample_gradient: shapes [1, 1, 4] and [1, 1, 5] do not go together."
        + " The upstream gradient has the output's shape"),
  ]

  @Test func `a value of more than a gibibyte is refused before it is allocated`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 100, 100], name: "x")
    let huge = Pad(before: [500_000, 500_000], after: [0, 0], mode: .constant(0))
    let error = try #require(throws: ShapeError.self) { try graph.append(.pad(huge), [x]) }
    #expect(
      error.description
        == "pad: the result would have shape [1, 1, 500100, 500100], more than the 1024 MiB that"
        + " one value may take. Use a smaller input, padding or number of channels")
  }

  @Test func `sizes whose product overflows are refused, not multiplied`() throws {
    var graph = Graph()
    let most = 1 << 40
    #expect(throws: ShapeError.inputTooLarge(name: "x", shape: [most, most, most])) {
      try graph.input([most, most, most], name: "x")
    }
    let x = try graph.input([1, 1 << 24, 2, 2], name: "x")
    let wide = [window(1 << 20, padding: 1 << 19), window(1 << 20, padding: 1 << 19)]
    #expect(
      throws: ShapeError.tooLarge(
        op: "unfold", shape: [1, 1 << 24, 1 << 20, 1 << 20, 3, 3])
    ) {
      try graph.append(.unfold(wide), [x])
    }
  }

  @Test func `a refused op leaves the graph as it was`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "x")
    let before = graph
    #expect(throws: ShapeError.self) { try graph.append(.reshape([4]), [x]) }
    #expect(graph == before)
  }

  @Test(arguments: [
    RefusedOp(
      .convolutionWeightGradient(Convolution(windows: [window(1)], groups: 0)), [1, 1, 3],
      [1, 1, 3], message: "conv1d_weight_gradient: groups cannot be 0. Use at least 1"),
    RefusedOp(
      .placeClass(classes: 3), [], [],
      message: "place_class: the input must be [N, …], but its shape is []"),
    RefusedOp(
      .placeClass(classes: -1), [2], [2],
      message: "place_class: classes cannot be -1. Use at least 1"),
  ])
  func `a parameter that makes no sense is a message and no trap`(_ refused: RefusedOp) throws {
    let error = try #require(throws: ShapeError.self) {
      _ = try refused.op.outputShape(refused.operands)
    }
    #expect(error.description == refused.message)
  }

  @Test func `a batch norm without channels says so`() throws {
    var graph = Graph()
    let x = try graph.input([2, 0, 3], name: "x")
    #expect(throws: ShapeError.self) { try graph.batchNormTraining(x) }
  }
}
