import CPUBackend
import TensorEngine
import TestSupport
import Testing

/// Images in blocks of 16, on every kind of kernels this CPU runs, against the definition.
@Suite(.needsOpenBLAS)
struct BlockTests {
  /// Every kind of kernels with every method that they may use for convolutions.
  private static let paths = BlockKernelKind.available.flatMap { kind in
    kind == .none ? [(kind, ConvolutionMethod.direct)] : [(kind, .direct), (kind, .winograd)]
  }

  @Test(arguments: BlockCase.all.filter(\.isExact))
  func `small integers give the same numbers as the reference`(_ example: BlockCase) throws {
    let (graph, outputs, feeds) = try example.step(integers: true)
    let expected = try ReferenceBackend<Float>().compile(graph, outputs: outputs).run(feeds)
    for (kind, method) in Self.paths {
      let backend = try CPUBackend(threads: 2, kernels: kind, convolutions: method)
      let actual = try backend.compile(graph, outputs: outputs).run(feeds)
      for (number, id) in outputs.enumerated() {
        #expect(
          actual[id]?.elements == expected[id]?.elements,
          "\(kind), \(method): output \(number), \(graph[id].op.name) \(graph[id].shape)")
      }
    }
  }

  @Test(arguments: BlockCase.all)
  func `reals agree with the reference in double precision`(_ example: BlockCase) throws {
    let (graph, outputs, feeds) = try example.step(integers: false)
    let expected = try ReferenceBackend<Double>().compile(graph, outputs: outputs)
      .run(feeds.mapValues { Tensor(converting: $0) })
    for (kind, method) in Self.paths {
      let backend = try CPUBackend(threads: 2, kernels: kind, convolutions: method)
      let actual = try backend.compile(graph, outputs: outputs).run(feeds)
      for (number, id) in outputs.enumerated() {
        let (got, wanted) = (try #require(actual[id]), try #require(expected[id]))
        let largest = wanted.elements.map(abs).max() ?? 0
        let difference = zip(got.elements, wanted.elements).map { abs(Double($0) - $1) }.max() ?? 0
        // A few ops in a row, each within the tolerance of a single one.
        #expect(
          difference <= 5 * ConformanceTests.tolerance * max(1, largest),
          "\(kind), \(method): output \(number), \(graph[id].op.name) \(graph[id].shape)")
      }
    }
  }

  @Test(arguments: BlockKernelKind.available)
  func `one, two and three threads give the same bits`(_ kind: BlockKernelKind) throws {
    for example in BlockCase.all {
      let (graph, outputs, feeds) = try example.step(integers: false)
      for method in [ConvolutionMethod.direct, .winograd] {
        let results = try [1, 2, 3].map { threads in
          try CPUBackend(threads: threads, kernels: kind, convolutions: method)
            .compile(graph, outputs: outputs).run(feeds)
        }
        for id in outputs {
          let bits = results.map { $0[id]?.elements.map(\.bitPattern) }
          let what = "\(method), \(example.testDescription), \(graph[id].op.name)"
          #expect(bits[1] == bits[0], "two threads, \(what)")
          #expect(bits[2] == bits[0], "three threads, \(what)")
        }
      }
    }
  }

  @Test
  func `NaN passes through a ReLU and wins a max pool`() throws {
    var graph = Graph()
    let x = try graph.input([16, 1, 2, 2], name: "images")
    let weight = try graph.input([1, 1, 1, 1], name: "weight")
    let y = try graph.convolution(
      x, weight: weight, Convolution(windows: [window(1), window(1)]))
    let positive = try graph.append(.unary(.relu), [y])
    let windows = [window(2), window(2)]
    let outputs = [
      positive, try graph.append(.maxPool(windows), [positive]),
      try graph.append(.maxPoolIndices(windows), [positive]),
    ]
    let images = Tensor<Float>(
      [16, 1, 2, 2], (0..<64).map { $0 % 8 == 2 ? .nan : Float($0 % 5) - 2 })
    let feeds = [x: images, weight: Tensor([1, 1, 1, 1], [1])]
    let expected = try ReferenceBackend<Float>().compile(graph, outputs: outputs).run(feeds)
    for kind in BlockKernelKind.available {
      let actual = try CPUBackend(kernels: kind).compile(graph, outputs: outputs).run(feeds)
      for id in outputs {
        let (got, wanted) = (actual[id]?.elements ?? [], expected[id]?.elements ?? [])
        #expect(got.map(\.description) == wanted.map(\.description), "\(kind)")
      }
    }
  }

  @Test
  func `a NaN shows in means and variances`() throws {
    var graph = Graph()
    let x = try graph.input([16, 2, 2, 2], name: "images")
    let weight = try graph.input([2, 2, 1, 1], name: "weight")
    let y = try graph.convolution(
      x, weight: weight, Convolution(windows: [window(1), window(1)]))
    let ones = try graph.append(.fill(1, [2]), [])
    let (_, mean, variance) = try graph.batchNormTraining(y, weight: ones, bias: ones)
    var images = [Float](repeating: 1, count: 128)
    images[3] = .nan
    let feeds = [x: Tensor([16, 2, 2, 2], images), weight: Tensor([2, 2, 1, 1], [1, 1, 1, 1])]
    for kind in BlockKernelKind.available {
      let found = try CPUBackend(kernels: kind).compile(graph, outputs: [mean, variance]).run(feeds)
      #expect(try #require(found[mean]).elements.allSatisfy(\.isNaN), "\(kind)")
      #expect(try #require(found[variance]).elements.allSatisfy(\.isNaN), "\(kind)")
    }
  }

  @Test
  func `a method that is none for blocks is refused`() {
    #expect(throws: BackendError.self) { try CPUBackend(convolutions: .products) }
  }

  @Test
  func `results are bound in row-major order and replaced by each run`() throws {
    let example = BlockCase.all[1]
    let (graph, outputs, feeds) = try example.step(integers: true)
    let backend = try CPUBackend(threads: 2)
    let expected = try backend.compile(graph, outputs: outputs).run(feeds)
    var bindings: [NodeID: TensorBuffer<Float>] = [:]
    for (id, value) in feeds { bindings[id] = try backend.makeBuffer(value) }
    for id in outputs { bindings[id] = try backend.makeBuffer(graph[id].shape) }
    let executable = backend.compile(graph, outputs: [], bindings: bindings)
    for _ in 0..<2 {
      _ = try executable.run([:])
      for id in outputs { #expect(bindings[id]?.tensor.elements == expected[id]?.elements) }
    }
  }

  @Test
  func `the portable kernels and none are always there`() {
    #expect(BlockKernelKind.available.suffix(2) == [.portable, .none])
  }
}
