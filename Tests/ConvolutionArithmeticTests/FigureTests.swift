import ConvolutionArithmetic
import Testing

/// The parameter sets of the nineteen animations that go with Dumoulin and Visin's guide.
struct Figure: Sendable, CustomTestStringConvertible {
  let name: String
  let i, k, s, p: Int
  var d = 1
  let o: Int
  /// The twin's input size, its size when stretched, padding, output padding and output size.
  var twin: (inputSize: Int, stretchedSize: Int, padding: Int, a: Int, outputSize: Int)?

  var testDescription: String { name }

  static let all = direct + transposed + plain

  private static let direct = [
    Figure(name: "no_padding_no_strides", i: 4, k: 3, s: 1, p: 0, o: 2),
    Figure(name: "arbitrary_padding_no_strides", i: 5, k: 4, s: 1, p: 2, o: 6),
    Figure(name: "same_padding_no_strides", i: 5, k: 3, s: 1, p: 1, o: 5),
    Figure(name: "full_padding_no_strides", i: 5, k: 3, s: 1, p: 2, o: 7),
    Figure(name: "no_padding_strides", i: 5, k: 3, s: 2, p: 0, o: 2),
    Figure(name: "padding_strides", i: 5, k: 3, s: 2, p: 1, o: 3),
    Figure(name: "padding_strides_odd", i: 6, k: 3, s: 2, p: 1, o: 3),
  ]

  private static let twins = [
    (2, 2, 2, 0, 4), (6, 6, 1, 0, 5), (5, 5, 1, 0, 5), (7, 7, 0, 0, 5), (2, 3, 2, 0, 5),
    (3, 5, 1, 0, 5), (3, 5, 1, 1, 6),
  ]

  private static let transposed = zip(direct, twins).map { figure, twin in
    Figure(
      name: figure.name + "_transposed", i: figure.i, k: figure.k, s: figure.s, p: figure.p,
      o: figure.o, twin: twin)
  }

  private static let plain = [
    Figure(name: "dilation", i: 7, k: 3, s: 1, p: 0, d: 2, o: 3),
    Figure(name: "numerical_no_padding_no_strides", i: 5, k: 3, s: 1, p: 0, o: 3),
    Figure(name: "numerical_padding_strides", i: 5, k: 3, s: 2, p: 1, o: 3),
    Figure(name: "numerical_average_pooling", i: 5, k: 3, s: 1, p: 0, o: 3),
    Figure(name: "numerical_max_pooling", i: 5, k: 3, s: 1, p: 0, o: 3),
  ]
}

@Suite struct FigureTests {
  @Test func `there are nineteen figures`() {
    #expect(Figure.all.count == 19)
    #expect(Figure.all.count { $0.twin != nil } == 7)
  }

  @Test(arguments: Figure.all)
  func `a figure has the sizes that the guide draws`(figure: Figure) throws {
    let window = try SlidingWindow(
      kernelSize: figure.k, stride: figure.s, padding: .symmetric(figure.p), dilation: figure.d)
    #expect(try window.outputSize(forInputSize: figure.i) == figure.o)
    #expect(BruteForce.windows(of: window, inputSize: figure.i).count == figure.o)
    guard let expected = figure.twin else { return }
    let twin = try window.transposed(restoringInputSize: figure.i)
    #expect(twin.kernelSize == figure.k)
    #expect(twin.stride == 1)
    #expect(twin.zerosInserted == figure.s - 1)
    #expect(twin.inputSize == expected.inputSize)
    #expect(twin.stretchedSize == expected.stretchedSize)
    #expect(twin.paddingBefore == expected.padding)
    #expect(twin.paddingAfter == expected.padding)
    #expect(twin.outputPadding == expected.a)
    #expect(twin.outputSize == expected.outputSize)
    #expect(twin.outputSize == figure.i)
  }

  @Test func `the odd figure leaves its last padding cell unused, and no input cell`() throws {
    let window = try SlidingWindow(kernelSize: 3, stride: 2, padding: 1)
    let uncovered = try window.uncovered(forInputSize: 6)
    #expect(uncovered.isEmpty)
    #expect(uncovered.unusedPaddingBefore == 0)
    #expect(uncovered.unusedPaddingAfter == 1)
  }

  @Test func `the dilation figure has an effective kernel of 5`() throws {
    #expect(try SlidingWindow(kernelSize: 3, dilation: 2).effectiveKernelSize == 5)
  }
}
