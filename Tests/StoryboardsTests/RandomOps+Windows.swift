import ConvolutionArithmetic
import TensorEngine

/// Ops that slide windows, and their gradients.
extension RandomOps {
  private mutating func convolution(
    _ windows: [SlidingWindow], _ sizes: [Int], over pad: Pad? = nil
  ) throws -> Made {
    let (groups, perGroup, filters) = (number(1...2), number(1...2), number(1...2))
    let kernel = windows.map(\.kernelSize)
    let bias = isHeads() ? [integers([groups * filters])] : []
    return (
      try StoryExample(
        "conv\(windows.count)d", .convolution(Convolution(windows: windows, groups: groups)),
        [
          integers(Shape([number(1...2), groups * perGroup] + sizes)),
          integers(Shape([groups * filters, perGroup] + kernel)),
        ] + bias, over: pad), true
    )
  }

  mutating func convolution() throws -> Made {
    let axes = axes()
    return try convolution(windows(axes), list(axes, 5...6))
  }

  /// A convolution over copies in its padding.
  mutating func paddedConvolution() throws -> Made {
    let axes = axes()
    let modes: [Pad.Mode] = [.reflect, .replicate, .circular]
    let pad = Pad(before: list(axes, 1...2), after: list(axes, 1...2), mode: oneOf(modes))
    let windows = try (0..<axes).map { _ in try window(isPadded: false) }
    return try convolution(windows, list(axes, 3...4), over: pad)
  }

  mutating func transposedConvolution() throws -> Made {
    let axes = axes()
    let (groups, perGroup, filters) = (number(1...2), number(1...2), number(1...2))
    let windows = try (0..<axes).map { _ -> SlidingWindow in
      let stride = number(1...2)
      return try .make(
        number(2...3), stride: stride, padding: (number(0...1), number(0...1)), dilation: 1,
        outputPadding: number(0...(stride - 1)))
    }
    let bias = isHeads() ? [integers([groups * filters])] : []
    return (
      try StoryExample(
        "conv_transpose\(axes)d",
        .transposedConvolution(Convolution(windows: windows, groups: groups)),
        [
          integers(Shape([number(1...2), groups * perGroup] + list(axes, 2...3))),
          integers(Shape([groups * perGroup, filters] + windows.map(\.kernelSize))),
        ] + bias), true
    )
  }

  mutating func weightGradient() throws -> Made {
    let axes = axes()
    let (groups, perGroup, filters) = (number(1...2), number(1...2), number(1...2))
    let (windows, sizes) = (try windows(axes), list(axes, 5...6))
    let (images, places) = (number(1...2), try outputSizes(windows, sizes))
    return (
      try StoryExample(
        "conv\(axes)d weight gradient",
        .convolutionWeightGradient(Convolution(windows: windows, groups: groups)),
        [
          integers(Shape([images, groups * perGroup] + sizes)),
          integers(Shape([images, groups * filters] + places)),
        ]), true
    )
  }

  private func outputSizes(_ windows: [SlidingWindow], _ sizes: [Int]) throws -> [Int] {
    try zip(windows, sizes).map { try $0.outputSize(forInputSize: $1) }
  }

  private mutating func image(_ axes: Int) -> Tensor<Double> {
    integers(Shape([number(1...2), number(1...2)] + list(axes, 5...6)))
  }

  mutating func maxPool() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "max_pool\(axes)d", .maxPool(windows(axes, pools: true)), [image(axes)]), true
    )
  }

  mutating func maxPoolIndices() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "max_pool\(axes)d switches", .maxPoolIndices(windows(axes, pools: true)), [image(axes)]),
      true
    )
  }

  /// Switches into planes of some size.
  private mutating func switches(_ shape: Shape, into size: [Int]) -> Tensor<Double> {
    integers(shape, 0...size.reduce(1, *) - 1)
  }

  mutating func maxUnpool() throws -> Made {
    let axes = axes()
    let (size, overlap) = (list(axes, 3...4), isHeads() ? Unpooling.Overlap.sum : .replace)
    let shape = Shape([1, number(1...2)] + list(axes, 1...2))
    return (
      try StoryExample(
        overlap == .sum ? "max_pool\(axes)d gradient" : "max_unpool\(axes)d",
        .maxUnpool(Unpooling(outputSize: size, overlap: overlap)),
        [integers(shape), switches(shape, into: size)]), true
    )
  }

  mutating func takeAtIndices() throws -> Made {
    let axes = axes()
    let (size, channels) = (list(axes, 3...4), number(1...2))
    let shape = Shape([1, channels] + list(axes, 1...2))
    return (
      try StoryExample(
        "take_at_switches", .takeAtIndices,
        [integers(Shape([1, channels] + size)), switches(shape, into: size)]), true
    )
  }

  mutating func averagePool() throws -> Made {
    let axes = axes()
    let pool = AveragePool(windows: try windows(axes, pools: true), countIncludePad: isHeads())
    return (try StoryExample("avg_pool\(axes)d", .averagePool(pool), [image(axes)]), false)
  }

  mutating func averagePoolGradient() throws -> Made {
    let axes = axes()
    let (windows, sizes) = (try windows(axes, pools: true), list(axes, 5...6))
    let pool = AveragePool(windows: windows, countIncludePad: isHeads())
    return (
      try StoryExample(
        "avg_pool\(axes)d gradient", .averagePoolGradient(pool, inputSize: sizes),
        [integers(Shape([1, 2] + outputSizes(windows, sizes)))]), false
    )
  }

  mutating func adaptivePool() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "adaptive_avg_pool\(axes)d", .adaptiveAveragePool(outputSize: list(axes, 1...4)),
        [image(axes)]), false
    )
  }

  mutating func adaptivePoolGradient() throws -> Made {
    let axes = axes()
    return (
      try StoryExample(
        "adaptive_avg_pool\(axes)d gradient",
        .adaptiveAveragePoolGradient(inputSize: list(axes, 4...5)),
        [integers(Shape([1, number(1...2)] + list(axes, 1...3)))]), false
    )
  }

  mutating func unfold() throws -> Made {
    let axes = axes()
    return (try StoryExample("unfold", .unfold(windows(axes)), [image(axes)]), true)
  }

  mutating func fold() throws -> Made {
    let windows = try (0..<2).map { _ in
      try SlidingWindow.make(number(1...3), stride: number(1...2))
    }
    let size = list(2, 5...6)
    let terms = windows.map(\.kernelSize).reduce(1, *)
    return (
      try StoryExample(
        "fold", .fold(windows, outputSize: size),
        [integers([1, 2 * terms, outputSizes(windows, size).reduce(1, *)])]), true
    )
  }
}
