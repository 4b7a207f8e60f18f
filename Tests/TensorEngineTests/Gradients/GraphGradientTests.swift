import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Differentiation of whole graphs: sums of gradients, constants, upstream gradients, chains.
struct GraphGradientTests {
  @Test func `a variable that is used twice gets the sum of both gradients`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([3], [1, -2, 3]))
    let square = try example.graph.append(.binary(.multiply), [x, x])
    let both = try example.graph.append(.binary(.add), [square, x])
    let gradients = try example.graph.appendGradients(of: both, by: [x])
    // d(x² + x)/dx = 2x + 1
    #expect(try example.value(of: gradients[x]!) == Tensor([3], [3, -3, 7]))
  }

  @Test func `a variable that the output does not depend on gets zeros`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([2], [1, 2]))
    let other = try example.input(Tensor([2, 2], repeating: 5), "other")
    let y = try example.graph.append(.unary(.relu), [x])
    let gradients = try example.graph.appendGradients(of: y, by: [x, other])
    #expect(try example.value(of: gradients[other]!) == Tensor([2, 2], repeating: 0))
    #expect(try example.value(of: gradients[x]!) == Tensor([2], repeating: 1))
  }

  @Test func `the gradient of an output by itself is the upstream gradient`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([2], [1, 2]))
    let upstream = try example.input(Tensor([2], [5, 7]), "upstream")
    let gradients = try example.graph.appendGradients(of: x, by: [x], upstream: upstream)
    #expect(gradients[x] == upstream)
  }

  @Test func `a node in the middle of a graph is a variable like any other`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([2], [0.5, 2]))
    let middle = try example.graph.append(.unary(.exp), [x])
    let y = try example.graph.append(.unary(.affine(factor: 3, offset: 1)), [middle])
    let gradients = try example.graph.appendGradients(of: y, by: [middle])
    #expect(try example.value(of: gradients[middle]!) == Tensor([2], repeating: 3))
  }

  @Test func `the upstream gradient weights the outputs`() throws {
    var example = Example<Double>()
    let x = try example.input(Tensor([2], [3, 4]))
    let upstream = try example.input(Tensor([2], [10, -1]), "upstream")
    let y = try example.graph.append(.binary(.multiply), [x, x])
    let gradients = try example.graph.appendGradients(of: y, by: [x], upstream: upstream)
    #expect(try example.value(of: gradients[x]!) == Tensor([2], [60, -8]))
  }

  @Test func `an upstream gradient of another shape is refused with both shapes`() throws {
    var graph = Graph()
    let x = try graph.input([2, 3], name: "x")
    let upstream = try graph.input([3, 2], name: "upstream")
    let y = try graph.append(.unary(.relu), [x])
    let error = try #require(throws: ShapeError.self) {
      try graph.appendGradients(of: y, by: [x], upstream: upstream)
    }
    #expect(
      error.description
        == "upstream: shapes [2, 3] and [3, 2] do not go together."
        + " The upstream gradient must have the output's shape [2, 3]")
  }

  @Test func `no gradient is computed for what nobody asked for`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 4, 4], name: "x")
    let weight = try graph.input([1, 1, 3, 3], name: "weight")
    let y = try graph.append(
      .convolution(Convolution(windows: [window(3), window(3)])), [x, weight])
    let before = graph.nodes.count
    _ = try graph.appendGradients(of: y, by: [weight])
    // The ones and the weight gradient; no transposed convolution for x.
    #expect(graph.nodes.count == before + 2)
  }

  @Test func `a small network from convolution to cross entropy passes the check`() throws {
    try checkGradients(
      GradientCase(
        name: "conv, relu, pool, linear, cross entropy",
        operands: [
          .init(shape: [2, 2, 6, 6]), .init(shape: [3, 2, 3, 3]), .init(shape: [3]),
          .init(shape: [4, 12]), .init(shape: [4]),
          .init(shape: [2], filling: .indices(below: 4), isVariable: false),
        ],
        operandNames: ["image", "conv.weight", "conv.bias", "fc.weight", "fc.bias", "target"],
        build: { graph, inputs in
          let convolution = Convolution(windows: [window(3), window(3)])
          var x = try graph.convolution(
            inputs[0], weight: inputs[1], bias: inputs[2], convolution)
          x = try graph.append(.unary(.relu), [x])
          x = try graph.append(.maxPool([window(2, stride: 2), window(2, stride: 2)]), [x])
          x = try graph.flatten(x)
          x = try graph.linear(x, weight: inputs[3], bias: inputs[4])
          return try graph.crossEntropy(x, target: inputs[5])
        }))
  }

  @Test func `a residual block with padding modes and unpooling passes the check`() throws {
    try checkGradients(
      GradientCase(
        name: "residual block",
        operands: [
          .init(shape: [1, 2, 4, 4], filling: .distinct), .init(shape: [2, 2, 3, 3]),
          .init(shape: [2]), .init(shape: [2]),
        ],
        operandNames: ["image", "weight", "gamma", "beta"],
        build: { graph, inputs in
          let windows = [window(3, padding: 1), window(3, padding: 1)]
          var x = try graph.convolution(
            inputs[0], weight: inputs[1], Convolution(windows: windows), paddingMode: .reflect,
            flip: true)
          x = try graph.batchNormTraining(x, weight: inputs[2], bias: inputs[3]).result
          x = try graph.append(.unary(.tanh), [x])
          x = try graph.append(.binary(.add), [x, inputs[0]])
          let pool = [window(2, stride: 2), window(2, stride: 2)]
          let switches = try graph.append(.maxPoolIndices(pool), [inputs[0]])
          let pooled = try graph.append(.averagePool(AveragePool(windows: pool)), [x])
          return try graph.append(
            .maxUnpool(Unpooling(outputSize: [4, 4], overlap: .replace)), [pooled, switches])
        }),
      tolerance: 1e-5)
  }

  @Test func `the input gradient of a convolution shows as a transposed convolution`() throws {
    var graph = Graph()
    let x = try graph.input([1, 1, 6], name: "x")
    let weight = try graph.input([1, 1, 3], name: "weight")
    let y = try graph.append(
      .convolution(Convolution(windows: [window(3, stride: 2)])), [x, weight])
    let gradients = try graph.appendGradients(of: y, by: [x])
    // 6 cells leave one uncovered: the transposed convolution gives it back as output padding.
    #expect(
      graph[gradients[x]!].op
        == .transposedConvolution(
          Convolution(windows: [window(3, stride: 2, outputPadding: 1)])))
  }
}
