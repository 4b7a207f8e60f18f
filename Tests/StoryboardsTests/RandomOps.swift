import ConvolutionArithmetic
import Storyboards
import TensorEngine
import TestSupport

/// Ops with random parameters over small integers, the same ones for the same seed.
struct RandomOps {
  /// An example, and whether its lines have to come to the executed numbers bit for bit: sums of
  /// products of small integers do in any order.
  typealias Made = (example: StoryExample, isExact: Bool)

  private var random: SplitMix64
  private let seed: Int

  init(seed: Int) { (random, self.seed) = (SplitMix64(seed: UInt64(seed)), seed) }

  /// One for each op, or group of ops; `RandomStoryTests` sees that none is missing.
  static let makers: [@Sendable (inout RandomOps) throws -> Made] = [
    { try $0.convolution() }, { try $0.paddedConvolution() }, { try $0.transposedConvolution() },
    { try $0.weightGradient() }, { try $0.maxPool() }, { try $0.maxPoolIndices() },
    { try $0.maxUnpool() }, { try $0.takeAtIndices() }, { try $0.averagePool() },
    { try $0.averagePoolGradient() }, { try $0.adaptivePool() }, { try $0.adaptivePoolGradient() },
    { try $0.unfold() }, { try $0.fold() },
    { try $0.function() }, { try $0.functionGradient() }, { try $0.product() }, { try $0.linear() },
    { try $0.arithmetic() }, { try $0.prelu() }, { try $0.preluGradient() }, { try $0.dropout() },
    { try $0.reduction() }, { try $0.broadcast() }, { try $0.reshape() }, { try $0.transpose() },
    { try $0.concat() }, { try $0.slice() }, { try $0.flip() }, { try $0.padding() },
    { try $0.paddingGradient() }, { try $0.upsampling() }, { try $0.upsamplingGradient() },
    { try $0.softmax() }, { try $0.pickClass() }, { try $0.placeClass() }, { try $0.batchNorm() },
    { try $0.batchNormGradient() }, { try $0.responseNorm() }, { try $0.responseNormGradient() },
    { try $0.likelihood() }, { try $0.squares() },
  ]

  /// A problem of each kind.
  static func examples(seed: Int) throws -> [Made] {
    var random = RandomOps(seed: seed)
    return try makers.map { try $0(&random) }
  }

  /// Shows all views of a problem of each kind that are of the node itself.
  ///
  /// Those of the whole graph have frames of their own, and tests of their own.
  static func visitViews(
    seed: Int, _ visit: (Made, StoryView, Storyboard) throws -> Void
  ) throws {
    for made in try examples(seed: seed) {
      let views = try LinkedViews(of: made.example.node, in: made.example.executed)
      for view in views.ofNode { try visit(made, view, views.storyboard(view)) }
    }
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(random.next() % UInt64(range.count))
  }

  mutating func oneOf<Choice>(_ choices: [Choice]) -> Choice {
    choices[number(0...choices.count - 1)]
  }

  /// Takes turns among choices from seed to seed, so that none is left out.
  func inTurn<Choice>(_ choices: [Choice]) -> Choice { choices[seed % choices.count] }

  mutating func isHeads() -> Bool { number(0...1) == 1 }

  mutating func integers(_ shape: Shape, _ range: ClosedRange<Int> = -4...4) -> Tensor<Double> {
    Tensor(shape, (0..<shape.count).map { _ in Double(number(range)) })
  }

  /// One or two axes.
  mutating func axes() -> Int { number(1...2) }

  /// So many numbers, each by itself.
  mutating func list(_ count: Int, _ range: ClosedRange<Int>) -> [Int] {
    (0..<count).map { _ in number(range) }
  }

  mutating func window(pools: Bool = false, isPadded: Bool = true) throws -> SlidingWindow {
    let kernel = number(1...3)
    let most = !isPadded ? 0 : pools ? kernel / 2 : 2
    let padding = list(2, 0...most)
    return try .make(
      kernel, stride: number(1...3), padding: (padding[0], padding[1]),
      dilation: pools ? 1 : number(1...2))
  }

  mutating func windows(_ axes: Int, pools: Bool = false) throws -> [SlidingWindow] {
    try (0..<axes).map { _ in try window(pools: pools) }
  }
}
