import ConvolutionArithmetic
import TensorEngine
import TestSupport
import Testing

/// What the reference backend computes for convolutions.
struct ConvolutionKernelTests {
  static let image = plane(
    [3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1])
  static let kernel = plane([0, 1, 2], [2, 2, 0], [0, 1, 2])

  private func square(_ kernelSize: Int, stride: Int = 1, padding: Int = 0) -> Convolution {
    let axis = window(kernelSize, stride: stride, padding: padding)
    return Convolution(windows: [axis, axis])
  }

  @Test func `the numerical figures of the guide to convolution arithmetic come out`() throws {
    #expect(
      try evaluate(.convolution(square(3)), Self.image, Self.kernel)
        == plane([12, 12, 17], [10, 17, 19], [9, 6, 14]))
    #expect(
      try evaluate(.convolution(square(3, stride: 2, padding: 1)), Self.image, Self.kernel)
        == plane([6, 17, 3], [8, 17, 13], [6, 4, 4]))
  }

  @Test func `channels are summed and each filter adds its bias`() throws {
    let x = Tensor<Double>([1, 2, 2], [1, 2, 10, 20])
    let weight = Tensor<Double>([2, 2, 1], [1, 1, 2, -1])
    let bias = Tensor<Double>([2], [100, 200])
    #expect(
      try evaluate(.convolution(Convolution(windows: [window(1)])), x, weight, bias)
        == Tensor([1, 2, 2], [111, 122, 192, 184]))
  }

  @Test func `groups see only their own channels`() throws {
    let x = Tensor<Double>([1, 4, 1], [1, 10, 100, 1000])
    let weight = Tensor<Double>([2, 2, 1], [1, 2, 3, 4])
    #expect(
      try evaluate(.convolution(Convolution(windows: [window(1)], groups: 2)), x, weight)
        == Tensor([1, 2, 1], [21, 4300]))
  }

  @Test func `a flipped kernel makes the cross-correlation a true convolution`() throws {
    var example = Example<Double>()
    let x = try example.input(sequence(1, 2, 3, 4))
    let weight = try example.input(sequence(1, 0, -1), "weight")
    let correlation = try example.graph.convolution(
      x, weight: weight, Convolution(windows: [window(3)]))
    let convolution = try example.graph.convolution(
      x, weight: weight, Convolution(windows: [window(3)]), flip: true)
    #expect(try example.value(of: correlation) == sequence(-2, -2))
    #expect(try example.value(of: convolution) == sequence(2, 2))
  }

  @Test(
    arguments: [
      (Pad.Mode.reflect, [3, 2, 1, 2, 3, 2]), (.replicate, [1, 1, 1, 2, 3, 3]),
      (.circular, [2, 3, 1, 2, 3, 1]), (.constant(0), [0, 0, 1, 2, 3, 0]),
    ] as [(Pad.Mode, [Double])])
  func `a padding mode decides what the kernel meets outside`(
    _ mode: Pad.Mode, _ padded: [Double]
  ) throws {
    var example = Example<Double>()
    let x = try example.input(sequence(1, 2, 3))
    let weight = try example.input(sequence(1), "weight")
    let y = try example.graph.convolution(
      x, weight: weight, Convolution(windows: [window(1, padding: 2, after: 1)]),
      paddingMode: mode)
    #expect(try example.value(of: y).elements == padded)
  }

  @Test func `a transposed convolution spreads each cell and adds where copies meet`() throws {
    let y = try evaluate(
      .transposedConvolution(Convolution(windows: [window(3, stride: 2, outputPadding: 1)])),
      sequence(1, 2), sequence(1, 10, 100), Tensor([1], [0.5]))
    #expect(y == sequence(1.5, 10.5, 102.5, 20.5, 200.5, 0.5))
  }

  static let adjoints: [Convolution] = [
    Convolution(windows: [window(3)]),
    Convolution(windows: [window(2, stride: 3, padding: 1, after: 0, dilation: 2)]),
    Convolution(windows: [window(3, stride: 2, padding: 1), window(2, dilation: 3)]),
    Convolution(windows: [window(2), window(3, stride: 2, padding: 0, after: 2)], groups: 2),
  ]

  @Test(arguments: adjoints)
  func `a transposed convolution is the adjoint of the direct one`(
    _ convolution: Convolution
  ) throws {
    // ⟨conv(x), u⟩ = ⟨x, convᵀ(u)⟩ = ⟨w, weight gradient⟩, exactly for small integers.
    let size = convolution.windows.count == 1 ? [9] : [7, 8]
    let xShape = Shape([2, 4] + size)
    let weightShape = Shape([6, 4 / convolution.groups] + convolution.kernelSize)
    let x = Filling.smallIntegers.tensor(xShape, seed: 1)
    let weight = Filling.smallIntegers.tensor(weightShape, seed: 2)
    var example = Example<Double>()
    let inputs = [try example.input(x), try example.input(weight, "weight")]
    let y = try example.graph.append(.convolution(convolution), inputs)
    let u = try example.input(
      Filling.smallIntegers.tensor(example.graph[y].shape, seed: 3), "upstream")
    let gradients = try example.graph.appendGradients(of: y, by: inputs, upstream: u)
    let forward = try dot(example.value(of: y), example.feeds[u]!)
    #expect(try dot(x, example.value(of: gradients[inputs[0]]!)) == forward)
    #expect(try dot(weight, example.value(of: gradients[inputs[1]]!)) == forward)
  }

  private func dot(_ left: Tensor<Double>, _ right: Tensor<Double>) -> Double {
    zip(left.elements, right.elements).map(*).reduce(0, +)
  }

  @Test(arguments: adjoints.filter { $0.groups == 1 })
  func `a convolution is im2col and a matrix product`(_ convolution: Convolution) throws {
    let size = convolution.windows.count == 1 ? [9] : [7, 8]
    let x = Filling.smallIntegers.tensor(Shape([2, 4] + size), seed: 4)
    let weight = Filling.smallIntegers.tensor(Shape([6, 4] + convolution.kernelSize), seed: 5)
    let direct = try evaluate(.convolution(convolution), x, weight)
    let columns = try evaluate(.unfold(convolution.windows), x)
    let rows = weight.reshaped(to: [6, weight.shape.count / 6])
    let product = try evaluate(.matmul(transposeA: false, transposeB: false), rows, columns)
    #expect(product.reshaped(to: direct.shape) == direct)
  }

  @Test func `a sequence is a plane one row high`() throws {
    let x = Filling.smallIntegers.tensor([2, 3, 7], seed: 6)
    let weight = Filling.smallIntegers.tensor([4, 3, 3], seed: 7)
    let axis = window(3, stride: 2, padding: 1)
    let one = try evaluate(.convolution(Convolution(windows: [axis])), x, weight)
    let two = try evaluate(
      .convolution(Convolution(windows: [window(1), axis])), x.reshaped(to: [2, 3, 1, 7]),
      weight.reshaped(to: [4, 3, 1, 3]))
    #expect(one.elements == two.elements)
  }

  @Test func `single and double precision agree exactly on small integers`() throws {
    let x = Filling.smallIntegers.tensor([1, 3, 6, 6], seed: 8)
    let weight = Filling.smallIntegers.tensor([2, 3, 3, 3], seed: 9)
    let double = try evaluate(.convolution(square(3, padding: 1)), x, weight)
    let single = try evaluate(
      .convolution(square(3, padding: 1)), Tensor<Float>(converting: x),
      Tensor<Float>(converting: weight))
    #expect(Tensor<Double>(converting: single) == double)
  }

  @Test func `columns hold what each kernel element meets, padding as zero`() throws {
    let axes = [window(2), window(2, padding: 1, after: 0)]
    let x = plane([1, 2], [3, 4])
    let columns = try evaluate(.unfold(axes), x)
    // Rows: kernel elements (0,0) (0,1) (1,0) (1,1); columns: two window positions.
    #expect(columns == Tensor([1, 4, 2], [0, 1, 1, 2, 0, 3, 3, 4]))
    // Folding back counts how often each cell was read.
    #expect(try evaluate(.fold(axes, outputSize: [2, 2]), columns) == plane([2, 2], [6, 4]))
  }
}
