import ConvolutionArithmetic
import TensorEngine

extension ConformanceCase {
  /// A convolution's parameters and the shapes they are tried with.
  fileprivate struct Layer {
    let windows: [SlidingWindow]
    var groups = 1
    let input: Shape
    let outputs: Int
  }

  fileprivate static let layers: [Layer] = [
    Layer(windows: [window(1), window(1)], input: [2, 3, 4, 5], outputs: 4),
    Layer(windows: [window(3), window(3)], input: [1, 1, 5, 5], outputs: 1),
    Layer(
      windows: [window(3, padding: 1), window(3, padding: 1)], input: [2, 3, 7, 6], outputs: 4),
    Layer(
      windows: [window(5, padding: 2), window(5, padding: 2)], input: [2, 2, 8, 9], outputs: 3),
    Layer(
      windows: [window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)],
      input: [2, 3, 8, 9], outputs: 4),
    Layer(
      windows: [window(2, stride: 3), window(3, stride: 2, padding: 0, after: 2)],
      input: [1, 2, 8, 7], outputs: 2),
    Layer(
      windows: [window(2, padding: 0, after: 1), window(4, padding: 3, after: 0)],
      input: [2, 2, 5, 6], outputs: 3),
    Layer(
      windows: [window(3, padding: 2, dilation: 2), window(2, stride: 2, dilation: 3)],
      input: [2, 2, 7, 8], outputs: 3),
    Layer(
      windows: [window(3, padding: 1), window(3, padding: 1)], groups: 2, input: [2, 4, 5, 5],
      outputs: 6),
    Layer(
      windows: [window(3, stride: 2, padding: 1), window(3, padding: 1)], groups: 4,
      input: [2, 4, 6, 5], outputs: 4),
    Layer(windows: [window(1, stride: 2), window(1, stride: 2)], input: [2, 3, 5, 5], outputs: 2),
    Layer(
      windows: [window(3, padding: 4), window(3, padding: 4)], input: [1, 2, 3, 3], outputs: 2),
    Layer(windows: [window(3)], input: [2, 3, 9], outputs: 2),
    Layer(windows: [window(4, stride: 3, padding: 2, dilation: 2)], input: [2, 4, 11], outputs: 2),
    Layer(windows: [window(3, padding: 1)], groups: 2, input: [1, 4, 6], outputs: 2),
    // Many more output channels than input channels.
    Layer(
      windows: [window(3, padding: 1), window(3, padding: 1)], input: [1, 3, 32, 32], outputs: 16),
    Layer(
      windows: [window(5, padding: 2), window(5, padding: 2)], input: [2, 1, 2, 3], outputs: 4),
    Layer(
      windows: [window(3, padding: 2, dilation: 2), window(4, padding: 2, after: 1)],
      input: [2, 1, 6, 9], outputs: 5),
    Layer(windows: [window(3, padding: 1)], groups: 2, input: [2, 2, 40], outputs: 8),
    Layer(windows: [window(7, padding: 3)], input: [1, 1, 2], outputs: 4),
    // Large enough for several tiles and for products in pieces.
    Layer(
      windows: [window(3, padding: 1), window(3, padding: 1)], input: [1, 16, 32, 32], outputs: 16),
    Layer(
      windows: [window(3, padding: 1), window(3, padding: 1)], input: [2, 64, 8, 8], outputs: 64),
    Layer(
      windows: [window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)],
      input: [1, 16, 32, 32], outputs: 32),
  ]

  /// The direct convolution with and without bias.
  static let convolutions: [ConformanceCase] = layers.flatMap { layer in
    let op = Op.convolution(Convolution(windows: layer.windows, groups: layer.groups))
    let weight = layer.weight
    return [
      ConformanceCase(op, [layer.input, weight]),
      ConformanceCase(op, [layer.input, weight, [layer.outputs]]),
    ]
  }

  /// The weight gradient, the upstream gradient having the output's shape.
  static let weightGradients: [ConformanceCase] = layers.map { layer in
    ConformanceCase(
      .convolutionWeightGradient(Convolution(windows: layer.windows, groups: layer.groups)),
      [layer.input, layer.output])
  }

  /// Every layer's input gradient, and free-standing ones with output padding.
  static let transposedConvolutions: [ConformanceCase] =
    layers.flatMap { layer in
      let windows = zip(layer.windows, layer.input.dimensions.dropFirst(2)).map {
        $0.restoring($1)
      }
      let op = Op.transposedConvolution(Convolution(windows: windows, groups: layer.groups))
      return [
        ConformanceCase(op, [layer.output, layer.weight]),
        ConformanceCase(op, [layer.output, layer.weight, [layer.input[1]]]),
      ]
    } + [
      ConformanceCase(
        .transposedConvolution(
          Convolution(windows: [
            window(2, stride: 4, outputPadding: 3),
            window(3, stride: 3, padding: 1, outputPadding: 2),
          ])),
        [[2, 2, 3, 3], [2, 3, 2, 3], [3]]),
      // Few output channels: the product with the transposed weight.
      ConformanceCase(
        .transposedConvolution(
          Convolution(windows: [
            window(3, stride: 2, padding: 1, outputPadding: 1), window(3, padding: 1),
          ])),
        [[2, 8, 3, 4], [8, 2, 3, 3], [2]]),
      ConformanceCase(
        .transposedConvolution(
          Convolution(windows: [window(3, stride: 2, dilation: 2)], groups: 2)),
        [[2, 8, 5], [8, 1, 3]]),
    ]
}

extension ConformanceCase.Layer {
  fileprivate var weight: Shape {
    Shape([outputs, input[1] / groups] + windows.map(\.kernelSize))
  }

  fileprivate var output: Shape {
    let sizes = zip(windows, input.dimensions.dropFirst(2)).map {
      $0.outputs(for: $1)
    }
    return Shape([input[0], outputs] + sizes)
  }
}
