import ConvolutionArithmetic
import Testing

/// Errors are lesson text: each is pinned word for word.
@Suite struct GeometryErrorTests {
  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func `a kernel larger than its padded input shows the sum`() {
    let dilated = message {
      _ = try SlidingWindow(kernelSize: 3, padding: 1, dilation: 2)
        .outputSize(forInputSize: 2)
    }
    #expect(
      dilated == """
        kernel 5 (3 taps, dilation 2) > 2 + 1 + 1 = 4: the kernel is larger than its padded input. \
        Add 1 cell of padding or more on each side, or use a smaller kernel or dilation.
        """)
    let plain = message { _ = try SlidingWindow(kernelSize: 7).outputSize(forInputSize: 4) }
    #expect(
      plain == """
        kernel 7 > 4: the kernel is larger than its input. Add 2 cells of padding or more on each \
        side, or use a smaller kernel.
        """)
  }

  @Test(arguments: 2...9, 0...2)
  func `the padding that is advised is just enough`(kernel: Int, padding: Int) throws {
    for input in 1...4 where input + 2 * padding < kernel {
      let text = message {
        _ = try SlidingWindow(kernelSize: kernel, padding: .symmetric(padding))
          .outputSize(forInputSize: input)
      }
      let number = try #require(text.firstMatch(of: /Add (\d+) cells? of padding or more/)).1
      let advised = try padding + #require(Int(number))
      let window = try SlidingWindow(kernelSize: kernel, padding: .symmetric(advised))
      #expect(throws: Never.self) { try window.outputSize(forInputSize: input) }
      let less = try SlidingWindow(kernelSize: kernel, padding: .symmetric(advised - 1))
      #expect(throws: GeometryError.self) { try less.outputSize(forInputSize: input) }
    }
  }

  @Test(arguments: [
    (
      GeometryError.Parameter.kernelSize, 0, 1,
      "kernel size 0 is not possible: it must be 1 to 1048576. A kernel needs at least one tap."
    ),
    (
      .stride, 0, 1,
      "stride 0 is not possible: it must be 1 to 1048576. A window must move: 1 visits every "
        + "position."
    ),
    (
      .paddingBefore, -1, 0,
      "padding before -1 is not possible: it must be 0 to 1048576. 0 means no padding; crop the "
        + "input to make it smaller."
    ),
    (
      .paddingAfter, -2, 0,
      "padding after -2 is not possible: it must be 0 to 1048576. 0 means no padding; crop the "
        + "input to make it smaller."
    ),
    (
      .dilation, 0, 1,
      "dilation 0 is not possible: it must be 1 to 1048576. 1 is an ordinary kernel, 2 leaves one "
        + "cell between taps."
    ),
    (
      .outputPadding, -1, 0,
      "output padding -1 is not possible: it must be 0 to 1048576. 0 adds nothing to the output."
    ),
    (
      .inputChannels, 0, 1,
      "input channels 0 is not possible: it must be 1 to 1048576. A layer needs at least one "
        + "channel."
    ),
    (
      .outputChannels, 0, 1,
      "output channels 0 is not possible: it must be 1 to 1048576. A layer needs at least one "
        + "channel."
    ),
    (
      .groups, 0, 1,
      "groups 0 is not possible: it must be 1 to 1048576. 1 connects every input channel to every "
        + "output channel."
    ),
    (
      .adaptiveOutputSize, 0, 1,
      "output size 0 is not possible: it must be 1 to 1048576. Pooling must leave at least one cell."
    ),
    (
      .stride, 2_000_000, 1,
      "stride 2000000 is not possible: it must be 1 to 1048576. Check the number for a slip."
    ),
  ])
  func `a number out of range says the bounds and why`(
    parameter: GeometryError.Parameter, value: Int, minimum: Int, text: String
  ) {
    let error = GeometryError.parameterOutOfRange(
      parameter, value: value, allowed: minimum...GeometryLimits.maximumParameter)
    #expect(error.description == text)
    #expect(thrown(parameter, value) == error)
  }

  @Test func `the sizes an axis can have are bounded`() {
    for size in [-3, 0, GeometryLimits.maximumSize + 1] {
      let text = "an axis cannot have \(size) cells: it must have 1 to 1099511627776."
      let direct = message { _ = try SlidingWindow(kernelSize: 1).outputSize(forInputSize: size) }
      let transposed = message {
        _ = try SlidingWindow(kernelSize: 1).transposedOutputSize(forInputSize: size)
      }
      #expect(direct == text)
      #expect(transposed == text)
    }
  }

  @Test func `same at a stride says what Keras does`() {
    #expect(
      message { _ = try SlidingWindow(kernelSize: 3, stride: 2, padding: .same) } == """
        padding 'same' needs stride 1, not 2: a window that moves 2 cells at a time cannot keep \
        the size. Use stride 1, or give the padding as a number. (Keras allows it and means \
        something else by it: the input size divided by 2, rounded up.)
        """)
  }

  @Test func `output padding is less than the stride or the dilation`() throws {
    #expect(
      message { _ = try SlidingWindow(kernelSize: 3, stride: 2, outputPadding: 2) } == """
        output padding 2 must be less than the larger of stride 2 and dilation 1: use 0 to 1.
        """)
    #expect(
      message { _ = try SlidingWindow(kernelSize: 3, outputPadding: 1) } == """
        output padding 1 must be less than the larger of stride 1 and dilation 1: use 0.
        """)
    #expect(try SlidingWindow(kernelSize: 3, dilation: 3, outputPadding: 2).outputPadding == 2)
  }

  @Test func `pooling with too much padding says how much there may be`() {
    #expect(
      message {
        try SlidingWindow(kernelSize: 3, padding: 2).checkPoolingPadding()
      } == """
        pooling padding 2 > 3 / 2: pooling allows at most half the kernel on each side, dilated or \
        not. Use a padding of at most 1, or a larger kernel.
        """)
  }

  @Test func `a transposed convolution with nothing left shows the sum`() {
    #expect(
      message {
        _ = try SlidingWindow(kernelSize: 2, stride: 2, padding: 2)
          .transposedOutputSize(forInputSize: 2)
      } == """
        the transposed convolution has no output left: (2 − 1)·2 − 2·2 + 2 = 0. Use less padding, \
        a larger kernel or a larger input.
        """)
  }

  @Test func `a length below zero has the sign that numbers have`() {
    #expect(
      message {
        _ = try SlidingWindow(kernelSize: 2, padding: 4).transposedOutputSize(forInputSize: 2)
      }.contains("(2 − 1)·1 − 2·4 + 2 = −5."))
  }

  @Test func `ceil mode has no transposed convolution`() throws {
    let window = try SlidingWindow(kernelSize: 2, stride: 2, ceilMode: true)
    let text = """
      ceil mode has no transposed convolution: it belongs to pooling. Turn ceil mode off, and set \
      the output padding to choose the size.
      """
    #expect(message { _ = try window.transposed(forInputSize: 3) } == text)
    #expect(message { _ = try window.transposed(restoringInputSize: 3) } == text)
    #expect(message { _ = try window.outputPadding(restoringInputSize: 3) } == text)
  }

  @Test func `groups that do not divide the channels show the division`() {
    #expect(
      message {
        _ = try ConvolutionCounts(
          inputChannels: 4, outputChannels: 6, kernelSizes: [3, 3], groups: 4)
      } == """
        6 output channels cannot be split into 4 groups: 6 / 4 leaves 2. Use a number of groups \
        that divides both channel counts.
        """)
  }

  @Test func `a count too large names what was counted`() {
    #expect(
      GeometryError.tooLarge(.receptiveField).description == """
        the receptive field is too large to count. Use smaller sizes or fewer layers.
        """)
    #expect(GeometryError.tooLarge(.weights).description.contains("number of weights"))
    #expect(GeometryError.tooLarge(.multiplyAdds).description.contains("number of multiply-adds"))
  }

  /// The error that a value gives where its parameter is used.
  private func thrown(_ parameter: GeometryError.Parameter, _ value: Int) -> GeometryError? {
    do throws(GeometryError) {
      switch parameter {
      case .kernelSize: _ = try SlidingWindow(kernelSize: value)
      case .stride: _ = try SlidingWindow(kernelSize: 3, stride: value)
      case .paddingBefore: _ = try SlidingWindow(kernelSize: 3, paddingBefore: value)
      case .paddingAfter: _ = try SlidingWindow(kernelSize: 3, paddingAfter: value)
      case .dilation: _ = try SlidingWindow(kernelSize: 3, dilation: value)
      case .outputPadding: _ = try SlidingWindow(kernelSize: 3, outputPadding: value)
      case .inputChannels:
        _ = try ConvolutionCounts(inputChannels: value, outputChannels: 1, kernelSizes: [1])
      case .outputChannels:
        _ = try ConvolutionCounts(inputChannels: 1, outputChannels: value, kernelSizes: [1])
      case .groups:
        _ = try ConvolutionCounts(
          inputChannels: 1, outputChannels: 1, kernelSizes: [1], groups: value)
      case .adaptiveOutputSize: _ = try AdaptivePooling(inputSize: 4, outputSize: value)
      }
      return nil
    } catch {
      return error
    }
  }
}
