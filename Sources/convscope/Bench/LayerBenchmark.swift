import NeuralNetworks
import TensorEngine
import Typesetting

/// Measures the convolutions of a network one by one, on any backend.
struct LayerBenchmark {
  /// One pass of the convolutions that are alike.
  struct Row: Encodable {
    let pass: ConvolutionPass
    /// How many of the network's layers are like this.
    let count: Int
    /// [N, C, H, W] of the images, [O, C / groups, h, w] of the weight.
    let input, weight: [Int]
    /// One number for each axis; padding as before and after.
    let stride, dilation: [Int]
    let padding: [[Int]]
    let groups: Int
    let hasBias: Bool
    /// The time of a whole batch.
    let milliseconds: Double
    let gigaflops: Double
  }

  /// A convolution with the sizes that it has in a network.
  private struct Layer: Hashable {
    let convolution: Convolution
    let input, weight: Shape
    let hasBias: Bool
  }

  let architecture: Architecture
  let batchSize: Int
  let backend: any TrainingBackend
  /// How long each pass is measured, in seconds.
  let seconds: Double

  private static let warmUpRuns = 3

  /// Measures every pass that a step of training makes on images of CIFAR's shape.
  ///
  /// - Parameter progress: Told what is measured next.
  /// - Throws: ``NetworkError`` when the network does not take such images; ``BackendError`` when
  ///   the backend fails.
  func run(progress: (String) -> Void = { _ in }) throws -> [Row] {
    let network = try architecture.build(
      batchSize: batchSize, mode: .training, inputShape: [3, 32, 32], classes: 10)
    var layers: [(layer: Layer, count: Int, isFirst: Bool)] = []
    for id in network.graph.ids {
      let node = network.graph[id]
      guard case .convolution(let convolution) = node.op else { continue }
      let layer = Layer(
        convolution: convolution, input: network.graph[node.inputs[0]].shape,
        weight: network.graph[node.inputs[1]].shape, hasBias: node.inputs.count == 3)
      if let known = layers.firstIndex(where: { $0.layer == layer }) {
        layers[known].count += 1
      } else {
        // Nobody asks for the gradient of the images.
        layers.append((layer, 1, node.inputs[0] == network.input))
      }
    }
    return try layers.flatMap { layer, count, isFirst in
      try ConvolutionPass.allCases.filter { !isFirst || $0 != .inputGradient }.map { pass in
        progress("\(layer.input) \(pass.rawValue)")
        return try measure(pass, of: layer, count: count)
      }
    }
  }

  private func measure(
    _ pass: ConvolutionPass, of layer: Layer, count: Int
  ) throws -> Row {
    let (graph, result, positions) = try pass.graph(
      of: layer.convolution, input: layer.input, weight: layer.weight, hasBias: layer.hasBias)
    var bindings = [result: try backend.makeBuffer(graph[result].shape)]
    for id in graph.inputs {
      bindings[id] = try backend.makeBuffer(ConvolutionPass.sample(graph[id].shape))
    }
    let executable = try backend.compile(graph, outputs: [], bindings: bindings)
    for _ in 0..<Self.warmUpRuns { _ = try executable.run([:]) }
    try backend.finish()
    // So many at once that they take long enough: a device takes orders faster than it obeys them.
    let clock = ContinuousClock()
    var (runs, elapsed) = (0, Duration.zero)
    repeat {
      runs = max(1, 2 * runs)
      elapsed = try clock.measure {
        for _ in 0..<runs { _ = try executable.run([:]) }
        try backend.finish()
      }
    } while elapsed < .seconds(seconds)
    let time = elapsed / .seconds(1) / Double(runs)
    let multiplyAdds = batchSize * positions * layer.weight.count
    let windows = layer.convolution.windows
    return Row(
      pass: pass, count: count, input: layer.input.dimensions, weight: layer.weight.dimensions,
      stride: windows.map(\.stride), dilation: windows.map(\.dilation),
      padding: windows.map { [$0.paddingBefore, $0.paddingAfter] },
      groups: layer.convolution.groups, hasBias: layer.hasBias, milliseconds: 1_000 * time,
      gigaflops: 2 * Double(multiplyAdds) / time / 1e9)
  }
}

/// What a ``LayerBenchmark`` measured, to be printed as text or as JSON.
struct LayerReport: Encodable {
  let network: String
  let backend: String
  let precision: String
  let batchSize: Int
  let rows: [LayerBenchmark.Row]

  /// A table, one line for each row.
  var text: String {
    let cells = rows.map { row in
      [
        NumberText.size(row.input.dropFirst()),
        NumberText.size(row.weight)
          + (row.stride.contains { $0 > 1 } ? " s\(row.stride[0])" : ""),
        row.pass.rawValue, "\(row.count)", NumberText.fixed(row.milliseconds, 3),
        NumberText.fixed(row.gigaflops, 1),
      ]
    }
    let table = TextTable(
      header: ["input", "weight", "pass", "times", "ms", "GFLOP/s"], rows: cells,
      trailing: [3, 4, 5])
    return (["\(network) on \(backend), \(precision), batch \(batchSize)", ""] + table.lines)
      .joined(separator: "\n")
  }

  /// The same as JSON.
  func json() throws -> String {
    try JSONText.of(self)
  }
}
