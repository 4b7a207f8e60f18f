import CUDABackend
import CUDAEmulator
import Foundation
import TensorEngine
import Testing

extension cuda_emulator_faults {
  /// Nothing goes wrong but what is set.
  static func with(_ set: (inout cuda_emulator_faults) -> Void) -> cuda_emulator_faults {
    var faults = cuda_emulator_faults()
    set(&faults)
    return faults
  }
}

/// The backend on the stand-in for a GPU.
enum Emulated {
  static func backend(
    cache: String? = nil, precision: ProductPrecision = .float32, isFused: Bool = true,
    usesBLAS: Bool = false
  ) throws(BackendError) -> CUDABackend {
    try CUDABackend(
      CUDADriver(finder: cuda_emulator_find), CUDACompiler(finder: cuda_emulator_find),
      cache: KernelCache(folder: cache.map { URL(filePath: $0) }), precision: precision,
      isFused: isFused, blas: usesBLAS ? cuda_emulator_find : nil)
  }

  /// Does something while the stand-in misbehaves, as this thread asks it to.
  static func with<Result>(
    _ faults: cuda_emulator_faults, _ body: () throws -> Result
  ) rethrows -> Result {
    cuda_emulator_set_faults(faults)
    defer { cuda_emulator_set_faults(cuda_emulator_faults()) }
    return try body()
  }

  /// A small graph with its gradients: a convolution, a ReLU, a mean.
  static func graph() throws -> (graph: Graph, outputs: [NodeID], feeds: [NodeID: Tensor<Float>]) {
    var graph = Graph()
    let x = try graph.input([2, 2, 6, 6], name: "image")
    let weight = try graph.input([3, 2, 3, 3], name: "weight")
    let y = try graph.convolution(
      x, weight: weight, Convolution(windows: [.init(kernelSize: 3), .init(kernelSize: 3)]))
    let positive = try graph.append(.unary(.relu), [y])
    let mean = try graph.append(.reduce(Reduction(.mean, axes: [0, 1, 2, 3])), [positive])
    let gradient = try graph.appendGradients(of: mean, by: [weight])[weight]
    let feeds: [NodeID: Tensor<Float>] = [
      x: Tensor([2, 2, 6, 6], (0..<144).map { Float($0 % 7) - 3 }),
      weight: Tensor([3, 2, 3, 3], (0..<54).map { Float($0 % 5) - 2 }),
    ]
    return (graph, [mean, try #require(gradient)], feeds)
  }

  /// Runs the small graph.
  static func run(on backend: some Backend<Float>) throws -> [[Float]] {
    let (graph, outputs, feeds) = try graph()
    let results = try backend.compile(graph, outputs: outputs).run(feeds)
    return outputs.compactMap { results[$0]?.elements }
  }
}
