import ConvolutionArithmetic
import Storyboards
import TensorEngine
import TestSupport
import Testing

/// Every view of random problems: what its lines come to is what the engine computed.
struct RandomStoryTests {
  @Test(arguments: 1...60)
  func `in every view of a random problem each frame comes to its own cell`(seed: Int) throws {
    try RandomOps.visitViews(seed: seed) { made, view, story in
      let (example, isExact) = made
      for (position, frame) in story.framesOfResults.enumerated() {
        let place =
          "\(example.testDescription), seed \(seed), \(view.rawValue), frame \(position)"
        check(frame, of: story, example, position, isExact: isExact, place)
      }
      checkGradients(of: story, isExact: isExact, "\(example.testDescription), seed \(seed)")
    }
  }

  private func check(
    _ frame: Frame, of story: Storyboard, _ example: StoryExample, _ position: Int, isExact: Bool,
    _ place: String
  ) {
    let made = frame.marks.filter { $0.kind == .result }.compactMap { story.element(in: $0.cell) }
    let index = example.result.shape.index(at: position)
    #expect(Set(made) == [ElementReference(example.node, index)], "\(place)")
    let expected = example.result.elements[position]
    if let line = frame.arithmetic.last {
      #expect(line.result == expected, "\(place): \(line.text)")
    }
    for line in frame.arithmetic {
      do {
        let value = try LineEvaluator.value(of: line)
        let isClose = abs(value - line.result) <= 1e-9 * max(1, abs(value))
        #expect(isExact ? value == line.result : isClose, "\(place): \(line.text)")
      } catch {
        Issue.record("\(place): \(error)")
      }
    }
  }
}

extension RandomStoryTests {
  /// What stands behind the cells of gradients comes to the number in them.
  private func checkGradients(of story: Storyboard, isExact: Bool, _ name: String) {
    for (index, panel) in story.panels.enumerated() where panel.title.hasPrefix("dLoss/") {
      for (plane, numbers) in panel.planes.enumerated() {
        for (cell, number) in numbers.values.enumerated() {
          let (row, column) = cell.quotientAndRemainder(dividingBy: numbers.columns)
          let pointed = story.pointing(
            at: CellReference(panel: index, plane: plane, row: row, column: column))
          for line in pointed.arithmetic {
            let value = (try? LineEvaluator.value(of: line)) ?? .nan
            let isClose = abs(value - number) <= 1e-9 * max(1, abs(number))
            #expect(
              line.result == number && (isExact ? value == number : isClose),
              "\(name), \(panel.title): \(line.text)")
          }
        }
      }
    }
  }
}

/// Ops with random parameters over small integers, the same ones for the same seed.
struct RandomOps {
  /// An example, and whether its lines have to come to the executed numbers bit for bit: sums of
  /// products of small integers do in any order.
  typealias Made = (example: StoryExample, isExact: Bool)

  private var random: SplitMix64

  init(seed: Int) { random = SplitMix64(seed: UInt64(seed)) }

  static let makers: [@Sendable (inout RandomOps) throws -> Made] = [
    { try $0.convolution() }, { try $0.transposedConvolution() }, { try $0.maxPool() },
    { try $0.averagePool() }, { try $0.adaptivePool() }, { try $0.function() },
    { try $0.product() }, { try $0.arithmetic() }, { try $0.shares() }, { try $0.reduction() },
    { try $0.upsampling() }, { try $0.padding() }, { try $0.folding() }, { try $0.dropout() },
    { try $0.gradientOfPool() }, { try $0.batchNorm() },
  ]

  /// Shows the views of a problem of each kind whose frames make the results of the node itself.
  static func visitViews(
    seed: Int, _ visit: (Made, StoryView, Storyboard) throws -> Void
  ) throws {
    var random = RandomOps(seed: seed)
    for make in makers {
      let made = try make(&random)
      let views = try LinkedViews(of: made.example.node, in: made.example.executed)
      for view in views.views {
        let story = views.storyboard(view)
        guard story.resultFrames.count == made.example.result.shape.count else { continue }
        try visit(made, view, story)
      }
    }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.next() % UInt64(range.count))
  }

  private mutating func integers(_ shape: Shape) -> Tensor<Double> {
    Tensor(shape, (0..<shape.count).map { _ in Double(number(-4...4)) })
  }

  /// One or two axes.
  private mutating func axes() -> Int { number(1...2) }

  private mutating func window(pools: Bool = false) throws -> SlidingWindow {
    let kernel = number(1...3)
    let padding = { (most: Int, random: inout RandomOps) in random.number(0...most) }
    let most = pools ? kernel / 2 : 2
    return try .make(
      kernel, stride: number(1...3), padding: (padding(most, &self), padding(most, &self)),
      dilation: pools ? 1 : number(1...2))
  }

  private mutating func sizes(_ axes: Int) -> [Int] { (0..<axes).map { _ in number(5...6) } }

  private mutating func convolution() throws -> Made {
    let axes = axes()
    let (groups, perGroup, filters) = (number(1...2), number(1...2), number(1...2))
    let windows = try (0..<axes).map { _ in try window() }
    let kernel = windows.map(\.kernelSize)
    let bias = number(0...1) == 1 ? [integers([groups * filters])] : []
    return (
      try StoryExample(
        "conv\(axes)d", .convolution(Convolution(windows: windows, groups: groups)),
        [
          integers(Shape([number(1...2), groups * perGroup] + sizes(axes))),
          integers(Shape([groups * filters, perGroup] + kernel)),
        ] + bias), true
    )
  }

  private mutating func transposedConvolution() throws -> Made {
    let axes = axes()
    let (groups, perGroup, filters) = (number(1...2), number(1...2), number(1...2))
    let windows = try (0..<axes).map { _ -> SlidingWindow in
      let kernel = number(2...3)
      let stride = number(1...2)
      return try .make(
        kernel, stride: stride, padding: (number(0...1), number(0...1)), dilation: 1,
        outputPadding: number(0...(stride - 1)))
    }
    return (
      try StoryExample(
        "conv_transpose\(axes)d",
        .transposedConvolution(Convolution(windows: windows, groups: groups)),
        [
          integers(
            Shape([number(1...2), groups * perGroup] + (0..<axes).map { _ in number(2...3) })),
          integers(Shape([groups * perGroup, filters] + windows.map(\.kernelSize))),
        ]), true
    )
  }

  private mutating func maxPool() throws -> Made {
    let axes = axes()
    let windows = try (0..<axes).map { _ in try window(pools: true) }
    return (
      try StoryExample(
        "max_pool\(axes)d", .maxPool(windows),
        [integers(Shape([number(1...2), number(1...2)] + sizes(axes)))]), true
    )
  }

  private mutating func averagePool() throws -> Made {
    let axes = axes()
    let windows = try (0..<axes).map { _ in try window(pools: true) }
    let pool = AveragePool(windows: windows, countIncludePad: number(0...1) == 1)
    return (
      try StoryExample(
        "avg_pool\(axes)d", .averagePool(pool),
        [integers(Shape([number(1...2), number(1...2)] + sizes(axes)))]), false
    )
  }

  private mutating func adaptivePool() throws -> Made {
    let axes = axes()
    let size = (0..<axes).map { _ in number(1...4) }
    return (
      try StoryExample(
        "adaptive_avg_pool\(axes)d", .adaptiveAveragePool(outputSize: size),
        [integers(Shape([1, number(1...2)] + sizes(axes)))]), false
    )
  }

  private mutating func function() throws -> Made {
    let functions: [UnaryFunction] = [
      .relu, .leakyRelu(negativeSlope: 0.25), .elu(alpha: 1.5), .sigmoid,
      .softplus(beta: 1, threshold: 20), .tanh, .exp, .affine(factor: 3, offset: -2),
    ]
    let function = functions[number(0...functions.count - 1)]
    return (
      try StoryExample(
        "\(function)", .unary(function), [integers([number(1...3), number(1...4)])]), false
    )
  }

  private mutating func product() throws -> Made {
    let (rows, inner, columns) = (number(1...3), number(1...4), number(1...3))
    let (first, second) = (number(0...1) == 1, number(0...1) == 1)
    return (
      try StoryExample(
        "matmul", .matmul(transposeA: first, transposeB: second),
        [
          integers(first ? [inner, rows] : [rows, inner]),
          integers(second ? [columns, inner] : [inner, columns]),
        ]), true
    )
  }

  private mutating func arithmetic() throws -> Made {
    let functions: [BinaryFunction] = [.add, .subtract, .multiply]
    let function = functions[number(0...2)]
    return (
      try StoryExample(
        "\(function)", .binary(function),
        [integers([2, number(0...1) == 1 ? 3 : 1, 2]), integers([3, 1])]), true
    )
  }

  private mutating func shares() throws -> Made {
    let axis = number(0...2)
    let op: Op = number(0...1) == 1 ? .softmax(axis: axis) : .logSoftmax(axis: axis)
    return (
      try StoryExample(
        "\(op.name) along \(axis)", op, [integers([number(1...2), number(2...3), number(1...2)])]),
      false
    )
  }

  private mutating func reduction() throws -> Made {
    let axes = [[0], [1], [0, 2], [1, 2]][number(0...3)]
    return (
      try StoryExample(
        "sum", .reduce(Reduction(.sum, axes: axes, keepsAxes: number(0...1) == 1)),
        [integers([2, 3, 2])]), true
    )
  }

  private mutating func upsampling() throws -> Made {
    let modes: [Upsample.Mode] = [
      .nearest, .linear(alignCorners: false), .linear(alignCorners: true),
    ]
    let axes = axes()
    let upsample = Upsample(
      outputSize: (0..<axes).map { _ in number(2...5) }, mode: modes[number(0...2)])
    return (
      try StoryExample(
        "upsample", .upsample(upsample),
        [integers(Shape([1, number(1...2)] + (0..<axes).map { _ in number(2...3) }))]), false
    )
  }

  private mutating func padding() throws -> Made {
    let modes: [Pad.Mode] = [.constant(0), .reflect, .replicate, .circular]
    let axes = axes()
    let pad = Pad(
      before: (0..<axes).map { _ in number(0...2) }, after: (0..<axes).map { _ in number(0...2) },
      mode: modes[number(0...3)])
    return (
      try StoryExample("pad", .pad(pad), [integers(Shape([1, 2] + (0..<axes).map { _ in 3 }))]),
      true
    )
  }

  private mutating func folding() throws -> Made {
    let windows = try (0..<2).map { _ in
      try SlidingWindow.make(number(1...3), stride: number(1...2))
    }
    let size = sizes(2)
    let places = try zip(windows, size).map { try $0.outputSize(forInputSize: $1) }
    let terms = windows.map(\.kernelSize).reduce(1, *)
    return (
      try StoryExample(
        "fold", .fold(windows, outputSize: size),
        [integers([1, 2 * terms, places.reduce(1, *)])]), true
    )
  }

  private mutating func dropout() throws -> Made {
    (
      try StoryExample(
        "dropout", .dropout(probability: 0.5, seed: UInt64(number(0...1000))), [integers([2, 4])]),
      true
    )
  }

  private mutating func batchNorm() throws -> Made {
    let input = integers(Shape([number(2...3), number(1...2)] + (number(0...1) == 1 ? [2] : [])))
    return (try .batchNorm(input, training: number(0...1) == 1), false)
  }

  private mutating func gradientOfPool() throws -> Made {
    let window = try window(pools: true)
    let places = try window.outputSize(forInputSize: 6)
    let pool = AveragePool(windows: [window], countIncludePad: number(0...1) == 1)
    return (
      try StoryExample(
        "avg_pool1d gradient", .averagePoolGradient(pool, inputSize: [6]),
        [integers([1, 2, places])]), false
    )
  }
}
