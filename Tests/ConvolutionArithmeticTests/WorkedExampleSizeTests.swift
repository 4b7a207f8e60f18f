import ConvolutionArithmetic
import Testing

/// The size and counting examples of the course material, each under the id it is listed by.
@Suite struct WorkedExampleSizeTests {
  private func output(_ n: Int, _ f: Int, stride: Int = 1, pad: Int = 0) throws -> Int {
    try SlidingWindow(kernelSize: f, stride: stride, padding: .symmetric(pad))
      .outputSize(forInputSize: n)
  }

  private func exact(_ n: Int, _ f: Int, stride: Int, pad: Int = 0) throws -> String {
    try SlidingWindow(kernelSize: f, stride: stride, padding: .symmetric(pad))
      .derivation(forInputSize: n).exactSize.description
  }

  @Test func `conv_512, a 3×3 kernel makes 510 of 512`() throws {
    #expect(try output(512, 3) == 510)
    #expect(try SlidingWindow(kernelSize: 3).fitsExactly(forInputSize: 512))
  }

  @Test func `padding_5x5, one cell of padding makes 7 of 5`() throws {
    let window = try SlidingWindow(kernelSize: 3, padding: 1)
    #expect(try window.derivation(forInputSize: 5).paddedSize == 7)
  }

  @Test func `stride_windows, columns 0–2 and then 1–3 or 2–4`() throws {
    let columns = try [1, 2].map { stride in
      let window = try SlidingWindow(kernelSize: 3, stride: stride)
      return (0...1).map { window.taps(atOutput: $0, inputSize: 5).map(\.input) }
    }
    #expect(columns == [[[0, 1, 2], [1, 2, 3]], [[0, 1, 2], [2, 3, 4]]])
  }

  @Test func `size_formula, the floor of (N + 2P − D(F − 1) − 1) / S, plus 1`() throws {
    for (n, f, s, p, d) in [(7, 3, 2, 0, 1), (10, 3, 2, 1, 2), (224, 7, 2, 3, 1)] {
      let window = try SlidingWindow(
        kernelSize: f, stride: s, padding: .symmetric(p), dilation: d)
      #expect(try window.outputSize(forInputSize: n) == (n + 2 * p - d * (f - 1) - 1) / s + 1)
    }
  }

  @Test func `seven_by_seven, strides 1 and 2 fit and 3 does not`() throws {
    #expect(try output(7, 3) == 5)
    #expect(try output(7, 3, stride: 2) == 3)
    #expect(try exact(7, 3, stride: 3) == "2.33…")
    #expect(try output(7, 3, stride: 3) == 2)
    let window = try SlidingWindow(kernelSize: 3, stride: 3)
    #expect(!window.fitsExactly(forInputSize: 7))
    #expect(try window.uncovered(forInputSize: 7).cells == [6])
    let ceil = try SlidingWindow(kernelSize: 3, stride: 3, ceilMode: true)
    #expect(try ceil.outputSize(forInputSize: 7) == 3)
    #expect(try exact(7, 3, stride: 3, pad: 1) == "3")
  }

  @Test func `seven_pad1, one cell of padding keeps 7`() throws {
    #expect(try output(7, 3, pad: 1) == 7)
  }

  @Test func `same_padding, half of the kernel less one keeps the size`() throws {
    for (f, p) in [(3, 1), (5, 2), (7, 3)] {
      #expect(try Padding.same.amounts(kernelSize: f) == (p, p))
      #expect(try output(32, f, pad: p) == 32)
    }
    // An even kernel has no symmetric amount: half a cell a side becomes one cell after.
    #expect(try Padding.same.amounts(kernelSize: 2) == (0, 1))
  }

  @Test func `shrink_32, 32 to 28 to 24 to 20, and 4 after seven layers`() throws {
    var sizes = [32]
    for _ in 0..<7 { sizes.append(try output(sizes[sizes.count - 1], 5)) }
    #expect(sizes == [32, 28, 24, 20, 16, 12, 8, 4])
  }

  @Test func `common_settings, three keep 32 and no padding fits the fourth`() throws {
    #expect(try output(32, 3, pad: 1) == 32)
    #expect(try output(32, 5, pad: 2) == 32)
    #expect(try output(32, 1) == 32)
    let even = ["14.5", "15.5", "16.5", "17.5"]
    let odd = ["14", "15", "16", "17"]
    for pad in 0...3 {
      #expect(try exact(32, 5, stride: 2, pad: pad) == even[pad])
      #expect(try output(32, 5, stride: 2, pad: pad) == 14 + pad)
      #expect(try exact(31, 5, stride: 2, pad: pad) == odd[pad])
    }
    let same = try Padding.kerasSame(forInputSize: 32, kernelSize: 5, stride: 2)
    #expect(same == .explicit(before: 1, after: 2))
  }

  @Test func `keras_same, a stride gives the size divided and rounded up`() throws {
    for (n, f, s, size) in [(32, 5, 2, 16), (7, 3, 2, 4), (7, 3, 3, 3), (10, 2, 4, 3)] {
      let padding = try Padding.kerasSame(forInputSize: n, kernelSize: f, stride: s)
      let window = try SlidingWindow(kernelSize: f, stride: s, padding: padding)
      #expect(try window.outputSize(forInputSize: n) == size)
    }
  }

  @Test func `six_filters, 32×32×3 becomes 28×28×6 with 456 parameters`() throws {
    #expect(try output(32, 5) == 28)
    let layer = try ConvolutionCounts(inputChannels: 3, outputChannels: 6, kernelSizes: [5, 5])
    #expect(layer.parameters == 456)
  }

  @Test func `ten_filters, 76 parameters each and 760 in all`() throws {
    #expect(try output(32, 5, pad: 2) == 32)
    let layer = try ConvolutionCounts(inputChannels: 3, outputChannels: 10, kernelSizes: [5, 5])
    #expect(layer.parametersPerFilter == 76)
    #expect(layer.parameters == 760)
    #expect(try layer.multiplyAdds(outputSizes: [32, 32]) == 768_000)
  }

  @Test func `filter_volume, F²CK weights and K biases`() throws {
    let layer = try ConvolutionCounts(inputChannels: 3, outputChannels: 10, kernelSizes: [5, 5])
    #expect(layer.weights == 750)
    #expect(layer.biases == 10)
  }

  @Test func `one_by_one, 32 filters on 64 channels`() throws {
    let layer = try ConvolutionCounts(inputChannels: 64, outputChannels: 32, kernelSizes: [1, 1])
    #expect(layer.weights == 2048)
    #expect(layer.parameters == 2080)
    #expect(try layer.multiplyAdds(outputSizes: [56, 56]) == 6_422_528)
  }

  @Test func `brain_view, 28×28×5 neurons share 380 parameters`() throws {
    let size = try output(32, 5)
    let layer = try ConvolutionCounts(inputChannels: 3, outputChannels: 5, kernelSizes: [5, 5])
    #expect(size * size * 5 == 3920)
    #expect(layer.parameters == 380)
    #expect(size * size * layer.parameters == 297_920)
  }

  @Test func `groups, weights shrink with the number of groups`() throws {
    for (groups, weights) in [(1, 288), (2, 144), (4, 72)] {
      let layer = try ConvolutionCounts(
        inputChannels: 4, outputChannels: 8, kernelSizes: [3, 3], groups: groups)
      #expect(layer.weights == weights)
    }
  }

  @Test func `shapes_OIHW, a 3×3 kernel makes 3×4 of 5×6`() throws {
    #expect(try output(5, 3) == 3)
    #expect(try output(6, 3) == 4)
  }

  @Test func `dilation, 3 taps at dilation 2 span 5 cells and make 3 of 7`() throws {
    let window = try SlidingWindow(kernelSize: 3, dilation: 2)
    #expect(window.effectiveKernelSize == 5)
    #expect(try window.outputSize(forInputSize: 7) == 3)
  }

  @Test func `pool_formula, 2×2 pooling with stride 2 halves the size`() throws {
    for (n, size) in [(32, 16), (28, 14), (6, 3), (4, 2)] {
      #expect(try output(n, 2, stride: 2) == size)
    }
  }

  @Test func `im2col_3x3, a 2×2 kernel reads these cells of a 3×3 image`() throws {
    let window = try SlidingWindow(kernelSize: 2)
    var patches: [[Int]] = []
    for row in 0...1 {
      for column in 0...1 {
        let rows = window.taps(atOutput: row, inputSize: 3).compactMap(\.input)
        let columns = window.taps(atOutput: column, inputSize: 3).compactMap(\.input)
        patches.append(rows.flatMap { row in columns.map { 3 * row + $0 } })
      }
    }
    #expect(patches == [[0, 1, 3, 4], [1, 2, 4, 5], [3, 4, 6, 7], [4, 5, 7, 8]])
  }

  @Test func `transposed_conv, a 3×3 kernel makes 4 of 2`() throws {
    #expect(try SlidingWindow(kernelSize: 3).transposedOutputSize(forInputSize: 2) == 4)
  }

  @Test func `homework_ru, stride 2 makes 2 of 5, and 3 with padding`() throws {
    #expect(try output(5, 3, stride: 2) == 2)
    #expect(try output(5, 3, stride: 2, pad: 1) == 3)
  }

  @Test(arguments: [
    (224, 7, 2, 3, "112.5", 112), (56, 3, 2, 1, "28.5", 28), (56, 1, 2, 0, "28.5", 28),
    (28, 3, 2, 1, "14.5", 14), (14, 3, 2, 1, "7.5", 7),
  ])
  func `resnet_imagenet, layers that do not fit are floored`(
    n: Int, f: Int, stride: Int, pad: Int, text: String, size: Int
  ) throws {
    #expect(try exact(n, f, stride: stride, pad: pad) == text)
    #expect(try output(n, f, stride: stride, pad: pad) == size)
  }

  @Test(arguments: [(112, "55.5", 56), (56, "27.5", 28), (28, "13.5", 14), (14, "6.5", 7)])
  func `googlenet, its pools need ceil mode`(n: Int, text: String, size: Int) throws {
    #expect(try exact(n, 3, stride: 2) == text)
    let window = try SlidingWindow(kernelSize: 3, stride: 2, ceilMode: true)
    #expect(try window.outputSize(forInputSize: n) == size)
  }

  @Test(arguments: [
    (3, 96, 11, 227, 4, 0, 55, 34_848, 105_415_200),
    (96, 256, 5, 27, 1, 2, 27, 614_400, 447_897_600),
    (256, 384, 3, 13, 1, 1, 13, 884_736, 149_520_384),
    (384, 384, 3, 13, 1, 1, 13, 1_327_104, 224_280_576),
    (384, 256, 3, 13, 1, 1, 13, 884_736, 149_520_384),
  ])
  func `alexnet, weights and multiply-adds of its convolutions`(
    channels: Int, filters: Int, f: Int, n: Int, stride: Int, pad: Int, size: Int, weights: Int,
    multiplyAdds: Int
  ) throws {
    #expect(try output(n, f, stride: stride, pad: pad) == size)
    let layer = try ConvolutionCounts(
      inputChannels: channels, outputChannels: filters, kernelSizes: [f, f])
    #expect(layer.weights == weights)
    #expect(try layer.multiplyAdds(outputSizes: [size, size]) == multiplyAdds)
  }

  @Test func `convnetjs_cifar10, 3,916,800 multiply-adds in its convolutions`() throws {
    var channels = 3
    var size = 32
    var (parameters, multiplyAdds) = (0, 0)
    let pool = try SlidingWindow(kernelSize: 2, stride: 2)
    for filters in [16, 20, 20] {
      let layer = try ConvolutionCounts(
        inputChannels: channels, outputChannels: filters, kernelSizes: [5, 5])
      size = try output(size, 5, pad: 2)
      parameters += layer.parameters
      multiplyAdds += try layer.multiplyAdds(outputSizes: [size, size])
      size = try pool.outputSize(forInputSize: size)
      channels = filters
    }
    #expect(size == 4)
    #expect(parameters == 19_256)
    #expect(multiplyAdds == 3_916_800)
  }
}
