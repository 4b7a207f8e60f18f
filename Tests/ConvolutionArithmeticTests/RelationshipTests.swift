import ConvolutionArithmetic
import Testing

/// The fifteen relationships of Dumoulin and Visin's guide, each as a property over small ranges
/// and against counted window positions.
///
/// Primes are the numbers of the transposed twin.
@Suite struct RelationshipTests {
  private let sizes = 1...10
  private let kernels = 1...6
  private let strides = 1...4
  private let paddings = 0...4

  /// Checks a closed form wherever the kernel fits, over every size and kernel.
  private func expectOutput(
    strides: ClosedRange<Int>, paddings: (Int) -> ClosedRange<Int>,
    equals formula: (_ i: Int, _ k: Int, _ s: Int, _ p: Int) -> Int
  ) throws {
    for k in kernels {
      for s in strides {
        for p in paddings(k) {
          let window = try SlidingWindow(kernelSize: k, stride: s, padding: .symmetric(p))
          for i in sizes where i + 2 * p >= k {
            let output = try window.outputSize(forInputSize: i)
            #expect(output == formula(i, k, s, p), "i \(i), k \(k), s \(s), p \(p)")
            #expect(output == BruteForce.windows(of: window, inputSize: i).count)
          }
        }
      }
    }
  }

  @Test func `1, no zero padding, unit strides`() throws {
    try expectOutput(strides: 1...1, paddings: { _ in 0...0 }) { i, k, _, _ in (i - k) + 1 }
  }

  @Test func `2, zero padding, unit strides`() throws {
    try expectOutput(strides: 1...1, paddings: { _ in paddings }) { i, k, _, p in
      (i - k) + 2 * p + 1
    }
  }

  @Test func `3, half padding keeps the size of an odd kernel at unit strides`() throws {
    for k in [1, 3, 5, 7] {
      let window = try SlidingWindow(kernelSize: k, padding: .same)
      #expect(window.paddingBefore == k / 2)
      #expect(window.paddingAfter == k / 2)
      for i in sizes {
        #expect(try window.outputSize(forInputSize: i) == i)
        #expect(BruteForce.windows(of: window, inputSize: i).count == i)
      }
    }
  }

  @Test func `4, full padding grows the size by the kernel less one at unit strides`() throws {
    for k in kernels {
      let window = try SlidingWindow(kernelSize: k, padding: .full)
      #expect(window.paddingBefore == k - 1)
      #expect(window.paddingAfter == k - 1)
      for i in sizes {
        #expect(try window.outputSize(forInputSize: i) == i + (k - 1))
        #expect(BruteForce.windows(of: window, inputSize: i).count == i + (k - 1))
      }
    }
  }

  @Test func `5, no zero padding, any strides`() throws {
    try expectOutput(strides: strides, paddings: { _ in 0...0 }) { i, k, s, _ in (i - k) / s + 1 }
  }

  @Test func `6, zero padding, any strides, and sizes that share an output`() throws {
    try expectOutput(strides: strides, paddings: { _ in paddings }) { i, k, s, p in
      (i + 2 * p - k) / s + 1
    }
    for k in kernels {
      for s in strides {
        for p in paddings {
          let window = try SlidingWindow(kernelSize: k, stride: s, padding: .symmetric(p))
          for i in sizes where i + 2 * p >= k && (i + 2 * p - k).isMultiple(of: s) {
            let output = try window.outputSize(forInputSize: i)
            for a in 0..<s {
              #expect(try window.outputSize(forInputSize: i + a) == output)
            }
            #expect(try window.outputSize(forInputSize: i + s) == output + 1)
          }
        }
      }
    }
  }

  @Test func `7, pooling without padding`() throws {
    for k in kernels {
      for s in strides {
        let window = try SlidingWindow(kernelSize: k, stride: s)
        try window.checkPoolingPadding()
        for i in sizes where i >= k {
          #expect(try window.outputSize(forInputSize: i) == (i - k) / s + 1)
          #expect(BruteForce.windows(of: window, inputSize: i).count == (i - k) / s + 1)
        }
      }
    }
  }

  @Test func `8, the transpose of no zero padding and unit strides`() throws {
    for k in kernels {
      for i in sizes where i >= k {
        let window = try SlidingWindow(kernelSize: k)
        let twin = try window.transposed(restoringInputSize: i)
        #expect(twin.kernelSize == k)
        #expect(twin.stride == window.stride)
        #expect(twin.paddingBefore == k - 1)
        #expect(twin.paddingAfter == k - 1)
        #expect(twin.outputSize == twin.inputSize + (k - 1))
        try expectRestored(window, i, by: twin)
      }
    }
  }

  @Test func `9, the transpose of zero padding and unit strides`() throws {
    for k in kernels {
      for p in paddings {
        for i in sizes where i + 2 * p >= k {
          let window = try SlidingWindow(kernelSize: k, padding: .symmetric(p))
          let twin = try window.transposed(restoringInputSize: i)
          #expect(twin.kernelSize == k)
          #expect(twin.paddingBefore == k - p - 1)
          #expect(twin.paddingAfter == k - p - 1)
          #expect(twin.outputSize == twin.inputSize + (k - 1) - 2 * p)
          try expectRestored(window, i, by: twin)
        }
      }
    }
  }

  @Test func `10, the transpose of half padding pads the same and keeps the size`() throws {
    for k in [1, 3, 5, 7] {
      for i in sizes {
        let window = try SlidingWindow(kernelSize: k, padding: .same)
        let twin = try window.transposed(restoringInputSize: i)
        #expect(twin.paddingBefore == window.paddingBefore)
        #expect(twin.paddingAfter == window.paddingAfter)
        #expect(twin.outputSize == twin.inputSize)
        try expectRestored(window, i, by: twin)
      }
    }
  }

  @Test func `11, the transpose of full padding has no padding`() throws {
    for k in kernels {
      for i in sizes {
        let window = try SlidingWindow(kernelSize: k, padding: .full)
        let twin = try window.transposed(restoringInputSize: i)
        #expect(twin.paddingBefore == 0)
        #expect(twin.paddingAfter == 0)
        #expect(twin.outputSize == twin.inputSize - (k - 1))
        try expectRestored(window, i, by: twin)
      }
    }
  }

  @Test func `12, the transpose of strides without padding stretches its input`() throws {
    for k in kernels {
      for s in strides {
        for i in sizes where i >= k && (i - k).isMultiple(of: s) {
          let window = try SlidingWindow(kernelSize: k, stride: s)
          let twin = try window.transposed(restoringInputSize: i)
          #expect(twin.zerosInserted == s - 1)
          #expect(twin.stride == 1)
          #expect(twin.paddingBefore == k - 1)
          #expect(twin.outputPadding == 0)
          #expect(twin.outputSize == s * (twin.inputSize - 1) + k)
          try expectRestored(window, i, by: twin)
        }
      }
    }
  }

  @Test func `13, the transpose of strides with padding that comes out even`() throws {
    for k in kernels {
      for s in strides {
        for p in paddings {
          let window = try SlidingWindow(kernelSize: k, stride: s, padding: .symmetric(p))
          for i in sizes where i + 2 * p >= k && (i + 2 * p - k).isMultiple(of: s) {
            let twin = try window.transposed(restoringInputSize: i)
            #expect(twin.zerosInserted == s - 1)
            #expect(twin.paddingBefore == k - p - 1)
            #expect(twin.outputPadding == 0)
            #expect(twin.outputSize == s * (twin.inputSize - 1) + k - 2 * p)
            try expectRestored(window, i, by: twin)
          }
        }
      }
    }
  }

  @Test func `14, the transpose of any strides and padding adds the remainder at the end`() throws {
    for k in kernels {
      for s in strides {
        for p in paddings {
          let window = try SlidingWindow(kernelSize: k, stride: s, padding: .symmetric(p))
          for i in sizes where i + 2 * p >= k {
            let a = (i + 2 * p - k) % s
            #expect(try window.outputPadding(restoringInputSize: i) == a)
            let twin = try window.transposed(restoringInputSize: i)
            #expect(twin.outputPadding == a)
            #expect(twin.stretchedSize == s * (twin.inputSize - 1) + 1)
            #expect(twin.outputSize == s * (twin.inputSize - 1) + a + k - 2 * p)
            try expectRestored(window, i, by: twin)
          }
        }
      }
    }
  }

  @Test func `15, dilation`() throws {
    for d in 1...4 {
      for k in kernels {
        for s in strides {
          for p in paddings {
            let window = try SlidingWindow(
              kernelSize: k, stride: s, padding: .symmetric(p), dilation: d)
            #expect(window.effectiveKernelSize == k + (k - 1) * (d - 1))
            for i in sizes where i + 2 * p >= k + (k - 1) * (d - 1) {
              let output = (i + 2 * p - k - (k - 1) * (d - 1)) / s + 1
              #expect(try window.outputSize(forInputSize: i) == output)
              #expect(BruteForce.windows(of: window, inputSize: i).count == output)
            }
          }
        }
      }
    }
  }

  /// The twin leads from the counted number of windows back to the input size, also by scattering.
  private func expectRestored(
    _ window: SlidingWindow, _ inputSize: Int, by twin: TransposedTwin
  ) throws {
    let count = BruteForce.windows(of: window, inputSize: inputSize).count
    #expect(twin.inputSize == count)
    #expect(twin.outputSize == inputSize)
    let transposed = try SlidingWindow(
      kernelSize: window.kernelSize, stride: window.stride, paddingBefore: window.paddingBefore,
      paddingAfter: window.paddingAfter, dilation: window.dilation,
      outputPadding: twin.outputPadding)
    #expect(try transposed.transposedOutputSize(forInputSize: count) == inputSize)
    let scattered = BruteForce.scatter(
      Array(repeating: 1, count: count), kernel: Array(repeating: 1, count: window.kernelSize),
      window: transposed)
    #expect(scattered.count == inputSize)
  }
}
