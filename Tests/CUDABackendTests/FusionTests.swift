import CUDABackend
import CUDAEmulator
import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// What a device computes at one go is what it computes node by node.
struct FusionTests {
  /// A residual block with its gradients: convolutions in groups, a tangent, a batch norm, a sum of two
  /// paths, rectifiers and a pool, over images or sequences.
  private func block(
    axes: Int
  ) throws -> (graph: Graph, outputs: [NodeID], feeds: [NodeID: Tensor<Float>]) {
    var graph = Graph()
    var numbers = SplitMix64(seed: 3)
    var feeds: [NodeID: Tensor<Float>] = [:]
    func input(_ shape: Shape) throws -> NodeID {
      let id = try graph.input(shape, name: "number \(feeds.count)")
      let drawn: Tensor<Double> = Filling.numbers.tensor(shape, using: &numbers)
      feeds[id] = Tensor(converting: drawn)
      return id
    }
    func shape(_ first: Int, _ second: Int, _ length: Int) -> Shape {
      Shape([first, second] + Array(repeating: length, count: axes))
    }
    func windows(_ window: SlidingWindow) -> [SlidingWindow] {
      Array(repeating: window, count: axes)
    }
    let x = try input(shape(3, 4, 9))
    let weights = [
      try input(shape(4, 2, 3)), try input(shape(4, 4, 3)), try input(shape(5, 4, 2)),
    ]
    let biases = [try input([4]), try input([4]), try input([5])]
    let same = windows(try SlidingWindow(kernelSize: 3, padding: 1))
    var y = try graph.convolution(
      x, weight: weights[0], bias: biases[0], Convolution(windows: same, groups: 2))
    let tangent = try graph.append(.unary(.tanh), [y])
    y = try graph.convolution(tangent, weight: weights[1], Convolution(windows: same))
    let scale = try input([4])
    let norm = try graph.batchNormTraining(y, weight: scale, bias: biases[1])
    y = try graph.append(.binary(.add), [norm.result, tangent])
    y = try graph.append(.unary(.relu), [y])
    y = try graph.convolution(
      y, weight: weights[2], bias: biases[2],
      Convolution(windows: windows(try SlidingWindow(kernelSize: 2))))
    y = try graph.append(.unary(.relu), [y])
    y = try graph.append(.maxPool(windows(try SlidingWindow(kernelSize: 3, stride: 2))), [y])
    y = try graph.append(.binary(.multiply), [y, y])
    let loss = try graph.append(.reduce(Reduction(.mean, axes: Array(0..<(axes + 2)))), [y])
    let variables = [x, scale] + weights + biases
    let gradients = try graph.appendGradients(of: loss, by: variables)
    let outputs = [loss, norm.mean, norm.variance] + variables.compactMap { gradients[$0] }
    return (graph, outputs, feeds)
  }

  @Test(arguments: [1, 2])
  func `a block and its gradients have the same bits in fewer launches`(_ axes: Int) throws {
    let (graph, outputs, feeds) = try block(axes: axes)
    func run(isFused: Bool) throws -> (results: [[Float]], launches: Int) {
      let executable = try Emulated.backend(isFused: isFused).compile(graph, outputs: outputs)
      let before = cuda_emulator_starts()
      let results = try executable.run(feeds)
      return (outputs.compactMap { results[$0]?.elements }, Int(cuda_emulator_starts() - before))
    }
    let (alone, fused) = (try run(isFused: false), try run(isFused: true))
    #expect(alone.results.count == 11 && alone.results.allSatisfy { $0.contains { $0 != 0 } })
    #expect(fused.results == alone.results)
    #expect([alone.launches, fused.launches] == [42, 27])
  }
}
