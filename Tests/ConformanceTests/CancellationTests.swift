import Conformance
import ConvolutionArithmetic
import TensorEngine
import Testing

/// Functions that are differences of nearly equal numbers somewhere, against double precision.
struct CancellationTests {
  private static let functions: [UnaryFunction] = [
    .elu(alpha: 1), .sigmoid, .softplus(beta: 1, threshold: 20), .tanh,
  ]

  /// From −100 to 100, closer together around 0.
  private static let places: [Double] = (-400...400).map { step in
    let share = Double(step) / 400
    return 100 * share * share * share
  }

  /// The results of single precision on every backend, and of double precision.
  private func results(
    _ op: Op, _ operands: [Tensor<Double>]
  ) throws -> (single: [[Double]], double: [Double]) {
    var graph = Graph()
    let inputs = try operands.enumerated().map { try graph.input($1.shape, name: "\($0)") }
    let y = try graph.append(op, inputs)
    let feeds = Dictionary(zip(inputs, operands), uniquingKeysWith: { $1 })
    let example = ConformanceCase.Example(graph: graph, outputs: [y], feeds: feeds)
    return (
      try TestBackend.single.map { try example.results(on: $0)[0].elements },
      try example.results(on: ReferenceBackend<Double>())[0].elements
    )
  }

  private func expectClose(
    _ results: (single: [[Double]], double: [Double]), at places: [Double]
  ) {
    for values in results.single {
      for (place, (value, wanted)) in zip(places, zip(values, results.double)) {
        // A few of the last digits; numbers below the smallest normal one have fewer.
        #expect(
          abs(value - wanted) <= 2e-6 * abs(wanted) + 1e-37,
          "\(value) for \(wanted) at \(place)")
      }
    }
  }

  @Test(arguments: functions)
  func `functions and slopes keep their digits from -100 to 100`(
    _ function: UnaryFunction
  ) throws {
    // Rounded first, so that both precisions get the same numbers.
    let places = Self.places.map { Double(Float($0)) }
    let x = Tensor<Double>([places.count], places)
    expectClose(try results(.unary(function), [x]), at: places)
    let ones = Tensor<Double>([places.count], repeating: 1)
    expectClose(try results(.unaryGradient(function), [x, ones]), at: places)
  }

  @Test
  func `the logarithm of a sure answer's share keeps its digits`() throws {
    let places = Self.places.map { Double(Float(abs($0))) }
    let scores: [Double] = places.flatMap { place -> [Double] in [place, 0] }
    let found = try results(
      .logSoftmax(axis: 1), [Tensor<Double>([places.count, 2], scores)])
    expectClose(found, at: places.flatMap { place -> [Double] in [place, place] })
  }
}
