import TensorEngine
import Testing

@testable import CPUBackend

@Suite(.needsOpenBLAS)
struct CPUBackendTests {
  @Test
  func `the backend states its threads and its BLAS`() throws {
    let backend = try CPUBackend(threads: 3)
    #expect(backend.name == "cpu")
    #expect(backend.threads == 3)
    #expect(backend.blas.configuration.hasPrefix("OpenBLAS"))
    #expect(!backend.blas.core.isEmpty)
    #expect(backend.blas.path.contains("openblas"))
    #expect(!backend.blas.coreTypeReason.isEmpty)
  }

  @Test(arguments: [0, -1, 1025])
  func `an impossible number of threads is refused`(_ threads: Int) throws {
    let error = #expect(throws: BackendError.self) { try CPUBackend(threads: threads) }
    let text = try #require(error).description
    #expect(text.contains("\(threads) threads"))
    #expect(text.contains("1 to 1024"))
  }

  @Test
  func `a missing feed is named`() throws {
    var graph = Graph()
    let x = try graph.input([2], name: "input")
    let y = try graph.append(.unary(.relu), [x])
    let executable = try CPUBackend().compile(graph, outputs: [y])
    #expect(throws: BackendError.missingFeed(name: "input", shape: [2])) {
      try executable.run([:])
    }
    #expect(throws: BackendError.wrongFeedShape(name: "input", expected: [2], actual: [3])) {
      try executable.run([x: Tensor([3], [1, 2, 3])])
    }
  }

  @Test
  func `a target or switch that names nothing is refused`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let target = try graph.input([2], name: "target")
    let picked = try graph.append(.pickClass, [x, target])
    let values = try graph.input([1, 1, 1, 2], name: "values")
    let switches = try graph.input([1, 1, 1, 2], name: "switches")
    let unpooling = Unpooling(outputSize: [2, 2], overlap: .replace)
    let unpooled = try graph.append(.maxUnpool(unpooling), [values, switches])

    let numbers = Tensor<Float>([2, 3], repeating: 1)
    let classes = try CPUBackend().compile(graph, outputs: [picked])
    for bad in [-1, 3, 0.5, .nan] as [Float] {
      #expect(throws: BackendError.self) {
        try classes.run([x: numbers, target: Tensor([2], [0, bad])])
      }
    }
    let cells = try CPUBackend().compile(graph, outputs: [unpooled])
    #expect(throws: BackendError.self) {
      try cells.run([
        values: Tensor([1, 1, 1, 2], [1, 2]), switches: Tensor([1, 1, 1, 2], [0, 4]),
      ])
    }
  }

  @Test
  func `only what the outputs need must be fed`() throws {
    var graph = Graph()
    let x = try graph.input([2], name: "input")
    let unused = try graph.input([2], name: "unused")
    try graph.append(.unary(.exp), [unused])
    let y = try graph.append(.unary(.relu), [x])
    let executable = try CPUBackend().compile(graph, outputs: [y])
    #expect(try executable.run([x: Tensor([2], [-1, 2])])[y] == Tensor([2], [0, 2]))
  }

  @Test
  func `inputs, constants and reshapes can be outputs`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let flat = try graph.append(.reshape([6]), [x])
    let ones = try graph.append(.fill(1, [6]), [])
    let sum = try graph.append(.binary(.add), [flat, ones])
    let executable = try CPUBackend().compile(graph, outputs: [x, flat, ones, sum])
    for start in [0, 10] as [Float] {
      let value = Tensor<Float>([2, 3], (0..<6).map { start + Float($0) })
      let results = try executable.run([x: value])
      #expect(results[x] == value)
      #expect(results[flat] == value.reshaped(to: [6]))
      #expect(results[ones] == Tensor([6], repeating: 1))
      #expect(results[sum]?.elements == value.elements.map { $0 + 1 })
    }
  }
}
