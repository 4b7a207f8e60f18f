import TensorEngine
import Testing

/// How graphs are run on every backend, and what is refused then.
struct RunningTests {
  @Test(arguments: TestBackend.all)
  func `a missing feed is named with its shape`(_ backend: TestBackend) throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "image")
    let y = try graph.append(.unary(.relu), [x])
    #expect(throws: BackendError.missingFeed(name: "image", shape: [2, 3])) {
      try backend.run(graph, outputs: [y], [:])
    }
  }

  @Test(arguments: TestBackend.all)
  func `a feed of another shape is refused with both shapes`(_ backend: TestBackend) throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "image")
    #expect(
      throws: BackendError.wrongFeedShape(name: "image", expected: [2, 3], actual: [3, 2])
    ) {
      try backend.run(graph, outputs: [x], [x: Tensor([3, 2], repeating: 0)])
    }
  }

  @Test(arguments: TestBackend.all)
  func `only what the outputs need is asked for and computed`(_ backend: TestBackend) throws {
    var graph = Graph()
    let x = try graph.input([1], name: "input")
    let unfed = try graph.input([9], name: "unfed")
    try graph.append(.unary(.exp), [unfed])
    let y = try graph.append(.unary(.relu), [x])
    let results = try backend.run(graph, outputs: [y, x], [x: Tensor([1], [-4])])
    #expect(results == [x: Tensor([1], [-4]), y: Tensor([1], [0])])
  }

  @Test(arguments: TestBackend.all)
  func `inputs, constants and reshapes can be outputs, as often as wanted`(
    _ backend: TestBackend
  ) throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "input")
    let flat = try graph.append(.reshape([6]), [x])
    let ones = try graph.append(.fill(1, [6]), [])
    let sum = try graph.append(.binary(.add), [flat, ones])
    func check<B: Backend>(on engine: B) throws {
      let executable = try engine.compile(graph, outputs: [x, flat, ones, sum])
      for start in [0, 10] {
        let value = Tensor<B.Scalar>([2, 3], (0..<6).map { B.Scalar(start + $0) })
        let results = try executable.run([x: value])
        #expect(results[x] == value)
        #expect(results[flat] == value.reshaped(to: [6]))
        #expect(results[ones] == Tensor([6], repeating: 1))
        #expect(results[sum]?.elements == value.elements.map { $0 + 1 })
      }
    }
    try check(on: backend.engine)
  }

  @Test(
    arguments: TestBackend.all,
    [(3.0, "3"), (-1, "-1"), (1.5, "1.5"), (.nan, "nan"), (.infinity, "inf"), (1e30, "1e+30")])
  func `a target that names no class is refused with its place`(
    _ backend: TestBackend, _ target: (value: Double, text: String)
  ) throws {
    var graph = Graph()
    let x = try graph.input([2, 3, 2], name: "input")
    let classes = try graph.input([2, 2], name: "classes")
    let picked = try graph.append(.pickClass, [x, classes])
    let upstream = try graph.input([2, 2], name: "upstream")
    let placed = try graph.append(.placeClass(classes: 3), [upstream, classes])
    let feeds: [NodeID: Tensor<Double>] = [
      x: Tensor([2, 3, 2], repeating: 0), upstream: Tensor([2, 2], repeating: 7),
      classes: Tensor([2, 2], [0, 2, target.value, 1]),
    ]
    for (node, name) in [(picked, "pick_class"), (placed, "place_class")] {
      let error = #expect(throws: BackendError.self) {
        try backend.run(graph, outputs: [node], feeds)
      }
      let text = try #require(error).description
      #expect(
        text.hasPrefix("\(name): the target at position [1, 0] is ")
          && text.hasSuffix(
            ", but it must be a whole number from 0 to 2: classes are counted from 0")
      )
      #expect(target.value.magnitude == 1e30 || text.contains("is \(target.text),"))
    }
  }

  @Test(arguments: TestBackend.all)
  func `a switch outside its plane is refused with its place`(_ backend: TestBackend) throws {
    var graph = Graph()
    let values = try graph.input([1, 1, 1, 2], name: "values")
    let switches = try graph.input([1, 1, 1, 2], name: "switches")
    let unpooling = Unpooling(outputSize: [2, 2], overlap: .replace)
    let unpooled = try graph.append(.maxUnpool(unpooling), [values, switches])
    let error = #expect(throws: BackendError.self) {
      try backend.run(
        graph, outputs: [unpooled],
        [values: Tensor([1, 1, 1, 2], [1, 2]), switches: Tensor([1, 1, 1, 2], [0, 4])])
    }
    #expect(
      error?.description
        == "max_unpool2d: the switch at position [0, 0, 0, 1] is 4, but it must be a whole"
        + " number from 0 to 3")
  }

  @Test(arguments: TestBackend.all)
  func `a negative switch is refused where it is read`(_ backend: TestBackend) throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 3], name: "input")
    let switches = try graph.input([1, 1, 1], name: "switches")
    let taken = try graph.append(.takeAtIndices, [x, switches])
    #expect(throws: BackendError.self) {
      try backend.run(
        graph, outputs: [taken],
        [x: Tensor([1, 1, 3], repeating: 0), switches: Tensor([1, 1, 1], [-1])])
    }
  }
}
