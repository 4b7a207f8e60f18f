import CPUBackend
import TensorEngine
import Testing

/// Winograd's algorithm beside the definition, on layers as large as those of real networks.
@Suite(.needsOpenBLAS)
struct WinogradTests {
  /// What is computed from images and a weight, or from images and upstream numbers.
  enum Pass: CaseIterable, CustomTestStringConvertible {
    case convolution, weightGradient

    var testDescription: String { self == .convolution ? "convolution" : "weight gradient" }
  }

  /// The largest distance from a reference in double precision, as a share of its largest number.
  private func error(
    _ method: ConvolutionMethod, _ pass: Pass, channels: Int, size: Int, _ kind: BlockKernelKind
  ) throws -> Double {
    var numbers = RepeatableNumbers(seed: 5)
    var graph = Graph()
    let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])
    let images: Shape = [16, channels, size, size]
    let x = try graph.input(images, name: "images")
    let other = try graph.input(
      pass == .convolution ? [16, channels, 3, 3] : [16, 16, size, size], name: "other")
    let y =
      try pass == .convolution
      ? graph.convolution(x, weight: other, same)
      : graph.append(.convolutionWeightGradient(same), [x, other])
    let feeds = [x, other].reduce(into: [NodeID: Tensor<Float>]()) { feeds, id in
      feeds[id] = Filling.numbers.tensor(graph[id].shape, integers: false, &numbers)
    }
    let exact = try ReferenceBackend<Double>().compile(graph, outputs: [y])
      .run(feeds.mapValues { Tensor(converting: $0) })
    let found = try CPUBackend(threads: 1, kernels: kind, convolutions: method)
      .compile(graph, outputs: [y]).run(feeds)
    let (wanted, got) = (try #require(exact[y]).elements, try #require(found[y]).elements)
    let largest = wanted.map(abs).max() ?? 1
    return (zip(got, wanted).map { abs(Double($0) - $1) }.max() ?? 0) / largest
  }

  /// 72 channels are more than the weight gradient handles at a time.
  @Test(arguments: Pass.allCases, [(16, 8), (64, 6), (72, 5)])
  func `its rounding errors stay near those of the definition`(
    _ pass: Pass, _ layer: (channels: Int, size: Int)
  ) throws {
    for kind in BlockKernelKind.available where kind != .none {
      let (channels, size) = layer
      let direct = try error(.direct, pass, channels: channels, size: size, kind)
      let winograd = try error(.winograd, pass, channels: channels, size: size, kind)
      #expect(direct < 1e-6, "\(kind), direct: \(direct)")
      #expect(winograd < 1e-6, "\(kind), Winograd: \(winograd)")
    }
  }

  @Test
  func `it is taken from 16 channels on, at stride 1 alone`() throws {
    let backend = try CPUBackend(threads: 1, kernels: .portable)
    let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])
    let halved = Convolution(windows: [window(3, stride: 2), window(3, stride: 2)])
    func method(_ convolution: Convolution, _ channels: Int, batch: Int = 32) -> ConvolutionMethod {
      backend.method(of: convolution, channels: channels, outputs: 16, batchSize: batch)
    }
    #expect(method(same, 16) == .winograd && method(same, 8) == .direct)
    #expect(method(halved, 16) == .direct)
    #expect(method(same, 16, batch: 100) == .products)
  }
}
