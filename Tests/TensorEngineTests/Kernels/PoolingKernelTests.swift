import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// Pooling as PyTorch does it: ties, NaN, padding, sizes rounded up or down.
struct PoolingKernelTests {
  private func square(
    _ kernel: Int, stride: Int? = nil, padding: Int = 0, ceilMode: Bool = false
  ) -> [SlidingWindow] {
    let axis = window(kernel, stride: stride ?? kernel, padding: padding, ceilMode: ceilMode)
    return [axis, axis]
  }

  @Test func `the pooling figures of the guide to convolution arithmetic come out`() throws {
    let image = ConvolutionKernelTests.image
    #expect(
      try evaluate(.maxPool(square(3, stride: 1)), image)
        == plane([3, 3, 3], [3, 3, 3], [3, 2, 3]))
    let average = try evaluate(
      .averagePool(AveragePool(windows: square(3, stride: 1))), image)
    let sums = plane([15, 15, 15], [9, 11, 16], [10, 7, 12])
    #expect(isClose(average, Tensor(sums.shape, sums.elements.map { $0 / 9 }), tolerance: 1e-12))
  }

  @Test func `of equal maxima the first is taken, row by row`() throws {
    let x = plane([1, 5], [5, 5])
    #expect(try evaluate(.maxPoolIndices(square(2)), x).elements == [1])
    var example = Example<Double>()
    let input = try example.input(x)
    let y = try example.graph.append(.maxPool(square(2)), [input])
    let gradients = try example.graph.appendGradients(of: y, by: [input])
    #expect(try example.value(of: gradients[input]!) == plane([0, 1], [0, 0]))
  }

  @Test func `NaN beats every number and an earlier NaN`() throws {
    let x = sequence(1, .nan, 7, .nan, 2, 3)
    let pooled = try evaluate(.maxPool([window(4, stride: 2)]), x)
    #expect(pooled.elements[0].isNaN)
    #expect(try evaluate(.maxPoolIndices([window(4, stride: 2)]), x).elements == [3, 3])
  }

  @Test func `padding is never the maximum, not even of negative numbers`() throws {
    let x = sequence(-5, -3, -4)
    let windows = [window(3, stride: 2, padding: 1)]
    #expect(try evaluate(.maxPool(windows), x) == sequence(-3, -3))
    #expect(try evaluate(.maxPoolIndices(windows), x) == sequence(1, 1))
  }

  @Test func `a window of minus infinities names its first cell`() throws {
    let x = sequence(-.infinity, -.infinity)
    #expect(try evaluate(.maxPool([window(2)]), x) == sequence(-.infinity))
    #expect(try evaluate(.maxPoolIndices([window(2)]), x) == sequence(0))
  }

  @Test func `ceil mode keeps the last incomplete window, floor drops it`() throws {
    let x = sequence(1, 2, 3, 4, 5)
    #expect(try evaluate(.maxPool([window(2, stride: 2)]), x) == sequence(2, 4))
    #expect(
      try evaluate(.maxPool([window(2, stride: 2, ceilMode: true)]), x) == sequence(2, 4, 5))
    // A last window that would start in the trailing padding does not exist.
    #expect(
      try evaluate(
        .maxPool([window(2, stride: 3, padding: 1, ceilMode: true)]), sequence(1, 2, 3, 4, 5))
        == sequence(1, 4))
  }

  @Test func `switches are positions in the whole plane`() throws {
    let x = plane([1, 2, 3, 4], [8, 7, 6, 5])
    #expect(try evaluate(.maxPoolIndices(square(2)), x) == plane([4, 6]))
  }

  @Test func `unpooling puts the maxima back and zeros elsewhere`() throws {
    let x = plane([1, 1, 2, 4], [5, 6, 7, 8], [3, 2, 1, 0], [1, 2, 3, 4])
    let pooled = try evaluate(.maxPool(square(2)), x)
    let switches = try evaluate(.maxPoolIndices(square(2)), x)
    let back = try evaluate(
      .maxUnpool(Unpooling(outputSize: [4, 4], overlap: .replace)), pooled, switches)
    #expect(back == plane([0, 0, 0, 0], [0, 6, 0, 8], [3, 0, 0, 0], [0, 0, 0, 4]))
    #expect(try evaluate(.takeAtIndices, back, switches) == pooled)
  }

  @Test func `values that meet are replaced in unpooling and added in a gradient`() throws {
    let (x, switches) = (sequence(1, 10, 100), sequence(2, 0, 2))
    #expect(
      try evaluate(.maxUnpool(Unpooling(outputSize: [3], overlap: .replace)), x, switches)
        == sequence(10, 0, 100))
    #expect(
      try evaluate(.maxUnpool(Unpooling(outputSize: [3], overlap: .sum)), x, switches)
        == sequence(10, 0, 101))
  }

  @Test func `padding counts in the divisor unless it is told not to`() throws {
    let windows = [window(2, stride: 2, padding: 1)]
    let x = sequence(6, 6, 6, 6)
    #expect(
      try evaluate(.averagePool(AveragePool(windows: windows)), x) == sequence(3, 6, 3))
    #expect(
      try evaluate(.averagePool(AveragePool(windows: windows, countIncludePad: false)), x)
        == sequence(6, 6, 6))
  }

  @Test func `what ceil mode hangs over the padded end never counts`() throws {
    let x = sequence(6, 6, 6, 6, 6, 6)
    // The last window of 4 holds 2 cells, of the padded axis 3 positions.
    let windows = [window(4, stride: 3, padding: 1, ceilMode: true)]
    #expect(
      try evaluate(.averagePool(AveragePool(windows: windows)), x) == sequence(4.5, 6, 3))
    #expect(
      try evaluate(.averagePool(AveragePool(windows: windows, countIncludePad: false)), x)
        == sequence(6, 6, 6))
  }

  @Test func `adaptive regions overlap where the sizes do not divide`() throws {
    let x = sequence(0, 1, 2, 3, 4, 5, 6)
    // Regions 0..<3, 2..<5, 4..<7.
    #expect(try evaluate(.adaptiveAveragePool(outputSize: [3]), x) == sequence(1, 3, 5))
    // More outputs than cells repeat them.
    #expect(
      try evaluate(.adaptiveAveragePool(outputSize: [4]), sequence(2, 4)) == sequence(2, 2, 4, 4))
    #expect(
      try evaluate(.adaptiveAveragePool(outputSize: [1, 1]), plane([1, 2], [3, 6]))
        == plane([3]))
  }

  @Test func `channels and batch are pooled apart`() throws {
    let x = Tensor<Double>([2, 2, 2], [1, 2, 4, 3, -1, -2, 0, 9])
    #expect(
      try evaluate(.maxPool([window(2)]), x) == Tensor([2, 2, 1], [2, 4, -1, 9]))
    #expect(
      try evaluate(.maxPoolIndices([window(2)]), x) == Tensor([2, 2, 1], [1, 0, 0, 1]))
  }
}
