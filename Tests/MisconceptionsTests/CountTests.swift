import ConvolutionArithmetic
import Misconceptions
import TensorEngine
import Testing

/// Examples of what is counted of a layer, and of how far it sees.
@Suite("What is counted")
struct CountTests {
  /// A layer as the examples have them.
  struct Layer: CustomTestStringConvertible {
    let rule: String
    var kind = LayerInquiry.Kind.convolution
    var quantity = LayerInquiry.Quantity.parameters
    var channels = 3
    var filters = 10
    var kernel = 5
    var padding = 0
    var stride = 1
    var groups = 1
    var hasBias = true
    var size = 32
    let right: Double
    let wrong: Double
    var testDescription: String { rule }
  }

  static let layers: [Layer] = [
    Layer(rule: "filter-without-depth", filters: 8, right: 608, wrong: 208),
    Layer(rule: "bias-uncounted", filters: 64, kernel: 3, right: 1792, wrong: 1728),
    Layer(rule: "bias-per-sheet", right: 760, wrong: 780),
    Layer(rule: "bias-per-cell", padding: 2, right: 760, wrong: 10_990),
    Layer(rule: "one-filter-counted", right: 760, wrong: 76),
    Layer(
      rule: "map-size-in-count", filters: 128, kernel: 7, padding: 3, size: 256, right: 18_944,
      wrong: 1_233_125_504),
    Layer(
      rule: "count-as-dense", channels: 1, filters: 1, kernel: 3, size: 4, right: 10, wrong: 68),
    Layer(rule: "outputs-times-channels", quantity: .outputs, filters: 6, right: 6, wrong: 18),
    Layer(rule: "outputs-like-input", quantity: .outputs, filters: 6, right: 6, wrong: 3),
    Layer(
      rule: "one-by-one-scales", channels: 64, filters: 32, kernel: 1, right: 2080, wrong: 64),
    Layer(
      rule: "flatten-without-channels", kind: .flatten, quantity: .outputs, channels: 32, size: 7,
      right: 1568, wrong: 49),
    Layer(
      rule: "dense-bias-uncounted", kind: .linear, channels: 3072, size: 1, right: 30_730,
      wrong: 30_720),
    Layer(
      rule: "macs-as-flops", quantity: .operations, padding: 2, hasBias: false, right: 1_536_000,
      wrong: 768_000),
    Layer(
      rule: "groups-ignored", channels: 6, filters: 32, kernel: 3, groups: 2, right: 896,
      wrong: 1760),
    Layer(
      rule: "groups-share-filters", channels: 6, filters: 32, kernel: 3, groups: 2, right: 896,
      wrong: 880),
    Layer(
      rule: "depthwise-is-separable", quantity: .weights, channels: 16, filters: 32, kernel: 3,
      groups: 16, hasBias: false, right: 288, wrong: 656),
    Layer(
      rule: "depthwise-one-filter", quantity: .weights, channels: 32, filters: 32, kernel: 3,
      groups: 32, hasBias: false, right: 288, wrong: 9),
    Layer(rule: "pool-has-weights", kind: .pool, channels: 6, kernel: 2, right: 0, wrong: 12),
    Layer(rule: "four-per-channel", kind: .batchNorm, channels: 10, right: 20, wrong: 40),
  ]

  @Test("of a layer is what the example works out", arguments: layers)
  func layer(_ layer: Layer) throws {
    let inquiry = try LayerInquiry(
      layer.kind, layer.quantity, channels: layer.channels, filters: layer.filters,
      kernel: layer.kernel, padding: layer.padding, stride: layer.stride, groups: layer.groups,
      hasBias: layer.hasBias, size: layer.size)
    #expect(inquiry.answer == .number(layer.right))
    let rule = try #require(Misconception.named(layer.rule))
    let answers = rule.wrongAnswers(to: .layer(inquiry)).map(\.answer)
    #expect(answers.contains(.number(layer.wrong)), "\(answers)")
  }

  @Test(
    "of a stack is what the example works out",
    arguments: [
      ("kernels-added", [(3, 1, 1), (3, 1, 1)], 5, 6),
      ("field-without-stride", [(3, 1, 1), (2, 2, 1), (3, 1, 1)], 8, 6),
      ("last-stride-only", [(3, 2, 1), (3, 2, 1), (3, 1, 1)], 15, 11),
      ("field-without-dilation", [(3, 1, 1), (3, 1, 2)], 7, 5),
    ] as [(String, [(kernel: Int, stride: Int, dilation: Int)], Double, Double)])
  func field(
    _ id: String, _ stack: [(kernel: Int, stride: Int, dilation: Int)], _ right: Double,
    _ wrong: Double
  ) throws {
    let windows = try stack.map {
      try SlidingWindow(kernelSize: $0.kernel, stride: $0.stride, dilation: $0.dilation)
    }
    let inquiry = try FieldInquiry(windows)
    #expect(inquiry.answer == .number(right))
    let rule = try #require(Misconception.named(id))
    #expect(rule.wrongAnswers(to: .field(inquiry)).map(\.answer) == [.number(wrong)])
  }

  /// What an author's expression may come to.
  @Test(arguments: LayerInquiry.Kind.allCases, [Int.min, -1, 0, 1 << 16, 1 << 40, Int.max])
  func `no length of a layer is trusted`(kind: LayerInquiry.Kind, value: Int) throws {
    let names = ["channels", "filters", "kernel", "padding", "stride", "groups", "size"]
    for name in names {
      for quantity in LayerInquiry.Quantity.allCases {
        func length(_ own: String, _ usual: Int = 4) -> Int { own == name ? value : usual }
        let inquiry = Result {
          try LayerInquiry(
            kind, quantity, channels: length("channels"), filters: length("filters"),
            kernel: length("kernel"), padding: length("padding", 1), stride: length("stride"),
            groups: length("groups", 2), size: length("size"))
        }
        if name != "padding", !(1...1 << 16).contains(value) {
          #expect(throws: ShapeError.self) { try inquiry.get() }
        }
        guard let inquiry = try? inquiry.get() else { continue }
        for rule in Misconception.all { _ = rule.wrongAnswers(to: .layer(inquiry)) }
      }
    }
  }
}
