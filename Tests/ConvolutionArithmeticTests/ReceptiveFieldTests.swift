import ConvolutionArithmetic
import Testing

@Suite struct ReceptiveFieldTests {
  /// The input indices that one output of a stack sees, by following every tap back.
  private func seen(byOutput output: Int, through stack: [SlidingWindow]) -> Set<Int> {
    stack.reversed().reduce(into: [output]) { cells, window in
      cells = Set(
        cells.flatMap { cell in
          (0..<window.kernelSize).map { window.inputIndex(ofTap: $0, atOutput: cell) }
        })
    }
  }

  @Test func `the field of every stack of three is what following the taps back gives`() throws {
    let windows = try [
      SlidingWindow(kernelSize: 1, stride: 2),
      SlidingWindow(kernelSize: 3, padding: .same),
      SlidingWindow(kernelSize: 2, stride: 2),
      SlidingWindow(kernelSize: 3, stride: 2, padding: 1),
      SlidingWindow(kernelSize: 3, padding: .same, dilation: 2),
      SlidingWindow(kernelSize: 4, stride: 3, paddingBefore: 1, paddingAfter: 2, dilation: 3),
    ]
    for first in windows {
      for second in windows {
        for third in windows {
          let stack = [first, second, third]
          let field = try ReceptiveField.through(stack)
          for output in 0...2 {
            let cells = seen(byOutput: output, through: stack)
            let inputs = field.inputs(ofOutput: output)
            #expect(inputs.lowerBound == cells.min())
            #expect(inputs.upperBound - 1 == cells.max())
          }
        }
      }
    }
  }

  @Test func `an input cell sees itself`() {
    let field = ReceptiveField()
    #expect(field.inputs(ofOutput: 3) == 3..<4)
    #expect(field.doubledCenter == 0)
  }

  @Test func `two 3×3 layers see as far as one 5×5, and three as one 7×7`() throws {
    let layer = try SlidingWindow(kernelSize: 3, padding: .same)
    #expect(try ReceptiveField.through([layer, layer]).size == 5)
    #expect(try ReceptiveField.through([layer, layer, layer]).size == 7)
  }

  @Test func `doubling dilations grow the field exponentially`() throws {
    let stack = try [1, 2, 4].map {
      try SlidingWindow(kernelSize: 3, padding: .same, dilation: $0)
    }
    let field = try ReceptiveField.through(stack)
    #expect(field == (try ReceptiveField().through(SlidingWindow(kernelSize: 15, padding: .same))))
    #expect(field.size == 15)
    #expect(field.start == -7)
    #expect(field.doubledCenter == 0)
  }

  @Test func `an even field has its centre between two cells`() throws {
    let field = try ReceptiveField().through(SlidingWindow(kernelSize: 2, stride: 2))
    #expect(field.doubledCenter == 1)
    #expect(field.jump == 2)
  }

  @Test func `a stack too deep to count says so`() throws {
    let limit = GeometryLimits.maximumParameter
    let strided = try SlidingWindow(kernelSize: 2, stride: limit)
    #expect(throws: GeometryError.tooLarge(.receptiveField)) {
      try ReceptiveField.through([strided, strided, strided])
    }
    let wide = try SlidingWindow(kernelSize: limit, stride: limit, dilation: limit)
    #expect(throws: GeometryError.tooLarge(.receptiveField)) {
      try ReceptiveField.through([strided, strided, wide])
    }
  }
}
