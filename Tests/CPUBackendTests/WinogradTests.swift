import CPUBackend
import TensorEngine
import Testing

/// Winograd's algorithm beside the definition, on layers as large as those of real networks.
@Suite(.needsOpenBLAS)
struct WinogradTests {
  /// The largest distance from a reference in double precision, as a share of its largest number.
  private func error(
    _ method: ConvolutionMethod, channels: Int, size: Int, _ kind: BlockKernelKind
  ) throws -> Double {
    var numbers = RepeatableNumbers(seed: 5)
    var graph = Graph()
    let same = [window(3, padding: 1), window(3, padding: 1)]
    let x = try graph.input([16, channels, size, size], name: "images")
    let weight = try graph.input([16, channels, 3, 3], name: "weight")
    let y = try graph.convolution(x, weight: weight, Convolution(windows: same))
    let feeds = [x, weight].reduce(into: [NodeID: Tensor<Float>]()) { feeds, id in
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

  @Test(arguments: [(16, 8), (64, 6)])
  func `its rounding errors stay near those of the definition`(
    _ channels: Int, _ size: Int
  ) throws {
    for kind in BlockKernelKind.available where kind != .none {
      let direct = try error(.direct, channels: channels, size: size, kind)
      let winograd = try error(.winograd, channels: channels, size: size, kind)
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
