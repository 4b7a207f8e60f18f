import ConvolutionArithmetic
import Testing

@Suite struct SizeDerivationTests {
  private func text(
    _ inputSize: Int, _ kernelSize: Int, stride: Int = 1, padding: Padding = .valid,
    dilation: Int = 1, ceilMode: Bool = false
  ) throws -> String {
    try SlidingWindow(
      kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation,
      ceilMode: ceilMode
    ).derivation(forInputSize: inputSize).description
  }

  @Test func `a size that fits is one sum`() throws {
    #expect(try text(5, 3, stride: 2, padding: 1) == "(5 + 2·1 − 3) / 2 + 1 = 3")
    #expect(try text(512, 3) == "(512 − 3) / 1 + 1 = 510")
    #expect(try text(7, 3, dilation: 2) == "(7 − (2·(3 − 1) + 1)) / 1 + 1 = 3")
    #expect(
      try text(5, 4, padding: .explicit(before: 1, after: 2)) == "(5 + 1 + 2 − 4) / 1 + 1 = 5")
    #expect(
      try text(5, 2, padding: .explicit(before: 0, after: 1)) == "(5 + 1 − 2) / 1 + 1 = 5")
  }

  @Test func `a size that does not fit gives both views`() throws {
    #expect(
      try text(7, 3, stride: 3) == """
        (7 − 3) / 3 + 1 = 2.33…, does not fit: frameworks floor to 2 and leave 1 cell uncovered
        """)
    #expect(
      try text(6, 3, stride: 2, padding: 1) == """
        (6 + 2·1 − 3) / 2 + 1 = 3.5, does not fit: frameworks floor to 3 and leave 1 cell of \
        padding unused
        """)
    #expect(
      try text(8, 3, stride: 4, padding: 1) == """
        (8 + 2·1 − 3) / 4 + 1 = 2.75, does not fit: frameworks floor to 2 and leave 2 cells \
        uncovered and 1 cell of padding unused; along the axis 1 cell in between is never read
        """)
  }

  @Test func `cells between the taps are mentioned although the size fits`() throws {
    #expect(
      try text(7, 1, stride: 2)
        == "(7 − 1) / 2 + 1 = 4; along the axis 3 cells in between are never read")
  }

  @Test func `ceil mode says how far it reaches, or that it drops a window`() throws {
    #expect(try text(6, 2, stride: 2, ceilMode: true) == "(6 − 2) / 2 + 1 = 3")
    #expect(
      try text(7, 3, stride: 3, ceilMode: true) == """
        (7 − 3) / 3 + 1 = 2.33…, does not fit: ceil mode rounds up to 3 and the last window \
        reaches 2 cells past the end
        """)
    #expect(
      try text(3, 2, stride: 2, padding: 1, ceilMode: true) == """
        (3 + 2·1 − 2) / 2 + 1 = 2.5, does not fit: ceil mode would round up, but a window may not \
        start past the input: 2, which leaves 1 cell of padding unused
        """)
    #expect(
      try text(2, 3, stride: 2, ceilMode: true) == """
        (2 − 3) / 2 + 1 = 0.5, does not fit: ceil mode rounds up to 1 and the last window reaches \
        1 cell past the end
        """)
  }

  @Test func `the lines take one sum at a time`() throws {
    let window = try SlidingWindow(
      kernelSize: 3, stride: 2, padding: 1, dilation: 2)
    #expect(
      try window.derivation(forInputSize: 6).lines == [
        "padded input: 6 + 2·1 = 8",
        "effective kernel: 2·(3 − 1) + 1 = 5",
        "room to move: 8 − 5 = 3",
        "steps: 3 / 2 = 1, remainder 1",
        "positions: 1 + 1 = 2 (1 cell of padding unused)",
      ])
    let ceil = try SlidingWindow(kernelSize: 3, stride: 3, ceilMode: true)
    #expect(
      try ceil.derivation(forInputSize: 7).lines == [
        "room to move: 7 − 3 = 4",
        "steps: 4 / 3 = 1, remainder 1",
        "positions: 2 + 1 = 3 (ceil mode adds a step past the end)",
      ])
    let dropped = try SlidingWindow(
      kernelSize: 2, stride: 2, padding: 1, ceilMode: true)
    #expect(
      try dropped.derivation(forInputSize: 3).lines.last
        == "positions: 1 + 1 = 2 (ceil mode drops a window that would start past the input)")
  }

  @Test(arguments: [false, true])
  func `the numbers of a derivation agree with the windows laid`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let (window, inputSize) = (item.window, item.inputSize)
      let derivation = try window.derivation(forInputSize: inputSize)
      let windows = BruteForce.windows(of: window, inputSize: inputSize)
      let last = try #require(windows.last?.last)
      let end = inputSize + window.paddingAfter
      #expect(derivation.outputSize == windows.count, "\(item)")
      #expect(derivation.overhang == max(last + 1 - end, 0), "\(item)")
      #expect(derivation.steps * window.stride + derivation.remainder == derivation.room)
      #expect((0..<window.stride).contains(derivation.remainder))
      #expect(derivation.exactSize.isWhole == derivation.fitsExactly)
      #expect(
        derivation.exactSize.numerator * window.stride
          == (derivation.room + window.stride) * derivation.exactSize.denominator)
      let rounded = ceilMode && !derivation.fitsExactly ? derivation.steps + 1 : derivation.steps
      #expect(derivation.dropsWindow == (windows.count < rounded + 1), "\(item)")
    }
  }

  @Test func `decimals are exact to two digits, or marked as cut`() throws {
    func decimal(_ room: Int, _ stride: Int) throws -> String {
      try SlidingWindow(kernelSize: 1, stride: stride).derivation(forInputSize: room + 1)
        .exactSize.description
    }
    #expect(try decimal(4, 2) == "3")
    #expect(try decimal(1, 2) == "1.5")
    #expect(try decimal(1, 4) == "1.25")
    #expect(try decimal(1, 20) == "1.05")
    #expect(try decimal(1, 8) == "1.12…")
    #expect(try decimal(2, 3) == "1.66…")
    #expect(try decimal(1, 1000) == "1.00…")
  }
}
