import CPUBackend
import TensorEngine
import TestSupport
import Testing

/// Winograd's algorithm beside the definition, on layers as large as those of real networks.
@Suite(.needsOpenBLAS)
struct WinogradTests {
  /// What is computed from images and a weight, or from images and upstream numbers.
  enum Pass: CaseIterable, CustomTestStringConvertible {
    case convolution, weightGradient

    var testDescription: String { self == .convolution ? "convolution" : "weight gradient" }
  }

  /// 72 channels are more than the weight gradient handles at a time.
  @Test(arguments: Pass.allCases, [(16, 8), (64, 6), (72, 5)])
  func `its rounding errors stay near those of the definition`(
    _ pass: Pass, _ layer: (channels: Int, size: Int)
  ) throws {
    var numbers = SplitMix64(seed: 5)
    var graph = Graph()
    let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])
    let x = try graph.input([16, layer.channels, layer.size, layer.size], name: "images")
    let other = try graph.input(
      pass == .convolution
        ? [16, layer.channels, 3, 3] : [16, 16, layer.size, layer.size], name: "other")
    let y =
      try pass == .convolution
      ? graph.convolution(x, weight: other, same)
      : graph.append(.convolutionWeightGradient(same), [x, other])
    let feeds = [x, other].reduce(into: [NodeID: Tensor<Float>]()) { feeds, id in
      feeds[id] = Filling.numbers.tensor(graph[id].shape, using: &numbers)
    }
    let exact = try ReferenceBackend<Double>().compile(graph, outputs: [y])
      .run(feeds.mapValues { Tensor(converting: $0) })
    let wanted = try #require(exact[y]).elements
    let largest = try #require(wanted.map(abs).max())
    for kind in BlockKernelKind.available where kind != .none {
      for method in [ConvolutionMethod.direct, .winograd] {
        let found = try CPUBackend(threads: 1, kernels: kind, convolutions: method)
          .compile(graph, outputs: [y]).run(feeds)
        let errors = zip(try #require(found[y]).elements, wanted).map { abs(Double($0) - $1) }
        let error = try #require(errors.max()) / largest
        #expect(error < 1e-6, "\(kind), \(method): \(error) of the largest number")
      }
    }
  }

  @Test(
    .enabled(
      if: try CPUBackend(threads: 1).convolutions == nil, "the environment decides, not the shape"))
  func `it is taken from 16 channels on, at stride 1 alone`() throws {
    let backend = try CPUBackend(threads: 1, kernels: .portable)
    let same = Convolution(windows: [window(3, padding: 1), window(3, padding: 1)])
    let halved = Convolution(windows: [window(3, stride: 2), window(3, stride: 2)])
    func method(_ convolution: Convolution, _ channels: Int, batch: Int = 32) -> ConvolutionMethod {
      backend.method(of: convolution, channels: channels, outputs: 16, batchSize: batch)
    }
    #expect(method(same, 16) == .winograd && method(same, 8) == .direct)
    #expect(method(halved, 16) == .direct)
    #expect(method(same, 16, batch: 17) == .winograd && method(same, 16, batch: 15) == .products)
  }
}
