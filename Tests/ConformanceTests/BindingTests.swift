import Conformance
import TensorEngine
import Testing

/// Graphs that read and write the caller's memory.
struct BindingTests {
  @Test(arguments: TestBackend.single)
  func `bound inputs are read and bound results written in place`(_ way: TestBackend) throws {
    let backend = try way.inSinglePrecision()
    var graph = Graph()
    let x = try graph.input([2, 2], name: "input")
    let w = try graph.input([2, 2], name: "weight")
    let y = try graph.append(.matmul(transposeA: false, transposeB: false), [x, w])
    let sum = try graph.append(.reduce(Reduction(.sum, axes: [0, 1])), [y])
    let (input, weight, product) = (
      try backend.makeBuffer([2, 2]), try backend.makeBuffer([2, 2]),
      try backend.makeBuffer([2, 2])
    )
    let executable = try backend.compile(
      graph, outputs: [sum, y], bindings: [x: input, w: weight, y: product])
    weight.assign(Tensor([2, 2], [1, 0, 0, 2]))
    for start in [1, 5] as [Float] {
      input.assign(Tensor([2, 2], [start, start + 1, start + 2, start + 3]))
      let results = try executable.run([:])
      #expect(product.tensor.elements == [start, 2 * start + 2, start + 2, 2 * start + 6])
      #expect(results[y] == nil)
      #expect(results[sum]?.elements == [product.tensor.elements.reduce(0, +)])
    }
  }

  @Test(arguments: TestBackend.single)
  func `a statistic is replaced in its own buffer`(_ way: TestBackend) throws {
    let backend = try way.inSinglePrecision()
    var graph = Graph()
    let running = try graph.input([3], name: "running")
    let batch = try graph.input([3], name: "batch")
    let updated = try graph.runningStatistic(running, batch: batch, momentum: 0.5)
    let statistic = try backend.makeBuffer(Tensor([3], [0, 2, 4]))
    let executable = try backend.compile(
      graph, outputs: [], bindings: [running: statistic, updated: statistic])
    _ = try executable.run([batch: Tensor([3], [4, 4, 4])])
    #expect(statistic.tensor.elements == [2, 3, 4])
    _ = try executable.run([batch: Tensor([3], [4, 4, 4])])
    #expect(statistic.tensor.elements == [3, 3.5, 4])
  }

  @Test(arguments: TestBackend.single)
  func `reshapes and constants can be bound`(_ way: TestBackend) throws {
    let backend = try way.inSinglePrecision()
    var graph = Graph()
    let x = try graph.input([4], name: "input")
    let square = try graph.append(.reshape([2, 2]), [x])
    let zero = try graph.append(.fill(0.5, [3]), [])
    let (shaped, constant) = (try backend.makeBuffer([2, 2]), try backend.makeBuffer([3]))
    let executable = try backend.compile(
      graph, outputs: [], bindings: [square: shaped, zero: constant])
    _ = try executable.run([x: Tensor([4], [1, 2, 3, 4])])
    #expect(shaped.tensor == Tensor([2, 2], [1, 2, 3, 4]))
    #expect(constant.tensor == Tensor([3], repeating: 0.5))
  }

  @Test(arguments: TestBackend.single)
  func `a dropout with a step drops others in each step and the same in each run`(
    _ way: TestBackend
  ) throws {
    let backend = try way.inSinglePrecision()
    var graph = Graph()
    let x = try graph.input([200], name: "input")
    let step = try graph.input(.scalar, name: "step")
    let y = try graph.append(.dropout(probability: 0.4, seed: 9), [x, step])
    let gradient = try graph.appendGradients(of: y, by: [x])[x]
    let slope = try #require(gradient)
    let executable = try backend.compile(graph, outputs: [y, slope])
    func kept(_ count: Float) throws -> [Float] {
      let results = try executable.run([
        x: Tensor([200], repeating: 1), step: Tensor(.scalar, [count]),
      ])
      #expect(results[y] == results[slope])
      return results[y]?.elements ?? []
    }
    let first = try kept(1)
    #expect(first.count { $0 > 0 } > 90 && first.count { $0 > 0 } < 150)
    #expect(try kept(2) != first)
    #expect(try kept(1) == first)
  }

  @Test(arguments: TestBackend.single)
  func `results are bound in row-major order and replaced by each run`(_ way: TestBackend) throws {
    let backend = try way.inSinglePrecision()
    let example = try ConformanceCase.steps[1].example(integers: true)
    func replaced<B: Backend<Float>>(on backend: B) throws {
      let expected = try backend.run(example.graph, outputs: example.outputs, example.feeds)
      var bindings: [NodeID: TensorBuffer<Float>] = [:]
      for (id, value) in example.feeds {
        bindings[id] = try backend.makeBuffer(Tensor(converting: value))
      }
      for id in example.outputs { bindings[id] = try backend.makeBuffer(example.graph[id].shape) }
      let executable = try backend.compile(example.graph, outputs: [], bindings: bindings)
      for _ in 0..<2 {
        _ = try executable.run([:])
        for id in example.outputs {
          let found = try #require(bindings[id]).tensor
          #expect(Tensor<Double>(converting: found) == expected[id])
        }
      }
    }
    try replaced(on: backend)
  }
}
