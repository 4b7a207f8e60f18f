import CPUBackend
import TensorEngine

/// Measures convolutions against the matrix products they consist of.
///
/// Every row measures its convolution and its product in turn, several times, and reports the
/// medians of both and of their ratio: on a machine that does other things too, the ratio of
/// neighbouring measurements means more than either.
struct OperationBenchmark {
  /// The backend that is measured.
  let backend: CPUBackend
  /// The number of images in a batch.
  var batch = 128
  /// How often each thing is measured after a warm-up.
  var rounds = 15
  /// How often before that.
  private let warmUpRounds = 3
  /// What is measured.
  var layers = BenchmarkLayer.all
  /// Which of its computations.
  var passes = ConvolutionPass.allCases

  init(backend: CPUBackend) {
    self.backend = backend
  }

  /// Measures everything.
  ///
  /// - Parameter progress: Told what is measured next.
  /// - Throws: ``ShapeError`` or a geometry error when a layer is impossible.
  func run(progress: (String) -> Void = { _ in }) throws -> OperationReport {
    progress("sgemm")
    let side = 2048
    let large = largeProduct(side)
    var rows: [OperationReport.Row] = []
    for layer in layers {
      for pass in passes {
        progress("\(layer.description) \(pass.rawValue)")
        rows.append(try measure(pass, of: layer))
      }
    }
    return OperationReport(
      core: backend.blas.core, threads: backend.threads, batch: batch, rounds: rounds,
      largeProduct: .init(side: side, gigaflops: large), rows: rows)
  }

  /// The rate of products so large that OpenBLAS is at its best, one to a thread.
  private func largeProduct(_ side: Int) -> Double {
    let shape = ProductProfile.Shape(rows: side, columns: side, inner: side)
    let profile = backend.profile(product: shape, count: backend.threads)
    let times = (0..<4).map { _ in profile.measure() }
    return gigaflops(backend.threads * shape.multiplyAdds, median(times.dropFirst()))
  }

  private func measure(
    _ pass: ConvolutionPass, of layer: BenchmarkLayer
  ) throws -> OperationReport.Row {
    var (graph, result, positions) = try pass.graph(
      of: layer.convolution(), input: [batch, layer.inputChannels, layer.size, layer.size],
      weight: [layer.outputChannels, layer.inputChannels, layer.kernelSize, layer.kernelSize],
      hasBias: layer.hasBias)
    // The way of images into blocks and out of them is no part of the layer: between others there
    // is none. It belongs to the operand and to what follows.
    let output = try graph.append(.unary(.relu), [result])
    let feeds = Dictionary(
      uniqueKeysWithValues: graph.inputs.map { ($0, ConvolutionPass.sample(graph[$0].shape)) })
    let operation = try backend.profile(graph, outputs: [output], feeds: feeds)
    let shape = pass.product(of: layer, positions: positions)
    let product = backend.profile(product: shape, count: batch)

    var (operationTimes, productTimes): ([Duration], [Duration]) = ([], [])
    for round in (1 - warmUpRounds)...rounds {
      let productTime = product.measure()
      let operationTime = operation.measure()[result] ?? .zero
      // The first ones warm caches, threads and the clock up.
      guard round > 0 else { continue }
      productTimes.append(productTime)
      operationTimes.append(operationTime)
    }
    let (operationTime, productTime) = (median(operationTimes), median(productTimes))
    let multiplyAdds = batch * shape.multiplyAdds
    return OperationReport.Row(
      network: layer.network, layer: layer.description, pass: pass,
      method: try method(of: pass, layer),
      product: .init(shape), milliseconds: operationTime / .milliseconds(1),
      gigaflops: gigaflops(multiplyAdds, operationTime),
      productGigaflops: gigaflops(multiplyAdds, productTime),
      share: median(zip(productTimes, operationTimes).map { $0 / $1 }))
  }

  /// How a pass is computed.
  private func method(of pass: ConvolutionPass, _ layer: BenchmarkLayer) throws -> String {
    let (from, to) =
      pass == .inputGradient
      ? (layer.outputChannels, layer.inputChannels) : (layer.inputChannels, layer.outputChannels)
    return backend.method(
      of: try layer.convolution(), channels: from, outputs: to, batchSize: batch
    ).rawValue
  }

  private func median<Value: Comparable>(_ values: some Collection<Value>) -> Value {
    let sorted = values.sorted()
    return sorted[sorted.count / 2]
  }

  /// The rate in 10⁹ floating-point operations a second, two to a multiply-add.
  private func gigaflops(_ multiplyAdds: Int, _ time: Duration) -> Double {
    2 * Double(multiplyAdds) / (time / .seconds(1)) / 1e9
  }
}
