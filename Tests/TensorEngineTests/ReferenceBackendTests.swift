import TensorEngine
import Testing

/// How graphs are run and what is refused at run time.
struct ReferenceBackendTests {
  @Test func `a missing feed is named with its shape`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "image")
    let y = try graph.append(.unary(.relu), [x])
    let executable = ReferenceBackend<Float>().compile(graph, outputs: [y])
    let error = try #require(throws: BackendError.self) { _ = try executable.run([:]) }
    #expect(error.description == "no value was given for 'image', which has shape [2, 3]")
  }

  @Test func `a feed of another shape is refused with both shapes`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "image")
    let executable = ReferenceBackend<Float>().compile(graph, outputs: [x])
    let error = try #require(throws: BackendError.self) {
      _ = try executable.run([x: Tensor([3, 2], repeating: 0)])
    }
    #expect(
      error.description == "'image' has shape [2, 3] but was given a value of shape [3, 2]")
  }

  @Test func `only what the outputs need is asked for and computed`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([1], [-4]))
    let unfed = try example.graph.input([9], name: "unfed")
    _ = try example.graph.append(.unary(.relu), [unfed])
    let y = try example.graph.append(.unary(.relu), [x])
    #expect(try example.values(of: [y, x]) == [x: Tensor([1], [-4]), y: Tensor([1], [0])])
  }

  @Test func `an executable runs as often as wanted`() throws {
    var graph = Graph()
    let x = try graph.input([1], name: "x")
    let y = try graph.append(.binary(.multiply), [x, x])
    let executable = ReferenceBackend<Double>().compile(graph, outputs: [y])
    for value in [2.0, 3, -5] {
      #expect(try executable.run([x: Tensor([1], [value])])[y]!.elements == [value * value])
    }
  }

  @Test(arguments: [
    (3.0, "3"), (-1, "-1"), (1.5, "1.5"), (.nan, "nan"), (.infinity, "inf"), (1e300, "1e+300"),
  ])
  func `a target that names no class is refused with its place`(
    _ value: Double, _ text: String
  ) throws {
    let error = try #require(throws: BackendError.self) {
      try evaluate(
        .pickClass, Tensor<Double>([2, 3, 2], repeating: 0), Tensor([2, 2], [0, 2, value, 1]))
    }
    #expect(
      error.description
        == "pick_class: the target at position [1, 0] is \(text), but it must be a whole number"
        + " from 0 to 2: classes are counted from 0")
    #expect(throws: BackendError.self) {
      try evaluate(.placeClass(classes: 3), Tensor<Double>([1], [7]), Tensor([1], [value]))
    }
  }

  @Test func `a switch outside its plane is refused with its place`() throws {
    let error = try #require(throws: BackendError.self) {
      try evaluate(
        .maxUnpool(Unpooling(outputSize: [2, 2], overlap: .replace)),
        Tensor<Double>([1, 1, 1, 2], [1, 2]), Tensor([1, 1, 1, 2], [0, 4]))
    }
    #expect(
      error.description
        == "max_unpool2d: the switch at position [0, 0, 0, 1] is 4, but it must be a whole"
        + " number from 0 to 3")
    #expect(throws: BackendError.self) {
      try evaluate(
        .takeAtIndices, Tensor<Double>([1, 1, 3], repeating: 0), Tensor([1, 1, 1], [-1]))
    }
  }
}
