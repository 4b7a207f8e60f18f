import CUDAEmulator
import TestSupport
import Testing

/// What the stand-in takes tensor cores to do, against NVIDIA's own account of it.
///
/// The layouts are those that CUTLASS states as strides (`cute/atom/mma_traits_sm80.hpp`); the emulator
/// is written from the text of the PTX manual. That a device means the same is proved on a device alone.
struct InstructionTests {
  /// Where the numbers that a warp's lanes hold lie in a matrix, column by column.
  struct Layout {
    /// The sizes and strides of a lane's number and of a register's, the fastest first.
    let lane, value: [(size: Int, stride: Int)]

    private static func place(_ number: Int, _ axes: [(size: Int, stride: Int)]) -> Int {
      var (place, rest) = (0, number)
      for (size, stride) in axes {
        place += rest % size * stride
        rest /= size
      }
      return place
    }

    func place(lane number: Int, value position: Int) -> Int {
      Layout.place(number, lane) + Layout.place(position, value)
    }
  }

  /// An instruction: sums [16, 8] += a [16, depth] · b [depth, 8], b by columns of its transpose.
  struct Product: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let isBF16: Bool
    let depth: Int
    var a: Layout {
      isBF16
        ? Layout(lane: [(4, 32), (8, 1)], value: [(2, 16), (2, 8), (2, 128)])
        : Layout(lane: [(4, 16), (8, 1)], value: [(2, 8), (2, 64)])
    }
    var b: Layout {
      isBF16
        ? Layout(lane: [(4, 16), (8, 1)], value: [(2, 8), (2, 64)])
        : Layout(lane: [(4, 8), (8, 1)], value: [(2, 32)])
    }
    let sums = Layout(lane: [(4, 32), (8, 1)], value: [(2, 16), (2, 8)])

    /// The registers of all lanes that hold a matrix.
    func registers(_ matrix: [Float], _ layout: Layout) -> [Int32] {
      let values = layout.value.map(\.size).reduce(1, *)
      return (0..<32).flatMap { lane -> [Int32] in
        let numbers = (0..<values).map { matrix[layout.place(lane: lane, value: $0)] }
        let words =
          isBF16
          ? stride(from: 0, to: values, by: 2).map {
            cuda_emulator_bf16(numbers[$0], numbers[$0 + 1])
          } : numbers.map { cuda_emulator_tf32($0) }
        return words.map { Int32(bitPattern: $0) }
      }
    }
  }

  static let products = [
    Product(testDescription: "m16n8k8 in TF32", isBF16: false, depth: 8),
    Product(testDescription: "m16n8k16 in BF16", isBF16: true, depth: 16),
  ]

  @Test(arguments: products)
  func `a product of fragments has NVIDIA's layouts`(_ product: Product) throws {
    var numbers = SplitMix64(seed: 3)
    func drawn(_ count: Int) -> [Float] {
      (0..<count).map { _ in Float(Int(numbers.next() % 17) - 8) }
    }
    let (a, b, start) = (drawn(16 * product.depth), drawn(8 * product.depth), drawn(16 * 8))
    var (left, right) = (product.registers(a, product.a), product.registers(b, product.b))
    #expect(left.count == 128 && right.count == 64)
    var sums = (0..<128).map { start[product.sums.place(lane: $0 / 4, value: $0 % 4)] }
    #expect(cuda_emulator_mma(product.isBF16 ? 1 : 0, &left, &right, &sums) == nil)
    for index in 0..<128 {
      let place = product.sums.place(lane: index / 4, value: index % 4)
      let (row, column) = (place % 16, place / 16)
      let sum = (0..<product.depth).map { a[row + 16 * $0] * b[column + 8 * $0] }.reduce(0, +)
      #expect(sums[index] == start[place] + sum, "[\(row), \(column)]")
    }
  }

  @Test func `four matrices are loaded row by row`() {
    var shared = (0..<256).map { Float($0) }
    // 32 different rows in no order.
    var rows = (0..<32).map { Int32($0 * 37 % 64 * 4) }
    var numbers = [Float](repeating: -1, count: 128)
    #expect(cuda_emulator_load_matrices(&shared, &rows, &numbers) == nil)
    for lane in 0..<32 {
      for matrix in 0..<4 {
        let row = rows[8 * matrix + lane / 4]
        #expect(numbers[4 * lane + matrix] == Float(Int(row) + lane % 4))
      }
    }
  }

  @Test(arguments: [0, 1, 16, 31])
  func `a shuffle brings the number of a lane further on, or one's own`(_ distance: Int32) {
    var numbers = [Float](repeating: -1, count: 32)
    #expect(cuda_emulator_shuffle_down(distance, &numbers) == nil)
    for lane in 0..<32 {
      let other = lane + Int(distance)
      #expect(numbers[lane] == Float(other < 32 ? other : lane))
    }
  }

  @Test(
    arguments: [
      (1, 1), (1 + 0x1p-11, 1 + 0x1p-10), (-1 - 0x1p-11, -1 - 0x1p-10), (1 + 0x1.8p-12, 1),
      (1 + 0x1.FFCp-1, 2 - 0x1p-10 + 0x1p-10), (Float.greatestFiniteMagnitude, .infinity),
      (.infinity, .infinity), (-0.0, -0.0),
    ] as [(Float, Float)])
  func `TF32 rounds to 10 bits, ties away from zero`(_ number: Float, _ rounded: Float) {
    #expect(cuda_emulator_tf32(number) == rounded.bitPattern)
  }

  @Test(
    arguments: [
      (1, 1), (1 + 0x1p-8, 1), (1 + 0x1.8p-7, 1 + 0x1p-6), (-1 - 0x1.8p-8, -1 - 0x1p-7),
      (Float.greatestFiniteMagnitude, .infinity), (-.infinity, -.infinity), (-0.0, -0.0),
    ] as [(Float, Float)])
  func `BF16 rounds to 7 bits, ties to even, and two make a word`(
    _ number: Float, _ rounded: Float
  ) {
    #expect(cuda_emulator_bf16(number, 3) == rounded.bitPattern >> 16 | 0x4040 << 16)
    #expect(cuda_emulator_bf16(3, number) == rounded.bitPattern & 0xFFFF_0000 | 0x4040)
  }

  @Test func `what is no number stays none`() {
    #expect(Float(bitPattern: cuda_emulator_tf32(.nan)).isNaN)
    #expect(Float(bitPattern: cuda_emulator_bf16(0, .nan)).isNaN)
  }
}
