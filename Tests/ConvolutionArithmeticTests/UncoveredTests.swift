import ConvolutionArithmetic
import Testing

@Suite struct UncoveredTests {
  @Test(arguments: [false, true])
  func `uncovered cells are those that no laid window meets`(ceilMode: Bool) throws {
    for item in try WindowCase.everyFitting(ceilMode: ceilMode) {
      let (window, inputSize) = (item.window, item.inputSize)
      let windows = BruteForce.windows(of: window, inputSize: inputSize)
      let met = Set(windows.joined())
      let last = try #require(windows.last?.last)
      let cells = (0..<inputSize).filter { !met.contains($0) }
      let uncovered = try window.uncovered(forInputSize: inputSize)
      #expect(uncovered.cells == cells, "\(item)")
      #expect(uncovered.count == cells.count, "\(item)")
      #expect(uncovered.isEmpty == cells.isEmpty, "\(item)")
      #expect(Array(uncovered.trailing) == cells.filter { $0 > last }, "\(item)")
      #expect(uncovered.holes == cells.filter { $0 < last }, "\(item)")
      #expect(uncovered.holeCount == uncovered.holes.count, "\(item)")
      let before = (-window.paddingBefore..<0).filter { !met.contains($0) }
      let after = (inputSize..<inputSize + window.paddingAfter).filter { !met.contains($0) }
      #expect(uncovered.unusedPaddingBefore == before.count, "\(item)")
      #expect(uncovered.unusedPaddingAfter == after.count, "\(item)")
      #expect(uncovered.unusedPadding == before.count + after.count, "\(item)")
    }
  }

  @Test func `strides and dilations that share factors leave the holes they should`() throws {
    for stride in 4...12 {
      for dilation in 1...12 {
        let window = try SlidingWindow(kernelSize: 4, stride: stride, dilation: dilation)
        for inputSize in [37, 40, 61] {
          let met = Set(BruteForce.windows(of: window, inputSize: inputSize).joined())
          let uncovered = try window.uncovered(forInputSize: inputSize)
          #expect(uncovered.cells == (0..<inputSize).filter { !met.contains($0) })
          #expect(uncovered.count == inputSize - met.count)
        }
      }
    }
  }

  @Test func `stride 3 on seven cells leaves the last one`() throws {
    let uncovered = try SlidingWindow(kernelSize: 3, stride: 3).uncovered(forInputSize: 7)
    #expect(uncovered.cells == [6])
    #expect(uncovered.trailing == 6..<7)
    #expect(uncovered.holes.isEmpty)
  }

  @Test func `a stride larger than the kernel leaves holes although it fits`() throws {
    let window = try SlidingWindow(kernelSize: 1, stride: 2)
    #expect(window.fitsExactly(forInputSize: 5))
    #expect(try window.uncovered(forInputSize: 5).holes == [1, 3])
  }

  @Test func `a huge axis is counted without walking it`() throws {
    let window = try SlidingWindow(kernelSize: 1, stride: 2)
    let uncovered = try window.uncovered(forInputSize: 1_000_000_000_001)
    #expect(uncovered.holeCount == 500_000_000_000)
  }
}
