import CPUBackend
import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// The same bits for any number of threads and on every run.
@Suite(.needsOpenBLAS)
struct DeterminismTests {
  /// A training step of a small network, with enough work that every loop is shared out: all
  /// activations, the loss and every gradient.
  private func step() throws -> (graph: Graph, outputs: [NodeID], feeds: [NodeID: Tensor<Float>]) {
    var numbers = SplitMix64(seed: 5)
    var graph = Graph()
    var feeds: [NodeID: Tensor<Float>] = [:]
    func input(_ shape: Shape, _ name: String, _ filling: Filling = .numbers) throws -> NodeID {
      let id = try graph.input(shape, name: name)
      feeds[id] = filling.tensor(shape, using: &numbers)
      return id
    }
    let images = try input([20, 3, 16, 16], "images")
    let target = try input([20], "target", .indices(below: 4))
    let first = try input([8, 3, 3, 3], "first weight")
    let bias = try input([8], "first bias")
    let second = try input([16, 8, 3, 3], "second weight")
    let linear = try input([4, 16 * 4 * 4], "linear weight")

    let same = [window(3, padding: 1), window(3, padding: 1)]
    let halved = [window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)]
    var x = try graph.convolution(images, weight: first, bias: bias, Convolution(windows: same))
    x = try graph.batchNormTraining(x).result
    x = try graph.append(.unary(.relu), [x])
    x = try graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
    x = try graph.convolution(x, weight: second, Convolution(windows: halved))
    x = try graph.append(.unary(.tanh), [x])
    x = try graph.linear(try graph.flatten(x), weight: linear)
    let loss = try graph.crossEntropy(x, target: target)
    let variables = [images, first, bias, second, linear]
    let gradients = try graph.appendGradients(of: loss, by: variables)
    return (graph, [loss, x] + variables.compactMap { gradients[$0] }, feeds)
  }

  @Test
  func `one, two and three threads give the same bits`() throws {
    let (graph, outputs, feeds) = try step()
    let results = try [1, 2, 3].map { threads in
      try CPUBackend(threads: threads).compile(graph, outputs: outputs).run(feeds)
    }
    for id in outputs {
      let bits = results.map { $0[id]?.elements.map(\.bitPattern) }
      #expect(bits[1] == bits[0], "two threads, node \(id.index)")
      #expect(bits[2] == bits[0], "three threads, node \(id.index)")
    }
  }

  @Test
  func `a second run of an executable gives the same bits`() throws {
    let (graph, outputs, feeds) = try step()
    let executable = try CPUBackend(threads: 2).compile(graph, outputs: outputs)
    let first = try executable.run(feeds)
    let second = try executable.run(feeds)
    for id in outputs {
      #expect(first[id]?.elements.map(\.bitPattern) == second[id]?.elements.map(\.bitPattern))
    }
  }

  @Test
  func `a training step agrees with the reference`() throws {
    let (graph, outputs, feeds) = try step()
    let actual = try CPUBackend().compile(graph, outputs: outputs).run(feeds)
    let expected = try ReferenceBackend<Double>().compile(graph, outputs: outputs)
      .run(feeds.mapValues { Tensor(converting: $0) })
    for id in outputs {
      let (got, wanted) = (try #require(actual[id]), try #require(expected[id]))
      let largest = wanted.elements.map(abs).max() ?? 0
      let difference = zip(got.elements, wanted.elements).map { abs(Double($0) - $1) }.max() ?? 0
      // A dozen ops in a row, each within the tolerance of a single one.
      #expect(difference <= 12 * ConformanceTests.tolerance * max(1, largest), "node \(id.index)")
    }
  }
}
