import TensorEngine
import TestSupport
import Testing

/// A function of some operands whose gradients are to be checked.
struct GradientCase: Sendable, CustomTestStringConvertible {
  /// An operand: its shape, its values, and whether it can be differentiated by.
  struct Operand: Sendable {
    var shape: Shape
    var filling = Filling.awayFromZero
    var isVariable = true
  }

  let name: String
  let operands: [Operand]
  let operandNames: [String]
  let build: @Sendable (inout Graph, [NodeID]) throws -> NodeID

  var testDescription: String {
    "\(name) of \(operands.map(\.shape.description).joined(separator: ", "))"
  }
}

/// Compares the gradients of a graph with central differences, element by element, in `Double`.
///
/// The output is weighted with a random upstream gradient u, so the number that is differentiated
/// is `Σ u · y`. A step of 10⁻⁴ leaves errors near 10⁻⁸ on functions as smooth as these and near
/// 10⁻¹² from rounding; the tolerance is relative above 1 and absolute below.
func checkGradients(
  _ gradientCase: GradientCase, seed: UInt64 = 1, tolerance: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let step = 1e-4
  var example = Example<Double>()
  var inputs: [NodeID] = []
  for (position, operand) in gradientCase.operands.enumerated() {
    let value = operand.filling.tensor(operand.shape, seed: seed &+ UInt64(position) &* 7919)
    inputs.append(try example.input(value, gradientCase.operandNames[position]))
  }
  let output = try gradientCase.build(&example.graph, inputs)
  let forward = ReferenceBackend<Double>().compile(example.graph, outputs: [output])

  let weights = Filling.awayFromZero.tensor(example.graph[output].shape, seed: seed &+ 17)
  let upstream = try example.input(weights, "upstream")
  let variables = zip(inputs, gradientCase.operands).filter { $0.1.isVariable }.map(\.0)
  let gradients = try example.graph.appendGradients(
    of: output, by: variables, upstream: upstream)
  let values = try example.values(of: Array(gradients.values))

  func weightedSum(_ feeds: [NodeID: Tensor<Double>]) throws -> Double {
    let y = try forward.run(feeds)[output]!
    return zip(y.elements, weights.elements).map(*).reduce(0, +)
  }

  for variable in variables {
    let name = example.graph[variable].name ?? "operand"
    let got = values[gradients[variable]!]!
    #expect(
      got.shape == example.graph[variable].shape,
      "\(gradientCase.name): the gradient of \(name) has shape \(got.shape)",
      sourceLocation: sourceLocation)
    for offset in got.elements.indices {
      var feeds = example.feeds
      feeds[variable]!.elements[offset] += step
      let above = try weightedSum(feeds)
      feeds[variable]!.elements[offset] -= 2 * step
      let below = try weightedSum(feeds)
      let expected = (above - below) / (2 * step)
      let difference = abs(got.elements[offset] - expected)
      // Written so that a NaN fails.
      if !(difference <= tolerance * max(1, abs(expected))) {
        Issue.record(
          """
          \(gradientCase.name): dLoss/d\(name)\(got.shape.index(at: offset)) \
          got \(got.elements[offset]), expected \(expected) by central differences
          """,
          sourceLocation: sourceLocation)
      }
    }
  }
}
