import Conformance
import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Ties, NaN and infinities, on which tests with ordinary numbers say nothing.
struct SpecialValueTests {
  private static let odd: [Double] = [.nan, -.infinity, .infinity, 0, -0.0, 1, 1, .nan, -3]

  private static let ops: [Op] =
    ConformanceCase.functions.map { .unary($0.0) } + [
      .maxPool([window(2), window(2)]), .maxPoolIndices([window(2), window(2)]),
      .maxPool([window(3), window(3)]), .softmax(axis: 3), .logSoftmax(axis: 2),
      .reduce(Reduction(.mean, axes: [2, 3])),
    ]

  /// Runs a graph on every backend in single precision, and compares with the reference there.
  private func expectAgreement(
    _ graph: Graph, _ outputs: [NodeID], _ feeds: [NodeID: Tensor<Double>]
  ) throws {
    let example = ConformanceCase.Example(graph: graph, outputs: outputs, feeds: feeds)
    let expected = try example.results(on: ReferenceBackend<Float>())
    for backend in TestBackend.single {
      for (result, wanted) in zip(try example.results(on: backend), expected) {
        #expect(result.shape == wanted.shape)
        let isSame = zip(result.elements, wanted.elements).allSatisfy {
          $0 == $1 || ($0.isNaN && $1.isNaN)
        }
        #expect(isSame, "\(backend): \(result) but \(wanted)")
      }
    }
  }

  @Test(arguments: ops)
  func `NaN, infinities and ties come out as in the reference`(_ op: Op) throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let y = try graph.append(op, [x])
    try expectAgreement(graph, [y], [x: Tensor([1, 1, 3, 3], Self.odd)])
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
    let images = (0..<64).map { $0 % 8 == 2 ? Double.nan : Double($0 % 5) - 2 }
    try expectAgreement(
      graph, outputs, [x: Tensor([16, 1, 2, 2], images), weight: Tensor([1, 1, 1, 1], [1])])
  }

  @Test(arguments: TestBackend.all)
  func `a NaN shows in means and variances`(_ backend: TestBackend) throws {
    var graph = Graph()
    let x = try graph.input([16, 2, 2, 2], name: "images")
    let weight = try graph.input([2, 2, 1, 1], name: "weight")
    let y = try graph.convolution(
      x, weight: weight, Convolution(windows: [window(1), window(1)]))
    let ones = try graph.append(.fill(1, [2]), [])
    let (_, mean, variance) = try graph.batchNormTraining(y, weight: ones, bias: ones)
    var images = [Double](repeating: 1, count: 128)
    images[3] = .nan
    let feeds = [x: Tensor([16, 2, 2, 2], images), weight: Tensor([2, 2, 1, 1], [1, 1, 1, 1])]
    let found = try backend.run(graph, outputs: [mean, variance], feeds)
    for id in [mean, variance] {
      #expect(try #require(found[id]).elements.allSatisfy(\.isNaN))
    }
  }
}
