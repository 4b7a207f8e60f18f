import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Parameters, multiply-adds and bytes of layers whose cost is published or counted by hand.
struct CostTests {
  private func cost(_ op: Op, _ operands: Shape...) throws -> Cost {
    op.cost(operands, result: try op.outputShape(operands))
  }

  private func square(_ kernel: Int, stride: Int = 1, padding: Int = 0) -> Convolution {
    let axis = window(kernel, stride: stride, padding: padding)
    return Convolution(windows: [axis, axis])
  }

  @Test func `ten 5×5 filters over a 32×32×3 image have 760 parameters`() throws {
    let cost = try cost(
      .convolution(square(5, padding: 2)), [1, 3, 32, 32], [10, 3, 5, 5], [10])
    #expect(cost.parameters == 760)
    #expect(cost.multiplyAdds == 32 * 32 * 10 * 75)
    #expect(cost.bytes == 4 * (3 * 32 * 32 + 750 + 10 + 10 * 32 * 32))
  }

  @Test func `AlexNet's first layer shares 34,944 parameters among 290,400 neurons`() throws {
    let cost = try cost(
      .convolution(square(11, stride: 4)), [1, 3, 227, 227], [96, 3, 11, 11], [96])
    #expect(cost.parameters == 34_944)
    #expect(cost.multiplyAdds == 290_400 * 363)
  }

  @Test func `groups divide the work, the batch multiplies it`() throws {
    let plain = try cost(.convolution(square(3, padding: 1)), [1, 8, 6, 6], [8, 8, 3, 3])
    var depthwise = square(3, padding: 1)
    depthwise.groups = 8
    let grouped = try cost(.convolution(depthwise), [4, 8, 6, 6], [8, 1, 3, 3])
    #expect(plain.multiplyAdds == 8 * grouped.multiplyAdds / 4)
    #expect(grouped.parameters == 72)
  }

  @Test func `a convolution and its two gradients cost the same multiply-adds`() throws {
    let convolution = square(3, stride: 2, padding: 1)
    let (x, weight, y): (Shape, Shape, Shape) = ([2, 4, 7, 7], [6, 4, 3, 3], [2, 6, 4, 4])
    let forward = try cost(.convolution(convolution), x, weight)
    #expect(
      try cost(.transposedConvolution(convolution), y, weight).multiplyAdds
        == forward.multiplyAdds)
    #expect(
      try cost(.convolutionWeightGradient(convolution), x, y).multiplyAdds
        == forward.multiplyAdds)
  }

  @Test func `a matrix product costs rows times columns times what each sums`() throws {
    let expected = 5 * 2 * 4 * 3
    #expect(
      try cost(.matmul(transposeA: false, transposeB: false), [5, 2, 3], [3, 4]).multiplyAdds
        == expected)
    #expect(
      try cost(.matmul(transposeA: true, transposeB: true), [5, 3, 2], [4, 3]).multiplyAdds
        == expected)
  }

  @Test func `activations, pools and normalisation count no multiply-adds`() throws {
    #expect(try cost(.unary(.tanh), [4, 4]) == Cost(parameters: 0, multiplyAdds: 0, bytes: 128))
    #expect(
      try cost(.maxPool([window(2, stride: 2)]), [1, 1, 8])
        == Cost(parameters: 0, multiplyAdds: 0, bytes: 48))
    #expect(
      try cost(.batchNorm(BatchNorm(training: false)), [2, 3], [3], [3], [3], [3]).parameters == 6)
    #expect(try cost(.prelu, [2, 3], [3]).parameters == 3)
  }
}
