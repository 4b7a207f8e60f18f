import CPUBackend
import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Ties, NaN and infinities, on which tests with ordinary numbers say nothing.
@Suite(.needsOpenBLAS)
struct SpecialValueTests {
  private static let odd: [Float] = [.nan, -.infinity, .infinity, 0, -0.0, 1, 1, .nan, -3]

  private static let ops: [Op] = [
    .unary(.relu), .unary(.leakyRelu(negativeSlope: 0.1)), .unary(.elu(alpha: 1)),
    .unary(.sigmoid), .unary(.softplus(beta: 1, threshold: 20)), .unary(.tanh), .unary(.exp),
    .unary(.log), .unary(.squareRoot), .maxPool([window(2), window(2)]),
    .maxPoolIndices([window(2), window(2)]), .maxPool([window(3), window(3)]),
    .softmax(axis: 3), .logSoftmax(axis: 2), .reduce(Reduction(.mean, axes: [2, 3])),
  ]

  @Test(arguments: ops)
  func `NaN, infinities and ties come out as in the reference`(_ op: Op) throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 3, 3], name: "input")
    let y = try graph.append(op, [x])
    let feeds = [x: Tensor<Float>([1, 1, 3, 3], Self.odd)]
    let actual = try #require(try CPUBackend().compile(graph, outputs: [y]).run(feeds)[y])
    let expected = try #require(
      try ReferenceBackend<Float>().compile(graph, outputs: [y]).run(feeds)[y])
    #expect(actual.shape == expected.shape)
    for (got, wanted) in zip(actual.elements, expected.elements) {
      #expect(got == wanted || (got.isNaN && wanted.isNaN), "\(actual) but \(expected)")
    }
  }
}
