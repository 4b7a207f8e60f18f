import ConvolutionArithmetic
import Testing

@Suite struct PaddingTests {
  @Test func `same keeps every size at stride 1 and puts the odd cell after`() throws {
    for kernelSize in 1...7 {
      for dilation in 1...4 {
        let window = try SlidingWindow(kernelSize: kernelSize, padding: .same, dilation: dilation)
        #expect(window.paddingBefore + window.paddingAfter == dilation * (kernelSize - 1))
        #expect((0...1).contains(window.paddingAfter - window.paddingBefore))
        for inputSize in 1...9 {
          #expect(try window.outputSize(forInputSize: inputSize) == inputSize)
          #expect(BruteForce.windows(of: window, inputSize: inputSize).count == inputSize)
        }
      }
    }
  }

  @Test func `full lets every tap meet every cell`() throws {
    for kernelSize in 1...5 {
      for dilation in 1...3 {
        let window = try SlidingWindow(kernelSize: kernelSize, padding: .full, dilation: dilation)
        for inputSize in 1...6 {
          for input in 0..<inputSize {
            let uses = window.uses(ofInput: input, inputSize: inputSize)
            #expect(Set(uses.map(\.tap)) == Set(0..<kernelSize))
          }
        }
      }
    }
  }

  @Test func `valid pads nothing, and symmetric the same on both sides`() throws {
    #expect(try Padding.valid.amounts(kernelSize: 5, stride: 2) == (0, 0))
    #expect(try Padding.symmetric(2).amounts(kernelSize: 5) == (2, 2))
    #expect(try Padding.explicit(before: 1, after: 3).amounts(kernelSize: 5) == (1, 3))
  }

  @Test func `same needs stride 1`() throws {
    #expect(throws: GeometryError.sameNeedsUnitStride(stride: 2)) {
      try SlidingWindow(kernelSize: 3, stride: 2, padding: .same)
    }
  }

  @Test func `the same of Keras divides the size by the stride and rounds up`() throws {
    for inputSize in 1...12 {
      for kernelSize in 1...6 {
        for stride in 1...5 {
          for dilation in 1...3 {
            let padding = try Padding.kerasSame(
              forInputSize: inputSize, kernelSize: kernelSize, stride: stride, dilation: dilation)
            let window = try SlidingWindow(
              kernelSize: kernelSize, stride: stride, padding: padding, dilation: dilation)
            let outputSize = (inputSize + stride - 1) / stride
            #expect(try window.outputSize(forInputSize: inputSize) == outputSize)
            #expect((0...1).contains(window.paddingAfter - window.paddingBefore))
            // It is the least padding that does so, unless none is needed.
            let total = window.paddingBefore + window.paddingAfter
            guard total > 0 else { continue }
            let less = try SlidingWindow(
              kernelSize: kernelSize, stride: stride, paddingAfter: total - 1, dilation: dilation)
            #expect(BruteForce.windows(of: less, inputSize: inputSize).count < outputSize)
          }
        }
      }
    }
  }

  @Test func `the same of Keras equals same at stride 1`() throws {
    for kernelSize in 1...6 {
      let keras = try Padding.kerasSame(forInputSize: 9, kernelSize: kernelSize)
      let same = try Padding.same.amounts(kernelSize: kernelSize)
      #expect(keras == .explicit(before: same.before, after: same.after))
    }
  }
}
