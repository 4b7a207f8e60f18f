import ConvolutionArithmetic
import TensorEngine

extension ConformanceCase {
  private static let poolings: [([SlidingWindow], Shape)] = [
    ([window(2, stride: 2), window(2, stride: 2)], [2, 3, 6, 8]),
    ([window(3, stride: 2, padding: 1), window(3, stride: 2, padding: 1)], [2, 2, 7, 8]),
    ([window(2, stride: 2, ceilMode: true), window(3, stride: 2, ceilMode: true)], [1, 2, 5, 6]),
    ([window(3, dilation: 2), window(2, padding: 1, dilation: 2)], [2, 1, 6, 5]),
    ([window(3, padding: 1, after: 0), window(1)], [1, 1, 4, 4]),
    ([window(3, stride: 2, padding: 1, ceilMode: true)], [2, 3, 8]),
  ]

  static let maxPools: [ConformanceCase] = poolings.flatMap { windows, shape in
    [
      ConformanceCase(.maxPool(windows), [shape]),
      ConformanceCase(.maxPoolIndices(windows), [shape]),
    ]
  }

  static let switches: [ConformanceCase] = [
    ConformanceCase(
      .maxUnpool(Unpooling(outputSize: [4, 5], overlap: .replace)), [[2, 3, 2, 2], [2, 3, 2, 2]],
      [1: .indices(below: 20)]),
    ConformanceCase(
      .maxUnpool(Unpooling(outputSize: [3, 3], overlap: .sum)), [[2, 3, 4, 3], [2, 3, 4, 3]],
      [1: .indices(below: 9)]),
    ConformanceCase(
      .maxUnpool(Unpooling(outputSize: [7], overlap: .sum)), [[1, 2, 3], [1, 2, 3]],
      [1: .indices(below: 7)]),
    ConformanceCase(.takeAtIndices, [[2, 3, 4, 5], [2, 3, 2, 2]], [1: .indices(below: 20)]),
    ConformanceCase(.takeAtIndices, [[2, 3, 6], [2, 3, 9]], [1: .indices(below: 6)]),
  ]

  static let averagePools: [ConformanceCase] = poolings.flatMap { windows, shape in
    [true, false].flatMap { countIncludePad in
      let pool = AveragePool(windows: windows, countIncludePad: countIncludePad)
      let size = Array(shape.dimensions.dropFirst(2))
      let output = zip(windows, size).map { $0.outputs(for: $1) }
      return [
        ConformanceCase(.averagePool(pool), [shape]),
        ConformanceCase(
          .averagePoolGradient(pool, inputSize: size), [Shape([shape[0], shape[1]] + output)]),
      ]
    }
  }

  static let adaptivePools: [ConformanceCase] = [
    ConformanceCase(.adaptiveAveragePool(outputSize: [1, 1]), [[2, 3, 4, 5]]),
    ConformanceCase(.adaptiveAveragePool(outputSize: [3, 7]), [[2, 3, 5, 5]]),
    ConformanceCase(.adaptiveAveragePool(outputSize: [3]), [[2, 3, 7]]),
    ConformanceCase(.adaptiveAveragePoolGradient(inputSize: [5, 4]), [[2, 3, 1, 1]]),
    ConformanceCase(.adaptiveAveragePoolGradient(inputSize: [5, 4]), [[2, 3, 3, 6]]),
    ConformanceCase(.adaptiveAveragePoolGradient(inputSize: [7]), [[1, 2, 3]]),
  ]

  static let columns: [ConformanceCase] = [
    ConformanceCase(.unfold([window(3, padding: 1), window(3, padding: 1)]), [[2, 3, 5, 6]]),
    ConformanceCase(
      .unfold([window(2, stride: 2), window(3, stride: 3, padding: 2)]), [[2, 2, 6, 7]]),
    ConformanceCase(.unfold([window(3, padding: 2, dilation: 2)]), [[2, 2, 6]]),
    ConformanceCase(
      .fold([window(3, padding: 1), window(3, padding: 1)], outputSize: [5, 6]), [[2, 27, 30]]),
    ConformanceCase(
      .fold([window(2, stride: 2), window(3, stride: 2, padding: 1)], outputSize: [6, 7]),
      [[2, 12, 12]]),
    ConformanceCase(.fold([window(3, padding: 2, dilation: 2)], outputSize: [6]), [[2, 6, 6]]),
  ]
}
