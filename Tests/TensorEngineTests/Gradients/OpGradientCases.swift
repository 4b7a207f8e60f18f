import ConvolutionArithmetic
import TensorEngine
import TestSupport

/// The table of ops, parameters and operands whose gradients are checked.
enum OpGradientCases {
  static let all = convolutions + pools + columns + arithmetic + activations + movement + classes

  static let convolutions: [OpGradientCase] = [
    // 1-D and 2-D, with and without bias
    OpGradientCase(
      .convolution(Convolution(windows: [window(3)])), .variable(2, 2, 5), .variable(3, 2, 3)),
    OpGradientCase(
      .convolution(Convolution(windows: [window(3, stride: 2, padding: 1)])),
      .variable(1, 2, 6), .variable(2, 2, 3), .variable(2)),
    OpGradientCase(
      .convolution(Convolution(windows: [window(2), window(3)])),
      .variable(2, 2, 3, 4), .variable(2, 2, 2, 3), .variable(2)),
    // asymmetric padding, strides that leave cells uncovered, dilation
    OpGradientCase(
      .convolution(
        Convolution(windows: [
          window(2, stride: 3, padding: 1, after: 0), window(2, stride: 2, padding: 0, after: 2),
        ])),
      .variable(1, 1, 6, 5), .variable(2, 1, 2, 2), .variable(2)),
    OpGradientCase(
      .convolution(
        Convolution(windows: [window(2, padding: 1, dilation: 2), window(2, dilation: 3)])),
      .variable(1, 1, 4, 5), .variable(1, 1, 2, 2)),
    // groups, depthwise
    OpGradientCase(
      .convolution(Convolution(windows: [window(2)], groups: 2)),
      .variable(1, 4, 4), .variable(6, 2, 2), .variable(6)),
    OpGradientCase(
      .convolution(Convolution(windows: [window(2), window(2, padding: 1)], groups: 3)),
      .variable(1, 3, 3, 2), .variable(3, 1, 2, 2)),

    OpGradientCase(
      .transposedConvolution(Convolution(windows: [window(3)])),
      .variable(2, 2, 3), .variable(2, 2, 3), .variable(2)),
    OpGradientCase(
      .transposedConvolution(
        Convolution(windows: [window(3, stride: 2, padding: 1, outputPadding: 1)])),
      .variable(1, 2, 3), .variable(2, 2, 3)),
    // output padding below the stride but above the trailing padding
    OpGradientCase(
      .transposedConvolution(
        Convolution(windows: [
          window(2, stride: 3, padding: 0, outputPadding: 2), window(2, padding: 1),
        ])),
      .variable(1, 1, 2, 3), .variable(1, 2, 2, 2), .variable(2)),
    // dilation allows output padding of the stride and more
    OpGradientCase(
      .transposedConvolution(
        Convolution(windows: [window(2, padding: 1, dilation: 4, outputPadding: 3)])),
      .variable(1, 1, 3), .variable(1, 1, 2), .variable(1)),
    OpGradientCase(
      .transposedConvolution(
        Convolution(windows: [window(2, stride: 2, padding: 3, dilation: 4, outputPadding: 2)])),
      .variable(1, 1, 3), .variable(1, 1, 2)),
    // nothing but output padding is left of the result
    OpGradientCase(
      .transposedConvolution(
        Convolution(windows: [window(1, padding: 1, dilation: 5, outputPadding: 4)])),
      .variable(1, 1, 1), .variable(1, 1, 1), .variable(1)),
    OpGradientCase(
      .transposedConvolution(Convolution(windows: [window(2), window(2)], groups: 2)),
      .variable(1, 4, 2, 2), .variable(4, 3, 2, 2), .variable(6)),

    OpGradientCase(
      .convolutionWeightGradient(Convolution(windows: [window(3, stride: 2, padding: 1)])),
      .variable(2, 2, 6), .variable(2, 3, 3)),
    OpGradientCase(
      .convolutionWeightGradient(
        Convolution(windows: [window(2, dilation: 2), window(2, stride: 2)], groups: 2)),
      .variable(1, 4, 4, 5), .variable(1, 2, 2, 2)),
  ]

  static let pools: [OpGradientCase] = [
    OpGradientCase(.maxPool([window(2, stride: 2)]), .distinct(2, 2, 5)),
    OpGradientCase(
      .maxPool([window(3, padding: 1), window(3, padding: 1)]), .distinct(1, 2, 3, 4)),
    OpGradientCase(
      .maxPool([window(2, stride: 2, ceilMode: true), window(2, stride: 3, ceilMode: true)]),
      .distinct(1, 1, 5, 6)),
    OpGradientCase(.maxPool([window(2, dilation: 2), window(2)]), .distinct(1, 1, 4, 3)),
    OpGradientCase(
      .maxUnpool(Unpooling(outputSize: [6], overlap: .replace)),
      .variable(1, 2, 3), .switches(6, 1, 2, 3)),
    OpGradientCase(
      .maxUnpool(Unpooling(outputSize: [3, 4], overlap: .sum)),
      .variable(1, 2, 2, 2), .classes(12, 1, 2, 2, 2)),
    OpGradientCase(.takeAtIndices, .variable(1, 2, 3, 4), .classes(12, 1, 2, 2, 2)),
    OpGradientCase(.takeAtIndices, .variable(2, 1, 4), .classes(4, 2, 1, 3)),

    OpGradientCase(.averagePool(AveragePool(windows: [window(3, stride: 2)])), .variable(1, 2, 7)),
    OpGradientCase(
      .averagePool(AveragePool(windows: [window(3, padding: 1), window(2, padding: 1)])),
      .variable(1, 1, 3, 3)),
    OpGradientCase(
      .averagePool(
        AveragePool(
          windows: [window(3, stride: 2, padding: 1, ceilMode: true), window(2, stride: 2)],
          countIncludePad: false)),
      .variable(1, 1, 4, 4)),
    OpGradientCase(
      .averagePoolGradient(
        AveragePool(windows: [window(3, stride: 2, padding: 1, ceilMode: true)]), inputSize: [4]),
      .variable(1, 2, 3)),
    OpGradientCase(.adaptiveAveragePool(outputSize: [3]), .variable(1, 2, 7)),
    OpGradientCase(.adaptiveAveragePool(outputSize: [2, 5]), .variable(1, 1, 5, 3)),
    OpGradientCase(.adaptiveAveragePoolGradient(inputSize: [5, 4]), .variable(1, 1, 2, 3)),
  ]

  static let columns: [OpGradientCase] = [
    OpGradientCase(.unfold([window(3, stride: 2, padding: 1)]), .variable(2, 2, 5)),
    OpGradientCase(
      .unfold([window(2, stride: 2), window(2, padding: 1, dilation: 2)]), .variable(1, 2, 4, 3)),
    OpGradientCase(
      .fold([window(2), window(2, padding: 1)], outputSize: [3, 2]), .variable(1, 8, 6)),
  ]

  static let classes: [OpGradientCase] = [
    OpGradientCase(.softmax(axis: 1), .variable(2, 4)),
    OpGradientCase(.softmax(axis: 0), .variable(3)),
    OpGradientCase(.softmax(axis: 2), .variable(1, 2, 3, 2)),
    OpGradientCase(.logSoftmax(axis: 1), .variable(2, 3, 2)),
    OpGradientCase(.logSoftmax(axis: 1), .variable(1, 5)),
    OpGradientCase(.pickClass, .variable(3, 4), .classes(4, 3)),
    OpGradientCase(.pickClass, .variable(2, 3, 2, 2), .classes(3, 2, 2, 2)),
    OpGradientCase(.placeClass(classes: 4), .variable(2, 3), .classes(4, 2, 3)),
    OpGradientCase(
      .batchNorm(BatchNorm(epsilon: 1e-3, training: false)),
      .variable(2, 3, 2, 2), .variable(3), .variable(3), .variable(3).constant,
      .positive(3).constant),
    OpGradientCase(.dropout(probability: 0.4, seed: 3), .variable(3, 5)),
    OpGradientCase(.localResponseNorm(LocalResponseNorm(size: 3, alpha: 0.5)), .variable(2, 4, 2)),
    OpGradientCase(
      .localResponseNorm(LocalResponseNorm(size: 4, alpha: 1, beta: 0.5, k: 2)),
      .variable(1, 5, 2, 1)),
  ]
}
