import TensorEngine
import Testing

/// Ops that move, repeat and sum elements.
struct MovementKernelTests {
  static let grid = Tensor<Double>([2, 3], [1, 2, 3, 4, 5, 6])

  @Test func `a transpose exchanges axes`() throws {
    #expect(
      try evaluate(.transpose(permutation: [1, 0]), Self.grid)
        == Tensor([3, 2], [1, 4, 2, 5, 3, 6]))
    let x = Tensor<Double>([2, 3, 2], (0..<12).map(Double.init))
    let y = try evaluate(.transpose(permutation: [2, 0, 1]), x)
    for a in 0..<2 {
      for b in 0..<3 { for c in 0..<2 { #expect(y[[c, a, b]] == x[[a, b, c]]) } }
    }
  }

  @Test func `a flip reverses the stated axes`() throws {
    #expect(
      try evaluate(.flip(axes: [1]), Self.grid) == Tensor([2, 3], [3, 2, 1, 6, 5, 4]))
    #expect(
      try evaluate(.flip(axes: [0, 1]), Self.grid) == Tensor([2, 3], [6, 5, 4, 3, 2, 1]))
  }

  @Test func `slices and joins are inverse`() throws {
    let left = try evaluate(.slice(axis: 1, range: 0..<1), Self.grid)
    let right = try evaluate(.slice(axis: 1, range: 1..<3), Self.grid)
    #expect(left == Tensor([2, 1], [1, 4]))
    #expect(right == Tensor([2, 2], [2, 3, 5, 6]))
    #expect(try evaluate(.concat(axis: 1), left, right) == Self.grid)
    #expect(
      try evaluate(.concat(axis: 0), Self.grid, Tensor([1, 3], [7, 8, 9]))
        == Tensor([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]))
  }

  @Test func `a broadcast repeats and a sum takes it back`() throws {
    let repeated = try evaluate(.broadcast([2, 3]), Tensor<Double>([3], [1, 2, 3]))
    #expect(repeated == Tensor([2, 3], [1, 2, 3, 1, 2, 3]))
    #expect(
      try evaluate(.reduce(Reduction(.sum, axes: [0])), repeated) == Tensor([3], [2, 4, 6]))
  }

  @Test func `sums and means reduce any axes, kept or dropped`() throws {
    #expect(
      try evaluate(.reduce(Reduction(.sum, axes: [1])), Self.grid) == Tensor([2], [6, 15]))
    #expect(
      try evaluate(.reduce(Reduction(.mean, axes: [0], keepsAxes: true)), Self.grid)
        == Tensor([1, 3], [2.5, 3.5, 4.5]))
    #expect(try evaluate(.reduce(Reduction(.mean, axes: [0, 1])), Self.grid) == Tensor([], [3.5]))
    #expect(try evaluate(.reduce(Reduction(.sum, axes: [])), Self.grid) == Self.grid)
  }

  @Test(
    arguments: [
      (Pad.Mode.constant(9), [9, 9, 1, 2, 3, 9]), (.reflect, [3, 2, 1, 2, 3, 2]),
      (.replicate, [1, 1, 1, 2, 3, 3]), (.circular, [2, 3, 1, 2, 3, 1]),
    ] as [(Pad.Mode, [Double])])
  func `a pad extends an axis in each of its modes`(
    _ mode: Pad.Mode, _ expected: [Double]
  ) throws {
    let padded = try evaluate(
      .pad(Pad(before: [2], after: [1], mode: mode)), sequence(1, 2, 3))
    #expect(padded.elements == expected)
  }

  @Test func `a 2-D pad treats rows and columns apart, corners included`() throws {
    #expect(
      try evaluate(
        .pad(Pad(before: [1, 0], after: [0, 1], mode: .reflect)), plane([1, 2], [3, 4]))
        == plane([3, 4, 3], [1, 2, 1], [3, 4, 3]))
    #expect(
      try evaluate(
        .pad(Pad(before: [0, 1], after: [1, 0], mode: .constant(-1))), plane([1, 2]))
        == plane([-1, 1, 2], [-1, -1, -1]))
  }

  @Test func `matrices multiply in all four readings`() throws {
    let a = Self.grid
    let b = Tensor<Double>([3, 2], [1, 0, 0, 1, 1, 1])
    let product = Tensor<Double>([2, 2], [4, 5, 10, 11])
    let (aT, bT) = (
      try evaluate(.transpose(permutation: [1, 0]), a),
      try evaluate(.transpose(permutation: [1, 0]), b)
    )
    #expect(try evaluate(.matmul(transposeA: false, transposeB: false), a, b) == product)
    #expect(try evaluate(.matmul(transposeA: true, transposeB: false), aT, b) == product)
    #expect(try evaluate(.matmul(transposeA: false, transposeB: true), a, bT) == product)
    #expect(try evaluate(.matmul(transposeA: true, transposeB: true), aT, bT) == product)
  }

  @Test func `stacks of matrices broadcast over leading axes`() throws {
    let a = Tensor<Double>([2, 1, 2], [1, 2, 3, 4])
    let b = Tensor<Double>([2, 1], [10, 1])
    #expect(
      try evaluate(.matmul(transposeA: false, transposeB: false), a, b)
        == Tensor([2, 1, 1], [12, 34]))
  }
}
