import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// An op, its operands' shapes, and the shape of its result.
struct ShapeCase: Sendable, CustomTestStringConvertible {
  let op: Op
  let operands: [Shape]
  let result: Shape

  init(_ op: Op, _ operands: Shape..., result: Shape) {
    self.op = op
    self.operands = operands
    self.result = result
  }

  var testDescription: String { "\(op.name) \(operands) → \(result)" }
}

struct ShapeRuleTests {
  @Test(arguments: windows + products + movement)
  func `an op's result has the stated shape`(_ shapeCase: ShapeCase) throws {
    #expect(try shapeCase.op.outputShape(shapeCase.operands) == shapeCase.result)
  }

  static func square(
    _ kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    ceilMode: Bool = false
  ) -> [SlidingWindow] {
    let axis = window(
      kernel, stride: stride, padding: padding, outputPadding: outputPadding, ceilMode: ceilMode)
    return [axis, axis]
  }

  static let windows: [ShapeCase] = [
    // AlexNet's first layer, a strided residual layer, a layer whose size is rounded down
    ShapeCase(
      .convolution(Convolution(windows: square(11, stride: 4))), [1, 3, 227, 227],
      [96, 3, 11, 11], [96], result: [1, 96, 55, 55]),
    ShapeCase(
      .convolution(Convolution(windows: square(3, stride: 2, padding: 1))), [8, 16, 32, 32],
      [32, 16, 3, 3], result: [8, 32, 16, 16]),
    ShapeCase(
      .convolution(Convolution(windows: square(3, stride: 3))), [1, 1, 7, 7], [1, 1, 3, 3],
      result: [1, 1, 2, 2]),
    ShapeCase(
      .convolution(Convolution(windows: square(3, padding: 1), groups: 4)), [2, 4, 5, 5],
      [8, 1, 3, 3], result: [2, 8, 5, 5]),
    ShapeCase(
      .transposedConvolution(
        Convolution(windows: square(3, stride: 2, padding: 1, outputPadding: 1))), [1, 4, 7, 7],
      [4, 2, 3, 3], [2], result: [1, 2, 14, 14]),
    ShapeCase(
      .transposedConvolution(
        Convolution(windows: [window(3, stride: 2, padding: 1)], groups: 2)), [1, 4, 3],
      [4, 3, 3], result: [1, 6, 5]),
    ShapeCase(
      .convolutionWeightGradient(Convolution(windows: [window(3)], groups: 2)), [4, 6, 8],
      [4, 10, 6], result: [10, 3, 3]),
    ShapeCase(.maxPool(square(2, stride: 2)), [1, 2, 5, 7], result: [1, 2, 2, 3]),
    ShapeCase(.maxPool(square(2, stride: 2, ceilMode: true)), [1, 2, 5, 7], result: [1, 2, 3, 4]),
    ShapeCase(.maxPoolIndices([window(3, stride: 2)]), [1, 2, 7], result: [1, 2, 3]),
    ShapeCase(
      .maxUnpool(Unpooling(outputSize: [6, 6], overlap: .replace)), [1, 2, 3, 3], [1, 2, 3, 3],
      result: [1, 2, 6, 6]),
    ShapeCase(.takeAtIndices, [1, 2, 6, 6], [1, 2, 3, 3], result: [1, 2, 3, 3]),
    ShapeCase(.adaptiveAveragePool(outputSize: [3, 9]), [1, 2, 8, 4], result: [1, 2, 3, 9]),
    ShapeCase(
      .adaptiveAveragePoolGradient(inputSize: [8, 4]), [1, 2, 3, 9], result: [1, 2, 8, 4]),
    ShapeCase(.unfold(square(2, stride: 2)), [2, 3, 4, 6], result: [2, 12, 6]),
    ShapeCase(.fold(square(2, stride: 2), outputSize: [4, 6]), [2, 12, 6], result: [2, 3, 4, 6]),
  ]

  static let products: [ShapeCase] = [
    ShapeCase(.matmul(transposeA: false, transposeB: false), [2, 3], [3, 4], result: [2, 4]),
    ShapeCase(.matmul(transposeA: true, transposeB: true), [3, 2], [4, 3], result: [2, 4]),
    ShapeCase(
      .matmul(transposeA: false, transposeB: false), [5, 1, 2, 3], [7, 3, 4],
      result: [5, 7, 2, 4]),
    ShapeCase(.binary(.add), [2, 1, 3], [4, 1], result: [2, 4, 3]),
    ShapeCase(.binary(.add), [], [2, 2], result: [2, 2]),
    ShapeCase(.reduce(Reduction(.sum, axes: [0, 2])), [2, 3, 4], result: [3]),
    ShapeCase(
      .reduce(Reduction(.mean, axes: [1], keepsAxes: true)), [2, 3, 4], result: [2, 1, 4]),
    ShapeCase(.pickClass, [2, 5, 3], [2, 3], result: [2, 3]),
    ShapeCase(.placeClass(classes: 5), [2, 3], [2, 3], result: [2, 5, 3]),
  ]

  static let movement: [ShapeCase] = [
    ShapeCase(.broadcast([2, 3]), [3], result: [2, 3]),
    ShapeCase(.reshape([6]), [2, 3], result: [6]),
    ShapeCase(.transpose(permutation: [2, 0, 1]), [2, 3, 4], result: [4, 2, 3]),
    ShapeCase(.concat(axis: 1), [2, 3], [2, 4], [2, 1], result: [2, 8]),
    ShapeCase(.slice(axis: 1, range: 1..<3), [2, 4], result: [2, 2]),
    ShapeCase(
      .pad(Pad(before: [1, 0], after: [2, 3], mode: .replicate)), [1, 1, 4, 4],
      result: [1, 1, 7, 7]),
    ShapeCase(.flip(axes: [0]), [2, 3], result: [2, 3]),
    ShapeCase(.upsample(Upsample(outputSize: [7], mode: .nearest)), [1, 2, 3], result: [1, 2, 7]),
  ]

  @Test(
    arguments: [
      ([2, 3], [2, 3], [2, 3]), ([1], [4, 2], [4, 2]), ([3, 1], [1, 2], [3, 2]),
      ([], [], []), ([5, 1, 3], [2, 1], [5, 2, 3]), ([2], [3], nil), ([2, 2], [3, 1, 4], nil),
    ] as [(Shape, Shape, Shape?)])
  func `shapes broadcast as PyTorch's do`(_ left: Shape, _ right: Shape, _ result: Shape?) {
    #expect(left.broadcast(with: right) == result)
    #expect(right.broadcast(with: left) == result)
  }

  @Test func `an index and its offset are inverse`() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.strides == [12, 4, 1])
    for offset in 0..<shape.count {
      #expect(shape.offset(of: shape.index(at: offset)) == offset)
    }
    #expect(Shape.scalar.count == 1)
  }

  @Test func `an op names the windows it slides, and only such an op has any`() {
    let windows = Self.square(3)
    #expect(Op.convolution(Convolution(windows: windows)).windows == windows)
    #expect(Op.averagePool(AveragePool(windows: windows)).windows == windows)
    #expect(Op.fold(windows, outputSize: [4, 4]).windows == windows)
    #expect(Op.unary(.relu).windows == nil)
    #expect(Op.adaptiveAveragePool(outputSize: [1, 1]).windows == nil)
  }
}
