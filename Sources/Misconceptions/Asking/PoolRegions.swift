import ConvolutionArithmetic
import TensorEngine

/// Which cells of a plane the results of a pool are made of.
struct PoolRegions {
  /// For each result of a plane, in row-major order, the positions of its cells in theirs.
  let cells: [[Int]]
  /// The cells of one plane of the input.
  private let area: Int

  /// The regions of an op; `nil` where it is no pool.
  init?(_ op: Op, of input: Shape, giving output: Shape) {
    let lengths = input.spatialSize
    let axes: [[[Int]]]
    switch op {
    case .maxPool(let windows): axes = Self.cells(windows, lengths, output)
    case .averagePool(let pool): axes = Self.cells(pool.windows, lengths, output)
    case .adaptiveAveragePool(let sizes):
      axes = zip(lengths, sizes).map { length, count in
        let split = try? AdaptivePooling(inputSize: length, outputSize: count)
        return split.map { split in (0..<count).map { Array(split.inputs(ofOutput: $0)) } } ?? []
      }
    default: return nil
    }
    cells = zip(axes, lengths).reduce([[0]]) { regions, axis in
      regions.flatMap { region in
        axis.0.map { along in region.flatMap { start in along.map { start * axis.1 + $0 } } }
      }
    }
    area = lengths.reduce(1, *)
  }

  private static func cells(
    _ windows: [SlidingWindow], _ lengths: [Int], _ output: Shape
  ) -> [[[Int]]] {
    zip(windows, zip(lengths, output.spatialSize)).map { window, sizes in
      (0..<sizes.1).map { window.taps(atOutput: $0, inputSize: sizes.0).compactMap(\.input) }
    }
  }

  /// The positions in the whole input of the cells that a result is made of.
  func cells(ofResult position: Int) -> [Int] {
    let (plane, place) = position.quotientAndRemainder(dividingBy: cells.count)
    return cells[place].map { plane * area + $0 }
  }
}
