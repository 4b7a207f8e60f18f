import TensorEngine
import Testing

/// Enlargement as PyTorch's `interpolate` does it; expected numbers follow from its coordinates.
struct UpsampleKernelTests {
  private func enlarged(
    _ x: Tensor<Double>, to size: [Int], factor: [Double]? = nil, _ mode: Upsample.Mode
  ) throws -> [Double] {
    try evaluate(.upsample(Upsample(outputSize: size, scaleFactor: factor, mode: mode)), x).elements
  }

  @Test func `nearest takes the cell at the rounded-down position`() throws {
    let x = sequence(1, 2, 3)
    #expect(try enlarged(x, to: [6], .nearest) == [1, 1, 2, 2, 3, 3])
    #expect(try enlarged(x, to: [5], .nearest) == [1, 1, 2, 2, 3])
    #expect(try enlarged(x, to: [2], .nearest) == [1, 2])
    #expect(
      try enlarged(sequence(1, 2, 3, 4), to: [6], factor: [1.5], .nearest)
        == [1, 1, 2, 3, 3, 4])
  }

  @Test func `linear without aligned corners puts cell centres on cell centres`() throws {
    // (o + ½) / 2 − ½ = −¼, ¼, ¾, 1¼; the ends are held.
    #expect(
      try enlarged(sequence(0, 4), to: [4], .linear(alignCorners: false)) == [0, 1, 3, 4])
    #expect(
      try enlarged(sequence(0, 1, 2, 3), to: [2], .linear(alignCorners: false)) == [0.5, 2.5])
  }

  @Test func `linear with aligned corners puts first on first and last on last`() throws {
    #expect(
      try enlarged(sequence(0, 4), to: [5], .linear(alignCorners: true)) == [0, 1, 2, 3, 4])
    #expect(
      try enlarged(sequence(7, 1, 5), to: [1], .linear(alignCorners: true)) == [7])
  }

  @Test func `a stated factor decides the positions, not the ratio of the sizes`() throws {
    let x = sequence(0, 10, 20)
    // 3 cells by 1.4 are 4: r = 1 / 1.4, not 3 / 4.
    let stated = try enlarged(x, to: [4], factor: [1.4], .linear(alignCorners: false))
    let implied = try enlarged(x, to: [4], .linear(alignCorners: false))
    #expect(abs(stated[3] - (3.5 / 1.4 - 0.5) * 10) < 1e-12)
    #expect(abs(implied[2] - (2.5 * 0.75 - 0.5) * 10) < 1e-12)
    #expect(abs(stated[2] - implied[2]) > 0.1)
  }

  @Test func `the same size is a copy`() throws {
    let x = sequence(3, 1, 2)
    for mode in [Upsample.Mode.linear(alignCorners: false), .linear(alignCorners: true)] {
      #expect(try enlarged(x, to: [3], factor: [1.2], mode) == x.elements)
    }
  }

  @Test func `bilinear weights are products of the two axes' weights`() throws {
    let y = try enlarged(plane([0, 4], [8, 12]), to: [4, 2], .linear(alignCorners: false))
    #expect(y == [0, 4, 2, 6, 6, 10, 8, 12])
  }

  @Test func `every cell's shares add up to one`() {
    for size in 1...9 {
      for inputSize in 1...6 {
        for mode in [
          Upsample.Mode.nearest, .linear(alignCorners: false),
          .linear(alignCorners: true),
        ] {
          let sources = Upsample(outputSize: [size], mode: mode)
            .sources(axis: 0, inputSize: inputSize)
          #expect(sources.count == size)
          for cell in sources {
            #expect(abs(cell.map(\.weight).reduce(0, +) - 1) < 1e-12)
            #expect(cell.allSatisfy { $0.index >= 0 && $0.index < inputSize && $0.weight > 0 })
          }
        }
      }
    }
  }

  @Test(arguments: [Upsample.Mode.nearest, .linear(alignCorners: false)])
  func `positions beyond every integer are moved onto the last cell`(mode: Upsample.Mode) {
    let tiny = Upsample(outputSize: [8], scaleFactor: [0x1p-62], mode: mode)
    let sources = tiny.sources(axis: 0, inputSize: 2)
    #expect(sources.last == [Upsample.Source(index: 1, weight: 1)])
  }
}
